"""What happened in a town."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desk.web import townevents
from desk.web.townevents import (
    LINE,
    casualties,
    counted,
    day_of,
    investments,
    line_of,
    series_of,
    sum_told,
    town_events,
)
from desk.web.words import Words
from desk.wording.phrases import Phrases

T = Words("en", "web_towns", "digest")
TODAY = date(2026, 11, 20)


def row(story: int | None, kind: str, day: str, **given: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "story_id": story, "article_id": story or 99, "kind": kind, "day": day, "figures": [],
        "company_id": None, "source_id": "agency", "quote": "",
    }  # fmt: skip
    return {**values, **given}


def figure(kind: str, value: float | None, role: str = "", unit: str = "people") -> dict[str, Any]:
    return {"kind": kind, "role": role, "value": value, "unit": unit}


ROWS = [
    row(1, "accident", "2026-11-19", figures=[figure("people", 2, "dead")]),
    row(1, "accident", "2026-11-18", article_id=2, source_id="portal",
        figures=[figure("people", 3, "dead"), figure("people", 9, "injured")]),
    row(1, "policy", "2026-11-19", article_id=2),
    row(3, "investment", "2025-04", company_id="qarmet", figures=[
        figure("money", 5e6, unit="USD"), figure("money", 1.3e9, unit="USD"),
        figure("money", None, unit="USD"), figure("tonnage", 1e6, unit="t")]),
    row(None, "unheard of", "2024"),
]  # fmt: skip


def test_cards_of_one_story_are_one_event_of_its_earliest_day() -> None:
    first, *rest = town_events(ROWS)
    assert (first.story_id, first.day, first.kinds) == (1, "2026-11-18", ("accident", "policy"))
    assert first.people == {"dead": 3, "injured": 9}
    assert (first.severity, first.sources, first.article_id) == ("high", 2, 1)
    assert [(one.story_id, one.day) for one in rest] == [(3, "2025-04"), (None, "2024")]


def test_the_largest_sum_of_a_deal_comes_first_and_other_figures_are_no_sums() -> None:
    deal = town_events(ROWS)[1]
    assert deal.money == ((1.3e9, "USD"), (5e6, "USD"))
    assert deal.company_ids == ("qarmet",)
    assert sum_told(deal, Phrases("alerts", "en")) == "$1.3 billion"


def test_money_of_an_accident_is_no_investment() -> None:
    rows = [row(1, "accident", "2026", figures=[figure("money", 1e6, unit="KZT")])]
    assert investments(town_events(rows)) == []


def test_stories_with_people_harmed_and_with_sums_are_told_apart() -> None:
    found = town_events(ROWS)
    assert [one.story_id for one in casualties(found)] == [1]
    assert [one.story_id for one in investments(found)] == [3]


def test_kinds_are_counted_by_stories_and_years_from_the_newest() -> None:
    rows = [
        {"kind": "policy", "year": "2024", "stories": 1},
        {"kind": "accident", "year": "2026", "stories": 2},
        {"kind": "accident", "year": "2024", "stories": 3},
        {"kind": "accident", "year": "soon", "stories": 1},
    ]
    assert counted(rows) == ([("accident", 6), ("policy", 1)], ["2026", "2024"])
    assert counted([]) == ([], [])


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-11-18", date(2026, 11, 18)),
        ("2026-11", date(2026, 11, 1)),
        ("2026", date(2026, 1, 1)),
        ("2026-13-40", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_exactly_as_it_is_known(told: str, day: date | None) -> None:
    assert day_of(told) == day


def test_the_line_begins_with_the_first_year_and_leaves_out_what_is_to_come() -> None:
    found = town_events([*ROWS, row(9, "policy", "2027"), row(10, "policy", "?")])
    line = line_of(found, TODAY, T)
    assert line is not None
    assert [mark.moment.told for mark in line.marks] == [
        "1 January 2024: unheard of",
        "1 April 2025: Investment",
        "18 November 2026: Accident, Government decision",
    ]
    assert [one.name for one in series_of(line, T)] == [
        "accidents and crime",
        "investment, exploration, mining rights",
        "other",
    ]


def test_no_line_is_drawn_without_a_day() -> None:
    assert line_of(town_events([row(1, "policy", "soon")]), TODAY, T) is None
    assert line_of([], TODAY, T) is None


def test_of_too_many_events_the_gravest_are_on_the_line() -> None:
    many = [row(n, "policy", f"20{10 + n % 16}") for n in range(LINE + 5)]
    grave = row(999, "accident", "2001", figures=[figure("people", 1, "dead")])
    line = line_of(town_events([*many, grave]), TODAY, T)
    assert line is not None
    assert len(line.marks) == townevents.LINE
    assert line.marks[0].moment.day.year == 2001
