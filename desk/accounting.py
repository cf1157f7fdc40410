"""What was listed and what became of it: the questions behind `kenwatch audit`."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from crawler.answers import GONE
from crawler.homeward import HOME, SECTION
from desk.moments import ALMATY, from_archive
from desk.watchdays import Stretch, begin_of, days_of, unknown_days, watched_until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

# the site itself says that there is nothing, or that it is not for us: an answer, no gap
CLOSED = (*sorted(GONE), "answered 451", HOME, SECTION, "robots.txt forbids it")


@dataclass(frozen=True, slots=True)
class Span:
    """The days looked at, first and last included; ``source_ids`` empty means all."""

    first: date
    last: date
    source_ids: tuple[str, ...] = ()

    def names(self, source: str) -> bool:
        """Whether the source is one of those looked at."""
        return not self.source_ids or source in self.source_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Article addresses, counted under what became of them; ``listed`` is the sum of the others.

    ``refused``: the page was no article. ``closed``: the site says that it is gone or not for us.
    """

    listed: int = 0
    kept: int = 0
    off_topic: int = 0
    refused: int = 0
    closed: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def missing(self) -> int:
        """Addresses that were listed and not yet fetched and judged."""
        return self.failed + self.waiting

    @property
    def answered(self) -> float | None:
        """The share of listed addresses with an answer, 0 to 1; None where none was listed."""
        return 1 - self.missing / self.listed if self.listed else None


COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage(Counts):
    """A source over a span of ``days`` days.

    ``off``: it is switched off or no longer in the source files. ``unknown``: the days on which
    it was not watched without a gap; ``until`` when today was watched. ``left_out``: entries of
    feeds and sitemaps that never became an address. ``named_by``: how many of the listed ones
    each kind of road named. ``doubts``: what may be missing unseen, a line a cause.
    """

    source: str
    off: bool = False
    days: int
    unknown: tuple[date, ...] = ()
    until: datetime | None = None
    left_out: int = 0
    named_by: Mapping[str, int]
    doubts: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """On how many of the days the source was watched without a gap."""
        return self.days - len(self.unknown)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCoverage(Counts):
    """A source on one day; ``watched``: without a gap, today ``until`` the last look."""

    day: date
    source: str
    off: bool = False
    watched: bool
    until: datetime | None = None


# an article that is stored stays kept when its page is asked for again, or is gone later
_PAGES = """
SELECT source_id, day, count(*) AS listed,
       sum(fate = 'kept') AS kept,
       sum(fate = 'rejected' AND reason LIKE 'off-topic%') AS off_topic,
       sum(fate = 'rejected' AND reason NOT LIKE 'off-topic%') AS refused,
       sum(fate = 'closed') AS closed,
       sum(fate = 'failed') AS failed,
       sum(fate = 'queued') AS waiting
FROM (
  SELECT source_id, day, reason,
         CASE WHEN article_id IS NOT NULL THEN 'kept'
              WHEN state = 'failed' AND reason IN (SELECT value FROM json_each(:closed))
              THEN 'closed' ELSE state END AS fate
  FROM page
  WHERE day BETWEEN :first AND :last AND state <> 'old' AND via <> 'disk')
GROUP BY source_id, day
"""
_WATCHED = """
SELECT source_id, begins_at, ends_at FROM watch
WHERE source_id IN (SELECT id FROM source) AND ends_at >= :begin AND begins_at < :end
"""
_LEFT_OUT = """
SELECT source_id, count(*) FROM refusal
WHERE source_id IN (SELECT id FROM source) AND first_seen_at >= :begin AND first_seen_at < :end
GROUP BY source_id
"""
# in this order: the pages of a span are few, the sightings of all times are many
_NAMED_BY = """
SELECT p.source_id, h.kind, count(DISTINCT p.canonical_url)
FROM page p INDEXED BY page_day
CROSS JOIN sighting s ON s.canonical_url = p.canonical_url
CROSS JOIN hub h ON h.url = s.hub_url
WHERE p.day BETWEEN :first AND :last AND p.state <> 'old' AND p.via <> 'disk'
GROUP BY p.source_id, h.kind
"""
_DOUBTS = """
SELECT source_id, coalesce(problem, doubt) AS words, count(*) AS roads, min(url) AS url FROM hub
WHERE origin IN ('file', 'found') AND due_at IS NOT NULL AND coalesce(problem, doubt) IS NOT NULL
GROUP BY source_id, words ORDER BY source_id, url
"""


