from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.bylines import is_rubric, is_written_cyrillic, signed_by


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ольга Вернер", ("Ольга Вернер",)),
        ("Айгуль САПАРОВА", ("Айгуль САПАРОВА",)),
        ("Сәуле Нұрланқызы Әбіш", ("Сәуле Нұрланқызы Әбіш",)),
        ("Madina Seitova, Karaganda", ("Madina Seitova",)),
        ("Константин Ю", ("Константин Ю",)),
        ("А. Б. Ахметов", ("А. Б. Ахметов",)),
        ("Иван Петров-Водкин, Усть-Каменогорск", ("Иван Петров-Водкин",)),
        ("Айдос ӘЛІ, Жанар ҚАСЫМ", ("Айдос ӘЛІ", "Жанар ҚАСЫМ")),
        ("Dinara Zhakupova and Timur Lee", ("Dinara Zhakupova", "Timur Lee")),
    ],
)
def test_a_line_of_names_is_a_signature(line: str, people: tuple[str, ...]) -> None:
    assert signed_by(line) == people


@pytest.mark.parametrize(
    "line",
    [
        "Ольга Вернер.", "Темиртау", "Темиртау, Сарань, Приозёрск", "Алматы, Астана",
        "Что осталось от комбината", "Молодёжь возвращается", "КАРАГАНДА", "Tengri News",
        "Проспект Бухар-жырау", "Қазақстан Республикасы", "Happy New Year", "",
        "Аким Риддера ушёл", "ольга вернер", "Ольга",
    ],
)  # fmt: skip
def test_headings_towns_agencies_and_sentences_are_no_signature(line: str) -> None:
    assert signed_by(line) == ()


@pytest.mark.parametrize(
    ("line", "is_link", "expected"),
    [
        ("Промышленность", False, True),
        ("Economy", False, True),
        ("Горная промышленность", False, True),
        ("Mining & Energy", False, False),
        ("Mining & Energy", True, True),
        ("Криминал.", False, False),
        ("BAAR, SWITZERLAND", False, False),
        ("- Школа", False, False),
        ("Что будет с шахтой в новом году", True, False),
        ("В перечень:", False, False),
        ("Сверхдлинноеслово" * 5, False, False),
    ],
)
def test_a_rubric_is_a_word_or_two_without_punctuation(
    line: str, *, is_link: bool, expected: bool
) -> None:
    assert is_rubric(line, is_link=is_link) is expected


def test_the_script_of_a_line_is_told_by_any_letter() -> None:
    assert is_written_cyrillic("Ольга Verner")
    assert not is_written_cyrillic("Madina Seitova")


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_no_line_is_both_a_sentence_and_a_name(line: str) -> None:
    assert all(person in line for person in signed_by(line))
    assert not (
        signed_by(line) and line.rstrip().endswith((".", "!", "?")) and line[-2:-1].islower()
    )
