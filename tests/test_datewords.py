"""The words of dates."""

import re
import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from pipelines.dating import datewords
from pipelines.dating.datewords import (
    city_clocks,
    counts_from_now,
    fold_date,
    month_number,
    month_pattern,
    names_month,
    names_of,
    one_of,
    unit_of,
    unit_pattern,
    weekday_number,
    weekday_pattern,
    zones,
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


def test_no_name_of_a_weekday_means_two_days() -> None:
    seen: dict[str, int] = {}
    for language in DATA["weekdays"].values():
        assert len(language) == 7
        for number, names in enumerate(language):
            for name in names:
                assert seen.setdefault(fold_date(name), number) == number, name
                assert weekday_number(fold_date(name)) == number
                assert re.fullmatch(weekday_pattern(), fold_date(name))


def test_every_month_passes_the_cheap_test() -> None:
    for language in DATA["months"].values():
        assert all(names_month(f"12 {fold_date(name)}") for names in language for name in names)
    assert not names_month("шахта 12")


def test_words_that_count_from_now_pass_the_cheap_test() -> None:
    for kind in ("today", "yesterday", "day_before", "now", "ago"):
        assert all(counts_from_now(fold_date(word)) for word in DATA["words"][kind])
    assert not counts_from_now("шахта")


def test_zones_are_those_of_the_names() -> None:
    summer, winter = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    hours = [summer.astimezone(zones()[name]).utcoffset() for name in ("мск", "gmt", "et")]
    assert hours == [timedelta(hours=3), timedelta(0), timedelta(hours=-4)]
    assert winter.astimezone(zones()["et"]).utcoffset() == timedelta(hours=-5)


def test_the_clock_of_a_city_knows_the_changes_of_its_law() -> None:
    astana = city_clocks()[fold_date("по времени Астаны")]
    before, after = datetime(2024, 2, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
    assert before.astimezone(astana).utcoffset() == timedelta(hours=6)
    assert after.astimezone(astana).utcoffset() == timedelta(hours=5)


def test_names_of_elements_are_in_small_letters() -> None:
    for kind in ("elsewhere", "changed", "published", "beside_today"):
        assert names_of(kind) == {name.lower() for name in names_of(kind)}
