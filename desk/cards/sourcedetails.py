"""One source in detail: its roads, its states, what went wrong, what is new and what waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from desk.health.finding import cause_in
from desk.moments import from_archive
from pipelines import states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.health.finding import Cause
    from desk.health.observed import Day

_MOST: Final = 100
_TROUBLES: Final = 20
_NEWEST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    """A hub of a source, as it answered last; moments are aware, texts are the site's."""

    url: str
    kind: str
    origin: str
    http_status: int | None
    checked_at: datetime | None
    read_at: datetime | None
    changed_at: datetime | None
    due_at: datetime | None
    failures: int
    problem: str
    doubt: str
    entries: int | None


_ROADS: Final = """
SELECT url, kind, origin, http_status, checked_at, read_at, changed_at, due_at, failures,
       coalesce(problem, '') AS problem, coalesce(doubt, '') AS doubt, entries
FROM hub WHERE source_id = ? AND (depth = 1 OR kind = 'robots')
ORDER BY kind = 'robots', due_at IS NULL, kind, url LIMIT ?
"""
_MOMENTS: Final = ("checked_at", "read_at", "changed_at", "due_at")


def roads(db: sqlite3.Connection, source_id: str) -> list[Road]:
    """Its feeds, sitemaps and section pages, those that are asked first; robots.txt last."""
    found = []
    for row in db.execute(_ROADS, (source_id, _MOST)):
        values = dict(row)
        found.append(Road(**{**values, **{one: from_archive(values[one]) for one in _MOMENTS}}))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """A state that a source was or is in; ``url``: the address that shows it."""

    state: str
    cause: Cause | None
    since: datetime
    ended_at: datetime | None
    url: str
    figures: Mapping[str, Any] = field(default_factory=dict)


# what the evidence holds besides figures
_NO_FIGURES: Final = frozenset({"state", "why", "cause", "told_at", "end_told_at", "doubt"})


def past_states(db: sqlite3.Connection, source_id: str) -> list[PastState]:
    """The last states of a source, the newest first."""
    urls = dict(
        db.execute(
            "SELECT id, url FROM issue WHERE kind = 'state' AND source_id = ?", (source_id,)
        ).fetchall()
    )
    return [
        PastState(
            state=row.state,
            cause=cause_in(row.evidence),
            since=row.since,
            ended_at=row.ended_at,
            url=urls.get(row.id, ""),
            figures={
                name: value
                for name, value in row.evidence.items()
                if name not in _NO_FIGURES and isinstance(value, int | float | str)
            },
        )
        for row in states.states_of(db, source_id)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What went wrong at an address, how often, and when last; ``detail`` is the site's or ours."""

    kind: str
    url: str
    detail: str
    times: int
    last_seen_at: datetime | None


_ISSUES: Final = """
SELECT kind, url, detail, times, last_seen_at FROM issue
WHERE source_id = ? AND kind <> 'state' ORDER BY last_seen_at DESC LIMIT ?
"""


def troubles(db: sqlite3.Connection, source_id: str) -> list[Trouble]:
    """The last things that went wrong at a source."""
    return [
        Trouble(**{**dict(row), "last_seen_at": from_archive(row["last_seen_at"])})
        for row in db.execute(_ISSUES, (source_id, _TROUBLES))
    ]


@dataclass(frozen=True, slots=True)
class Newest:
    """An article of a source."""

    id: int
    title: str
    language: str
    at: datetime | None


_ARTICLES: Final = """
SELECT id, title, language, coalesce(published_at, first_seen_at) AS at FROM article
WHERE source_id = ? ORDER BY published_at DESC LIMIT ?
"""


def newest(db: sqlite3.Connection, source_id: str) -> list[Newest]:
    """The last articles of a source."""
    return [
        Newest(row["id"], row["title"], row["language"], from_archive(row["at"]))
        for row in db.execute(_ARTICLES, (source_id, _NEWEST))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A listed address without an answer: queued, or failed and to be asked again."""

    url: str
    title: str
    state: str
    reason: str
    attempts: int
    first_seen_at: datetime | None
    next_check_at: datetime | None


# in the order of index page_queue
_WAITING: Final = """
SELECT url, coalesce(title_hint, '') AS title, state, reason, attempts, first_seen_at, next_check_at
FROM page WHERE source_id = ? AND next_check_at IS NOT NULL AND state IN ('queued', 'failed')
ORDER BY coalesce(published_hint, first_seen_at) DESC LIMIT ?
"""


def waiting(db: sqlite3.Connection, source_id: str) -> list[Waiting]:
    """The listed addresses that have no answer yet, newest first."""
    found = []
    for row in db.execute(_WAITING, (source_id, _NEWEST)):
        times = {one: from_archive(row[one]) for one in ("first_seen_at", "next_check_at")}
        found.append(Waiting(**{**dict(row), **times}))
    return found


def reasons(days: Sequence[Day]) -> list[tuple[str, int]]:
    """Why pages were dropped or failed over some days, the most frequent first."""
    total: Counter[str] = Counter()
    for day in days:
        total.update(day.reasons)
    return total.most_common(_TROUBLES)
