"""The dates that one page and its hubs state: all of them, and the one to believe."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from pipelines.dating.datestrings import DAY, lacks_year, local_reading, parse_date
from pipelines.dating.trueclocks import TIMED, WRITTEN_BY_PROGRAMS, on_true_clock
from pipelines.model import DateClaim, Dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from pipelines.model import DateOrigin, Precision

__all__ = ["choose_date", "choose_modified", "claims", "parse_date"]

_FINENESS: Final[dict[Precision, int]] = {"month": 0, "day": 1, "minute": 2, "second": 3}
_MONTH: Final = timedelta(days=31)
_YEAR: Final = timedelta(days=363)  # dates a day ahead are read too
_INSTANT: Final = timedelta(minutes=2)  # in which a page is made, sent and stamped


def choose_date(
    found: Sequence[tuple[DateOrigin, str]], *, zone: tzinfo, now: datetime
) -> Dated | None:
    """The best of the raw dates of one page, which come in order of trust.

    The first that can be read wins, with these exceptions:

    - A later one that falls into its day (or month) and is more exact takes its place.
    - A month comes after all that state the day; a day whose year is not stated comes after
      all that state the year, and takes the year from the best of them.
    - What says no more than the moment of fetching (the clock of the page's program, today's
      date without a time in a site's header or markup) comes after an older one that
      contradicts it.
    - An address is made when the article comes out: where it contradicts the first date by
      more than a day and another origin bears it out, that other date is taken.
    - Nothing lies in the future: such a time comes last and is cut to its day, if that has
      begun in ``zone``; else there is no date.

    "Z" and "+00:00" are often stamped on local time. Such a time is read on the clock of
    ``zone`` where the other dates of the page speak for that (`trueclocks`). Any other stated
    offset is believed. The raw words keep what was stated.
    """
    read = _read(found, zone, now)
    return _not_ahead(_best(read, zone, now), zone, now) if read else None


def claims(
    found: Sequence[tuple[DateOrigin, str]], *, zone: tzinfo, now: datetime
) -> tuple[DateClaim, ...]:
    """Every date that could be read, in UTC: the one `choose_date` takes, then by trust.

    An origin states a moment once. A claim differs where it lies more than a day from the
    chosen one, or where one of both is a month, in another month (of ``zone``); all differ
    where none could be chosen.
    """
    read = _read(found, zone, now)
    if not read:
        return ()
    best = _best(read, zone, now)
    chosen = _not_ahead(best, zone, now)
    others = [dated for dated in read if dated != best]
    told: dict[tuple[DateOrigin, datetime], Dated] = {}
    for dated in (chosen or best, *others):
        told.setdefault((dated.origin, dated.at), dated)
    return tuple(
        DateClaim(dated, chosen is None or not _agrees(dated, chosen, zone))
        for dated in told.values()
    )


def choose_modified(
    found: Sequence[tuple[DateOrigin, str]],
    published: Dated | None,
    *,
    zone: tzinfo,
    now: datetime,
) -> Dated | None:
    """The date of the last change, as `choose_date` finds it; none that precedes ``published``.

    A change of the same day is no contradiction where one of both states no time. Where the
    time of publication was local time stamped "Z", so is that of the change. A change without
    a year came within one of the publication.
    """
    best = choose_date(found, zone=zone, now=now)
    if best is None or published is None:
        return best
    if lacks_year(best.raw):
        best = choose_date(found, zone=zone, now=min(now, published.at + _YEAR)) or best
    local = local_reading(best.raw, zone=zone, now=now)
    if local and _stamps_local_time(published, zone, now):
        best = replace(best, at=local)
    return None if _precedes(best, published, zone) else best


def _stamps_local_time(dated: Dated, zone: tzinfo, now: datetime) -> bool:
    stated = parse_date(dated.raw, zone=zone, now=now)
    local = local_reading(dated.raw, zone=zone, now=now)
    return local == dated.at and stated is not None and stated[0] != local


def _precedes(dated: Dated, other: Dated, zone: tzinfo) -> bool:
    one, two = (d.at.astimezone(zone) for d in (dated, other))
    coarsest = min((dated.precision, other.precision), key=_FINENESS.__getitem__)
    if coarsest == "month":
        return (one.year, one.month) < (two.year, two.month)
    return one.date() < two.date() if coarsest == "day" else one < two


def _read(found: Sequence[tuple[DateOrigin, str]], zone: tzinfo, now: datetime) -> list[Dated]:
    """All that can be read, most trusted first."""
    stated = _parsed((pair for pair in found if not lacks_year(pair[1])), zone, now)
    true = on_true_clock(stated, zone, now)
    sure = sorted(
        true, key=lambda d: (d.at > now, _is_the_present(d, true, zone, now), _is_month(d))
    )
    unsure = [pair for pair in found if lacks_year(pair[1])]
    if sure:
        size = _MONTH if _is_month(sure[0]) else DAY
        return sure + _parsed(unsure, zone, min(now, sure[0].at + size))
    return _parsed(unsure, zone, now)


def _parsed(found: Iterable[tuple[DateOrigin, str]], zone: tzinfo, now: datetime) -> list[Dated]:
    return [
        Dated(moment[0], moment[1], origin, raw)
        for origin, raw in found
        if (moment := parse_date(raw, zone=zone, now=now))
    ]


def _is_month(dated: Dated) -> bool:
    return dated.precision == "month"


def _is_the_present(dated: Dated, read: list[Dated], zone: tzinfo, now: datetime) -> bool:
    """Whether a date says what any clock says, and an older one speaks against it.

    Two days that programs wrote are no witnesses against each other: one is the trusted one.
    """
    by_program = dated.origin in WRITTEN_BY_PROGRAMS
    against = read
    if dated.precision in TIMED:
        present = by_program and abs(now - dated.at) <= _INSTANT
    else:
        today = dated.at.astimezone(zone).date() == now.astimezone(zone).date()
        present = today and (by_program or dated.origin == "visible text")
        against = [d for d in read if not by_program or d.origin not in WRITTEN_BY_PROGRAMS]
    return present and any(d.at < dated.at and not _agrees(d, dated, zone) for d in against)


def _best(read: list[Dated], zone: tzinfo, now: datetime) -> Dated:
    best = _borne_out(read, zone) or read[0]
    for other in read:
        if other.at <= now and _refines(other, best, zone):
            best = other
    return best


def _borne_out(read: list[Dated], zone: tzinfo) -> Dated | None:
    """The first date that agrees with the address, where the very first one does not."""
    first = read[0]
    address = next((d for d in read if d.origin == "url" and not _is_month(d)), None)
    if address is None or _agrees(first, address, zone):
        return None
    others = (d for d in read if d.origin not in {"url", first.origin})
    return next((d for d in others if _agrees(d, address, zone)), None)


def _refines(other: Dated, best: Dated, zone: tzinfo) -> bool:
    coarse = _FINENESS[best.precision]
    if coarse > _FINENESS["day"] or _FINENESS[other.precision] <= coarse:
        return False
    size = 2 if _is_month(best) else 3
    one, two = (dated.at.astimezone(zone).timetuple()[:size] for dated in (best, other))
    return one == two


def _not_ahead(dated: Dated, zone: tzinfo, now: datetime) -> Dated | None:
    if dated.at <= now:
        return dated
    day = datetime.combine(dated.at.astimezone(zone).date(), time(), zone).astimezone(UTC)
    return replace(dated, at=day, precision="day") if day <= now else None


def _agrees(dated: Dated, other: Dated, zone: tzinfo) -> bool:
    """Whether at most a day lies between two dates; a date without time lasts its whole day."""
    if "month" in {dated.precision, other.precision}:
        one, two = (d.at.astimezone(zone).timetuple()[:2] for d in (dated, other))
        return one == two
    early, late = sorted((dated, other), key=lambda d: d.at)
    length = DAY if early.precision == "day" else timedelta()
    return late.at - early.at - length <= DAY
