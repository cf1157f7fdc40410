"""Datasette set up for one archive: titles, questions, limits, the guard."""

from __future__ import annotations

import signal
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from desk.web import cells, faults, frame, guard, sqlfunctions
from desk.web.archivefile import ArchiveFile

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from desk.config.model import Named

PAGES = Path(__file__).with_name("pages.toml")
TEMPLATES = Path(__file__).with_name("templates")
# in addresses, whatever the file is called: links and bookmarks outlive a move
DATABASE = "archive"
# short times and few rows: the archive may be large, and the crawl has the first right to the disk
SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 300,
    "suggest_facets": False,
    "truncate_cells_html": 200,
    "max_csv_mb": 200,
    "num_sql_threads": 2,
}


_PLUGINS: Final = (guard, frame, faults, cells, sqlfunctions)


def metadata() -> dict[str, Any]:
    """What Datasette's pages say and ask."""
    pages = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    return {"title": pages["site"]["title"], "databases": {DATABASE: pages["archive"]}}


def site(path: Path, *, allow_sql: bool = False, rules: Sequence[Named] = ()) -> Datasette:
    """A Datasette over the archive file, which it opens for reading only.

    ``rules`` are those of which it serves feeds.

    The file is not opened as immutable: a crawl may write to it, and pages would go stale.
    """
    _take_in_hand()
    served = Datasette(
        files=[str(path)],
        metadata=metadata(),
        template_dir=str(TEMPLATES),
        settings={**SETTINGS, "default_allow_sql": allow_sql},
    )
    served.remove_database(next(reversed(served.databases)))
    served.add_database(ArchiveFile(served, path), name=DATABASE)
    served.kenwatch_rules = rules
    return served


def _take_in_hand() -> None:
    """Put kenwatch's plugins in the place of those that print tracebacks and inline styles."""
    for name in ("datasette.handle_exception", "datasette.forbidden"):
        pm.unregister(name=name)
    for plugin in _PLUGINS:
        if not pm.is_registered(plugin):
            pm.register(plugin, name=f"kenwatch-{plugin.__name__}")


def serve(
    path: Path, door: socket.socket, *, allow_sql: bool = False, rules: Sequence[Named] = ()
) -> None:
    """Serve on an open socket until interrupted."""
    config = uvicorn.Config(
        site(path, allow_sql=allow_sql, rules=rules).app(),
        log_level="warning",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
    )
    # uvicorn raises the signal that ended it once more; both are how this command ends
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])
