from __future__ import annotations

import pytest

from pipelines.extraction.topmatter import without_head
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
