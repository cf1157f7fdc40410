from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.parsing.mojibake import undone

TEXTS = [
    "В Риддере остановили шахту «Тишинская», рабочие требуют зарплату. И Я тоже.",
    "Қарағандыда жаңа кеніш ашылды, деп хабарлайды баспасөз қызметі – үш жүз адам.",
    "Комбинат",
    "и ты в Караганде",
    "Größe und Café “déjà vu”",
]


def misread(text: str, charset: str) -> str:
    """The text as a program shows it that takes its UTF-8 for another encoding."""
    letters = (
        bytes([code]).decode(charset, "ignore") or chr(code) for code in text.encode("utf-8")
    )
    return "".join(letters)


@pytest.mark.parametrize("charset", ["cp1251", "cp1252", "latin-1"])
@pytest.mark.parametrize("text", TEXTS[:4])
@pytest.mark.parametrize("times", [1, 2])
def test_utf_8_that_was_misread_and_encoded_again_is_undone(
    text: str, charset: str, times: int
) -> None:
    shown = text
    for _ in range(times):
        shown = misread(shown, charset)
    assert undone(f"<p>{shown}</p>") == f"<p>{text}</p>"


def test_accents_that_were_misread_are_undone_beside_enough_of_their_like() -> None:
    text = "Ààéèùç"
    assert undone(misread(text, "cp1252")) == text


@pytest.mark.parametrize("charset", ["cp1251", "cp1252", "latin-1"])
def test_a_single_dash_or_quotation_mark_is_undone(charset: str) -> None:
    assert undone("don" + misread("’", charset) + "t") == "don’t"
    assert undone("Алматы " + misread("—", charset) + " город") == "Алматы — город"


def test_a_misread_block_in_an_honest_page_is_undone_alone() -> None:
    menu = misread("Новости региона", "cp1251")
    assert undone(f"<p>{TEXTS[0]}</p><p>{menu}</p>") == f"<p>{TEXTS[0]}</p><p>Новости региона</p>"


def test_a_block_that_lost_too_many_of_its_letters_stays_as_it_is() -> None:
    lost = "Рт°Рт°Рђ" + "Р°ВРђ"
    assert undone("<p>" + lost + "</p>").count("�") == 0


@pytest.mark.parametrize("text", [*TEXTS, "Р° С‚", "AT&T «С» и «Р»", "СССР, РСФСР", "°С и °Р"])
def test_honest_text_is_left_alone(text: str) -> None:
    assert undone(text) == text


def test_references_that_were_escaped_twice_are_read_where_they_are_typography() -> None:
    page = "<p>&amp;laquo;Шахта&amp;raquo;&amp;nbsp;&amp;#8212; &amp;#x49B;</p>"
    assert undone(page) == "<p>&laquo;Шахта&raquo;&nbsp;&#8212; &#x49B;</p>"


def test_escaped_tags_and_addresses_never_become_markup() -> None:
    page = "<p>&amp;lt;script&amp;gt; &amp;amp; <a href='?a=1&amp;copy=2'>x</a></p>"
    assert undone(page) == page


ALPHABETS = st.sampled_from(
    [
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВГДЕЖЗРСТ.,«»–",
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя АӘҚӨ.,«»–",
        "abcdefghijklmnopqrstuvwxyz éèüöäßç .,“”–",
    ]
)


@settings(max_examples=100)
@given(ALPHABETS.flatmap(lambda letters: st.text(letters, max_size=80)))
def test_no_text_of_the_region_is_ever_changed(text: str) -> None:
    assert undone(text) == text


def test_three_misreadings_are_undone_and_there_it_ends() -> None:
    shown = misread(misread(misread(TEXTS[1], "cp1251"), "cp1251"), "cp1251")
    assert undone(shown) == TEXTS[1]


def test_windows_1252_and_latin_1_mixed_in_one_page_are_both_undone() -> None:
    shown = misread(TEXTS[1], "latin-1") + " " + misread(TEXTS[0], "cp1252")
    assert undone(shown) == f"{TEXTS[1]} {TEXTS[0]}"
