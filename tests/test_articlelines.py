from __future__ import annotations

from dataclasses import replace

from desk.web.articlelines import shown
from tests.desk_archive import LINE

RIDDER = {"id": "ridder", "kind": "town", "name_en": "Ridder", "name_ru": "Риддер"}


def test_a_line_is_told_in_the_language_of_the_page() -> None:
    line = shown(LINE, [RIDDER], 7, "ru")
    assert line.places == (("Риддер", "/town/ridder"),)
    assert (line.at, line.is_dated) == ("19 ноября 2026\xa0г., 10:10", True)
    assert (line.foreign, line.tongue, line.topics, line.story_id) == (
        "", "русский", ("mining",), 7,
    )  # fmt: skip
    assert shown(LINE, [], None, "kk").foreign == "ru"


def test_a_title_is_one_line_and_an_article_without_one_has_its_address() -> None:
    assert shown(replace(LINE, title=" a\n b "), [], None, "en").title == "a b"
    assert shown(replace(LINE, title="\n"), [], None, "en").title == LINE.url


def test_an_article_without_a_date_tells_when_it_was_first_seen() -> None:
    line = shown(replace(LINE, published_at=None, precision=None), [], None, "en")
    assert (line.at, line.is_dated) == ("19 November 2026, 11:00", False)
