"""Which of the copies is the original depends on their publication, not on their arrival."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from pipelines.likeness.originals import Publication, first_at, originals

DAY = datetime(2026, 11, 20, tzinfo=UTC)
SEEN = DAY + timedelta(days=2, hours=3)


@pytest.mark.parametrize(
    ("published", "precision", "of_itself", "expected"),
    [
        (None, None, False, SEEN),
        (None, None, True, SEEN),
        (DAY + timedelta(hours=9), "minute", False, DAY + timedelta(hours=9)),
        (DAY, "day", False, DAY + timedelta(days=1)),
        (DAY, "day", True, DAY),
        # never later than it was seen
        (DAY + timedelta(days=2), "day", False, SEEN),
        (DAY, "month", False, SEEN),
        (SEEN + timedelta(hours=1), "minute", False, SEEN),
    ],
)
def test_a_text_is_published_no_later_than(
    published: datetime | None, precision: str | None, expected: datetime, *, of_itself: bool
) -> None:
    assert first_at(published, precision, SEEN, of_itself=of_itself) == expected


def told(number: int, hour: int) -> Publication:
    return Publication(number, DAY + timedelta(hours=hour), f"https://{number}.kz/")


def test_a_text_alone_is_its_own_original() -> None:
    assert originals([told(1, 5)], {}) == {1: 1}


def test_the_first_published_is_the_original_of_those_like_it() -> None:
    texts = [told(1, 9), told(2, 7), told(3, 8), told(4, 6)]
    assert originals(texts, {(1, 2): 0.9, (2, 3): 0.8}) == {2: 2, 3: 2, 1: 2, 4: 4}


def test_a_copy_of_a_copy_that_is_unlike_the_original_stands_for_itself() -> None:
    texts = [told(1, 7), told(2, 8), told(3, 9)]
    assert originals(texts, {(1, 2): 0.9, (2, 3): 0.6}) == {1: 1, 2: 1, 3: 3}


def test_a_text_between_two_originals_goes_to_the_one_that_it_is_most_like() -> None:
    texts = [told(1, 7), told(2, 8), told(3, 9)]
    assert originals(texts, {(1, 3): 0.5, (2, 3): 0.7})[3] == 2
    assert originals(texts, {(3, 1): 0.7, (2, 3): 0.7})[3] == 1


@limits(max_examples=50)
@given(
    st.lists(st.integers(0, 3), min_size=4, max_size=4),
    st.dictionaries(
        st.sampled_from([(a, b) for a in range(4) for b in range(a + 1, 4)]),
        st.sampled_from([0.3, 0.5, 0.9]),
    ),
)
def test_the_order_of_arrival_decides_nothing(
    hours: list[int], likes: dict[tuple[int, int], float]
) -> None:
    texts = [told(number, hour) for number, hour in enumerate(hours)]
    found = [originals(order, likes) for order in permutations(texts)]
    assert all(one == found[0] for one in found)
