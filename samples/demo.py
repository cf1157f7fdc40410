"""``make demo``: the main job on the sample sites, over real HTTP on loopback, into a real file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

from rich.console import Console

from samples.gold import gold
from samples.server import SampleServer
from samples.sites import SITES
from samples.sources import write_sources

FOLDER = Path("demo")
ARCHIVE = FOLDER / "kenwatch.db"
SOURCES = FOLDER / "sources"
_PORT = 8710

QUESTIONS = (
    (
        "What is new, and where? (view latest)",
        "SELECT published, source, language AS lg, title, towns FROM latest LIMIT 8",
    ),
    (
        "Which towns are in the news, and in how many articles? (view by_town)",
        "SELECT town, count(*) AS articles, group_concat(DISTINCT language) AS languages"
        " FROM by_town GROUP BY town ORDER BY 2 DESC, 1 LIMIT 8",
    ),
    (
        "Who copied whom, and how much is the copy's own? (table copy)",
        "SELECT a.source_id AS first, c.source_id AS copied_by,"
        " round(100 * c.own_share) || ' %' AS own, substr(a.title, 1, 60) AS title"
        " FROM copy c JOIN article a ON a.id = c.article_id ORDER BY a.published_at LIMIT 6",
    ),
)

console = Console(markup=False, highlight=False)


def main() -> int:
    """Run the demo; the exit code of the first step that went wrong, else 0."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    with _server() as server:
        write_sources(SOURCES, server.port)
        say(f"{len(SITES)} sample sites with {len(gold())} pages, on 127.0.0.1:{server.port}")
        say("First crawl: everything is new")
        code = crawl()
        if code:
            return code
        server.log.clear()
        say("Second crawl: the same sites again")
        code = crawl()
        say(repeated(server))
    for question, sql in QUESTIONS:
        say(question)
        code = code or ask(sql)
    say_next()
    return code


def _server() -> SampleServer:
    """The usual port, so that the demo's addresses look the same each time; else a free one."""
    server = SampleServer(_PORT)
    try:
        server.__enter__()
    except OSError:
        return SampleServer()
    server.__exit__(None, None, None)
    return SampleServer(_PORT)


def say(text: str) -> None:
    """A heading between steps."""
    console.print(f"\n▸ {text}", style="bold")


def crawl() -> int:
    """``kenwatch crawl`` in a process of its own, as a user would call it."""
    command = ["crawl", "--db", str(ARCHIVE), "--sources-dir", str(SOURCES)]
    return subprocess.run([sys.executable, "-m", "desk", *command], check=False).returncode  # noqa: S603 - our own command


def ask(sql: str) -> int:
    """``sqlite-utils query`` on the archive."""
    console.print(f'  sqlite-utils query {ARCHIVE} "{sql}" --table\n', style="dim")
    command = [sys.executable, "-m", "sqlite_utils", "query", str(ARCHIVE), sql, "--table"]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


def repeated(server: SampleServer) -> str:
    """What the second crawl asked the sites for."""
    addresses = {(page.host, page.path) for page in gold()}
    articles = sum((hit.host, hit.path) in addresses for hit in server.log)
    unchanged = sum(hit.status == HTTPStatus.NOT_MODIFIED for hit in server.log)
    return (
        f"Of {len(server.log)} requests the sites saw this time, {articles} were for articles;"
        f' {unchanged} were answered "not modified"'
    )


def say_next() -> None:
    """What to type next."""
    say("What next?")
    for line in (
        f".venv/bin/kenwatch search карағанды --db {ARCHIVE}",
        f".venv/bin/kenwatch show 1 --db {ARCHIVE}",
        f".venv/bin/kenwatch status --db {ARCHIVE}",
        "make crawl      # the real sources, into kenwatch.db",
        "make web        # the archive in the browser",
    ):
        console.print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
