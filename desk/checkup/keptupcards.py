"""What is kept up by triggers, compared with what it is made from."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import Final

from pipelines import schema

_BRIEF: Final = (
    "SELECT id, coalesce(published_day, date(first_seen_at, '+5 hours'),"
    " substr(first_seen_at, 1, 10)), coalesce(published_at, first_seen_at), source_id, language,"
    " is_mining, is_monotown, published_at IS NOT NULL FROM article"
)
# makes all of it anew: the triggers set the days where a column they look at is written
ANEW: Final = (
    f"BEGIN; DELETE FROM article_brief; INSERT INTO article_brief {_BRIEF};"  # noqa: S608 - fixed parts only
    " UPDATE event SET moment = moment; UPDATE story SET lead_article_id = lead_article_id; COMMIT"
)
_DAY: Final = "(SELECT b.day FROM article_brief b WHERE b.article_id = {})"
# rows that are not as they would be made, of articles after :after
_WRONG: Final = {
    "article_brief": (
        f"SELECT id FROM ({_BRIEF} WHERE id > :after"  # noqa: S608 - fixed parts only
        " EXCEPT SELECT * FROM article_brief WHERE article_id > :after)"
        " UNION SELECT article_id FROM article_brief"
        " WHERE article_id > :after AND article_id NOT IN (SELECT id FROM article)"
    ),
    "event": (
        "SELECT 1 FROM event e WHERE e.article_id > :after AND e.day <> "  # noqa: S608 - fixed parts only
        f"coalesce(nullif(e.moment, ''), {_DAY.format('e.article_id')}, '')"
    ),
    "story": (
        "SELECT 1 FROM story s WHERE s.lead_article_id > :after AND s.day <> "  # noqa: S608 - fixed parts only
        f"coalesce({_DAY.format('s.lead_article_id')}, '')"
    ),
}
_MADE: Final = (
    "SELECT type, name, sql FROM sqlite_master"
    " WHERE type IN ('trigger', 'index', 'view') AND sql IS NOT NULL ORDER BY type, name"
)
_REMARK: Final = re.compile(r"--[^\n]*")


def wrong(db: sqlite3.Connection, newest: int | None) -> dict[str, int]:
    """How many rows are missing or wrong, by table; of so many newest articles, or of all."""
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])
    after = {"after": -1 if newest is None else last - newest}
    counts = {
        table: int(db.execute(f"SELECT count(*) FROM ({sql})", after).fetchone()[0])  # noqa: S608 - ours
        for table, sql in _WRONG.items()
    }
    return {table: count for table, count in counts.items() if count}


def unlike(db: sqlite3.Connection) -> list[tuple[str, str, bool]]:
    """What is not as in a new archive: kind and name, and whether it is missing."""
    with closing(sqlite3.connect(":memory:")) as new:
        schema.ensure(new, ":memory:")
        due = _made(new)
    present = _made(db)
    return [(*key, key not in present) for key, sql in due.items() if present.get(key) != sql]


def _made(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Triggers, indexes and views by kind and name, without the blanks and remarks in them."""
    return {
        (str(row[0]), str(row[1])): "".join(_REMARK.sub("", str(row[2])).split())
        for row in db.execute(_MADE)
    }
