"""What a page is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desk.errors import UserError
from desk.web.asked import Asked, NotFoundError

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def asked(**given: tuple[str, ...]) -> Asked:
    return Asked("/search", "ru", NOW, given)


def test_a_parameter_is_its_first_value_without_blanks() -> None:
    question = asked(q=("  шахта ", "уголь"), empty=("",))
    assert question.one("q") == "шахта"
    assert question.one("empty") == question.one("none") == ""
    assert len(asked(q=("x" * 9999,)).one("q")) == 2000


@pytest.mark.parametrize(
    ("words", "number"),
    [("3", 3), ("0", 1), ("99", 9), ("-1", 5), ("x", 5), ("", 5), ("٣", 5), ("9" * 30, 5)],
)
def test_a_count_lies_within_its_bounds(words: str, number: int) -> None:
    assert asked(page=(words,)).number("page", 5, 9) == number


def test_the_address_of_a_page_keeps_all_but_what_changes() -> None:
    question = asked(q=("шахта",), page=("2",), lang=("ru",), topic=("a", "b"))
    assert (
        question.address(page="3")
        == "/search?q=%D1%88%D0%B0%D1%85%D1%82%D0%B0&topic=a&topic=b&page=3"
    )
    assert question.address(q=None, topic=None, page=None) == "/search"


def test_it_speaks_the_language_that_was_chosen() -> None:
    assert asked().words("sources")("sources") == "Источники"
    assert issubclass(NotFoundError, UserError)
