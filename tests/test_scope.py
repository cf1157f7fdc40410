from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.sources.scope import address_report, owners
from tests.builders import source

PATTERNED = source(
    article_url_re=[r"/a/\d+$", r"/b/\d+$"],
    skip_url_re=["/adv/"],
    editions=[
        {"language": "ru", "url": "https://agency.kz/"},
        {"language": "kk", "url": "https://www.agency.kz/kz"},
    ],
)


def test_the_pattern_that_decides_is_named() -> None:
    report = address_report("https://agency.kz/b/7", PATTERNED)
    assert (report.by_pattern, report.pattern, report.refused) == (True, r"/b/\d+$", None)
    assert report.conclusion == "an article, by the source's pattern"
    other = address_report("https://agency.kz/c/7", PATTERNED)
    assert (other.by_pattern, other.pattern) == (False, None)
    assert other.conclusion == "no article: no pattern of the source fits"


def test_a_refusal_says_why() -> None:
    report = address_report("https://agency.kz/adv/b/7", PATTERNED)
    assert report.conclusion == "not fetched: left out by skip_url_re /adv/"
    foreign = address_report("https://other.kz/x", PATTERNED)
    assert foreign.conclusion == "not fetched: host other.kz is not one of the source's"


def test_an_address_of_no_source_has_an_identity_all_the_same() -> None:
    report = address_report("https://m.other.kz/news/1?utm_source=x", None)
    assert report.canonical_url == "https://other.kz/news/1"
    assert (report.source, report.conclusion) == (None, "not fetched: no source has this host")


@pytest.mark.parametrize(
    ("path", "look", "words"),
    [
        ("news/2026/11/20/gornyaki-prekratili-rabotu-na-shahte", "article", "looks like"),
        ("tag/ugol", "other page", "does not look"),
        ("a/b", "unclear", "what stands around its link"),
    ],
)
def test_without_a_pattern_the_look_decides(path: str, look: str, words: str) -> None:
    report = address_report(f"https://agency.kz/{path}", source())
    assert (report.look, report.by_pattern) == (look, None)
    assert words in report.conclusion


@pytest.mark.parametrize(
    ("url", "language"),
    [
        ("https://agency.kz/kz/1", "kk"),
        ("http://www.agency.kz/kz?id=1", "kk"),
        ("https://agency.kz/kz", "kk"),
        ("https://agency.kz/kzt-rate", "ru"),
        ("https://other.kz/", None),
    ],
)
def test_the_longest_edition_gives_the_language(url: str, language: str | None) -> None:
    assert address_report(url, PATTERNED).language == language


def test_all_sources_of_a_host_are_named() -> None:
    both = [source("one", hosts=["x.kz"]), source("two", hosts=["y.kz", "x.kz"])]
    assert owners("https://www.x.kz/1", [*both, source("three")]) == both


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_no_address_is_too_odd_for_a_report(text: str) -> None:
    for url in (text, f"https://agency.kz/{text}"):
        assert address_report(url, PATTERNED).conclusion
