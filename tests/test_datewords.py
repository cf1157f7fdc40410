"""The words of dates."""

import re
import tomllib

import pytest

from pipelines.dating import datewords
from pipelines.dating.datewords import (
    fold_date,
    month_number,
    month_pattern,
    one_of,
    unit_of,
    unit_pattern,
    zone_hours,
)

DATA = tomllib.loads(datewords._DATA.read_text(encoding="utf-8"))


def test_no_name_of_a_month_means_two_months() -> None:
    seen: dict[str, int] = {}
    for language in DATA["months"].values():
        assert len(language) == 12
        for number, names in enumerate(language, start=1):
            for name in names:
                assert seen.setdefault(fold_date(name), number) == number, name


def test_no_word_means_two_units_of_time() -> None:
    seen: dict[str, str] = {}
    for unit, names in DATA["units"].items():
        for name in names:
            assert seen.setdefault(fold_date(name), unit) == unit, name
            assert unit_of(fold_date(name)) == unit


@pytest.mark.parametrize(
    ("word", "number"),
    [("қазаны", 10), ("Қарашасында", 11), ("НАУРЫЗ", 3), ("sept", 9), ("мая", 5)],
)
def test_a_month_is_known_with_its_kazakh_ending(word: str, number: int) -> None:
    folded = fold_date(word)
    assert re.fullmatch(month_pattern(), folded)
    assert month_number(folded) == number


@pytest.mark.parametrize("word", ["карта", "марток", "майдан", "казанка", "декан"])
def test_words_that_begin_like_a_month_are_none(word: str) -> None:
    assert not re.search(month_pattern(), fold_date(word))


def test_arabic_letters_of_old_fonts_fold_to_the_right_ones() -> None:
    assert fold_date("قاثتار") == fold_date("قاڭتار")
    assert fold_date("ءساۋئر") == fold_date("ساۋىر")


def test_patterns_match_whole_words_only() -> None:
    assert re.search(one_of("ago"), "2 hours ago")
    assert not re.search(one_of("ago"), "2 hours agog")
    assert not re.fullmatch(unit_pattern(), "hourly")


def test_zones_are_hours_ahead_of_utc() -> None:
    assert zone_hours()["мск"] == 3
    assert zone_hours()["gmt"] == 0
