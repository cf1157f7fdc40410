"""Phrases of data files in three languages."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.wording import phrases
from desk.wording.phrases import LANGUAGES, Phrases

FILES = sorted(Path(phrases.__file__).parent.glob("*.toml"))
ENTRIES = [
    (file.stem, key, entry)
    for file in FILES
    for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
]
# letters that Russian has not
KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)


def texts(entry: dict[str, Any], language: str) -> list[str]:
    found = entry[language]
    return list(found.values()) if isinstance(found, dict) else [found]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("name", "key", "entry"), ENTRIES)
def test_every_phrase_is_there_in_each_language_with_all_its_plural_forms(
    name: str, key: str, entry: dict[str, Any]
) -> None:
    assert set(entry) == set(LANGUAGES), f"{name}.toml: {key}"
    for language in LANGUAGES:
        found = entry[language]
        if isinstance(found, dict):
            rule = Locale.parse(language).plural_form
            assert set(found) == {*rule.tags, "other"}, f"{name}.toml: {key}: {language}"


@pytest.mark.parametrize(("name", "key", "entry"), ENTRIES)
def test_every_text_can_be_filled_and_has_no_stray_blanks(
    name: str, key: str, entry: dict[str, Any]
) -> None:
    for language in LANGUAGES:
        for text in texts(entry, language):
            assert all(one.isidentifier() for one in fields(text)), f"{name}.toml: {key}"
            assert text == text.strip()
            assert "  " not in text


@pytest.mark.parametrize(
    ("key", "entry"), [(key, entry) for name, key, entry in ENTRIES if name == "digest"]
)
def test_all_texts_of_a_phrase_of_the_digest_are_filled_with_the_same(
    key: str, entry: dict[str, Any]
) -> None:
    wanted = fields(texts(entry, "en")[0])
    for language in LANGUAGES:
        assert all(fields(text) == wanted for text in texts(entry, language)), key


@pytest.mark.parametrize(("name", "key", "entry"), ENTRIES)
def test_no_text_stands_in_the_place_of_another_language(
    name: str, key: str, entry: dict[str, Any]
) -> None:
    for text in texts(entry, "en"):
        assert not re.search("[а-яё]", text, re.IGNORECASE), f"{name}.toml: {key}"
    for text in texts(entry, "ru"):
        assert not KAZAKH.search(text), f"{name}.toml: {key}"


@pytest.mark.parametrize(
    ("language", "count", "told"),
    [
        ("en", 1, "1 new story"), ("en", 2, "2 new stories"), ("en", 0, "0 new stories"),
        ("ru", 1, "1 новый сюжет"), ("ru", 3, "3 новых сюжета"), ("ru", 5, "5 новых сюжетов"),
        ("ru", 11, "11 новых сюжетов"), ("ru", 21, "21 новый сюжет"), ("ru", 0, "0 новых сюжетов"),
        ("kk", 1, "1 жаңа оқиға"), ("kk", 1150, "1 150 жаңа оқиға"),
    ],
)  # fmt: skip
def test_a_count_takes_the_form_that_its_language_asks_for(
    language: str, count: int, told: str
) -> None:
    assert squeezed(Phrases("digest", language)("new_stories", count)) == told


@given(count=st.integers(0, 10**9))
@settings(max_examples=60)
def test_every_count_can_be_told_in_each_language(count: int) -> None:
    for language in LANGUAGES:
        told = Phrases("digest", language)("people_dead", count)
        assert re.sub(r"\D", "", told) == str(count)


def test_a_phrase_that_is_not_there_is_an_error() -> None:
    english = Phrases("digest", "en")
    assert "new_stories" in english
    assert "no such phrase" not in english
    with pytest.raises(KeyError):
        english("no such phrase")


def test_a_phrase_without_plural_forms_may_hold_a_count() -> None:
    told = Phrases("digest", "en")("watched_all", 1200)
    assert told == "All watched sources (1,200) were followed without a gap."


def test_numbers_days_and_moments_are_written_as_the_language_does() -> None:
    moment = datetime(2026, 11, 22, 21, 5, tzinfo=UTC)
    told = {}
    for language in LANGUAGES:
        found = Phrases("digest", language)
        words = (found.number(1234.5), found.day(date(2026, 11, 3)), found.moment(moment))
        told[language] = tuple(map(squeezed, words))
    assert told == {
        "kk": ("1 234,5", "2026 ж. 3 қараша", "23 қар., 02:05"),
        "ru": ("1 234,5", "3 ноября 2026 г.", "23 нояб., 02:05"),
        "en": ("1,234.5", "3 November 2026", "23 Nov, 02:05"),
    }
