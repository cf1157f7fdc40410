"""When entries are seen, and at what cost: ``python bench/polling.py [--seeds N] [--unseen]``.

110 made-up sources publish for two weeks of a fixed clock; hubs are asked as they change (as
``crawler.rhythm`` learns it), every 15 minutes, and every 60. The answer comes 1 to 3 minutes
after a hub is due, as the daemon's does; a hub shows its newest 10 to 50 entries, and what was
pushed out unseen is lost. The first week is the learning one; ``--unseen`` replaces the sources
by 110 of other habits. The delay is from listing to answer, in minutes; of busy sources (100
entries a day and more) that of entries listed from 8 to 20 o'clock is given too.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from crawler import rhythm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

START = datetime(2026, 3, 2, tzinfo=UTC)
BEFORE, WEEK = timedelta(days=28), timedelta(days=7)
BUSY = 100
DAYTIME = range(8, 20)
ZONES = ("Asia/Almaty",) * 8 + ("Europe/Moscow", "Asia/Bishkek")
SEVEN = (1.0,) * 7

NEWSROOM = (*(0.3,) * 6, 0.6, 1.2, *(2.0,) * 10, 1.2, 1.0, 0.8, 0.7, 0.5, 0.4)
ROUND_THE_CLOCK = (*(0.6,) * 7, *(1.4,) * 13, *(0.9,) * 4)
OFFICE = (*(0.0,) * 9, 1.5, 2.0, 2.0, 1.0, 0.8, 1.5, 2.0, 2.0, 1.2, 0.3, *(0.0,) * 5)


def at_hours(*hours: int) -> tuple[float, ...]:
    """A day whose entries all come within the named hours."""
    return tuple(float(hour in hours) for hour in range(24))


@dataclass(frozen=True)
class Kind:
    """A class of sources: entries a day (low, high), shape of day and week, entries a stroke.

    ``change``: by what the rate is multiplied from the middle of the second week on;
    ``clock_error``: hours by which its dates are wrong.
    """

    name: str
    sources: int
    entries: tuple[float, float]
    day: tuple[float, ...]
    week: tuple[float, ...] = (1, 1, 1, 1, 1, 0.5, 0.45)
    stroke: float = 1.0
    interval: int = 30
    change: float = 1.0
    clock_error: float = 0.0


KINDS = (
    Kind("agency", 12, (150, 300), NEWSROOM, stroke=1.3),
    Kind("agency, all hours", 3, (150, 300), ROUND_THE_CLOCK, week=SEVEN, stroke=1.2),
    Kind("national", 25, (40, 120), NEWSROOM, stroke=1.2),
    Kind("regional", 30, (5, 25), NEWSROOM, stroke=1.5),
    Kind("town paper", 20, (0.3, 4), OFFICE, week=(0.3, 0.5, 0.5, 3, 1.5, 0.2, 0.1), stroke=4),
    Kind("ministry", 14, (3, 15), OFFICE, week=(1, 1, 1, 1, 1, 0.03, 0), stroke=1.3, interval=180),
    Kind("night importer", 6, (10, 60), at_hours(2, 3), week=SEVEN, stroke=12),
)
TWICE_A_WEEK = (0.05, 5, 0.05, 0.05, 5, 0.01, 0.01)
EVENING = (*(0.4,) * 2, *(0.1,) * 8, *(0.6,) * 6, 1, 2, 3, 4, 4, 3, 2, 1)
ABROAD = (*(1.6,) * 5, *(0.3,) * 10, *(1.2,) * 9)
UNSEEN = (
    Kind("evening site", 15, (30, 80), EVENING, week=SEVEN, stroke=1.2),
    Kind("two shifts", 15, (10, 30), at_hours(8, 17), stroke=5),
    Kind("wire abroad", 12, (100, 250), ABROAD, week=SEVEN, stroke=1.2),
    Kind("gazette", 15, (2, 8), OFFICE, week=TWICE_A_WEEK, stroke=6, interval=180),
    Kind("falls silent", 12, (40, 100), NEWSROOM, stroke=1.3, change=0.02),
    Kind("wakes up", 12, (5, 15), NEWSROOM, stroke=1.5, change=8),
    Kind("company page", 15, (0.05, 0.3), OFFICE, interval=180),
    Kind("live reports", 8, (100, 200), NEWSROOM, stroke=8),
    Kind("clock ahead", 3, (40, 100), NEWSROOM, stroke=1.2, clock_error=5),
    Kind("clock behind", 3, (40, 100), NEWSROOM, stroke=1.2, clock_error=-6),
)


@dataclass(frozen=True)
class Hub:
    """One made-up source: what it lists and when, and what it tells of it."""

    kind: Kind
    zone: ZoneInfo
    listed: list[datetime]
    dates: list[datetime | None]
    kept: int
    lags: random.Random


@dataclass
class Week:
    """What a policy did in a week: minutes of delay, requests, what was lost."""

    delays: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    daytime: list[float] = field(default_factory=list)
    requests: int = 0
    lost: int = 0


def hub(kind: Kind, seed: str) -> Hub:
    """A source of a kind, with habits of its own."""
    rng = random.Random(seed)
    zone = ZoneInfo(rng.choice(ZONES))
    low, high = kind.entries
    mean = low * (high / low) ** rng.random()
    own = [part * rng.lognormvariate(0, 0.35) for part in kind.day]
    listed: list[datetime] = []
    for day in range(-BEFORE.days, 2 * WEEK.days):
        date = START.date() + timedelta(days=day)
        listed += _entries(kind, mean, own, datetime.combine(date, time(0), zone), rng)
    listed = sorted(moment for moment in listed if moment < START + 2 * WEEK)
    telling = rng.choices(("exact", "day", "silent"), (7, 1, 2))[0]
    wrong = timedelta(hours=kind.clock_error)
    dates = [_date(moment + wrong, telling, zone, rng) for moment in listed]
    kept = rng.choice((10, 15, 20, 30, 50))
    return Hub(kind, zone, listed, dates, kept, random.Random(seed + "lags"))


def _entries(
    kind: Kind, mean: float, own: list[float], midnight: datetime, rng: random.Random
) -> list[datetime]:
    """The entries of one day, in UTC, in any order."""
    mean *= kind.week[midnight.weekday()] * 7 / sum(kind.week) * rng.lognormvariate(0, 0.25)
    mean *= kind.change if midnight > START + 1.5 * WEEK else 1.0
    found: list[datetime] = []
    for _ in range(_poisson(mean / kind.stroke, rng)):
        hour = rng.choices(range(24), own)[0]
        moment = (midnight + timedelta(hours=hour + rng.random())).astimezone(UTC)
        size = 1 if kind.stroke == 1 else 1 + _poisson(kind.stroke - 1, rng)
        found += [moment + timedelta(seconds=rng.random() * 240) for _ in range(size)]
    return found


def _poisson(mean: float, rng: random.Random) -> int:
    count, waited = 0, rng.expovariate(1)
    while waited < mean:
        count, waited = count + 1, waited + rng.expovariate(1)
    return count


def _date(moment: datetime, telling: str, zone: ZoneInfo, rng: random.Random) -> datetime | None:
    if telling == "silent":
        return None
    if telling == "day":
        return datetime.combine(moment.astimezone(zone).date(), time(0), zone).astimezone(UTC)
    return moment - timedelta(minutes=rng.expovariate(0.2))


class Learnt:
    """The policy of ``crawler.rhythm`` at one hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.rhythm = rhythm.Rhythm.fresh(hub.kind.interval)

    def __call__(
        self, now: datetime, last: datetime | None, new: int, dates: Sequence[datetime]
    ) -> datetime:
        """When to ask next."""
        zone = self.hub.zone
        self.rhythm = rhythm.learn(
            self.rhythm, asked_at=now, last_asked_at=last, new=new, published=dates, zone=zone
        )
        return rhythm.next_due(self.rhythm, now=now, zone=zone, kept=self.hub.kept)


