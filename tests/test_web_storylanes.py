"""The texts of a story on a line of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.storylanes import lanes

BEGIN = datetime(2026, 11, 18, 4, 40, tzinfo=UTC)


def row(hours: float, language: str = "ru", **given: Any) -> dict[str, Any]:
    at = (BEGIN + timedelta(hours=hours)).isoformat()
    return {
        "at": at,
        "language": language,
        "kind": "article",
        "edited": [],
        "gone_at": None,
        **given,
    }


@given(st.lists(st.tuples(st.floats(0, 20_000), st.sampled_from(["kk", "ru", "en"])), min_size=1))
@settings(max_examples=60)
def test_every_text_stands_on_the_picture_in_the_order_of_time(
    told: list[tuple[float, str]],
) -> None:
    found = lanes([row(*one) for one in told], "en")
    assert found is not None
    dots = [dot for lane in found.lanes for dot in lane.dots]
    assert sum(dot.count for dot in dots) == len(told)
    assert all(9 <= dot.x <= 97 for dot in dots)
    assert all(9 <= tick.x <= 97 for tick in found.ticks)
    assert len(found.ticks) <= 6
    for lane in found.lanes:
        assert [dot.x for dot in lane.dots] == sorted(dot.x for dot in lane.dots)


def test_a_lane_a_language_the_first_one_on_top() -> None:
    found = lanes([row(0, "kk"), row(1, "ru", kind="copy"), row(2, "kk")], "ru")
    assert found is not None
    assert [lane.language for lane in found.lanes] == ["kk", "ru"]
    assert [lane.counts for lane in found.lanes] == [{"article": 2}, {"copy": 1}]


def test_edits_and_removals_stand_on_the_lane_of_their_text() -> None:
    later = row(10)["at"]
    found = lanes([row(0, edited=[{"seen_at": later}], gone_at=later)], "kk")
    assert found is not None
    assert [dot.kind for dot in found.lanes[0].dots] == ["article", "edited", "gone"]
    assert found.end - found.begin == timedelta(hours=10)


def test_texts_that_are_too_near_stand_as_one() -> None:
    found = lanes([row(0), row(0.01), row(100)], "en")
    assert found is not None
    assert [dot.count for dot in found.lanes[0].dots] == [2, 1]


def test_a_single_text_stands_in_the_middle() -> None:
    found = lanes([row(0)], "en")
    assert found is not None
    assert found.lanes[0].dots[0].x == found.ticks[0].x == 53
    assert (found.ticks[0].day, found.ticks[0].hour) == ("18 Nov", "09:40")


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (6, [("18 Nov", "10:00"), ("", "12:00"), ("", "14:00")]),
        (20, [("18 Nov", "12:00"), ("", "18:00"), ("19 Nov", "00:00")]),
        (72, [("19 Nov", ""), ("20 Nov", ""), ("21 Nov", "")]),
        (5000, [("9 Jan", ""), ("2 Mar", ""), ("23 Apr", ""), ("14 Jun", "")]),
    ],
)
def test_the_axis_has_a_few_round_times_of_almaty(
    hours: float, told: list[tuple[str, str]]
) -> None:
    found = lanes([row(0), row(hours)], "en")
    assert found is not None
    assert [(tick.day, tick.hour) for tick in found.ticks][: len(told)] == told


def test_without_any_time_there_is_no_picture() -> None:
    assert lanes([], "en") is None
    assert lanes([{**row(0), "at": "yesterday"}], "en") is None
