from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs.robothubs import parse_robots
from crawler.items import Discovery, HubRef
from crawler.robots import LIMIT


def read(text: str) -> Discovery:
    return parse_robots(text, "https://x.kz/robots.txt")


def urls(found: Discovery) -> list[str]:
    return [hub.url for hub in found.hubs]


@pytest.mark.parametrize(
    "line",
    [
        "Sitemap: https://x.kz/s.xml",
        "SITEMAP:https://x.kz/s.xml",
        "  site-map : https://x.kz/s.xml  # the map",
        "Sitemap: /s.xml",
        "Sitemap https://x.kz/s.xml",
        "Sitemap: <https://x.kz/s.xml>",
        "Sitemaps: https://x.kz/s.xml more words",
        "\ufeffSitemap: https://x.kz/s.xml",
        "User-agent: *\rDisallow:\rSitemap: https://x.kz/s.xml",
        "User-agent: *\r\nDisallow: /a\r\n\r\nSitemap: https://x.kz/s.xml\r\n",
    ],
)
def test_the_sitemaps_of_a_robots_file_are_hubs(line: str) -> None:
    assert read(line) == Discovery(hubs=(HubRef(url="https://x.kz/s.xml", kind="sitemap"),))


@pytest.mark.parametrize("text", ["", "# nothing here", "User-agent: *\nDisallow: /", "Host: x.kz"])
def test_a_robots_file_without_sitemaps_is_sound(text: str) -> None:
    assert read(text) == Discovery()


def test_each_broken_or_repeated_sitemap_is_told() -> None:
    lines = ["/a.xml", "https://x.kz/a.xml", "javascript:x", "", "http://[bad"]
    found = read("\n".join(f"Sitemap: {line}" for line in lines))
    assert urls(found) == ["https://x.kz/a.xml"]
    assert [one.reason for one in found.skipped] == [
        "listed twice",
        *["not an http(s) address"] * 3,
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<!doctype html><p>Sitemap: /a.xml", "is a web page, not a robots.txt"),
        ("{}", "is JSON, not a robots.txt"),
        ("<rss/>", "is a feed, not a robots.txt"),
        ("<urlset/>", "is a sitemap, not a robots.txt"),
        ("<svg/>", "is XML, not a robots.txt"),
        ("Not found", "holds no line of a robots.txt"),
    ],
)
def test_what_is_no_robots_file_is_a_problem_in_words(text: str, problem: str) -> None:
    assert read(text) == Discovery(problem=problem)


def test_what_is_behind_the_limit_does_not_count_nor_does_half_an_address() -> None:
    filler = "#" * (LIMIT - 40) + "\n"
    found = read(f"Sitemap: /a.xml\n{filler}Sitemap: /sitemap-of-the-news.xml\nSitemap: /c.xml")
    assert urls(found) == ["https://x.kz/a.xml"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Sitemap:", "http://x.kz/a", "\n", "#", " ", "\x00", "<", "[", "é"])
    ).map("".join)
)
def test_no_text_raises(text: str) -> None:
    assert all(hub.url.startswith(("http://", "https://")) for hub in read(text).hubs)
