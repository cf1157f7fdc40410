"""A comparison on the screen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from desk import comparison
from desk.compareview import comparison as view
from desk.compareview import edited

FALL = (
    "Двое горняков погибли на шахте имени Костенко в Караганде, сообщил департамент по"
    " чрезвычайным ситуациям. Кровля рухнула в конвейерном штреке утром, под землёй находились"
    " 89 человек, на поверхность вышли 84."
)
FIRST = FALL + "\nДобыча остановлена."
SECOND = FALL.replace("Двое", "Трое") + "\nПишет КазВестник \x1b[2J\u202eсегодня."


def shown(
    first: str,
    second: str,
    *,
    width: int = 80,
    colour: bool = False,
    title: str = "Обвал на шахте",
    first_out: str | None = None,
    same: bool = False,
    **told: Any,
) -> str:
    texts = [
        comparison.text_of({"title": title, "text": text}, "a")
        for title, text in (("Обвал", first), (title, second))
    ]
    known = {
        "id": None,
        "url": "https://news.example/" + "a" * 150,
        "source": "Qala",
        "title": "Обвал [b]",
        "language": "ru",
        "published_at": "2026-11-18",
        "precision": "day",
    }
    record = comparison.compare(*texts).as_record()
    found = {**record, "same_text": same, "first": first_out}
    found |= {"a": {**known, **told, "id": 4}, "b": {**known, **told}}
    page = io.StringIO()
    console = Console(
        file=page, width=width, force_terminal=colour, markup=False,
        color_system="standard" if colour else None, legacy_windows=False, _environ={},
    )  # fmt: skip
    console.print(view(found, (texts[0], texts[1]), width, in_colour=colour), crop=False)
    return page.getvalue()


def flat(page: str) -> str:
    return " ".join(page.split())


def test_it_is_told_who_copies_whom() -> None:
    assert "B copies A, which was published first: " in flat(shown(FIRST, SECOND, first_out="a"))
    assert "A copies B, which was published first: " in flat(shown(FIRST, SECOND, first_out="b"))
    page = shown(FIRST, "В столице открыли школу.", first_out="b")
    assert "No copy, B was published first: 0% of the words" in flat(page)


def test_of_one_text_it_is_told_that_it_is_one() -> None:
    page = shown(FIRST, FIRST, same=True)
    assert "A and B are the same text." in page
    assert not [word for word in ("copy", "runs of four", "Edited", "B  ") if word in page]


def test_a_copy_is_told_with_all_that_differs() -> None:
    page = shown(FIRST, SECOND)
    assert "A and B are copies of each other, which was first is not known: " in flat(page)
    assert "Only in B\n+ Пишет КазВестник сегодня." in page.replace(" \n", "\n").replace("  ", "")
    assert "- Добыча остановлена." in page
    assert "Двое → Трое" in page
    assert "[-Двое-]{+Трое+} горняков" in page
    assert "Обвал{+ на шахте+}" in page
    assert "4 · Qala · ru · 2026-11-18" in page


def test_colours_stand_in_the_place_of_brackets_and_a_page_cannot_command_the_screen() -> None:
    page = shown(FIRST, SECOND, colour=True)
    assert "[-" not in page
    assert "\x1b[32mТрое" in page
    assert "\x1b[2J" not in page
    assert "\u202e" not in page


def test_texts_with_nothing_in_common_are_not_listed() -> None:
    page = shown(FIRST, "В столице открыли школу.")
    assert "No copy: 0% of the words" in page
    assert "runs of four words" not in page
    assert "Not linked as one story:" in page
    assert "Only in" not in page


def test_texts_that_differ_in_nothing_list_nothing() -> None:
    page = shown(FALL, FALL, title="Обвал")
    assert "Edited" not in page
    assert "Only in" not in page
    assert "Other figures" not in page


def test_what_is_not_known_of_a_text_is_left_out() -> None:
    assert "\n   ru" in shown(FIRST, FIRST, source=None, published_at=None, precision=None)


@pytest.mark.parametrize("width", [80, 120, 200])
def test_lines_fit_the_window_and_the_eye(width: int) -> None:
    page = shown(FIRST, SECOND, width=width)
    assert "a" * 150 in page
    lines = [line for line in page.splitlines() if "://" not in line]
    assert max(len(line.rstrip()) for line in lines) <= min(width, 100)


def test_an_edited_paragraph_has_words_that_stayed_and_words_that_did_not() -> None:
    assert len(edited("Погибли двое.\n\nКонец.", "Погибли трое.\n\nКонец.\n\nЕщё.")) == 1
    assert edited("Одно.", "Другое") == []
