from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs.namedfeeds import MAX_FEEDS, named_feeds
from crawler.items import HubRef, Skipped

RSS = 'rel="alternate" type="application/rss+xml"'


def urls(html: str, url: str = "https://x.kz/news/") -> list[str]:
    return [one.url for one in named_feeds(html, url) if isinstance(one, HubRef)]


@pytest.mark.parametrize(
    "markup",
    [
        f'<link {RSS} href="/rss.xml">',
        '<link type="application/atom+xml; charset=utf-8" href="https://x.kz/rss.xml">',
        '<link type="text/xml" href="/rss.xml">',
        '<a type="application/rss+xml" href="/rss.xml">RSS</a>',
        '<a href="/rss.xml">RSS</a>',
        f'<base href="/rss/"><link {RSS} href="../rss.xml">',
    ],
)
def test_a_page_names_its_feeds_in_links_and_anchors(markup: str) -> None:
    assert urls(f"<html>{markup}</html>") == ["https://x.kz/rss.xml"]


@pytest.mark.parametrize(
    "path",
    ["/rss", "/rss/", "/feed", "/feed/", "/rss/all", "/feeds/rss2", "/news/feed/atom/", "/kz/rss.php",
     "/atom.xml", "/feed-news.xml", "/main.rss", "/rss_news.xml", "/?format=feed", "/news?feed=rss2"],
)  # fmt: skip
def test_an_anchor_to_an_address_like_a_feeds_is_one(path: str) -> None:
    assert urls(f'<a href="{path}">x</a>') == [f"https://x.kz{path}"]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/feed/25-shahta-otkryta-v-karagande-segodnya">x</a>',
        '<a href="/news/feedback.html">x</a>',
        '<a href="https://y.kz/rss.xml">x</a>',
        '<link rel="icon" href="/rss.xml">',
        '<link type="text/xml" href="/wlwmanifest">',
        f'<link {RSS} href="/news/">',
        f'<link {RSS} href="javascript:x">',
        f"<link {RSS}>",
        "",
    ],
)
def test_other_links_are_no_feeds(markup: str) -> None:
    assert named_feeds(markup, "https://x.kz/news/") == []


def test_one_feed_is_named_once_and_comments_are_no_news() -> None:
    markup = f'<link {RSS} href="/feed/"><a href="/feed">RSS</a><link {RSS} href="/comments/feed/">'
    assert named_feeds(markup, "https://x.kz/") == [
        HubRef(url="https://x.kz/feed/", kind="feed"),
        Skipped("https://x.kz/comments/feed/", "a feed of comments"),
    ]


def test_beyond_the_limit_feeds_are_told() -> None:
    found = named_feeds("".join(f'<a href="/rss/{n}">x</a>' for n in range(60)), "https://x.kz/")
    assert len(found) == 60
    assert sum(isinstance(one, HubRef) for one in found) == MAX_FEEDS


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                f"<link {RSS} href=",
                "<a href=",
                "'",
                "/rss",
                "http://[",
                ">",
                "<base href=x>",
                "\x00",
            ]
        )
    ).map("".join)
)
def test_no_page_raises(html: str) -> None:
    assert all(url.startswith(("http://", "https://")) for url in urls(html))


def test_a_link_that_is_repeated_without_end_hides_no_other() -> None:
    page = '<a href="/rss-1x">x</a>' * 4000 + '<a href="/rss/">RSS</a>'
    assert urls(page) == ["https://x.kz/rss-1x", "https://x.kz/rss/"]
