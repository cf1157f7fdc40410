"""A figure in words keeps every digit and says what it is of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures import figure, number

SCALES = {"trillion": 1e12, "billion": 1e9, "million": 1e6}


def fact(**given: Any) -> dict[str, Any]:
    return {"kind": "money", "value": 5.0, "unit": "KZT", "quote": "q", **given}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0"),
        (6.1, "6.1"),
        (92300, "92,300"),
        (100200.5, "100,200.5"),
        (999_999, "999,999"),
        (1_234_567, "1,234,567"),
        (1_500_000, "1.5 million"),
        (28.7e9, "28.7 billion"),
        (1.1e12, "1.1 trillion"),
        (-4.2e12, "-4.2 trillion"),
    ],
)
def test_numbers_are_easy_to_read(value: float, told: str) -> None:
    assert number(value) == told


@settings(max_examples=100)
@given(st.integers(-(10**14), 10**14) | st.integers(-(10**6), 10**6).map(lambda n: n / 100))
def test_a_number_in_words_has_the_value_of_the_number(value: float) -> None:
    digits, _, word = number(value).partition(" ")
    assert float(digits.replace(",", "")) * SCALES.get(word, 1) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("given_fact", "told"),
    [
        (fact(), "money: 5 KZT «q»"),
        (fact(value=1.1e12, other_value=2.46e9, other_unit="USD"),
         "money: 1.1 trillion KZT = 2.46 billion USD «q»"),
        (fact(kind="people", unit="people", role="dead", bound="at least", subject="горняки"),
         "people dead: at least 5, горняки «q»"),
        (fact(kind="change", value=92300.0, value_to=100200.0), "change: 92,300 to 100,200 KZT «q»"),
        (fact(kind="tonnage", unit="t", per="year", bound="", role="", subject=""),
         "tonnage: 5 t a year «q»"),
        (fact(kind="people", unit="people", role="dead", moment="2026-11-18"),
         "people dead: 5 (2026-11-18) «q»"),
        (fact(kind="date", value=None, unit="date", role="deadline", moment="2027-Q3"),
         "date deadline: 2027-Q3 «q»"),
        (fact(kind="date", value=None, unit="date", role="day", moment="2027", moment_to="2029"),
         "date: 2027 to 2029 «q»"),
    ],
)  # fmt: skip
def test_a_figure_tells_kind_role_amount_subject_and_quote(
    given_fact: dict[str, Any], told: str
) -> None:
    assert figure(given_fact) == told


def test_beside_an_event_subject_and_quote_are_left_out() -> None:
    assert figure(fact(subject="завод"), quoted=False) == "money: 5 KZT"
