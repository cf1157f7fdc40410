"""The sources in a list: how each is, what it gave lately, how it was watched."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from desk import accounting
from desk.health.sheet import standings
from desk.moments import ALMATY, from_archive

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from desk.accounting import DayCoverage
    from desk.health.finding import Finding
    from desk.health.observed import Day
    from desk.health.sheet import Standing

_WEEK, _MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Week:
    """The last seven days of a source: on how many it was watched without a gap, and addresses."""

    watched: int
    listed: int
    missing: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing can have been missed: then, and only then, silence means something."""
        return self.watched == _WEEK.days and not self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """A source in a line. ``languages``: codes; ``week`` and ``month``: texts stored in them.

    ``coverage``: of the last seven days; None for a source that is switched off.
    """

    standing: Standing
    country: str
    group: str
    languages: tuple[str, ...]
    interval_minutes: int
    last_run_at: datetime | None
    closed_until: datetime | None
    week: int
    month: int
    coverage: Week | None

    @property
    def id(self) -> str:
        """The name of its file."""
        return self.standing.source.source_id

    @property
    def name(self) -> str:
        """Its name in its own language."""
        return self.standing.source.name


@dataclass(frozen=True, slots=True)
class SourceList:
    """All sources, worst first; ``machine``: why none can be asked, where there is no network."""

    cards: tuple[SourceCard, ...] = ()
    machine: Finding | None = None


def all_sources(db: sqlite3.Connection, now: datetime) -> SourceList:
    """Every source that the archive has met; it costs as much as there are sources."""
    found, machine = standings(db, now)
    today = now.astimezone(ALMATY).date()
    on = {one.source.source_id for one in found if one.source.enabled}
    span = accounting.Span(today - _WEEK + timedelta(days=1), today)
    covered = _weeks(accounting.by_day(db, span, on, now))
    rows = {row["id"]: row for row in db.execute("SELECT * FROM source")}
    cards = (
        _card(one, rows[one.source.source_id], covered.get(one.source.source_id), today)
        for one in found
    )
    return SourceList(tuple(cards), machine)


def _weeks(days: Iterable[DayCoverage]) -> dict[str, Week]:
    together: dict[str, list[DayCoverage]] = defaultdict(list)
    for day in days:
        if not day.off:
            together[day.source].append(day)
    return {
        source: Week(
            sum(day.watched for day in found),
            sum(day.listed for day in found),
            sum(day.missing for day in found),
        )
        for source, found in together.items()
    }


def _card(standing: Standing, row: sqlite3.Row, covered: Week | None, today: date) -> SourceCard:
    days = standing.source.days
    return SourceCard(
        standing=standing,
        country=row["country"],
        group=row["source_group"],
        languages=tuple(json.loads(row["languages"])),
        interval_minutes=row["interval_minutes"],
        last_run_at=from_archive(row["last_run_at"]),
        closed_until=from_archive(row["closed_until"]),
        week=_stored(days, today - _WEEK),
        month=_stored(days, today - _MONTH),
        coverage=covered,
    )


def _stored(days: Sequence[Day], before: date) -> int:
    return sum(day.stored for day in days if day.day > before)
