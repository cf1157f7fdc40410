"""Notes of the gazetteer in the reader's language."""

from __future__ import annotations

import pytest

from desk.web import tienotes
from desk.web.words import Words


@pytest.mark.parametrize(
    ("note", "language", "told"),
    [
        ("about 70 %", "kk", ("шамамен 70\u00a0%", "kk")),
        ("51 %", "ru", ("51\u00a0%", "ru")),
        ("founder; as of 2024", "ru", ("основатель; по состоянию на 2024\u00a0г.", "ru")),
        ("half", "kk", ("жартысы", "kk")),
        ("about 30 %", "en", ("about 30\u00a0%", "en")),
    ],
)
def test_a_note_of_a_known_form_is_in_the_language_of_the_reader(
    note: str, language: str, told: tuple[str, str]
) -> None:
    assert tienotes.told(note, language, Words(language, "web_entities")) == told


@pytest.mark.parametrize("note", ["by its company SaUran", "founder; by its company", ""])
def test_a_free_note_stays_whole_in_english(note: str) -> None:
    assert tienotes.told(note, "ru", Words("ru", "web_entities")) == (note, "en")
