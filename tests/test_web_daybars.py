"""Figures of days as bars."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.daybars import HEIGHT, DayFigures, chart

COUNTS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.booleans())


def figures(*counts: tuple[int, int, bool]) -> list[DayFigures]:
    first = date(2026, 11, 1)
    return [DayFigures(first + timedelta(days=place), *one) for place, one in enumerate(counts)]


def test_the_highest_day_reaches_to_the_top_and_an_empty_one_is_empty() -> None:
    drawn = chart(figures((40, 10, True), (0, 0, False), (1, 1, True)))
    high, empty, low = drawn.bars
    assert (drawn.top, high.y, high.height, high.kept_height) == (40, 0, HEIGHT, 30)
    assert (empty.height, empty.kept_height, empty.is_watched) == (0, 0, False)
    assert low.height == 3
    assert drawn.width == 60


def test_no_days_are_no_chart() -> None:
    assert chart([]).top == 0


@settings(max_examples=40)
@given(st.lists(COUNTS, max_size=40))
def test_every_bar_stands_within_the_picture(counts: list[tuple[int, int, bool]]) -> None:
    drawn = chart(figures(*counts))
    for bar in drawn.bars:
        assert 0 <= bar.x <= drawn.width - drawn.bar
        assert -1e-6 <= bar.y <= HEIGHT
        assert bar.kept_height <= bar.height
        assert bool(bar.height) == bool(bar.listed or bar.stored)
