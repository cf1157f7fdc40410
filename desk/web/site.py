"""Datasette set up for one archive: titles, questions, limits, the guard."""

from __future__ import annotations

import signal
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from desk.freesql import bounds
from desk.freesql.asking import Asker
from desk.web import cells, faults, frame, guard, naming
from desk.web.archivefile import ArchiveFile
from desk.web.connection import Prompt

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from desk.config.model import Named
    from desk.web.coverage import Files

TEMPLATES = Path(__file__).with_name("templates")
# in addresses, whatever the file is called: links and bookmarks outlive a move
DATABASE = "archive"
# short times and few rows: the archive may be large, and the crawl has the first right to the disk
# bytes of a request before its end, and requests that are answered at the same time
_LONGEST_HEAD: Final = 32 * 1024
_AT_ONCE: Final = 64
SETTINGS = {
    "allow_download": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "sql_time_limit_ms": 2000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,
    "truncate_cells_html": 200,
    "max_csv_mb": 200,
    "num_sql_threads": 2,
    # free SQL has a page and a process of its own
    "default_allow_sql": False,
}


_PLUGINS: Final = (guard, frame, faults, cells)


def _no_files() -> None:
    """There are no source files to tell of."""


def site(
    path: Path,
    *,
    allow_sql: bool = False,
    rules: Sequence[Named] = (),
    sources: Files = _no_files,
) -> Datasette:
    """A Datasette over the archive file, which it opens for reading only.

    ``allow_sql``: whether readers may write SQL of their own. ``rules`` are those of which it
    serves feeds. ``sources``: what reads the source files, called once, when it is needed.

    The file is not opened as immutable: a crawl may write to it, and pages would go stale.
    """
    _take_in_hand()
    served = Datasette(
        files=[str(path)],
        metadata={"title": "kenwatch", "databases": {DATABASE: naming.metadata()}},
        template_dir=str(TEMPLATES),
        settings=SETTINGS,
    )
    served.remove_database(next(reversed(served.databases)))
    served.add_database(ArchiveFile(served, path), name=DATABASE)
    served.kenwatch_rules = rules
    served.kenwatch_asker = Asker(path)
    served.kenwatch_allow_sql = allow_sql
    served.kenwatch_sources = cache(sources)
    return served


def _take_in_hand() -> None:
    """Put kenwatch's plugins in the place of those that print tracebacks and inline styles."""
    for name in ("datasette.handle_exception", "datasette.forbidden"):
        pm.unregister(name=name)
    for plugin in _PLUGINS:
        if not pm.is_registered(plugin):
            pm.register(plugin, name=f"kenwatch-{plugin.__name__}")


def serve(served: Datasette, door: socket.socket) -> None:
    """Serve on an open socket until interrupted."""
    config = uvicorn.Config(
        served.app(),
        log_level="warning",
        lifespan="on",
        http=Prompt,
        ws="none",
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        limit_concurrency=_AT_ONCE,
        proxy_headers=False,
        server_header=False,
    )
    bounds.bind_memory()
    # uvicorn raises the signal that ended it once more; both are how this command ends
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door])
