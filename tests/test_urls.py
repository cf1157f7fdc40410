from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import Source
from crawler.urls import canonicalize, is_article, safe_join, scope_problem, trap_problem

ARTICLE = "https://x.kz/news/1-shahta"


def source(**fields: object) -> Source:
    record = {
        "id": "x",
        "name": "X",
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": ["x.kz", "127.0.0.1"],
    }
    return Source.model_validate({**record, **fields})


@pytest.mark.parametrize(
    "variant",
    [
        "http://x.kz/news/1-shahta",
        "HTTPS://WWW.X.KZ/news/1-shahta/",
        "https://x.kz:443/news/1-shahta#comments",
        "http://x.kz:80/news//1-shahta",
        "https://m.x.kz/news/1-shahta",
        "https://amp.x.kz/news/1-shahta",
        "https://x.kz/amp/news/1-shahta",
        "https://x.kz/news/1-shahta/amp/",
        "https://x.kz/news/1-shahta?amp",
        "https://x.kz/news/1-shahta?amp=1&print=1",
        "https://x.kz/news/1-shahta/print",
        "https://x.kz/news/1-shahta/index.html",
        "https://x.kz/news/./a/../1-shahta",
        "https://x.kz/news/1-shahta;jsessionid=0A1B2C",
        "https://x.kz/news/1-shahta?PHPSESSID=abcdef0123456789abcd",
        "https://x.kz/news/1-shahta?sid=abcdef0123456789abcd",
        "https://x.kz/news/1-shahta?utm_source=tg&utm_medium=x&fbclid=1&gclid=2&yclid=3&ysclid=4",
        "https://x.kz/news/1-shahta?_openstat=a&from=main&ref=top&amp;utm_term=1",
        "https://x.kz/news/1%2Dshahta",
        "  https://x.kz/news/\n1-shahta ",
        "https://user:secret@x.kz/news/1-shahta",
    ],
)
def test_spellings_of_one_address_have_one_identity(variant: str) -> None:
    assert canonicalize(variant) == ARTICLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.kz/?p=1", "https://x.kz/?p=2"),
        ("https://x.kz/news?sid=17", "https://x.kz/news?sid=18"),
        ("https://x.kz/a?lang=ru", "https://x.kz/a?lang=kk"),
        ("https://x.kz/News", "https://x.kz/news"),
        ("http://x.kz:8080/a", "https://x.kz:8080/a"),
        ("https://kaz.x.kz/a", "https://x.kz/a"),
    ],
)
def test_different_pages_keep_different_identities(one: str, other: str) -> None:
    assert canonicalize(one) != canonicalize(other)


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("https://қазақ.kz/а?б=ж", "https://xn--80aau21bd.kz/%D0%B0?%D0%B1=%D0%B6"),
        ("https://x.kz/a?b=2&a=1&b=2&c", "https://x.kz/a?a=1&b=2&c"),
        ("https://x.kz", "https://x.kz/"),
        ("https://www.kz/a", "https://www.kz/a"),
        ("http://127.0.0.1:8855/a/", "http://127.0.0.1:8855/a"),
        ("http://[::1]:8/a", "http://[::1]:8/a"),
        ("https://x.kz/news/a.amp.html", "https://x.kz/news/a.html"),
        ("https://x.kz/ru/amp/a", "https://x.kz/ru/a"),
        ("https://x.kz/100%", "https://x.kz/100%25"),
        ("https://x.kz/.amp", "https://x.kz/"),
        ("https://x.kz/a?tmpl=component", "https://x.kz/a"),
    ],
)
def test_identity_is_written_in_one_way(url: str, identity: str) -> None:
    assert canonicalize(url) == identity


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", "mailto:a@x.kz", "ftp://x.kz/a", "file:///etc/hostname", "data:,a",
     "https://", "https:///a", "http://[bad", "http://[::zz]/a", "https://x.kz:99999/", "https://x.kz:0/",
     "/relative", "https://x y.kz/", "https://..", "https://x.kz/" + "a" * 30_000,
     "https://" + "ж" * 80 + ".kz", "https://x.kz/" + "%" * 4000, "https://" + "a." * 200,
     "https://[v1.a]/", "http://[fe80::1%eth0]/"],
)  # fmt: skip
def test_what_is_no_sound_http_address_has_no_identity(url: str) -> None:
    assert canonicalize(url) is None
    assert safe_join("", url) is None


