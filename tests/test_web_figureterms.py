"""Figures in the words of a page."""

from __future__ import annotations

from typing import Any

import pytest

from desk.web import figureterms
from desk.web.words import Words
from desk.wording.phrases import Phrases

BOOKS = ("web_article", "digest", "alerts")


def words(language: str = "en") -> Words:
    return Words(language, *BOOKS)


def fact(**given: Any) -> dict[str, Any]:
    return {"kind": "count", "value": 5.0, "unit": "", **given}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"kind": "people", "role": "dead", "unit": "people"}, "dead"),
        ({"unit": "houses"}, "houses"),
        ({"kind": "money", "unit": "KZT"}, "sum"),
        ({"kind": "count", "unit": "km2"}, "number"),
        ({"kind": "a newer kind"}, "number"),
        ({"kind": "date", "role": "deadline", "value": None}, "deadline"),
    ],
)
def test_a_figure_is_called_by_what_it_is_most_of(given: dict[str, Any], name: str) -> None:
    assert figureterms.name(fact(**given), words()) == name


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "money", "unit": "USD", "value": 380e6}, "$380 million"),
        ({"kind": "tonnage", "unit": "t", "value": 1e6, "per": "year"}, "1 million tonnes a year"),
        ({"kind": "people", "unit": "people", "bound": "at least"}, "≥\xa05"),
        ({"unit": "houses"}, "5"),
        ({"unit": "parsecs"}, "5 parsecs"),
        ({"unit": None}, "5"),
        ({"kind": "change", "unit": "%", "value_to": 7.0}, "5 → 7%"),
        ({"kind": "share", "unit": "%", "value_to": 7.0}, "5–7%"),
        (
            {"kind": "money", "unit": "USD", "other_value": 2500.0, "other_unit": "KZT"},
            "$5 = 2,500 tenge",
        ),
        ({"per": "fortnight"}, "5"),
        ({"kind": "date", "value": None}, ""),
    ],
)
def test_an_amount_has_its_unit_bound_and_time(given: dict[str, Any], told: str) -> None:
    assert figureterms.amount(fact(**given), words()) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (92300.0, "92,300"),
        (28.7e9, "28.7 billion"),
        (1_234_567.0, "1,234,567"),
        (1_234_000.0, "1.234 million"),
        (1_234_567.8, "1,234,567.8"),
        (0.0004, "0.0004"),
        (0.0, "0"),
        (2.5, "2.5"),
    ],
)
def test_a_large_number_is_short_only_where_no_digit_is_lost(value: float, told: str) -> None:
    assert figureterms.number(value, words()) == told


def test_a_time_is_told_with_its_end_where_it_has_one() -> None:
    def told(**given: str) -> str:
        return figureterms.time(fact(**given), words("ru"), Phrases("alerts", "ru"))

    assert told() == ""
    assert told(moment="2027") == "2027 г."
    assert told(moment="2026", moment_to="2029") == "2026 г. – 2029 г."
