from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.homeward import HOME, SECTION, led_away
from tests.builders import candidate, source

OWN = source(
    "agency",
    languages=("ru", "kk"),
    hosts=("agency.kz", "kaz.agency.kz"),
    editions=[{"language": "kk", "url": "https://agency.kz/qazaqsha/"}],
    feeds=[{"url": "https://agency.kz/rss"}],
    listings=[
        {"url": "https://agency.kz/ru/mining?sort=new"},
        {"url": "https://agency.kz/news.html"},
    ],
)
ARTICLE = "/ru/news/economy/12345-mine-in-ridder-opens-again"


def led(ended: str, asked: str = ARTICLE, **fields: Any) -> str | None:
    return led_away(candidate(asked, **fields), f"https://{ended}", OWN)


@pytest.mark.parametrize(
    "ended",
    [
        "agency.kz/",
        "www.agency.kz",
        "agency.kz/index.php",
        "agency.kz/?from=404",
        "kaz.agency.kz/",
        "agency.kz/ru",
        "agency.kz/kz/",
        "agency.kz/en/",
        "agency.kz/qazaqsha",
    ],
)
def test_the_front_page_of_the_site_or_an_edition_is_not_the_article(ended: str) -> None:
    assert led(ended) == HOME


@pytest.mark.parametrize(
    "ended",
    [
        "agency.kz/ru/news/economy/",
        "agency.kz/ru/news?page=1",
        "agency.kz/ru/mining",
        "agency.kz/rss",
        "agency.kz/news.html",
        "agency.kz/topics/coal",
    ],
)
def test_a_section_a_road_or_the_hub_that_named_it_is_not_the_article(ended: str) -> None:
    assert led(ended, hub_url="https://agency.kz/topics/coal") == SECTION


@pytest.mark.parametrize(
    "ended",
    [
        f"agency.kz{ARTICLE}",
        f"www.agency.kz{ARTICLE}/?utm_source=x",
        f"agency.kz{ARTICLE}.html",
        "agency.kz/kk/news/economy/12345-mine-in-ridder-opens-again",
        "agency.kz/ru/news/economy/12345",
        "agency.kz/?p=12345",
        "agency.kz/ru/mining?news_id=12345",
        "agency.kz/ru/politics",
        "agency.kz/404",
    ],
)
def test_an_article_under_another_address_may_be_the_same(ended: str) -> None:
    assert led(ended) is None


def test_an_article_may_stand_above_what_was_asked_for() -> None:
    assert led(f"agency.kz{ARTICLE}", f"{ARTICLE}/comments") is None


def test_what_the_pattern_of_a_source_calls_an_article_is_one() -> None:
    own = OWN.model_copy(update={"article_url_re": (r"/ru/news/[a-z]+$",)})
    asked = candidate("/ru/news/coal/full")
    assert led_away(asked, "https://agency.kz/ru/news/coal", OWN) == SECTION
    assert led_away(asked, "https://agency.kz/ru/news/coal", own) is None


def test_a_page_that_is_a_front_page_or_a_road_itself_was_not_led_away() -> None:
    assert led("agency.kz/ru/", "/") is None
    assert led("kaz.agency.kz/", "/kk") is None
    assert led("agency.kz/rss", "/ru/mining") is None


def test_an_address_that_is_none_leads_nowhere() -> None:
    assert led_away(candidate(url="ftp://agency.kz/a"), "https://agency.kz/", OWN) is None
    assert led_away(candidate(), "https://", OWN) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_addresses_are_judged(asked: str, ended: str) -> None:
    told = led_away(candidate(url=f"https://agency.kz/{asked}"), f"https://agency.kz/{ended}", OWN)
    assert told in (None, HOME, SECTION)
