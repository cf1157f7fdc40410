"""The words of a page: of its own file, then of the frame."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import desk.wording
from desk.web.words import Words

BOOKS = ("web", "tables", "sql", "sources", "feeds")


def test_the_first_file_that_has_a_phrase_says_it() -> None:
    words = Words("ru", "sources", "health")
    assert words("sources") == "Источники"
    assert words("state_silent") == "нет новых публикаций"
    assert words("nav_sql") == "SQL"
    assert "state_silent" in words
    assert "nothing_like_it" not in words


def test_a_phrase_that_no_file_has_is_told() -> None:
    with pytest.raises(KeyError, match="nothing_like_it"):
        Words("en", "sources")("nothing_like_it")


def test_numbers_and_times_are_written_as_the_language_has_them() -> None:
    words = Words("ru")
    assert words.number(12345).replace("\xa0", " ") == "12 345"
    assert words.day(date(2026, 11, 23)).startswith("23 ноября 2026")
    assert words.moment(datetime(2026, 11, 23, 20, tzinfo=UTC)).startswith("24 нояб")


def forms(book: str) -> dict[str, dict[str, object]]:
    path = Path(desk.wording.__file__).with_name(f"{book}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("book", BOOKS)
def test_every_phrase_is_there_in_three_languages_with_all_plurals(book: str) -> None:
    needed = {"en": {"one", "other"}, "ru": {"one", "few", "many", "other"}, "kk": {"one", "other"}}
    for key, phrase in forms(book).items():
        assert set(phrase) == set(needed), key
        for language, text in phrase.items():
            if isinstance(text, dict):
                assert set(text) == needed[language], (key, language)
            else:
                assert text, (key, language)


def test_one_article_is_no_plural() -> None:
    assert Words("en", "web_search")("narrow_to", 1) == (
        "Facets are counted over this one article."
    )