def every(minutes: int) -> Callable[[Hub], Callable[..., datetime]]:
    """The policy of a fixed interval."""
    return lambda _: lambda now, *_rest: now + timedelta(minutes=minutes)


POLICIES: dict[str, Callable[[Hub], Callable[..., datetime]]] = {
    "learnt": Learnt,
    "every 15 min": every(15),
    "every 60 min": every(60),
}


def watch(hub: Hub, due_after: Callable[..., datetime], weeks: list[Week]) -> None:
    """Ask a hub for two weeks and add up what that gave."""
    is_busy = sum(moment >= START for moment in hub.listed) / 14 >= BUSY
    now, last, at = START + timedelta(minutes=60 * hub.lags.random()), None, 0
    while now < START + 2 * WEEK:
        week = weeks[int(now >= START + WEEK)]
        upto = at
        while upto < len(hub.listed) and hub.listed[upto] <= now:
            upto += 1
        first = max(at, upto - hub.kept)
        if last is not None:
            week.lost += first - at
            _note(week, hub, first, upto, now, is_busy=is_busy)
        week.requests += 1
        dates = [date for date in hub.dates[first:upto] if date is not None]
        due = due_after(now, last, upto - first, dates)
        last, at = now, upto
        now = due + timedelta(minutes=1 + 2 * hub.lags.random())