def test_a_relative_address_is_resolved_against_its_base() -> None:
    assert canonicalize("../2", "https://x.kz/news/1/") == "https://x.kz/news/2"
    assert canonicalize("//y.kz/2", "https://x.kz/") == "https://y.kz/2"


ADDRESSES = st.from_regex(
    r"https?://(www\.|m\.|amp\.)*[a-zж]{1,8}(\.kz)?(:\d{1,5})?(/(amp|print|index\.html|\.\.?|[a-z%&;=.]{0,6})){0,5}"
    r"(\?([a-z_]{1,6}=?[a-z0-9%;]{0,6}&?){0,4})?(#.{0,3})?",
    fullmatch=True,
)


@settings(max_examples=100, deadline=None)
@given(
    st.one_of(ADDRESSES, st.text(max_size=60), st.text(max_size=40).map("https://x.kz/".__add__))
)
def test_identity_of_an_identity_is_itself(url: str) -> None:
    identity = canonicalize(url)
    assert identity is None or canonicalize(identity) == identity


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=60))
def test_a_joined_link_is_absolute_or_nothing(base: str, href: str) -> None:
    joined = safe_join("https://x.kz/" + base, href)
    assert joined is None or joined.startswith(("http://", "https://"))
    assert joined is None or canonicalize(joined) is not None


def test_a_joined_link_keeps_its_query_and_loses_its_fragment() -> None:
    assert safe_join("https://x.kz/a/", "b?utm_source=1&a=ж#c") == (
        "https://x.kz/a/b?utm_source=1&a=%D0%B6"
    )
    assert safe_join("https://x.kz:443/a", "/b") == "https://x.kz/b"
    assert safe_join("http://x.kz:81/a", "/b") == "http://x.kz:81/b"
    assert safe_join("https://x.kz/a", "  ") is None


@pytest.mark.parametrize("url", ["https://x.kz/a", "https://www.x.kz/a", "http://127.0.0.1:99/a"])
def test_hosts_of_the_source_are_in_scope(url: str) -> None:
    assert scope_problem(source(), url) is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://evil.kz/a", "not one of the source's"),
        ("https://x.kz.evil.kz/a", "not one of the source's"),
        ("https://x.kz@evil.kz/a", "not one of the source's"),
        ("mailto:a@x.kz", "not an http"),
        ("https://x.kz/tag/a", "skip_url_re"),
        ("https://x.kz/" + "a/" * 13, "deeper"),
        ("https://x.kz/a/b/a/b/a", "repeats"),
        ("https://x.kz/?" + "&".join(f"p{n}=1" for n in range(14)), "parameters"),
        ("https://x.kz/" + "a" * 2000, "longer"),
    ],
)
def test_what_is_out_of_scope_is_named(url: str, words: str) -> None:
    problem = scope_problem(source(skip_url_re=["/tag/"]), url)
    assert problem is not None
    assert words in problem


def test_a_trap_is_looked_for_only_in_sound_addresses() -> None:
    assert trap_problem("nothing") == "not an http(s) address"


def test_article_addresses_are_known_only_by_pattern() -> None:
    news = source(article_url_re=[r"^https://x\.kz/news/\d+"])
    assert is_article(source(), ARTICLE) is None
    assert is_article(news, ARTICLE) is True
    assert is_article(news, "http://m.x.kz/news/1-shahta?utm_source=a") is True
    assert is_article(news, "https://x.kz/about") is False
