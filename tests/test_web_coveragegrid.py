"""Days of sources as a grid, and what it bears out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawler.sources import Source
from desk.accounting import DayCoverage
from desk.web.coveragegrid import grid, known_until, town_lines, verdict
from pipelines.gazetteer.gazetteer import gazetteer

ONE, TWO = date(2026, 11, 1), date(2026, 11, 2)


def day(source: str, day: date, *, watched: bool = True, **counts: Any) -> DayCoverage:
    return DayCoverage(source=source, day=day, watched=watched, **counts)


def test_sources_with_gaps_come_first_then_those_with_unanswered_addresses() -> None:
    rows = grid(
        [
            day("whole", ONE, listed=3, kept=3),
            day("late", ONE, listed=3, kept=1, failed=2),
            day("gap", ONE, watched=False),
            day("off", ONE, off=True),
            day("gap", TWO),
        ]
    )
    assert [row.source for row in rows] == ["gap", "late", "whole"]
    assert [[cell.kind for cell in row.cells] for row in rows] == [
        ["gap", "whole"],
        ["partly"],
        ["whole"],
    ]


@pytest.mark.parametrize(
    ("days", "phrase"),
    [
        ([day("a", ONE), day("b", ONE)], "verdict_whole"),
        ([day("a", ONE), day("b", ONE, watched=False)], "verdict_part"),
        ([day("a", ONE, listed=1, waiting=1)], "verdict_part"),
        ([day("a", ONE, watched=False)], "verdict_none"),
        ([], "verdict_none"),
    ],
)
def test_that_nothing_was_reported_is_said_only_of_a_whole_watch(
    days: list[DayCoverage], phrase: str
) -> None:
    assert verdict(grid(days)).phrase == phrase


def test_a_day_with_a_gap_and_unanswered_addresses_is_no_whole_day() -> None:
    found = verdict(grid([day("a", ONE, watched=False, listed=1, waiting=1)]))
    assert (found.whole, found.all, found.missing) == (0, 1, 1)


@pytest.mark.parametrize("given", [{"waiting": 1}, {"troubled": 1}])
def test_whole_days_are_no_whole_watch_while_something_waits_or_is_in_trouble(
    given: dict[str, int],
) -> None:
    assert verdict(grid([day("a", ONE)]), **given).phrase == "verdict_part"


def test_today_is_known_up_to_the_earliest_last_look_of_a_watched_source() -> None:
    late, early = (datetime(2026, 11, 2, hour, tzinfo=UTC) for hour in (9, 5))
    days = [day("a", TWO, until=late), day("b", TWO, until=early), day("c", TWO)]
    off = day("off", TWO, off=True, until=early - timedelta(hours=1))
    assert known_until([*days, off]) == early
    assert known_until([day("a", ONE)]) is None


def source(name: str, town: str, status: str = "works", **more: Any) -> Source:
    road = {"url": f"https://{name}.example/rss", "status": status}
    return Source.model_validate(
        {
            "id": name,
            "name": name,
            "country": "KZ",
            "languages": ["ru"],
            "group": "regional",
            "towns": [town],
            "hosts": [f"{name}.example"],
            "feeds": [road],
            **more,
        }
    )


def test_towns_that_nobody_watches_come_first() -> None:
    known = gazetteer().towns
    towns = [known[name] for name in ("ridder", "temirtau", "rudny", "kentau", "satpayev")]
    sources = [
        source("a", "ridder"),
        source("b", "temirtau", "guess"),
        source("c", "rudny", enabled=False),
        source("d", "kentau"),
    ]
    lines = town_lines(towns, sources, {"a", "b", "c"})
    assert [(line.town.id, line.standing) for line in lines] == [
        ("satpayev", "none"),
        ("rudny", "off"),
        ("kentau", "unread"),
        ("temirtau", "discovered"),
        ("ridder", "confirmed"),
    ]
    assert [len(line.local) for line in lines] == [0, 0, 1, 1, 1]
