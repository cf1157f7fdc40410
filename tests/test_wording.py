from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.history import Version
from pipelines.histories.wording import title_words, without_stamps, words_of


def keys(text: str, language: str = "und") -> list[str]:
    return [word.key for word in words_of(text, language)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1 150 тонн", "1,150 тонны"),
        ("2 млн тенге", "2 000 000 тг"),
        ("28,7 млрд", "28.7 миллиарда"),
        ("погибли двое", "погибли 2"),
        ("на 12%-ға", "на 12 процентов"),
        ("$1.5m", "$1.5 million"),
        ("в в городе", "в городе"),
        ("«Ещё»", '"еще"'),
    ],
)
def test_forms_of_one_thing_are_the_same_words(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("5", "5%"), ("1,5", "15"), ("5 5", "5"), ("14 мая", "16 мая"), ("1.5 m", "1.5 million")],
)
def test_other_numbers_stay_apart(one: str, other: str) -> None:
    assert keys(one) != keys(other)


def test_kazakh_number_words_count_in_kazakh_only() -> None:
    assert keys("екі адам", "kk")[0] == "2"
    assert keys("бес", "ru") == ["бес"]


def test_a_capital_letter_within_a_sentence_makes_a_name() -> None:
    told = words_of("Вчера Асет уехал. Завтра. Ахметов ждёт")
    assert [word.written for word in told if word.is_name] == ["Асет", "Ахметов"]
    assert [word.written for word in told if word.opens] == ["Вчера", "Завтра", "Ахметов"]


def test_a_title_of_capitals_has_no_names() -> None:
    capitals = title_words(Version("Mine Near Ridder To Close", ""), "en")
    plain = title_words(Version("The mine near Ridder is to close", ""), "en")
    assert not any(word.is_name for word in capitals)
    assert [word.key for word in plain if word.is_name] == ["ridder"]


def test_lines_that_change_by_themselves_are_left_out() -> None:
    told = Version("Рудник", "Рудник закрыт.\n\nПросмотров: 120\n\nОбновлено 15.03.2026, 14:05")
    assert without_stamps(told).text.strip() == "Рудник закрыт."


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_has_words_within_it_in_order(text: str) -> None:
    told = words_of(text, "kk")
    assert all(text[word.start : word.end] == word.written for word in told)
    assert all(one.end <= two.start for one, two in pairwise(told))
