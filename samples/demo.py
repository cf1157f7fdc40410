"""``make demo``: the main job on the sample sites, over real HTTP on loopback, into a real file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from textwrap import indent, wrap

from rich.console import Console

from samples.gold import gold
from samples.server import SampleServer
from samples.sites import SITES
from samples.sources import write_sources

FOLDER = Path("demo")
ARCHIVE = FOLDER / "kenwatch.db"
SOURCES = FOLDER / "sources"
_PORT = 8710

# each answer fits a terminal of 80 letters
QUESTIONS = (
    (
        "What is new, and where? (view latest)",
        (
            "SELECT substr(published, 6) AS published, source, substr(title, 1, 34) AS title,"
            " substr(towns, 1, 14) AS towns FROM latest LIMIT 8"
        ),
    ),
    (
        "What happened, and where? (view what_happened)",
        (
            "SELECT day, event, coalesce(asset, town, place, '') AS at, substr(quote, 1, 42) AS"
            " quote FROM what_happened WHERE event IN ('accident', 'strike', 'outage') LIMIT 8"
        ),
    ),
    (
        "Which towns are in the news, and in how many articles? (view by_town)",
        (
            "SELECT town, count(*) AS articles, group_concat(DISTINCT language) AS languages"
            " FROM by_town GROUP BY town ORDER BY 2 DESC, 1 LIMIT 8"
        ),
    ),
    (
        "Who copied whom, and how much is the copy's own? (table copy)",
        (
            "SELECT a.source_id AS first, c.source_id AS copied_by,"
            " printf('%.0f %%', 100 * c.own_share) AS own, substr(a.title, 1, 40) AS title"
            " FROM copy c JOIN article a ON a.id = c.article_id ORDER BY a.published_at LIMIT 6"
        ),
    ),
)

console = Console(markup=False, highlight=False)


def main() -> int:
    """Run the demo; 0 if all went well, else the exit code of the step that went wrong."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(exist_ok=True)
    with ExitStack() as stack:
        server = _server(stack)
        write_sources(SOURCES, server.port)
        say(f"{len(SITES)} sample sites with {len(gold())} pages, on 127.0.0.1:{server.port}")
        say("First crawl: everything is new")
        code = crawl()
        server.log.clear()
        if code == 0:
            say("Second crawl: the same sites again")
            code = crawl() or repeated(server)
    for question, sql in QUESTIONS:
        if code == 0:
            say(question)
            code = ask(sql)
    if code == 0:
        say_next()
    else:
        say(f"The demo went wrong: the last step ended with code {code}")
    return code


def _server(stack: ExitStack) -> SampleServer:
    """The usual port, so that the demo's addresses look the same each time; else a free one."""
    try:
        return stack.enter_context(SampleServer(_PORT))
    except OSError:
        return stack.enter_context(SampleServer())


def say(text: str) -> None:
    """A heading between steps."""
    console.print(f"\n▸ {text}", style="bold")


def crawl() -> int:
    """``kenwatch crawl`` in a process of its own, as a user would call it."""
    command = ["crawl", "--db", str(ARCHIVE), "--sources-dir", str(SOURCES)]
    return subprocess.run([sys.executable, "-m", "desk", *command], check=False).returncode  # noqa: S603 - our own command


def ask(sql: str) -> int:
    """``sqlite-utils query`` on the archive."""
    # the window may wrap the line within the quotes only: it can be copied as it stands
    command = f'.venv/bin/sqlite-utils query --table {ARCHIVE} "{sql}"'
    lines = wrap(command, console.width - 4, break_long_words=False, break_on_hyphens=False)
    console.print(indent("\n".join(lines), "  ") + "\n", style="dim")
    words = [sys.executable, "-m", "sqlite_utils", "query", "--table", str(ARCHIVE), sql]
    return subprocess.run(words, check=False).returncode  # noqa: S603 - our own command


def repeated(server: SampleServer) -> int:
    """Say what the second crawl asked the sites for; 1 if it asked for an article again."""
    addresses = {(page.host, page.path) for page in gold()}
    articles = sum((hit.host, hit.path) in addresses for hit in server.log)
    unchanged = sum(hit.status == HTTPStatus.NOT_MODIFIED for hit in server.log)
    say(f"{len(server.log)} requests: {articles} for articles, {unchanged} had nothing new to say")
    return 1 if articles else 0


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
