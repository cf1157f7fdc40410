"""Local times that programs stamp "Z" or "+00:00": found out by the other dates of the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.dating.datestrings import DAY, local_reading, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, tzinfo

    from pipelines.model import Dated, DateOrigin, Precision

TIMED: Final[frozenset[Precision]] = frozenset({"minute", "second"})
WRITTEN_BY_PROGRAMS: Final[frozenset[DateOrigin]] = frozenset({"json-ld", "meta", "time tag"})

_CLOSE: Final = timedelta(minutes=2)  # by which two stamps of one moment differ
_FAR: Final = timezone(-timedelta(hours=11))  # where no source is
_SHOW_A_DAY: Final[frozenset[DateOrigin]] = frozenset({"visible text", "url", "dateline"})


class _Witnesses(NamedTuple):
    """Moments and calendar days of the zone that the page states beside a doubtful time."""

    times: tuple[datetime, ...]
    days: frozenset[date]


def on_true_clock(stated: list[Dated], zone: tzinfo, now: datetime) -> list[Dated]:
    """The dates, those read on the clock of ``zone`` whose "Z" is untrue.

    It is untrue where an independent time of the page lies within two minutes of the local
    reading and none within two of the stated one; where the stated one is in the future and the
    local one is not; or where a day that is shown, in the address or in the dateline is that of
    the local reading and none is that of the stated one.
    """
    local = [local_reading(dated.raw, zone=zone, now=now) for dated in stated]
    witnesses = _witnesses(
        (d for d, its in zip(stated, local, strict=True) if its is None), zone, now
    )
    return [
        replace(dated, at=its) if its and _is_untrue(dated.at, its, witnesses, zone, now) else dated
        for dated, its in zip(stated, local, strict=True)
    ]


def _witnesses(stated: Iterable[Dated], zone: tzinfo, now: datetime) -> _Witnesses:
    every = list(stated)
    days = (d for d in every if d.precision == "day" and d.origin in _SHOW_A_DAY)
    return _Witnesses(
        tuple(dated.at for dated in every if _is_independent(dated, now)),
        frozenset(dated.at.astimezone(zone).date() for dated in days),
    )


def _is_independent(dated: Dated, now: datetime) -> bool:
    """Whether a time is shown to readers, or states an offset of its own."""
    if dated.precision not in TIMED:
        return False
    elsewhere = parse_date(dated.raw, zone=_FAR, now=now + DAY)
    return dated.origin not in WRITTEN_BY_PROGRAMS or (
        elsewhere is not None and elsewhere[0] == dated.at
    )


def _is_untrue(
    at: datetime, local: datetime, witnesses: _Witnesses, zone: tzinfo, now: datetime
) -> bool:
    if local == at or _is_told(at, witnesses):
        return False
    if _is_told(local, witnesses) or at > now >= local:
        return True
    days = [moment.astimezone(zone).date() for moment in (at, local)]
    return days[1] in witnesses.days and days[0] not in witnesses.days


def _is_told(at: datetime, witnesses: _Witnesses) -> bool:
    return any(abs(at - time) <= _CLOSE for time in witnesses.times)
