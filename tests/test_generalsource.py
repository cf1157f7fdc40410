from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Discovery, Skipped
from crawler.survey import generalsource
from crawler.survey.generalsource import (
    UNKNOWN_BASE,
    base_of,
    extended,
    general_source,
    site_domain,
    widened,
)
from crawler.urls import host_problem
from tests import builders

HUBS = Path(__file__).parent / "data" / "hubs"


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ('<base href="https://a.kz/news/"><a href="https://b.kz/1">x</a>', "https://a.kz/news/"),
        ('<link href="https://a.kz/ru" rel=canonical><a href="https://b.kz/">', "https://a.kz/ru"),
        ('<meta property="og:url" content="https://a.kz/x">', "https://a.kz/x"),
        ('<base href="https://a.kz/"><link rel="canonical" href="https://a.kz/n?page=3">', "https://a.kz/n?page=3"),
        ('<link rel="canonical" href="/n?s=1&amp;page=3"><a href="https://a.kz/1">', "https://a.kz/n?s=1&page=3"),
        ('<base href="//a.kz/ru/"><meta property=og:url content="/n?page=3">', "https://a.kz/n?page=3"),
        ('<base href="//[bad"><a href="https://a.kz/1">', "https://a.kz/"),
        ('<atom:link rel="self" href="https://a.kz/rss"/><link>https://b.kz</link>', "https://a.kz/rss"),
        ("<html><!-- saved from url=(0017)https://a.kz/n/ --><a href='https://b.kz'>", "https://a.kz/n/"),
        ("<rss><channel><link>http://a.kz</link><item><link><![CDATA[ http://a.kz/1 ]]>", "http://a.kz/"),
        ("<a href='https://b.kz/'></a><a href='https://a.kz/1'></a><a href='https://a.kz/2'>", "https://a.kz/"),
        (r'{"home_page_url": "https:\/\/a.kz\/", "items": [{"url": "https:\/\/a.kz\/1"}]}', "https://a.kz/"),
        ("User-agent: *\nSitemap: https://a.kz/sitemap.xml", "https://a.kz/"),
        ("https://a.kz/1\nhttps://a.kz/2\n", "https://a.kz/"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.kz/1"/>', "https://a.kz/"),
        ("<link rel='stylesheet' href='https://b.kz/s.css'><a href='https://a.kz/1'>", "https://a.kz/"),
        ("<a href='https://t.me/x'>a</a><a href='https://www.facebook.com/x'>b</a>", UNKNOWN_BASE),
        ("<link rel='canonical' href='https://[bad'><a href='/1'>", UNKNOWN_BASE),
        ("<a href='https://[bad'>", UNKNOWN_BASE),
        ("", UNKNOWN_BASE),
    ],
)  # fmt: skip
def test_the_base_is_what_the_bytes_say_of_themselves(text: str, base: str) -> None:
    assert base_of(text.encode()) == base


def test_sharing_links_are_not_the_site_of_a_page_with_relative_links() -> None:
    assert base_of((HUBS / "section.html").read_bytes()) == UNKNOWN_BASE


def test_all_hosts_that_a_feed_names_are_in_scope() -> None:
    body = r'<link>https://a.kz/1</link> {"url": "https:\/\/b.kz\/2"} <loc>http://c.kz:8080/</loc> https://[e'
    source = general_source("https://feeds.x.kz/rss", body.encode(), site_only=False)
    assert source.hosts[0] == "feeds.x.kz"
    for url in ("https://a.kz/1", "https://b.kz/2", "http://c.kz:8080/3", "https://feeds.x.kz/"):
        assert host_problem(source, url) is None
    assert host_problem(source, "https://d.kz/")


def test_a_section_page_speaks_for_its_own_domain_only() -> None:
    body = b'<a href="https://kaz.x.kz/1"><a href="https://other.kz/2"><a href="https://ax.kz/">'
    source = general_source("https://www.x.kz/news", body, site_only=True)
    for url in ("https://kaz.x.kz/1", "https://x.kz/", "https://www.x.kz/"):
        assert host_problem(source, url) is None
    assert host_problem(source, "https://other.kz/2")
    assert host_problem(source, "https://ax.kz/")


def test_a_base_that_is_none_leaves_the_scope_to_the_bytes() -> None:
    source = general_source("nonsense", b"https://a.kz/1", site_only=False)
    assert source.hosts == ("unknown.invalid", "a.kz")


def test_hosts_that_were_refused_are_let_in_the_second_time() -> None:
    source = general_source("https://x.kz/", b"", site_only=False)
    refused = Skipped("https://a.kz/1", "host a.kz is not one of the source's")
    others = (Skipped("https://x.kz/2", "listed twice"), Skipped("javascript:", "no address"))
    wider = widened(source, Discovery(skipped=(refused, *others)))
    assert wider is not None
    assert set(wider.hosts) == {"x.kz", "a.kz"}
    assert widened(source, Discovery(skipped=others)) is None


def test_hosts_without_end_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f"https://h{n}.kz/ " for n in range(2000)).encode()
    assert len(general_source("https://x.kz/", body, site_only=False).hosts) == 2001
    monkeypatch.setattr(generalsource, "_MOST_HOSTS", 300)
    assert len(general_source("https://x.kz/", body, site_only=False).hosts) == 300


def test_the_hosts_of_a_long_list_are_equal_and_hashed_like_any_tuple() -> None:
    hosts: tuple[str, ...] = general_source("https://x.kz/", b"https://a.kz", site_only=False).hosts
    assert hosts == ("x.kz", "a.kz")
    assert hosts != ("x.kz", "b.kz")
    assert len({hosts, ("x.kz", "a.kz")}) == 1


def test_a_known_source_reaches_the_sub_domains_of_all_its_domains() -> None:
    known = builders.source("paper", hosts=["paper.kz", "paper.org"], article_url_re=["/news/"])
    body = b"https://kaz.paper.kz/1 https://econ.paper.org/2 https://other.kz/3"
    on_page = extended(known, body, site_only=True)
    for url in ("https://kaz.paper.kz/1", "https://econ.paper.org/2", "https://paper.org/"):
        assert host_problem(on_page, url) is None
    assert host_problem(on_page, "https://other.kz/3")
    assert on_page.article_url_re == known.article_url_re
    assert host_problem(extended(known, body, site_only=False), "https://other.kz/3") is None


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("kaz.tengrinews.kz", "tengrinews.kz"),
        ("x.kz", "x.kz"),
        ("localhost", "localhost"),
        ("gov.kz", "gov.kz"),
        ("news.post.com.kz", "post.com.kz"),
        ("blog.blogspot.com", "blog.blogspot.com"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("[::1]", "[::1]"),
        ("a.x.kz:8080", "x.kz"),
    ],
)
def test_the_domain_is_the_part_that_one_owner_has(host: str, domain: str) -> None:
    assert site_domain(host) == domain


@settings(max_examples=100)
@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_give_a_base_and_a_scope(body: bytes, base: str) -> None:
    assert base_of(body).startswith("http")
    for site_only in (True, False):
        assert general_source(base, body, site_only=site_only).hosts
