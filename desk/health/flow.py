"""What a source lists: nothing, nothing new, or far less than usual. Pure.

Silence. Entries come as a Poisson process of clumps, μ of them in a year. After each clump a
silence begins in which more than k clumps are expected with a chance of exp(-k), so that a
healthy source is called silent μ·exp(-k) times a year. With k = ln(μ/0.1) that is once in ten
years, whatever its rate. The rate itself is learnt from n clumps; with that (the predictive
distribution of a gamma-Poisson process) the chance becomes (1 + L/n)^-n where L clumps are
expected, and the rule n·ln(1 + L/n) ≥ k. A silence must also last for a day, since nights are
quiet, and be half as long again, in what is expected, as any that ended.
"""

from __future__ import annotations

import math
from datetime import datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from crawler.rhythm.rates import USUAL
from desk.health.expected import learn, watched
from desk.health.finding import Cause, Finding
from desk.health.lagging import lag
from desk.health.turning import Point, few
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desk.health.expected import Expected, Rate
    from desk.health.observed import Crawl, Day, Observed, Road

FALSE_ALARMS_A_YEAR: Final = 0.1
SHORTEST_SILENCE: Final = timedelta(days=1)
SEEN: Final = 2
LONG_ENOUGH: Final = timedelta(hours=1)
LOOK_BACK: Final = timedelta(days=28)
_MARGIN: Final = 1.5
_DAYS_A_YEAR: Final = 365
# a feed moved while it was watched where its newest entry was new when it was seen
_AT_ONCE: Final = timedelta(days=3)
_DAY: Final = timedelta(days=1)
_HOURS: Final = 24


def names_nothing(source: Observed, now: datetime) -> Finding | None:
    """Lists that answer and name no article, though they did before."""
    since = _naming_nothing_since(source.crawls)
    lists = [road for road in source.roads if road.kind in ("feed", "listing") and road.answers]
    if since is None or not lists or any(road.entries != 0 for road in lists):
        return None
    if now - since < LONG_ENOUGH or source.last_new_at is None or source.last_new_at >= since:
        return None
    cause = Cause("names_nothing", count=len(lists))
    return Finding("layout changed", since, cause, {"lists": len(lists)}, lists[0].url)


def frozen(source: Observed) -> Finding | None:
    """A feed or sitemap in use that moved while it was watched and stands still now.

    Where another road brings newer things it is the feed alone. Where all of several roads
    stand still it is the site that is silent.
    """
    used = [road for road in source.roads if road.answers and not road.is_check]
    behind = next((found for road in used if (found := _behind(road))), None)
    if behind:
        return behind
    stuck = [road for road in used if road.kind != "listing" and _has_stopped(road)]
    if not stuck:
        return None
    road = max(stuck, key=lambda one: one.changed_at or datetime.min.replace(tzinfo=ALMATY))
    assert road.changed_at is not None
    assert road.newest_at is not None
    others = [one for one in source.roads if one.url != road.url and one.answers]
    moves = any(one.changed_at and one.changed_at > road.changed_at for one in others)
    if others and not moves:
        return None
    cause = Cause(
        "frozen_alone" if moves else "frozen",
        {"day": road.newest_at.astimezone(ALMATY).date().isoformat()},
    )
    return Finding("feed frozen", road.changed_at, cause, {"entries": road.entries}, road.url)


def silent(source: Observed, now: datetime) -> Finding | None:
    """Nothing new for longer than its own rhythm explains; or nothing named ever."""
    last = source.last_new_at
    if last is None:
        return _never_listed(source, now)
    if now - last < SHORTEST_SILENCE or _looks_since(source, last) < SEEN:
        return None
    day = last.astimezone(ALMATY).date()
    rate = learn(source.days, source.country, day).listed
    if rate is None:
        return None
    missing = _expected_between(source, rate, last, now)
    if not is_silence(rate, missing):
        return None
    days = (now - last).days
    figures = {"usual_a_day": round(rate.mean, 2), "expected_since": round(missing, 1)}
    usual = round(rate.mean, 1 if rate.mean < _TEN else 0)
    return Finding("silent", last, Cause("silence", {"usual": usual}, days), figures)


_TEN: Final = 10