def _note(week: Week, hub: Hub, first: int, upto: int, now: datetime, *, is_busy: bool) -> None:
    for moment in hub.listed[first:upto]:
        delay = (now - moment) / timedelta(minutes=1)
        week.delays.append(delay)
        if is_busy:
            week.busy.append(delay)
            if moment.astimezone(hub.zone).hour in DAYTIME:
                week.daytime.append(delay)


def share(numbers: list[float], part: float) -> float:
    """The value below which a part of the numbers lies, 0 for none."""
    return sorted(numbers)[int(part * (len(numbers) - 1))] if numbers else 0.0


def row(policy: str, when: str, week: Week) -> str:
    """One line of the table."""
    found = len(week.delays)
    return (
        f"{policy:13} {when:7} {share(week.delays, 0.5):7.1f} {share(week.delays, 0.95):7.1f}"
        f" {share(week.busy, 0.95):7.1f} {share(week.daytime, 0.95):7.1f} {week.requests:9}"
        f" {week.requests / max(found, 1):8.2f} {found:7} {week.lost:6}"
    )


HEAD = (
    f"{'policy':13} {'week':7} {'median':>7} {'p95':>7} {'busy95':>7} {'day95':>7} {'requests':>9}"
    f" {'a found':>8} {'found':>7} {'lost':>6}"
)


def main() -> None:
    """Print a table for each seed; with ``--kinds`` the measured week of each kind too."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--unseen", action="store_true", help="sources of other habits")
    parser.add_argument("--kinds", action="store_true", help="a line for each kind of source")
    asked = parser.parse_args()
    kinds = UNSEEN if asked.unseen else KINDS
    for seed in range(asked.first, asked.first + asked.seeds):
        table(kinds, seed, by_kind=asked.kinds)


def table(kinds: Sequence[Kind], seed: int, *, by_kind: bool) -> None:
    """Run all policies over the same sources and print what they gave."""
    print(f"\nseed {seed}\n{HEAD}")
    for policy, start in POLICIES.items():
        whole = [Week(), Week()]
        parts: list[str] = []
        for kind in kinds:
            weeks = [Week(), Week()]
            for number in range(kind.sources):
                source = hub(kind, f"{seed}/{kind.name}/{number}")
                watch(source, start(source), weeks)
            parts.append(row("  " + kind.name[:11], "second", weeks[1]))
            for both, week in zip(whole, weeks, strict=True):
                _add(both, week)
        print(row(policy, "first", whole[0]))
        print(row(policy, "second", whole[1]), flush=True)
        print(*parts if by_kind else (), sep="\n", end="\n" if by_kind else "")


def _add(whole: Week, part: Week) -> None:
    whole.delays += part.delays
    whole.busy += part.busy
    whole.daytime += part.daytime
    whole.requests += part.requests
    whole.lost += part.lost


if __name__ == "__main__":
    main()
