"""Judge stored articles anew, with the vocabulary, the gazetteer and the rules of today.

The text stays as it is, so that there is no revision. One article, one transaction; doing it
again changes nothing. An article that is on no topic any more stays.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.entities import save_entities
from pipelines.judgementrows import save_judgement
from pipelines.judging import settle
from pipelines.moments import iso
from pipelines.rows import topic_columns, update_article
from pipelines.storeddrafts import judged
from pipelines.storylines import link_story, save_report

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from pipelines.archive import Archive
    from pipelines.judgement import Judgement
    from pipelines.model import Draft
    from pipelines.rows import Row

_VERDICTS = "SELECT mining, monotown, is_mining, is_monotown, reasons, flags FROM article WHERE id"
_JUDGED: Mapping[str, str] = {
    "mentions": "SELECT * FROM mention WHERE article_id",
    "facts": "SELECT * FROM fact WHERE article_id",
    "events": "SELECT * FROM event WHERE article_id",
    "quotations": "SELECT * FROM quotation WHERE article_id",
}

Rows = frozenset[tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejudged:
    """What judging anew changed of an article.

    ``was`` and ``is_now`` are the topics; ``before`` and ``after`` count its mentions, facts,
    events and quotations.
    """

    article_id: int
    title: str
    changed: bool
    was: frozenset[str]
    is_now: frozenset[str]
    before: Mapping[str, int]
    after: Mapping[str, int]


def prepare(archive: Archive, since: datetime | None = None) -> list[int]:
    """Bring the entities up to date; the ids of all articles, or of those since a moment."""
    settle()
    with archive.write() as db:
        save_entities(db)
    rows = archive.connection.execute(
        "SELECT id FROM article WHERE coalesce(published_at, first_seen_at) >= ? ORDER BY id",
        (iso(since) if since else "",),
    )
    return [int(row["id"]) for row in rows]


def rejudge(archive: Archive, article_id: int) -> Rejudged:
    """Judge an article of the archive anew and store what that changes; raises ArchiveError."""
    row = archive.connection.execute("SELECT * FROM article WHERE id = ?", (article_id,)).fetchone()
    article = judged(row)
    judgement = article.judgement
    with archive.write() as db:
        verdicts, before = _judged(db, article_id)
        db.execute("SAVEPOINT judged")
        update_article(db, article_id, _columns(article.draft, judgement))
        save_judgement(db, article_id, judgement)
        new_verdicts, after = _judged(db, article_id)
        changed = (verdicts, before) != (new_verdicts, after)
        if not changed:
            db.execute("ROLLBACK TO judged")
        db.execute("RELEASE judged")
        save_report(db, article_id, article)
        link_story(db, article_id)
    return Rejudged(
        article_id=article_id,
        title=row["title"],
        changed=changed,
        was=frozenset(topic for topic in ("mining", "monotown") if row[f"is_{topic}"]),
        is_now=frozenset(v.topic for v in judgement.verdicts if v.relevant),
        before={name: len(rows) for name, rows in before.items()},
        after={name: len(rows) for name, rows in after.items()},
    )


def _columns(draft: Draft, judgement: Judgement) -> Row:
    flags = sorted(draft.flags | judgement.flags)
    return {
        **topic_columns(judgement.verdicts),
        "flags": json.dumps(flags, ensure_ascii=False),
    }


def _judged(db: sqlite3.Connection, article_id: int) -> tuple[Rows, dict[str, Rows]]:
    return _rows(db, _VERDICTS, article_id), {
        name: _rows(db, query, article_id) for name, query in _JUDGED.items()
    }


def _rows(db: sqlite3.Connection, query: str, article_id: int) -> Rows:
    return frozenset(tuple(row) for row in db.execute(f"{query} = ?", (article_id,)))
