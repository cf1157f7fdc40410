from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.pagekinds.exchanges import is_interview, is_live

QUESTION, ANSWER = "— Сколько людей вернулось?", "— Все до одного."
ENTRY = "Спасатели вывели на поверхность всех, кто работал в дальней лаве, медики уже рядом."
TIMES = ["09:05", "09:40", "10:15", "11:20", "12:00"]


def test_three_answered_questions_make_an_interview() -> None:
    assert is_interview([QUESTION, ANSWER] * 3)
    assert not is_interview([QUESTION, ANSWER] * 2)
    assert is_interview(["Q: How many?", "A: All."] * 3)


def test_questions_alone_or_without_their_signs_make_none() -> None:
    assert not is_interview([QUESTION] * 8)
    assert not is_interview(["Сколько людей вернулось?", "Все до одного."] * 4)
    assert not is_interview([QUESTION, "Все до одного."] * 4)


def test_entries_with_times_in_order_make_a_live_blog() -> None:
    entries = [f"{time} — {ENTRY}" for time in TIMES]
    assert is_live(entries, ())
    assert is_live(entries[::-1], ())
    assert is_live(["Что известно к этому часу.", *entries], ())
    assert not is_live(entries[:4], ())
    assert not is_live([*entries[2:], *entries[:2]], ())


def test_times_that_were_taken_out_of_the_text_count_as_well() -> None:
    assert is_live([ENTRY] * 5, TIMES)
    assert not is_live([ENTRY] * 5, [f"в {time} часов" for time in TIMES])


def test_a_programme_of_short_points_is_none() -> None:
    assert not is_live([f"{time} — открытие выставки" for time in TIMES], ())
    assert not is_live([f"{time} — Открытие." for time in TIMES], ())


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=8), max_size=8))
def test_any_text_is_read_without_an_error(lines: list[str], dropped: list[str]) -> None:
    assert is_live(lines, dropped) in (True, False)
    assert is_interview(lines) in (True, False)
