"""A page that kept labels alone has no prose."""

from __future__ import annotations

import pytest

from pipelines.extraction.prose import has_prose


@pytest.mark.parametrize(
    "line",
    [
        "Кеніште үшінші ауысым жұмысқа қайта оралды.",
        "Рудник остановили из-за обвала кровли!»",
        "Will the mine open again next spring?",
        "矿山 将 在 明年 春天 重新 开放。",
        "one two three four five six seven eight nine ten eleven twelve",
    ],
)
def test_a_sentence_of_six_words_or_a_line_of_twelve_is_prose(line: str) -> None:
    assert has_prose(["Label", line], ["text", "text"])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Басты бет", "Экономика", "Спорт"],
        ["USD 522.10 EUR 603.85 RUB 6.44"],
        ["Павел Дьяченко, корреспондент отдела регионов"],
        ["Всё понятно. Да."],
    ],
)
def test_menus_rates_and_labels_are_no_prose(lines: list[str]) -> None:
    assert not has_prose(lines, ["text"] * len(lines))


@pytest.mark.parametrize("kind", ["heading", "row"])
def test_headings_and_rows_are_no_prose_however_long(kind: str) -> None:
    line = "The mine will open again in spring, and the town hopes for work."
    assert not has_prose([line], [kind])  # type: ignore[list-item]
    assert has_prose([line], ["item"])
