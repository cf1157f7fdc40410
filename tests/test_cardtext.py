from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.hubs import hubbytes
from crawler.sections.cardtext import (
    TEXT_CAP,
    block_text,
    block_texts,
    is_date_text,
    is_stamp,
    without_stamp,
)


def blocks(page: str) -> list[str]:
    root = hubbytes.parse_html(f"<html><body>{page}</body></html>")
    assert root is not None
    return list(block_texts(root))


def test_a_change_of_letters_ends_no_text_and_a_block_does() -> None:
    assert blocks("<p>Руда <b>дорожает</b> снова<span>12:05</span>тут</p>") == [
        "Руда дорожает снова",
        "12:05",
        "тут",
    ]


def test_scripts_and_drawings_say_nothing() -> None:
    assert blocks("<p>Руда<script>x</script><style>y</style><svg><text></text></svg></p>") == [
        "Руда"
    ]


def test_a_text_is_one_line_of_a_bounded_length() -> None:
    root = hubbytes.parse_html("<p>" + "слово " * 200)
    assert root is not None
    assert len(block_text(root)) <= TEXT_CAP


@pytest.mark.parametrize(
    "text",
    [
        *("14:05", "20.11.2026", "20 ноября 2026, 14:05", "2026 жылғы 19 қараша"),
        *("2026-11-20T10:15:00+05:00", "Nov. 20, 2026", "2 сағат бұрын", "3 hours ago"),
        "Вчера, 21 ноября",
    ],
)
def test_dates_and_times_are_stamps(text: str) -> None:
    assert is_stamp(text)
    assert is_date_text(text)


@pytest.mark.parametrize(
    "text", ["Запустили 12 новых шахт", "Что случилось 25 мая на руднике", "Рудник", "", "12"]
)
def test_headlines_are_no_stamps(text: str) -> None:
    assert not is_stamp(text)


def test_a_short_text_around_a_date_is_a_date_text_and_a_headline_is_none() -> None:
    assert is_date_text("Опубликовано: 20.11.2026 14:05")
    assert is_date_text("By Jane Roe of Ore | Nov. 20, 2026 | 7:05 am")
    assert not is_date_text("Авария 20 ноября: что известно о состоянии людей")
    assert not is_date_text("20.11.2026 " + "x" * 60)


def test_the_stamp_before_a_headline_is_taken_off() -> None:
    assert without_stamp("14:05 Руда дорожает") == "Руда дорожает"
    assert without_stamp("20.11.2026 | 14:05 Руда") == "Руда"
    assert without_stamp("14:05") == "14:05"
    assert without_stamp("12 шахт закрыты") == "12 шахт закрыты"


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    assert is_stamp(text) in (True, False)
    assert len(without_stamp(text)) <= len(text)
