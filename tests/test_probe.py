from __future__ import annotations

from crawler.spiders.probe import roads_to_ask, site_of
from tests.crawling import make_source


def test_every_road_is_asked_once_and_the_front_page_last() -> None:
    source = make_source(
        "x",
        feeds=[{"url": "https://x.kz/rss", "status": "broken"}],
        sitemaps=[{"url": "https://x.kz/sitemap.xml"}],
        listings=[{"url": "https://x.kz/news/"}],
    )
    assert [(asked.kind, asked.url) for asked in roads_to_ask(source)] == [
        ("feed", "https://x.kz/rss"),
        ("sitemap", "https://x.kz/sitemap.xml"),
        ("listing", "https://x.kz/news/"),
        ("front page", source.front_page),
    ]


def test_a_front_page_that_is_a_listing_is_not_asked_for_twice() -> None:
    source = make_source("x", home="https://x.kz/", listings=[{"url": "https://x.kz/"}])
    assert [asked.kind for asked in roads_to_ask(source)] == ["listing"]


def test_one_robots_file_rules_a_scheme_host_and_port() -> None:
    assert site_of("https://x.kz:8443/a?b") == "https://x.kz:8443"
