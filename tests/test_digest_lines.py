"""Words from sites and people made fit for a digest."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.digest.lines import in_order, link, name, names, rest_of, short_day, title, tongue
from desk.wording.phrases import Phrases

EN = Phrases("digest", "en")


@given(text=st.text())
@settings(max_examples=100)
def test_a_title_is_one_line_of_bounded_length(text: str) -> None:
    found = title(text * 40)
    assert len(found) <= 220
    assert not any(one in found for one in "\n\r\t\x00\x1b\u202e\u2066\u200b")


def test_a_long_title_or_name_is_cut_where_a_reader_sees_it() -> None:
    assert title("x" * 220) == "x" * 220
    assert title("x" * 218 + " слово") == "x" * 218 + "…"
    assert name("x" * 81) == "x" * 79 + "…"


@given(
    text=st.one_of(st.text(), st.from_regex(r"(https?|javascript|ftp)://?[\s\S]*", fullmatch=True))
)
@settings(max_examples=100)
def test_a_link_is_http_with_a_host_in_one_piece_or_none(text: str) -> None:
    found = link(text)
    if found:
        assert found == text
        assert urlsplit(found).scheme in {"http", "https"}
        assert urlsplit(found).hostname
        assert not any(one.isspace() for one in found)


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "JAVASCRIPT://x.kz/%0aalert(1)", "data:text/html,x", "//x.kz/a",
        "https://", "http://[::1", "https://user:secret@x.kz/", "https://x.kz/a b",
        "https://x.kz/\na", "https://x.kz/\u202ea", "https://x.kz/" + "a" * 2000,
    ],
)  # fmt: skip
def test_an_address_that_is_no_web_page_is_no_link(url: str) -> None:
    assert link(url) == ""


def test_an_address_in_any_script_is_a_link() -> None:
    for url in ("https://x.kz/а?б=в#г", "http://қала.қаз/1"):
        assert link(url) == url


def test_languages_are_called_by_their_names() -> None:
    assert [tongue("kk", one) for one in ("kk", "ru", "en")] == [
        "қазақ тілі", "казахский", "Kazakh",
    ]  # fmt: skip
    assert tongue("kk-Latn", "en") == "Kazakh"
    assert tongue("xx", "en") == "xx"
    assert tongue("und", "en") == tongue("", "ru") == tongue("<b>", "kk") == ""


def test_a_day_is_told_without_its_year_in_that_year_only() -> None:
    day = date(2026, 11, 3)
    told = [short_day(day, Phrases("digest", one), 2026) for one in ("kk", "ru", "en")]
    assert told == ["3 қараша", "3 ноября", "3 November"]
    assert short_day(day, EN, 2027) == "3 November 2026"


def test_many_names_are_cut_with_a_count_of_the_rest() -> None:
    assert names(["a", "b"], EN) == "a, b"
    assert names([str(one) for one in range(20)], EN, 2) == "0, 1 and 18\u00a0more"
    assert rest_of(0, EN) == rest_of(-3, EN) == ""


def test_kazakh_letters_stand_where_the_alphabet_has_them() -> None:
    towns = ["Лисаков", "Қаратау", "Кентау", "Өскемен", "Орал", "Әйет", "Арқалық", "Ұлытау", "Уба",
             "Үшарал"]  # fmt: skip
    assert in_order(towns) == [
        "Арқалық", "Әйет", "Кентау", "Қаратау", "Лисаков", "Орал", "Өскемен", "Уба", "Ұлытау",
        "Үшарал",
    ]  # fmt: skip
