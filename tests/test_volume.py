from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.volume import DAYS, MONTHS, Volume, volume

TODAY = date(2026, 11, 23)


def drawn(counts: dict[str, int], begin: str = "") -> Volume | None:
    return volume(counts, begin, TODAY, "/search?company=qarmet", "en")


def test_a_fresh_subject_is_shown_by_days() -> None:
    found = drawn({"2026-11-22": 2, "2026-11-23": 1})
    assert found is not None
    assert found.is_daily
    assert len(found.chart.columns) == DAYS
    last = found.chart.columns[-1]
    assert (last.name, last.values, last.short) == ("23 November 2026", (1,), "23 Nov")
    assert last.href == "/search?company=qarmet&since=2026-11-23&until=2026-11-23"


def test_an_older_subject_is_shown_by_months() -> None:
    found = drawn({"2026-01-31": 4, "2026-02-01": 1, "2026-11-23": 1})
    assert found is not None
    assert not found.is_daily
    assert len(found.chart.columns) == MONTHS
    named = {one.name: one for one in found.chart.columns}
    assert named["January 2026"].values == (4,)
    assert named["February 2026"].href.endswith("&since=2026-02-01&until=2026-02-28")


def test_what_was_not_counted_is_not_drawn_as_nothing() -> None:
    found = drawn({"2026-01-31": 4, "2026-11-23": 1}, begin="2026-01-20")
    assert found is not None
    assert found.chart.columns[0].name == "February 2026"


@pytest.mark.parametrize("counts", [{}, {"2001-01-01": 5}])
def test_where_there_is_nothing_to_compare_there_is_no_chart(counts: dict[str, int]) -> None:
    assert drawn(counts) is None


def test_one_column_is_no_chart() -> None:
    assert drawn({"2026-11-23": 4, "2026-01-01": 1}, begin="2026-11-01") is None


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)))
@settings(max_examples=40)
def test_no_day_is_counted_twice(day: date) -> None:
    found = volume({"2020-01-01": 1, day.isoformat(): 1}, "", day, "/search", "kk")
    assert found is not None
    assert found.chart.total <= 2
    assert sum(one.total for one in found.chart.columns if one.name) == found.chart.total
