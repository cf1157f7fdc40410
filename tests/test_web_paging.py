from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.paging import pages


@pytest.mark.parametrize(
    ("page", "total", "before", "after", "first", "final"),
    [
        (1, 0, None, None, 0, 0),
        (1, 20, None, None, 1, 20),
        (1, 21, None, 2, 1, 20),
        (2, 21, 1, None, 21, 21),
        (9, 21, 2, None, 0, 0),
    ],
)
def test_pages_lead_to_those_beside_them(  # noqa: PLR0917 - a row of the table
    page: int, total: int, before: int | None, after: int | None, first: int, final: int
) -> None:
    found = pages(page, total, 1000, 20)
    assert (found.before, found.after, found.first, found.final) == (before, after, first, final)


def test_what_cannot_be_reached_has_no_page_and_is_told() -> None:
    found = pages(50, 5000, 1000, 20)
    assert (found.last, found.after, found.is_cut) == (50, None, True)


@given(st.integers(1, 300), st.integers(0, 3000), st.integers(0, 2000), st.integers(1, 50))
@settings(max_examples=60)
def test_no_page_ends_before_it_begins(page: int, total: int, reachable: int, each: int) -> None:
    found = pages(page, total, reachable, each)
    assert found.first <= found.final <= min(total, reachable)
    assert found.before is None or 1 <= found.before <= found.last
