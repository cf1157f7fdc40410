from __future__ import annotations

import pytest

from crawler.hubs.editions import edition_language, edition_links
from crawler.sources import Source

OWN = "https://x.kz/ru/1"


def source(*editions: tuple[str, str]) -> Source:
    record = {
        "id": "x",
        "name": "X",
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": ["x.kz"],
        "editions": [{"language": language, "url": url} for language, url in editions],
    }
    return Source.model_validate(record)


def test_links_to_other_languages_are_told_from_the_articles_own() -> None:
    links = [("ru", "/ru/1"), ("kk", "/kk/1"), ("en-US", "https://en.x.kz/1"), ("kk", "/kk/1")]
    others, own = edition_links(links, "https://x.kz/s.xml", OWN)
    assert others == (("kk", "https://x.kz/kk/1"), ("en-US", "https://en.x.kz/1"))
    assert own == "ru"


def test_what_is_no_language_or_no_address_is_no_edition() -> None:
    links = [("x-default", "/1"), ("", "/2"), ("kk", "javascript:x"), ("kk", "")]
    assert edition_links(links, OWN, OWN) == ((), None)


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://x.kz/kz/1", "kk"),
        ("https://x.kz/kz", "kk"),
        ("https://x.kz/kz/en/1", "en"),
        ("https://x.kz/kzt-rate", "ru"),
        ("https://x.kz/1", "ru"),
        ("https://x.kz/?p=1", "ru"),
        ("https://kaz.x.kz/1", None),
    ],
)
def test_the_longest_edition_that_an_address_lies_in_gives_its_language(
    url: str, language: str | None
) -> None:
    three = source(
        ("ru", "http://www.x.kz/"), ("kk", "https://x.kz/kz/"), ("en", "https://x.kz/kz/en")
    )
    assert edition_language(three, url) == language


def test_a_source_without_editions_gives_no_language() -> None:
    assert edition_language(source(), OWN) is None
