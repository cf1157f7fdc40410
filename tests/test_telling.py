"""What is told of a text by its words alone."""

from __future__ import annotations

import pytest

from pipelines.telling import first_of, tell

_KAZAKH = "Кеніште екінші кезектегі жұмыс басталды, жұмысшылар саны екі есе артады."
_RUSSIAN = "На руднике началась вторая очередь работ, число рабочих вырастет вдвое."


def test_a_text_is_its_paragraphs_and_its_headings_are_named_apart() -> None:
    told = tell("Заголовок", ("Итоги года", _RUSSIAN), ("heading", "text"), None)
    assert told.text == f"Итоги года\n\n{_RUSSIAN}"
    assert told.sections == ("Итоги года",)
    assert told.first == _RUSSIAN


def test_a_text_of_two_languages_is_mixed_and_each_paragraph_has_its_own() -> None:
    told = tell("", (_RUSSIAN * 2, _KAZAKH * 2), ("text", "text"), None)
    assert told.languages == ("ru", "kk")
    assert told.is_mixed


def test_a_text_of_one_language_is_not_mixed() -> None:
    told = tell("", (_KAZAKH,), ("text",), "kk")
    assert (told.language, told.script, told.is_mixed) == ("kk", "Cyrillic", False)


def test_of_headings_alone_the_first_is_the_first_paragraph() -> None:
    assert first_of(("a", "b"), ("heading", "heading")) == "a"


def test_each_paragraph_needs_its_kind() -> None:
    with pytest.raises(ValueError, match="zip"):
        tell("", (_RUSSIAN, _KAZAKH), ("text",), None)
