from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.stories.numerals import numerals


@pytest.mark.parametrize(
    "written", ["1 900 человек", "1,900 people", "1900 адам", "1\u00a0900 мест"]
)
def test_a_number_is_spelled_alike_however_its_thousands_are_parted(written: str) -> None:
    found = numerals(f"на заводе {written}")
    # without blanks it could be a year
    assert found == (frozenset() if written.startswith("1900") else {"1900"})


def test_decimal_comma_and_point_are_one() -> None:
    assert numerals("1,37 млрд") == numerals("1.37 billion") == numerals("1.370 billion")


@pytest.mark.parametrize(
    "text",
    [
        "в 2023 году",
        "сигнал в 05:42",
        "17 марта",
        "17 наурыз",
        "March 17",
        "3 человека",
        "20 сәуірде",
        "18.11.2026",
        "на 10/12",
    ],
)
def test_years_times_days_and_single_digits_are_left_out(text: str) -> None:
    assert numerals(text) == frozenset()


@given(st.integers(min_value=2101, max_value=999_999))
@settings(max_examples=50)
def test_grouping_changes_nothing(value: int) -> None:
    plain, grouped = f"есть {value} тонн", f"{value:,} tonnes".replace(",", " ")
    assert numerals(plain) == numerals(grouped)


@given(st.text(max_size=300))
@settings(max_examples=50)
def test_any_text_gives_numbers_only(text: str) -> None:
    assert all(one.replace(".", "", 1).isdecimal() for one in numerals(text))
