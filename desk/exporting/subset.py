"""A smaller archive: chosen articles with all that hangs on them, in one file of its own.

It opens with plain ``sqlite3`` and with ``kenwatch --db``, for reading: what a crawl needs to go
on is left out.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crawler.verdict import Exit, counted
from desk.checkup.archivecards import search_indexes
from desk.exporting.sheetcards import batches
from pipelines import schema
from pipelines.upkeep import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

_BUSY_SECONDS: Final = 30.0
_IDS: Final = "(SELECT value FROM json_each(:ids))"
_URLS: Final = "(SELECT value FROM json_each(:urls))"
# tables that are taken with each article, in this order, and which of their rows: by the numbers
# of articles (:ids) or the canonical addresses of their texts and copies (:urls)
OF_ARTICLES: Final[Mapping[str, str]] = {
    "article": f"id IN {_IDS}",
    "copy": f"article_id IN {_IDS}",
    "page": f"article_id IN {_IDS} OR text_url IN {_URLS}",
    "sighting": (
        "canonical_url IN (SELECT canonical_url FROM whole.page"  # noqa: S608 - fixed parts only
        f" WHERE article_id IN {_IDS} OR text_url IN {_URLS})"
    ),
    "edition": f"page_url IN {_URLS}",
    "visit": f"canonical_url IN {_URLS}",
    "statement": f"canonical_url IN {_URLS}",
    "revision": f"canonical_url IN {_URLS}",
    "fingerprint": f"canonical_url IN {_URLS}",
    "story_article": f"article_id IN {_IDS}",
    "story_report": f"article_id IN {_IDS}",
    "mention": f"article_id IN {_IDS}",
    "fact": f"article_id IN {_IDS}",
    "event": f"article_id IN {_IDS}",
    "quotation": f"article_id IN {_IDS}",
}
# tables that are taken at the end, as far as both ends of a row are there
AT_THE_END: Final[Mapping[str, str]] = {
    "entity": "1",
    "entity_name": "1",
    "entity_link": "1",
    "entity_status": "1",
    "office": "1",
    "source": "id IN (SELECT source_id FROM main.article UNION SELECT source_id FROM main.copy)",
    "likeness": (
        "a_id IN (SELECT id FROM main.fingerprint) AND b_id IN (SELECT id FROM main.fingerprint)"
    ),
    "story_link": "a_id IN (SELECT id FROM main.article) AND b_id IN (SELECT id FROM main.article)",
}
# stories are made of what is there of them; the run tells where the file is from; what is brief
# of an article is kept up by triggers
MADE: Final = frozenset({"story", "run", "article_brief"})
# of the crawls and messages of the whole archive, and the indexes by which new texts are compared
LEFT_OUT: Final = frozenset({
    "run_source", "run_outcome", "issue", "source_day", "alert", "alert_text", "outbox", "chore",
    "hub", "watch", "refusal", "boilerplate_line", "shingle", "story_key",
})  # fmt: skip
_STORIES: Final = """
INSERT INTO main.story (id, lead_article_id)
SELECT s.id, coalesce(
  (SELECT o.article_id FROM main.story_article o
   WHERE o.story_id = s.id AND o.article_id = s.lead_article_id),
  (SELECT o.article_id FROM main.story_article o JOIN main.article a ON a.id = o.article_id
   WHERE o.story_id = s.id ORDER BY coalesce(a.published_at, a.first_seen_at), a.id LIMIT 1))
FROM whole.story s WHERE s.id IN (SELECT story_id FROM main.story_article)
"""
_TEXTS: Final = f"""
SELECT canonical_url FROM whole.article WHERE id IN {_IDS}
UNION SELECT canonical_url FROM whole.copy WHERE article_id IN {_IDS}
"""  # noqa: S608 - fixed parts only


@dataclass(frozen=True, slots=True)
class Subset:
    """What was taken: rows of articles and their copies, and rows that refer to nothing."""

    articles: int
    copies: int
    broken: int


def write(
    part: Path, archive: Path, ids: Iterable[int], asked: Mapping[str, Any], now: datetime
) -> Subset:
    """Fill an empty file with chosen articles of an archive that is read only.

    ``asked`` is what was asked for, to be kept in the file. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(part, uri=True, isolation_level=None)) as db:
        # where it fails the file goes, so that no journal is needed
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        schema.ensure(db, str(part))
        db.execute("ATTACH ? AS whole", (f"{archive.absolute().as_uri()}?mode=ro",))
        db.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000:.0f}")
        # one transaction: a crawl that goes on does not show in the middle
        db.execute("BEGIN")
        for batch in batches(ids):
            _take(db, batch)
        taken = _finish(db, archive, asked, now)
        db.execute("COMMIT")
        db.execute("DETACH whole")
        for index in search_indexes(db):
            db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - a name of ours
        # one file alone, that can be sent by mail
        db.execute("PRAGMA journal_mode = DELETE")
    return taken


def _take(db: sqlite3.Connection, ids: list[int]) -> None:
    given = {"ids": json.dumps(ids)}
    given["urls"] = json.dumps([row[0] for row in db.execute(_TEXTS, given)])
    for table, where in OF_ARTICLES.items():
        _copy(db, table, where, given)


def _copy(
    db: sqlite3.Connection, table: str, where: str, given: Mapping[str, str] | None = None
) -> None:
    names = ", ".join(
        f'"{row[0]}"' for row in db.execute("SELECT name FROM pragma_table_info(?)", (table,))
    )
    # the page of a copy may come with either of two articles
    db.execute(
        f"INSERT OR IGNORE INTO main.{table} ({names}) SELECT {names} FROM whole.{table}"  # noqa: S608 - names of ours
        f" WHERE {where}",
        given or {},
    )


def _finish(
    db: sqlite3.Connection, archive: Path, asked: Mapping[str, Any], now: datetime
) -> Subset:
    for table, where in AT_THE_END.items():
        _copy(db, table, where)
    db.execute(_STORIES)
    articles, copies = (
        int(db.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0])  # noqa: S608 - names of ours
        for table in ("article", "copy")
    )
    verdict = f"{counted(articles, 'article')} and {counted(copies, 'copy', 'copies')}"
    db.execute(
        "INSERT INTO main.run (kind, started_at, finished_at, finish_reason, verdict, exit_code,"
        " options) VALUES ('export', ?1, ?1, 'finished', ?2, ?3, ?4)",
        (
            now.isoformat(),
            f"{verdict} taken from {archive.name}.",
            int(Exit.OK),
            json.dumps(dict(asked), ensure_ascii=False),
        ),
    )
    broken = len(db.execute("PRAGMA main.foreign_key_check").fetchall())
    return Subset(articles, copies, broken)


def is_one(path: Path) -> bool:
    """Whether a file is such a part of an archive; False for what cannot be read."""
    try:
        with closing(snapshot.opened(path)) as db:
            row = db.execute("SELECT 1 FROM run WHERE kind = 'export' LIMIT 1").fetchone()
    except sqlite3.Error:
        return False
    return row is not None
