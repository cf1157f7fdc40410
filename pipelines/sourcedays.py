"""Table source_day: what each source gave on each day of Almaty, counted anew from the rest.

Pages are counted on the day on which their crawl began, addresses and texts on the day on which
they were first seen. Saved pages (``kenwatch ingest``) say nothing of a site and are left out;
so are looks at stored texts, of which only the failed ones are counted, with their reason.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from pipelines.moments import moment_of
from pipelines.parsing.lostletters import is_garbled

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

ALMATY: Final = ZoneInfo("Asia/Almaty")
# an archive that never counted its days is counted so far back: what health is learnt from
FARTHEST: Final = timedelta(days=63)
_DAY: Final = timedelta(days=1)
_TIMELY: Final = timedelta(days=7)
# clocks of sites and of this machine differ
_CLOCKS: Final = timedelta(hours=1)
_STORED: Final = frozenset({"new", "copy"})
_COUNTED: Final = {"off-topic": "off_topic", "dropped": "dropped", "failed": "failed"}
_COLUMNS: Final = (
    *("crawls", "hubs_ok", "hubs_failed", "listed", "fetched", "stored", "off_topic", "dropped"),
    *("failed", "words", "dated", "timely", "authored", "garbled", "lines", "ad_lines"),
)
# letters of a wrong charset show in the first lines
_HEAD: Final = 300

Row = dict[str, Any]
Rows = dict[str, Row]


def due_days(db: sqlite3.Connection, now: datetime) -> list[date]:
    """The days to count anew: from the last one counted to today, at least two."""
    today = now.astimezone(ALMATY).date()
    # a clock that was wrong may have left a day that is still to come
    last = db.execute(
        "SELECT max(day) FROM source_day WHERE day <= ?", (today.isoformat(),)
    ).fetchone()[0]
    if last is None:
        began = db.execute("SELECT min(started_at) FROM run WHERE kind = 'crawl'").fetchone()[0]
        first = max(_day(began), today - FARTHEST) if began else today
    else:
        first = max(date.fromisoformat(last), today - FARTHEST)
    first = min(first, today - _DAY)
    return [first + _DAY * number for number in range((today - first).days + 1)]


def roll_up(db: sqlite3.Connection, days: Iterable[date]) -> int:
    """Count these days anew, inside the caller's transaction; returns how many rows they have.

    The same days give the same rows, however often they are counted.
    """
    count = 0
    for day in dict.fromkeys(days):
        rows = _rows(db, day)
        db.execute("DELETE FROM source_day WHERE day = ?", (day.isoformat(),))
        db.executemany(_INSERT, [_values(name, day, row) for name, row in rows.items()])
        count += len(rows)
    return count


def counted(db: sqlite3.Connection, now: datetime) -> dict[str, list[Row]]:
    """The rows that the days which are due would have, by day; nothing is written."""
    found = {}
    for day in due_days(db, now):
        names = ("source_id", "day", *_COLUMNS, "reasons", "languages")
        found[day.isoformat()] = [
            dict(zip(names, _values(name, day, row), strict=True))
            for name, row in _rows(db, day).items()
        ]
    return found


_MARKS: Final = ", ".join("?" * (len(_COLUMNS) + 4))
_INSERT: Final = (
    f"INSERT INTO source_day (source_id, day, {', '.join(_COLUMNS)}, reasons, languages)"  # noqa: S608 - column names are ours
    f" VALUES ({_MARKS})"
)


def _values(name: str, day: date, row: Row) -> tuple[object, ...]:
    tables = (json.dumps(row[key], ensure_ascii=False) for key in ("reasons", "languages"))
    return (name, day.isoformat(), *(row[column] for column in _COLUMNS), *tables)


def _rows(db: sqlite3.Connection, day: date) -> Rows:
    begin = datetime.combine(day, time(), ALMATY).astimezone(UTC)
    span = (begin.isoformat(), (begin + _DAY).isoformat())
    rows: Rows = defaultdict(_empty)
    readers: tuple[Callable[[sqlite3.Connection, tuple[str, str], Rows], None], ...] = (
        _crawls,
        _pages,
        _listed,
        _texts,
    )
    for read in readers:
        read(db, span, rows)
    return rows


def _empty() -> Row:
    return {**dict.fromkeys(_COLUMNS, 0), "reasons": Counter(), "languages": Counter()}


def _day(stored: str) -> date:
    moment = moment_of(stored)
    assert moment is not None
    return moment.astimezone(ALMATY).date()


# a crawl in which nothing of the source was due is none of it
_CRAWLS = """
SELECT s.source_id, count(*) AS crawls, sum(s.hubs_ok) AS hubs_ok, sum(s.hubs_failed) AS hubs_failed
FROM run r JOIN run_source s ON s.run_id = r.id
WHERE r.started_at >= ? AND r.started_at < ? AND r.kind = 'crawl' AND r.finished_at IS NOT NULL
  AND (s.hubs_ok OR s.hubs_failed OR s.problem IS NOT NULL
       OR EXISTS (SELECT 1 FROM run_outcome o
                  WHERE o.run_id = s.run_id AND o.source_id = s.source_id))
