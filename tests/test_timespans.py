from __future__ import annotations

import pytest

from desk.web import spans
from desk.web.words import Words


def told(since: str, until: str, language: str) -> str:
    say = Words(language, "web_entities")
    return spans.told({"since": since, "until": until}, language, say)


@pytest.mark.parametrize(
    ("since", "until", "language", "words"),
    [
        ("", "", "ru", ""),
        ("2023-12", "", "ru", "с декабря 2023 г."),
        ("", "2023-12", "ru", "до декабря 2023 г."),
        ("2007", "2023-12", "ru", "с 2007 г. до декабря 2023 г."),
        ("2007", "2023-12", "en", "2007 – December 2023"),
        ("2023-12", "", "en", "since December 2023"),
        ("2023-12", "", "kk", "басталуы: 2023 ж. желтоқсан"),
        ("2023-13", "", "ru", "с 2023-13"),
        ("2023-12-08", "", "en", "since 8 December 2023"),
    ],
)
def test_times_are_told_as_the_language_writes_them(
    since: str, until: str, language: str, words: str
) -> None:
    assert told(since, until, language) == words


def test_an_article_is_dated_no_finer_than_known_else_by_its_first_sight() -> None:
    seen = "2026-11-19T06:00:00+00:00"
    assert spans.published("2026-11-19", "day", seen, "en") == "19 November 2026"
    assert spans.published("2026-11-01", "month", seen, "en") == "November 2026"
    at = "2026-11-18T20:10:00+00:00"
    assert spans.published(at, "minute", seen, "en") == "19 November 2026, 01:10"
    assert spans.published(at, None, seen, "en") == "19 November 2026, 01:10"
    assert spans.published(None, None, seen, "en") == "19 November 2026, 11:00"


def test_a_day_is_told_in_words() -> None:
    assert spans.day("2026-11-18", "kk") == "2026\xa0ж. 18 қараша"
