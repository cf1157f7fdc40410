"""Which sources were watched over the time of a digest, and which towns that leaves out. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.moments import ALMATY
from desk.sources.towncoverage import coverage
from desk.watchdays import begin_of, days_of, joined, unknown_days

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from crawler.sources import Source
    from desk.digest.contents import Period
    from desk.watchdays import Stretch
    from pipelines.gazetteer.gazetteer import Town


def watched_until(stretches: Iterable[Stretch], period: Period, now: datetime) -> datetime | None:
    """Up to when a source was watched without a gap since the period began; None with a gap.

    As in an audit: of today only what was up to the last look can be known.
    """
    today = begin_of(now.astimezone(ALMATY).date())
    needed = min(period.end, max(today, period.begin))
    ends = [
        one.ends for one in joined(stretches) if one.begins <= period.begin and one.ends >= needed
    ]
    return max(ends, default=None)


def last_day(period: Period) -> date:
    """The day of Almaty that a period ends on; one that ends at midnight ends with the day."""
    return (period.end - timedelta(microseconds=1)).astimezone(ALMATY).date()


def days(period: Period) -> list[date]:
    """The days of Almaty that a period touches."""
    return days_of(period.begin.astimezone(ALMATY).date(), last_day(period))


def unknown(stretches: Sequence[Stretch], period: Period, now: datetime) -> int:
    """On how many days of a period a source was not watched without a gap, at least one."""
    today = now.astimezone(ALMATY).date()
    return max(1, len(unknown_days(days(period), stretches, today)))


def towns_left_out(
    towns: Iterable[Town], sources: Mapping[str, Source], followed: Collection[str]
) -> list[Town]:
    """The towns of which no local source, nor one of the oblast, was followed."""
    there = [source for name, source in sources.items() if name in followed]
    return [one.town for one in coverage(towns, there) if not one.local and not one.oblast]