GROUP BY s.source_id
"""


def _crawls(db: sqlite3.Connection, span: tuple[str, str], rows: Rows) -> None:
    for name, *counts in db.execute(_CRAWLS, span):
        rows[name].update(zip(("crawls", "hubs_ok", "hubs_failed"), counts, strict=True))


# those of a crawl that was killed were fetched all the same
_PAGES = """
SELECT o.source_id, o.outcome, o.reason, sum(o.pages)
FROM run r JOIN run_outcome o ON o.run_id = r.id
WHERE r.started_at >= ? AND r.started_at < ? AND r.kind = 'crawl'
GROUP BY o.source_id, o.outcome, o.reason
"""


def _pages(db: sqlite3.Connection, span: tuple[str, str], rows: Rows) -> None:
    for name, outcome, reason, pages in db.execute(_PAGES, span):
        row, column = rows[name], _COUNTED.get(outcome)
        if outcome in _STORED:
            column = "stored"
        if column is None:
            continue
        row[column] += pages
        row["fetched"] += pages
        if outcome in ("dropped", "failed"):
            row["reasons"][reason] += pages


_LISTED = """
SELECT s.id, (SELECT count(*) FROM page p WHERE p.source_id = s.id AND p.first_seen_at >= ?
              AND p.first_seen_at < ? AND p.via <> 'disk' AND p.state <> 'old')
FROM source s
"""


def _listed(db: sqlite3.Connection, span: tuple[str, str], rows: Rows) -> None:
    for name, listed in db.execute(_LISTED, span):
        if listed:
            rows[name]["listed"] = listed


# of a text that was met as a file and is listed by no hub the site has shown nothing; the plus
# keeps SQLite from walking through all pages of the source
_FOUND = (
    "EXISTS (SELECT 1 FROM page p WHERE p.text_url = t.canonical_url AND p.via <> 'disk'"
    " AND +p.source_id = t.source_id)"
)
_TEXTS = f"""
SELECT t.source_id, t.title || char(10) || substr(t.text, 1, {_HEAD}), t.words,
       t.published_at, t.first_seen_at, t.authors <> '[]', t.language,
       json_array_length(t.kinds), json_array_length(t.dropped_lines)
FROM article t WHERE t.first_seen_at >= ? AND t.first_seen_at < ? AND {_FOUND}
UNION ALL
SELECT t.source_id, t.title || char(10) || substr(t.text, 1, {_HEAD}), t.text,
       t.published_at, t.first_seen_at, coalesce(t.record ->> 'authors', '[]') <> '[]',
       t.record ->> 'language',
       json_array_length(t.record ->> 'kinds'), json_array_length(t.record ->> 'dropped_lines')
FROM copy t WHERE t.first_seen_at >= ? AND t.first_seen_at < ? AND {_FOUND}
"""  # noqa: S608 - a number and a condition of ours


def _texts(db: sqlite3.Connection, span: tuple[str, str], rows: Rows) -> None:
    for name, head, words, published, seen, signed, language, lines, ad_lines in db.execute(
        _TEXTS, span * 2
    ):
        row = rows[name]
        # a copy keeps its text, and no count of its words
        row["words"] += len(words.split()) if isinstance(words, str) else words
        row["dated"] += published is not None
        row["timely"] += is_timely(moment_of(published), moment_of(seen))
        row["authored"] += signed
        row["garbled"] += is_garbled(head)
        row["lines"] += lines or 0
        row["ad_lines"] += ad_lines or 0
        row["languages"][language or "und"] += 1


def is_timely(published: datetime | None, seen: datetime | None) -> bool:
    """Whether a date lies within a week before the text was first seen, and not ahead of that."""
    if published is None or seen is None:
        return False
    return seen - _TIMELY <= published <= seen + _CLOCKS
