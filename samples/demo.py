"""``make demo``: the main job on the sample sites, over real HTTP on loopback, into a real file."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from textwrap import indent, wrap
from typing import TYPE_CHECKING, Any

from rich.console import Console

from samples.gold import gold
from samples.server import SampleServer
from samples.sites import SITES
from samples.sources import write_sources
from samples.stories import stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.stories import Story

FOLDER = Path("demo")
ARCHIVE = FOLDER / "kenwatch.db"
SOURCES = FOLDER / "sources"
_PORT = 8710
_PLACES = ("--db", str(ARCHIVE), "--sources-dir", str(SOURCES))

# each answer fits a terminal of 80 letters
QUESTIONS = (
    (
        "What is new, and where? (view latest)",
        (
            "SELECT substr(published, 6) AS published, source, substr(title, 1, 34) AS title,"
            " substr(towns, 1, 14) AS towns FROM latest LIMIT 6"
        ),
    ),
    (
        "What happened, and where? (view what_happened)",
        (
            "SELECT day, event, coalesce(asset, town, place, '') AS at, substr(quote, 1, 42) AS"
            " quote FROM what_happened WHERE event IN ('accident', 'strike', 'outage') LIMIT 6"
        ),
    ),
    (
        "Which towns are in the news, and in how many articles? (view by_town)",
        (
            "SELECT town, count(*) AS articles, group_concat(DISTINCT language) AS languages"
            " FROM by_town GROUP BY town ORDER BY 2 DESC, 1 LIMIT 6"
        ),
    ),
    (
        "Who tells of one event, in which language? (view story_timeline)",
        (
            "SELECT substr(at, 6, 11) AS at, source, language AS lg, kind, substr(title, 1, 34) AS"
            " title FROM story_timeline WHERE story_id = (SELECT story_id FROM first_publisher"
            " ORDER BY sources DESC LIMIT 1)"
        ),
    ),
    (
        "Who copied whom, and what differs? (table copy)",
        (
            "SELECT a.source_id AS first, c.source_id AS copied_by, printf('%.0f %%', 100 *"
            " c.own_share) AS own, json_array_length(differs, '$.added') AS added,"
            " json_array_length(differs, '$.missing') AS missing, coalesce(differs ->>"
            " '$.figures[0][0]' || ' → ' || (differs ->> '$.figures[0][1]'), '') AS figures,"
            " substr(a.title, 1, 14) AS title FROM copy c JOIN article a ON a.id = c.article_id"
            " ORDER BY a.published_at DESC LIMIT 6"
        ),
    ),
)

# figures that a newsroom corrects after its story is out, and says so nowhere
_NEWSROOM = "agency"
EDITED = "agency-kostenko-roof-fall"
EDITS = (
    ("двое погибли, трёх горняков", "трое погибли, двух горняков"),
    ("Два проходчика погибли", "Три проходчика погибли"),
    ("с тремя их", "с двумя их"),
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
    if code == 0:
        say("Third crawl: a newsroom has changed figures in a story, and tells nobody")
        code = crawl_edited(server.port)
    for question, sql in QUESTIONS:
        if code == 0:
            say(question)
            code = ask(sql)
    if code == 0:
        say("What did the newsroom change? (kenwatch diff)")
        code = diff(server)
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
    """``kenwatch crawl``."""
    return desk(["crawl", *_PLACES]).returncode


def crawl_edited(port: int) -> int:
    """Crawl the newsroom that has edited one of its stories; of the answer the last words."""
    words = ["crawl", "--source", _NEWSROOM, "--no-progress", *_PLACES]
    with SampleServer(port, pages=edited_stories(datetime.now(UTC))):
        done = desk(words, stdout=subprocess.PIPE)
    # behind the table, whose last cell is a time
    console.print(" ".join(done.stdout.split()).rpartition(" s ")[2])
    return done.returncode


def edited_stories(now: datetime) -> list[Story]:
    """The stories of the sites, one of them edited ``now``, or later if one is newer.

    Its page says nothing of that; a sitemap is written by a machine, which does.
    """
    newest = max(story.written for story in stories())
    at = max(now, newest + timedelta(minutes=1))
    return [_edited(story, at) if story.id == EDITED else story for story in stories()]


def _edited(story: Story, at: datetime) -> Story:
    parts = {"title": story.title, "body": story.body}
    for old, new in EDITS:
        parts = {name: words.replace(old, new) for name, words in parts.items()}
    return story.model_copy(update={**parts, "touched": at})


def diff(server: SampleServer) -> int:
    """``kenwatch diff`` of the edited story."""
    (path,) = (story.path for story in stories() if story.id == EDITED)
    address = server.url(_NEWSROOM, path)
    return desk(["diff", address, "--db", str(ARCHIVE)]).returncode


def desk(words: Sequence[str], **given: Any) -> subprocess.CompletedProcess[str]:
    """A kenwatch command in a process of its own, as a user would call it."""
    command = [sys.executable, "-m", "desk", *words]
    return subprocess.run(command, check=False, text=True, **given)  # noqa: S603 - our own command


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


def telling_numbers() -> tuple[int, int]:
    """Of the article that was edited, and of the story that most sources tell.

    Pages come in another order each time, and numbers with them.
    """
    with closing(sqlite3.connect(ARCHIVE)) as db:
        edited = "SELECT article_id FROM quiet_edits ORDER BY seen_at DESC LIMIT 1"
        story = "SELECT story_id FROM first_publisher ORDER BY sources DESC, story_id LIMIT 1"
        return db.execute(edited).fetchone()[0], db.execute(story).fetchone()[0]


def say_next() -> None:
    """What to type next."""
    article, story = telling_numbers()
    say("What next?")
    for line in (
        f".venv/bin/kenwatch search карағанды --db {ARCHIVE}",
        f".venv/bin/kenwatch show {article} --db {ARCHIVE}",
        f".venv/bin/kenwatch diff {article} --db {ARCHIVE}",
        f".venv/bin/kenwatch story {story} --db {ARCHIVE}",
        f".venv/bin/kenwatch status --db {ARCHIVE}",
        f".venv/bin/kenwatch digest --every week --db {ARCHIVE}",
        f".venv/bin/kenwatch web --db {ARCHIVE} --sources-dir {SOURCES}",
        "make crawl      # the real sources, into kenwatch.db",
    ):
        console.print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())
