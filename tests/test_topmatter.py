from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.blockkinds import find_blocks
from pipelines.extraction.topmatter import full_headline, without_head
from pipelines.markup.markup import Markup

TEXT = "Шахтёры вернулись на работу после ремонта ствола, сообщила компания. " * 3
MARKUP = Markup(titles=("Рудник открыли в Риддере — Алтай",), authors=("Айгүл Серікқызы",))


@pytest.mark.parametrize(
    "line",
    [
        "Рудник открыли в Риддере — Алтай",
        "Рудник открыли в Риддере",
        "Айгүл Серікқызы",
        "Автор: Айгүл Серікқызы",
        "12 марта 2025, 10:15, Экономика",
    ],
)
def test_headline_by_line_and_date_in_front_of_the_text_go(line: str) -> None:
    assert without_head([line, TEXT], MARKUP) == [TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "12 марта 2025 года рудник открыли.",
        "Рудник открыли",
        "12 марта 2025 горняки снова спустились вниз",
    ],
)
def test_other_short_lines_in_front_of_the_text_stay(line: str) -> None:
    assert without_head([line, TEXT], MARKUP) == [line, TEXT]


def test_a_long_headline_in_front_of_the_text_goes_too() -> None:
    title = TEXT.strip()
    assert without_head([title, "Текст."], Markup(titles=(title,))) == ["Текст."]
    assert without_head([], MARKUP) == []


TITLE = "Рудник под Риддером снова открыт"
FULL = f"{TITLE} после трёх недель ремонта"


def whole_title(body: str, *lines: str) -> str:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    return full_headline(find_blocks(tree), lines, TITLE)


def test_a_bold_line_that_says_the_title_and_goes_on_is_the_whole_headline() -> None:
    assert whole_title(f"<p><b>{FULL}</b></p><p>{TEXT}</p>", FULL, TEXT) == FULL


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"<p>{FULL}</p>", FULL),
        (f"<p><b>{TITLE}</b></p>", TITLE),
        (f"<p><b>{FULL}.</b></p>", f"{FULL}."),
        ("<p><b>Қысқаша</b></p>", "Қысқаша"),
    ],
    ids=["not bold", "no more than the title", "a sentence", "another line"],
)
def test_other_lines_in_front_of_the_text_are_no_headline(body: str, line: str) -> None:
    assert whole_title(f"{body}<p>{TEXT}</p>", line, TEXT) == ""
