"""A month of news, faults and messages in minutes: what is found, told, and how soon.

``python -m bench.month`` runs thirty days; ``--days 7`` a spell with fewer sites and faults,
``--json FILE`` keeps the findings. Nothing leaves this machine.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bench import monthfindings as findings
from bench.monthrun import MonthRun
from samples.month.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.month.world import World

BEGIN = datetime(2026, 11, 16, tzinfo=ZoneInfo("Asia/Almaty"))
_SETTLED = timedelta(hours=8)


@dataclass(frozen=True)
class Report:
    """The findings of a run, as JSON keeps them; times in hours or minutes as named."""

    texts: int
    crawls: int
    seconds: float
    troubles: list[dict[str, Any]]
    false_states: list[str]
    machine: list[str]
    alarms: int
    alarms_allowed: int
    rules: list[dict[str, Any]]
    needless_updates: list[str]
    mail: dict[str, Any]
    digests: dict[str, int]
    minutes: dict[str, tuple[int, float, float, float]]
    minutes_unhindered: dict[str, tuple[int, float, float, float]]
    spent: dict[str, float]


def measure(world: World, run: MonthRun, seconds: float) -> Report:
    """Compare what was found and told with what happened."""
    course, posts = run.course, run.receiver.posts
    told = findings.tellings(run.path)
    delays = findings.delays(world, told, posts)
    weather = world.weather
    return Report(
        texts=len(world.published),
        crawls=len(course.crawls),
        seconds=round(seconds, 1),
        troubles=[_trouble(one) for one in findings.found_troubles(world, course.changes)],
        false_states=[_change(one) for one in findings.false_states(world, course.changes)],
        machine=[_change(one) for one in course.changes if not one.source],
        alarms=sum(post.path == "/alarms" for post in posts),
        alarms_allowed=2 * (len(weather.troubles) + len(weather.offline)),
        rules=[
            one._asdict()
            for one in findings.by_rule(world, told, world.begin, world.end - _SETTLED)
        ],
        needless_updates=[one.key for one in findings.needless_updates(world, told)],
        mail=findings.mail(run.path, posts)._asdict(),
        digests={name: len(findings.digest_days(run.path, name)) for name in ("morning", "week")},
        minutes=_minutes(delays),
        minutes_unhindered=_minutes([one for one in delays if not one.is_hindered(world)]),
        spent={name: round(value, 1) for name, value in course.seconds.items()},
    )


def _trouble(one: findings.Found) -> dict[str, Any]:
    trouble = one.trouble
    return {
        "site": trouble.outlet,
        "kind": trouble.kind,
        "begin": f"{trouble.begin:%m-%d %H:%M}",
        "hours": (trouble.end - trouble.begin) / timedelta(hours=1),
        "states": list(one.states),
        "is_right": one.is_right,
        "is_broken_off": one.is_broken_off,
        "found_after_h": one.found and one.found / timedelta(hours=1),
        "well_after_h": one.well and one.well / timedelta(hours=1),
    }


def _change(one: Any) -> str:
    return f"{one.at:%m-%d %H:%M} {one.source or 'this machine'}: {one.state}"


def _minutes(delays: Sequence[findings.Delay]) -> dict[str, tuple[int, float, float, float]]:
    rules = {name: [one.minutes for one in delays if one.rule == name] for name in findings.RULES}
    rules["all"] = [one.minutes for one in delays]
    return {name: findings.quantiles(values) for name, values in rules.items()}


def show(report: Report) -> None:
    """Print the findings."""
    print(f"{report.texts} texts, {report.crawls} crawls, {report.seconds} s {report.spent}")
    print(
        f"{'site':9}{'trouble':11}{'begins':13}{'lasts h':>8}  {'found h':>8}{'well h':>8}  states"
    )
    for one in report.troubles:
        found, well = (f"{one[key]:8.1f}" if one[key] is not None else "       –"
                       for key in ("found_after_h", "well_after_h"))  # fmt: skip
        print(f"{one['site']:9}{one['kind']:11}{one['begin']:13}{one['hours']:8.0f}  {found}{well}"
              f"  {', '.join(one['states'])}{'' if one['is_right'] else '  WRONG'}"
              f"{'  CALLED WELL MEANWHILE' if one['is_broken_off'] else ''}")  # fmt: skip
    print("this machine:", "; ".join(report.machine) or "always online")
    print("states of sources with which nothing is wrong:", report.false_states or "none")
    print(f"alarms: {report.alarms} messages, at most {report.alarms_allowed} are due")
    for rule in report.rules:
        print("rule {rule}: {asked} events, {once} told once, more often {more}, never {never},"
              " {updates} updates".format(**rule))  # fmt: skip
    print("needless updates:", report.needless_updates or "none")
    print("mail:", report.mail, "digests:", report.digests)
    for title, table in (("all", report.minutes), ("unhindered", report.minutes_unhindered)):
        for name, (count, middle, most, largest) in table.items():
            print(f"minutes to the alert, {title}, {name}: n {count}, median {middle:.0f},"
                  f" p95 {most:.0f}, max {largest:.0f}")  # fmt: skip


def live(days: int, step: float, folder: Path) -> Report:
    """Run so many days in a folder, and measure."""
    world = scene(BEGIN, days)
    run = MonthRun(world, folder, timedelta(minutes=step))
    if run.path.exists():
        raise SystemExit(f"{run.path}: is there already; name another --folder")
    since = time.perf_counter()
    run.run(world.begin, world.end)
    return measure(world, run, time.perf_counter() - since)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--step", type=float, default=30, help="minutes between two looks")
    parser.add_argument("--folder", type=Path, help="keeps the archive; none by default")
    parser.add_argument("--json", type=Path, help="where the findings are written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report = live(options.days, options.step, folder)
    show(report)
    if options.json:
        options.json.write_text(json.dumps(asdict(report), default=str), encoding="utf-8")


if __name__ == "__main__":
    main()