def is_silence(rate: Rate, missing: float) -> bool:
    """Whether so many that were expected and did not come are no chance, see above."""
    clumps = rate.came / rate.clump
    if clumps <= 0 or missing < _MARGIN * rate.longest:
        return False
    waiting = missing / rate.clump
    return clumps * math.log1p(waiting / clumps) >= patience(rate)


def patience(rate: Rate) -> float:
    """k: how many clumps must be expected in a silence that is no chance."""
    a_year = max(_DAYS_A_YEAR * rate.mean / rate.clump, 1.0)
    return math.log(a_year / FALSE_ALARMS_A_YEAR)


def thin(source: Observed, usual: Expected, today: date) -> Finding | None:
    """Far fewer articles are listed than usual, or far fewer stored of as many."""
    listed = _fewer(source, usual.listed, today, lambda one: one.listed)
    if listed:
        return _thin(listed, "few_listed", "listed")
    stored = _fewer(source, usual.stored, today, lambda one: one.stored)
    return _thin(stored, "few_stored", "stored") if stored else None


def _thin(found: tuple[date, float, float], key: str, name: str) -> Finding:
    since, seen, expected = found
    values = {"seen": round(seen), "usual": round(expected)}
    figures = {name: round(seen), f"{name}_expected": round(expected, 1)}
    return Finding("thin", start_of(since), Cause(key, values), figures)


def _fewer(
    source: Observed, rate: Rate | None, today: date, count: Callable[[Day], int]
) -> tuple[date, float, float] | None:
    if rate is None:
        return None
    points = [
        Point(one.day, count(one.given), rate.on(one.day, source.country))
        for one in watched(source.days, today - LOOK_BACK, today)
    ]
    turn = few(points, rate.clump)
    return (turn.since, turn.seen, turn.of) if turn else None


def start_of(day: date) -> datetime:
    """Midnight in Almaty."""
    return datetime.combine(day, time(), ALMATY)


def _has_stopped(road: Road) -> bool:
    if not road.is_frozen or None in (road.changed_at, road.newest_at, road.checked_at):
        return False
    assert road.changed_at is not None
    assert road.newest_at is not None
    assert road.checked_at is not None
    # one that goes on naming what is new, with dates that cannot be right, does not stand still
    stands = road.checked_at - road.changed_at >= SHORTEST_SILENCE
    return stands and road.changed_at - road.newest_at <= _AT_ONCE


def _behind(road: Road) -> Finding | None:
    """A feed that has not what other roads of its source name."""
    asked = (road.named_at, road.checked_at)
    found = lag(road.others, *asked) if all(asked) else None  # type: ignore[arg-type]
    if found is None:
        return None
    day = (road.newest_at or found.since).astimezone(ALMATY).date()
    cause = Cause("frozen_alone", {"day": day.isoformat()})
    figures = {"entries": road.entries, "missed": found.missed}
    return Finding("feed frozen", found.since, cause, figures, road.url)


def _naming_nothing_since(crawls: tuple[Crawl, ...]) -> datetime | None:
    telling = [crawl for crawl in crawls if crawl.hubs_ok]
    row = list(takewhile(lambda crawl: not crawl.listed, reversed(telling)))
    return row[-1].at if len(row) >= SEEN else None


def _never_listed(source: Observed, now: datetime) -> Finding | None:
    since = _naming_nothing_since(source.crawls)
    if since is None or now - since < LONG_ENOUGH or any(one.listed for one in source.days):
        return None
    return Finding("silent", since, Cause("never_listed"))


def _looks_since(source: Observed, moment: datetime) -> int:
    return sum(crawl.at > moment and crawl.hubs_ok > 0 for crawl in source.crawls)


def _expected_between(source: Observed, rate: Rate, begin: datetime, end: datetime) -> float:
    """How many should have come on the watched days, by the hours of a usual newsroom's day."""
    first, last = begin.astimezone(ALMATY), end.astimezone(ALMATY)
    line = watched(source.days, first.date(), last.date() + _DAY)
    return sum(
        rate.on(one.day, source.country)
        * (
            (_share_until(last) if one.day == last.date() else 1.0)
            - (_share_until(first) if one.day == first.date() else 0.0)
        )
        for one in line
    )


def _share_until(moment: datetime) -> float:
    day = USUAL[:_HOURS]
    return (sum(day[: moment.hour]) + day[moment.hour] * moment.minute / 60) / sum(day)
