from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.alerts.figurewords import amount, moment, number
from desk.alerts.gist import Amount
from desk.wording.phrases import LANGUAGES, Phrases

KK, RU, EN = (Phrases("alerts", language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("value", "kk", "ru", "en"),
    [
        (4.0, "4", "4", "4"),
        (12500.0, "12\xa0500", "12\xa0500", "12,500"),
        (0.25, "0,25", "0,25", "0.25"),
        (3e11, "300 млрд", "300 млрд", "300 billion"),
        (1.25e6, "1,25 млн", "1,25 млн", "1.25 million"),
        (2.5e12, "2,5 трлн", "2,5 трлн", "2.5 trillion"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float, kk: str, ru: str, en: str) -> None:
    assert [number(value, say) for say in (KK, RU, EN)] == [kk, ru, en]


@pytest.mark.parametrize(
    ("kind", "value", "unit", "told"),
    [
        ("money", 3e11, "KZT", ["300 млрд теңге", "300 млрд тенге", "300 billion tenge"]),
        ("money", 3e8, "USD", ["300 млн АҚШ доллары", "300 млн долл. США", "$300 million"]),
        ("money", 3e8, "CHF", ["300 млн CHF", "300 млн CHF", "300 million CHF"]),
        ("tonnage", 500.0, "t", ["500 тонна", "500 т", "500 tonnes"]),
        ("residents", 900.0, "people", ["900", "900", "900"]),
    ],
)
def test_an_amount_has_the_unit_in_words(
    kind: str, value: float, unit: str, told: list[str]
) -> None:
    one = Amount(kind=kind, value=value, unit=unit, source="x")
    assert [amount(one, say) for say in (KK, RU, EN)] == told


@pytest.mark.parametrize(
    ("stored", "precision", "told"),
    [
        ("2026-11-20T06:00:00+00:00", "minute", ["2026 ж. 20 қараша, 11:00", "20 ноября 2026 г., 11:00", "20 November 2026, 11:00"]),
        ("2026-11-19T19:00:00+00:00", "day", ["2026 ж. 20 қараша", "20 ноября 2026 г.", "20 November 2026"]),
        ("2026-10-31T19:00:00+00:00", "month", ["2026 ж. қараша", "ноябрь 2026 г.", "November 2026"]),
        ("2026-11-20", "", ["2026 ж. 20 қараша", "20 ноября 2026 г.", "20 November 2026"]),
        ("2027-05", "", ["2027 ж. мамыр", "май 2027 г.", "May 2027"]),
        ("2027-Q3", "", ["2027 ж. III тоқсан", "III квартал 2027 г.", "Q3 2027"]),
        ("2027", "", ["2027 ж.", "2027 г.", "2027"]),
        ("2026-02-30", "", ["2026-02-30"] * 3),
        ("2026-13", "", ["2026-13"] * 3),
        ("yesterday", "minute", ["yesterday"] * 3),
    ],
)  # fmt: skip
def test_a_time_is_told_no_finer_than_it_is_known(
    stored: str, precision: str, told: list[str]
) -> None:
    found = [moment(stored, say, precision) for say in (KK, RU, EN)]
    assert [one.replace("\xa0", " ") for one in found] == told


@given(st.text("абв ж.T:Q+-\u202f", max_size=12), st.sampled_from(("", "minute", "day", "month")))
def test_what_is_no_time_comes_back_as_it_is(words: str, precision: str) -> None:
    assert moment(words, EN, precision) == words.replace("\u202f", "\xa0")


@given(st.floats(-1e15, 1e15))
def test_any_number_can_be_written(value: float) -> None:
    assert all(number(value, say) for say in (KK, RU, EN))
