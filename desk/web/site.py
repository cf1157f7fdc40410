"""Datasette set up for one archive: titles, questions, limits, the guard."""

from __future__ import annotations

import signal
import tomllib
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from desk.web import faults, frame, guard

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence

    from desk.config.model import Named

PAGES = Path(__file__).with_name("pages.toml")
TEMPLATES = Path(__file__).with_name("templates")
STATIC = Path(__file__).with_name("static")
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


def metadata(database: str) -> dict[str, Any]:
    """What the pages say and ask, for a database of this name."""
    pages = tomllib.loads(PAGES.read_text(encoding="utf-8"))
    front = f"<p>{escape(pages['site']['description'])}</p>{_questions(database, pages['archive'])}"
    return {
        "title": pages["site"]["title"],
        "description_html": front,
        "databases": {database: pages["archive"]},
    }


def _questions(database: str, archive: dict[str, Any]) -> str:
    """The questions that the archive answers, as links for the front page."""
    entries = (
        f'<li><a href="/{quote(database)}/{name}">{escape(query["title"])}</a>:'
        f" {escape(query['description'])}</li>"
        for name, query in archive["queries"].items()
    )
    feeds_line = '<p>For a feed reader: <a href="/feeds">feeds</a>.</p>'
    return f"<ul>{''.join(entries)}</ul>{feeds_line}"


def site(path: Path, *, allow_sql: bool = False, rules: Sequence[Named] = ()) -> Datasette:
    """A Datasette over the archive file, which it opens for reading only.

    ``rules`` are those of which it serves feeds.

    The file is not opened as immutable: a crawl may write to it, and pages would go stale.
    """
    # its own page of errors prints a traceback with all values; `desk.web.faults` stands in for it
    pm.unregister(name="datasette.handle_exception")
    for plugin in (guard, frame, faults):
        if not pm.is_registered(plugin):
            pm.register(plugin, name=f"kenwatch-{plugin.__name__}")
    served = Datasette(
        files=[str(path)],
        metadata=metadata(path.stem),
        template_dir=str(TEMPLATES),
        static_mounts=[("static", str(STATIC))],
        settings={**SETTINGS, "default_allow_sql": allow_sql},
    )
    served.kenwatch_rules = rules
    return served


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
