"""How often a sound source is called ill, and how soon each kind of trouble is found.

python -m bench.health [years a rhythm]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desk.health.judging import finding
from tests.healthworld import (
    BEGIN,
    DAY,
    FEED,
    HOUR,
    Habits,
    bad_crawls,
    broken,
    good_crawls,
    world,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.health.observed import Day, Observed

RHYTHMS = {
    "50 a day": Habits(50),
    "50 a day, in clumps of 5": Habits(50, clump=5),
    "20 a day, no weekends": Habits(20, weekend=0, holiday=0),
    "20 a day, half at weekends": Habits(20, weekend=0.5),
    "8 a day": Habits(8, weekend=0.7),
    "3 a day, no weekends": Habits(3, weekend=0, holiday=0),
    "1 a day": Habits(1),
    "2 a week": Habits(2 / 7, relevant=0.5),
    "1 a week, no weekends": Habits(1 / 5, weekend=0, holiday=0, relevant=0.5),
    "1 a fortnight": Habits(1 / 14, relevant=1.0),
    "20 a day, in two languages": Habits(
        20, weekend=0.5, relevant=0.3, authored=0.6, dated=0.9, languages=(("kk", 0.5), ("ru", 0.5))
    ),
}
WARM, YEAR = 70, 365
LOOKS = (8, 20)  # of Almaty, each day


def looks(first: date, days: int, hours: tuple[int, ...] = LOOKS) -> Iterator[datetime]:
    """The moments of looks."""
    for number in range(days):
        for hour in hours:
            yield datetime.combine(first + DAY * number, time(hour - 5), UTC)


def false_alarms(
    habits: Habits, seed: int, days: int = YEAR, looks_at: tuple[int, ...] = LOOKS
) -> list[tuple[str, datetime]]:
    """States that a sound source is said to be in over a time, each by its begin."""
    sound, found, before = world(habits, WARM + days, seed), [], "ok"
    for now in looks(BEGIN + DAY * WARM, days, looks_at):
        state = finding(sound.observed(now), now)
        if state.state not in ("ok", before):
            found.append((f"{state.state}: {state.why}", now))
        before = state.state
    return found


def found_after(
    make: Callable[[date], Callable[[datetime], Observed]], state: str, most: int = 60
) -> float | None:
    """Days from the begin of a trouble to its being found; None within ``most``."""
    since = BEGIN + DAY * WARM
    begin = datetime.combine(since, time(), UTC) - 5 * HOUR
    observed = make(since)
    for hours in range(1, 24 * most):
        now = begin + HOUR * hours
        # every hour of the first days, then twice a day
        if (hours <= 72 or hours % 12 == 0) and finding(observed(now), now).state == state:
            return hours / 24
    return None


def access_trouble(problem: str) -> Callable[[date], Callable[[datetime], Observed]]:
    """A source that fails with a problem from a day on, asked at the pauses after failures."""
    sound = world(Habits(20), WARM + 3)

    def make(since: date) -> Callable[[datetime], Observed]:
        begin = datetime.combine(since, time(), UTC) - 5 * HOUR
        pauses = [begin + timedelta(minutes=m) for m in (0, 30, 90, 210, 450, 930)]

        def observed(now: datetime) -> Observed:
            past = [at for at in pauses if at <= now]
            bad = tuple(bad_crawls(at, problem, 1)[0] for at in past)
            return sound.observed(now, crawls=(*good_crawls(begin - HOUR), *bad))

        return observed

    return make


def day_trouble(
    habits: Habits, change: Callable[[Day], Day]
) -> Callable[[date], Callable[[datetime], Observed]]:
    """A source whose days are other from a day on."""

    def make(since: date) -> Callable[[datetime], Observed]:
        return broken(world(habits, WARM + 70), since, change).observed

    return make


def frozen_feed(since: date) -> Callable[[datetime], Observed]:
    """A feed that stands still while the list goes on; the crawl doubts it in two days."""
    sound = world(Habits(20), WARM + 70)
    begin = datetime.combine(since, time(), UTC) - 5 * HOUR

    def observed(now: datetime) -> Observed:
        whole = sound.observed(now)
        last = sound.observed(begin).last_new_at
        doubt = "frozen: its newest entry is old" if now - begin > 2 * DAY else None
        stuck = replace(whole.roads[0], changed_at=last, newest_at=last, doubt=doubt)
        listing = replace(whole.roads[0], url="https://agency.kz/news", kind="listing")
        return replace(whole, roads=(stuck, listing))

    return observed


def _none(one: Day) -> Day:
    return replace(one, listed=0, fetched=0, stored=0, words=0, languages={}, off_topic=0)


def _tenth(one: Day) -> Day:
    return replace(one, listed=one.listed // 10, fetched=one.fetched // 10)


def _textless(one: Day) -> Day:
    failed = {"no article text found": one.stored}
    return replace(one, stored=0, failed=one.stored, reasons=failed, words=0, languages={})


RICH = Habits(20, relevant=0.2)
TROUBLES = {
    "site down": access_trouble(f"timed out ({FEED})"),
    "blocked": access_trouble(f"answered 403 ({FEED})"),
    "challenge": access_trouble(f"blocks us: a captcha ({FEED})"),
    "moved": access_trouble(f"moved to host other.kz ({FEED})"),
    "layout changed": day_trouble(RICH, _textless),
    "feed frozen": frozen_feed,
    "silent": day_trouble(Habits(20), _none),
    "charset broken": day_trouble(
        RICH, lambda one: replace(one, garbled=sum(one.languages.values()))
    ),
    "dates broken": day_trouble(RICH, lambda one: replace(one, timely=0)),
    "thin": day_trouble(Habits(20), _tenth),
}


def main() -> None:
    """Print both figures."""
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    total = 0
    for name, habits in RHYTHMS.items():
        alarms = [one for seed in range(years) for one in false_alarms(habits, seed)]
        total += len(alarms)
        print(f"{name:28} {len(alarms) / years:5.2f} false alarms a year", *alarms[:2])
    print(f"all rhythms: {total} in {years * len(RHYTHMS)} years of sources")
    for state, make in TROUBLES.items():
        days = found_after(make, state)
        print(f"{state:16} found after {24 * days:.0f} hours" if days else f"{state:16} not found")
    for name, habits in RHYTHMS.items():
        days = found_after(day_trouble(habits, _none), "silent", 69)
        print(f"silence of {name:28} {f'{days:.1f} days' if days else 'over 69 days'}")


if __name__ == "__main__":
    main()