def coverage(
    db: sqlite3.Connection, span: Span, watched: Collection[str], now: datetime
) -> list[SourceCoverage]:
    """Each watched source and each other one that listed something in the span, by id."""
    pages = counts_of(db, span)
    looks, days = _stretches(db, span), days_of(span.first, span.last)
    today = now.astimezone(ALMATY).date()
    left_out = dict(tuple(row) for row in db.execute(_LEFT_OUT, limits(span)))
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for source, kind, count in db.execute(_NAMED_BY, limits(span)):
        named[source][kind] = count
    doubts = _doubts(db)
    return [
        SourceCoverage(
            source=source,
            off=source not in watched,
            days=len(days),
            unknown=tuple(unknown_days(days, looks[source], today)),
            until=watched_until(today, looks[source]) if today in days else None,
            left_out=left_out.get(source, 0),
            named_by=named[source],
            doubts=tuple(doubts[source]),
            **summed(pages[source].values()),
        )
        for source in _sources(span, watched, pages)
    ]


def by_day(
    db: sqlite3.Connection, span: Span, watched: Collection[str], now: datetime
) -> list[DayCoverage]:
    """Each watched source on each day of the span, and others where they listed something."""
    pages, looks, days = counts_of(db, span), _stretches(db, span), days_of(span.first, span.last)
    today = now.astimezone(ALMATY).date()
    sources = _sources(span, watched, pages)
    unknown = {source: set(unknown_days(days, looks[source], today)) for source in sources}
    return [
        DayCoverage(
            day=day,
            source=source,
            off=source not in watched,
            watched=day not in unknown[source],
            until=watched_until(day, looks[source]) if day == today else None,
            **summed([pages[source].get(day, Counts())]),
        )
        for day in days
        for source in sources
        if source in watched or day in pages[source]
    ]


def counts_of(db: sqlite3.Connection, span: Span) -> defaultdict[str, dict[date, Counts]]:
    """What each source listed on each day on which it listed something."""
    found: defaultdict[str, dict[date, Counts]] = defaultdict(dict)
    for row in db.execute(_PAGES, limits(span)):
        counts = Counts(**{name: row[name] for name in COUNTED})
        found[row["source_id"]][date.fromisoformat(row["day"])] = counts
    return found


def summed(counts: Iterable[Counts]) -> dict[str, int]:
    """The sum of counts, by name."""
    rows = list(counts)
    return {name: sum(getattr(row, name) for row in rows) for name in COUNTED}


def total(rows: Sequence[Counts]) -> float | None:
    """The figure: the share of all listed addresses with an answer; None where none was listed."""
    return Counts(**summed(rows)).answered


def _sources(span: Span, watched: Collection[str], pages: Mapping[str, object]) -> list[str]:
    return sorted(source for source in {*watched, *pages} if span.names(source))


def _stretches(db: sqlite3.Connection, span: Span) -> defaultdict[str, list[Stretch]]:
    found: defaultdict[str, list[Stretch]] = defaultdict(list)
    for row in db.execute(_WATCHED, limits(span)):
        begins, ends = from_archive(row["begins_at"]), from_archive(row["ends_at"])
        if begins and ends:
            found[row["source_id"]].append(Stretch(begins, ends))
    return found


def _doubts(db: sqlite3.Connection) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in db.execute(_DOUBTS):
        where = row["url"] if row["roads"] == 1 else f"{row['roads']} roads, e.g. {row['url']}"
        found[row["source_id"]].append(f"{row['words']} ({where})")
    return found


def limits(span: Span) -> dict[str, str]:
    """The span as days and as the UTC times that are its begin and its end (excluded)."""
    utc = (begin_of(span.first), begin_of(span.last + timedelta(days=1)))
    begin, end = (moment.astimezone(UTC).isoformat() for moment in utc)
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "begin": begin,
        "end": end,
        "closed": json.dumps(CLOSED),
    }
