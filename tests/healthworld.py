"""Simulated sources for the tests and the bench of health: a year of days, crawls and roads."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from crawler.rhythm.rates import USUAL
from desk.health.holidays import is_quiet
from desk.health.observed import Crawl, Day, Observed, Road
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Callable

BEGIN = date(2026, 1, 5)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FEED = "https://agency.kz/rss"


@dataclass(frozen=True)
class Habits:
    """What a source is like: articles a weekday, share of them at weekends and on holidays."""

    a_day: float
    weekend: float = 1.0
    holiday: float = 0.4
    clump: int = 1
    relevant: float = 0.1
    words: int = 300
    dated: float = 1.0
    authored: float = 0.9
    languages: tuple[tuple[str, float], ...] = (("ru", 1.0),)


@dataclass
class World:
    """One source over time. ``days`` and ``arrivals`` are all that came, in order."""

    habits: Habits
    days: list[Day] = field(default_factory=list)
    arrivals: list[datetime] = field(default_factory=list)

    def observed(self, now: datetime, **given: Any) -> Observed:
        """What is known of it at a moment; ``given`` fields in place of those of a sound one."""
        today = now.astimezone(ALMATY).date()
        place = bisect_right(self.arrivals, now)
        last = self.arrivals[place - 1] if place else None
        road = Road(
            url=FEED, kind="feed", checked_at=now, changed_at=last, newest_at=last, entries=20
        )
        past = [one for one in self.days if one.day < today]
        part = [one for one in self.days if one.day == today]
        fields: dict[str, Any] = {
            "source_id": "agency",
            "name": "Agency",
            "days": tuple(
                past[-100:] + [_until(one, self.arrivals[:place], today) for one in part]
            ),
            "crawls": good_crawls(now),
            "roads": (road,),
            "last_new_at": last,
        }
        return Observed(**{**fields, **given})


def _until(one: Day, arrivals: list[datetime], today: date) -> Day:
    """The part of a day that has passed: as much of each count as of what was listed."""
    begin = datetime.combine(today, time(), ALMATY)
    came = sum(begin <= at for at in arrivals[-500:])
    share = came / one.listed if one.listed else 0.0
    parts: dict[str, Any] = {
        name: int(value * share)
        for name, value in asdict(one).items()
        if isinstance(value, int) and name not in ("crawls", "hubs_ok")
    }
    for name in ("reasons", "languages"):
        parts[name] = {key: int(n * share) for key, n in getattr(one, name).items()}
    return replace(one, **parts)


def good_crawls(now: datetime, count: int = 6, every: timedelta = HOUR) -> tuple[Crawl, ...]:
    """Crawls that could read the source, the last one at ``now``."""
    return tuple(
        Crawl(run_id=1000 - back, at=now - every * back, listed=20, fetched=1, hubs_ok=1)
        for back in reversed(range(count))
    )


def bad_crawls(
    now: datetime, problem: str, count: int = 3, every: timedelta = HOUR
) -> tuple[Crawl, ...]:
    """Crawls in which no hub could be read, the last one at ``now``."""
    return tuple(
        Crawl(run_id=1000 - back, at=now - every * back, hubs_failed=1, problem=problem)
        for back in reversed(range(count))
    )


def world(habits: Habits, days: int, seed: int = 0, begin: date = BEGIN) -> World:
    """A sound source over so many days."""
    made, chance = World(habits), random.Random(seed)
    for number in range(days):
        day = begin + DAY * number
        arrivals = _arrivals(habits, day, chance)
        made.arrivals += arrivals
        made.days.append(_day(habits, day, len(arrivals), chance))
    return made


def broken(sound: World, since: date, change: Callable[[Day], Day]) -> World:
    """The same source, other from a day on."""
    days = [one if one.day < since else change(one) for one in sound.days]
    listed = {one.day for one in days if one.listed}
    arrivals = [at for at in sound.arrivals if at.astimezone(ALMATY).date() in listed]
    return World(sound.habits, days, arrivals)


def _arrivals(habits: Habits, day: date, chance: random.Random) -> list[datetime]:
    rate = habits.a_day / habits.clump
    if is_quiet(day, "KZ"):
        rate *= habits.holiday * min(habits.weekend, 1)
    elif day.weekday() >= 5:
        rate *= habits.weekend
    begin = datetime.combine(day, time(), ALMATY).astimezone(UTC)
    moments = [
        begin + HOUR * (chance.choices(range(24), USUAL[:24])[0] + chance.random())
        for _ in range(_poisson(rate, chance))
    ]
    return sorted(moment for moment in moments for _ in range(habits.clump))


def _poisson(rate: float, chance: random.Random) -> int:
    count, waited = 0, chance.expovariate(1)
    while waited < rate:
        count, waited = count + 1, waited + chance.expovariate(1)
    return count


def _day(habits: Habits, day: date, listed: int, chance: random.Random) -> Day:
    stored = sum(chance.random() < habits.relevant for _ in range(listed))
    names, weights = zip(*habits.languages, strict=True)
    languages = Counter(chance.choices(names, weights)[0] for _ in range(stored))
    return Day(
        day=day,
        crawls=24,
        hubs_ok=24,
        listed=listed,
        fetched=listed,
        stored=stored,
        off_topic=listed - stored,
        words=sum(round(habits.words * chance.lognormvariate(0, 0.6)) for _ in range(stored)),
        dated=sum(chance.random() < habits.dated for _ in range(stored)),
        timely=sum(chance.random() < habits.dated * 0.98 for _ in range(stored)),
        authored=sum(chance.random() < habits.authored for _ in range(stored)),
        lines=10 * stored,
        ad_lines=stored,
        languages=dict(languages),
    )
