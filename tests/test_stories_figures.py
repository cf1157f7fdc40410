from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipelines.judgement import Fact
from pipelines.stories.figures import Number, counted, digits, numbers_of

AT = datetime(2026, 3, 2, tzinfo=UTC)


def fact(value: float | None, **fields: object) -> Fact:
    told: dict[str, object] = {
        "kind": "people",
        "unit": "people",
        "value": value,
        "quote": "",
        "span": (5, 6),
    }
    return Fact(**(told | fields))  # type: ignore[arg-type]


def test_ranges_and_second_currencies_are_figures_too_and_dates_are_none() -> None:
    facts = (
        fact(10.0, value_to=12.0),
        fact(5e9, kind="money", unit="KZT", other_value=1e7, other_unit="USD"),
        fact(None, kind="date", unit=""),
    )
    assert numbers_of(facts, [], AT) == (
        Number("money", "", 1e7, "USD"),
        Number("money", "", 5e9, "KZT"),
        Number("people", "", 10.0, "people"),
        Number("people", "", 12.0, "people"),
    )


def test_a_figure_of_years_ago_or_of_a_reminder_is_none_of_the_report() -> None:
    old, last = fact(46.0, moment="2023-10"), fact(47.0, moment="2025")
    assert [one.value for one in numbers_of((old, last), [], AT)] == [47.0]
    assert len(numbers_of((old, last), [], None)) == 2
    title = fact(48.0, where="title")
    assert [one.value for one in numbers_of((last, title), [(0, 9)], AT)] == [48.0]


@pytest.mark.parametrize(
    ("value", "unit", "tonnes"),
    [(3.6e6, "oz", 110.0), (1.2e6, "oz", 37.0), (3.601e6, "oz", 112.0), (2205.0, "lb", 1.0)],
)
def test_ounces_and_pounds_are_tonnes_as_exact_as_they_are_told(
    value: float, unit: str, tonnes: float
) -> None:
    (found,) = numbers_of((fact(value, kind="tonnage", unit=unit),), [], AT)
    assert found == Number("tonnage", "", tonnes, "t")


def test_nothing_weighs_nothing() -> None:
    assert numbers_of((fact(0.0, unit="oz"),), [], AT)[0].value == 0.0


def test_counts_told_in_words_are_numbers_too() -> None:
    told = numbers_of(
        (
            fact(62.0),
            fact(20.0),
            fact(47e6, kind="money", unit="KZT"),
            fact(2.4e6, kind="tonnage", unit="t"),
        ),
        [],
        AT,
    )
    assert counted(told) == {"62"}


@pytest.mark.parametrize(
    ("value", "count"), [(0, 0), (5, 1), (1500, 2), (0.125, 3), (1.37e9, 3), (1e-7, 1), (2e20, 1)]
)
def test_digits_are_the_significant_ones(value: float, count: int) -> None:
    assert digits(value) == count
