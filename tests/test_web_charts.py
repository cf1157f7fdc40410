"""Charts as numbers: axes, columns, bars, lines."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.charts.barlist import bars
from desk.web.charts.columns import FOOT, Column, Series, column_chart
from desk.web.charts.eventline import Moment, event_line
from desk.web.charts.sparkline import sparkline
from desk.web.charts.ticks import ticks

ONE = (Series("series-1", "articles"),)
TWO = (Series("series-1", "mining"), Series("series-2", "towns"))
FIRST, LAST = date(2024, 1, 1), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (4, (0, 2, 4)),
        (7, (0, 5, 10)),
        (100, (0, 50, 100)),
        (2500, (0, 1000, 2000, 3000)),
    ],
)
def test_an_axis_has_few_round_values(most: int, told: tuple[int, ...]) -> None:
    assert ticks(most) == told


@given(st.integers(0, 10**9))
@settings(max_examples=60)
def test_an_axis_reaches_over_what_it_shows_and_is_not_crowded(most: int) -> None:
    found = ticks(most)
    assert found[-1] >= most
    assert 2 <= len(found) <= 5
    assert {b - a for a, b in itertools.pairwise(found)} == {found[1]}


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=40))
@settings(max_examples=60)
def test_columns_stand_upon_the_axis_and_within_the_drawing(values: list[tuple[int, int]]) -> None:
    chart = column_chart([Column(str(n), one) for n, one in enumerate(values)], TWO)
    assert len(chart.rects) == sum(value > 0 for one in values for value in one)
    for rect in chart.rects:
        assert rect.x >= 0
        assert rect.x + rect.width <= chart.width + 0.1
        assert rect.y >= 0
        assert rect.y + rect.height <= chart.height - FOOT + 0.1
    assert chart.total == sum(map(sum, values))


def test_a_column_is_as_high_as_its_count_and_its_parts_stand_upon_each_other() -> None:
    chart = column_chart([Column("a", (1, 2)), Column("b", (2, 0))], TWO)
    low, high, other = chart.rects
    assert (low.key, high.key) == ("series-1", "series-2")
    assert high.y + high.height == pytest.approx(low.y, abs=0.02)
    assert high.height == pytest.approx(2 * low.height, abs=0.02)
    assert other.height == pytest.approx(high.height, abs=0.02)
    assert low.y + low.height == pytest.approx(chart.base, abs=0.02)


def test_the_highest_column_is_told_and_none_where_nothing_is_counted() -> None:
    full = column_chart([Column("a", (1,)), Column("b", (5,)), Column("c", (5,))], ONE)
    assert full.highest is not None
    assert full.highest.name == "b"
    assert column_chart([Column("a", (0,))], ONE).highest is None
    assert column_chart([], ONE).rects == ()


def test_every_second_name_may_be_left_out_but_never_the_newest() -> None:
    days = [Column(str(n), (1,), short=f"d{n}" if n % 2 else "") for n in range(6)]
    names = column_chart(days, ONE).names
    assert [(one.label, one.is_minor) for one in names] == [
        ("d5", False),
        ("d3", True),
        ("d1", False),
    ]


def test_few_columns_are_not_as_broad_as_the_drawing() -> None:
    assert column_chart([Column("a", (1,))], ONE).rects[0].width == 48


def test_bars_are_parts_of_the_longest() -> None:
    found = bars([("a", 4, "/a"), ("b", 1, ""), ("c", -1, "")])
    assert [(one.name, one.share) for one in found] == [("a", 100.0), ("b", 25.0), ("c", 0.0)]
    assert [one.share for one in bars([("a", 0, "")])] == [0.0]
    assert bars([]) == ()


def test_a_line_goes_from_the_oldest_to_the_newest_within_its_box() -> None:
    line = sparkline([0, 4, 2])
    assert line is not None
    assert line.points == "2,20 48,2 94,11"
    assert line.last == (94.0, 11.0)


@pytest.mark.parametrize("values", [[], [3], [0, 0, 0]])
def test_no_line_is_drawn_of_what_shows_nothing(values: list[int]) -> None:
    assert sparkline(values) is None


def test_marks_of_one_day_stand_above_each_other_and_at_last_share_a_lane() -> None:
    line = event_line([Moment(LAST, "series-1", str(n)) for n in range(8)], FIRST, LAST)
    heights = [mark.y for mark in line.marks]
    assert len(set(heights)) == 6
    assert heights[-1] == heights[5]
    assert all(0 < one < line.base for one in heights)
    assert len({mark.x for mark in line.marks}) == 1


def test_marks_that_do_not_touch_share_the_lowest_lane() -> None:
    days = [FIRST + timedelta(days=100 * n) for n in range(10)]
    line = event_line([Moment(day, "series-1") for day in reversed(days)], FIRST, LAST)
    assert len({mark.y for mark in line.marks}) == 1
    assert [mark.moment.day for mark in line.marks] == days


def test_an_event_of_another_time_is_drawn_at_the_end() -> None:
    early, late = date(1999, 1, 1), date(2050, 1, 1)
    marks = event_line([Moment(early, "a"), Moment(late, "b")], FIRST, LAST).marks
    assert [mark.x for mark in marks] == [14.0, 626.0]


def test_years_stand_where_they_begin_and_thin_out_where_they_are_many() -> None:
    few = event_line([], date(2024, 3, 1), LAST).years
    assert [(one.year, one.is_minor) for one in few] == [(2026, False), (2025, False)]
    many = event_line([], date(2016, 1, 1), LAST).years
    assert [one.is_minor for one in many][:3] == [False, True, False]


def test_a_line_of_one_day_is_drawn_too() -> None:
    assert event_line([Moment(LAST, "a")], LAST, LAST).marks[0].x == 14.0
