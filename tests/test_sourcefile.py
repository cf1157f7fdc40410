from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sourcefile import to_toml
from crawler.sources import (
    Edition,
    Expectations,
    Overrides,
    Road,
    Source,
    load_source,
    load_sources,
)
from tests.crawling import make_source

if TYPE_CHECKING:
    from pathlib import Path

# pydantic takes no lone surrogate as text
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ADDRESSES = st.from_regex(r"\Ahttps?://[a-z\"'\\ә]{1,20}\Z")
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
ROADS = st.builds(
    Road,
    url=ADDRESSES,
    status=st.sampled_from(("works", "listed", "guess", "broken")),
    language=st.none() | TEXTS,
    note=TEXTS,
    as_of=st.none() | DAYS,
)
EXPECTATIONS = st.builds(
    Expectations,
    articles_a_day=st.none() | st.floats(1e-12, 5000),
    words=st.none() | st.tuples(st.integers(), st.integers()),
    dated=st.none() | st.floats(0, 1),
)
SOURCES = st.fixed_dictionaries(
    {"notes": TEXTS, "terms": TEXTS},
    optional={
        "languages": st.lists(TEXTS, min_size=1, max_size=3),
        "names": st.dictionaries(TEXTS, TEXTS, max_size=3),
        "feeds": st.lists(ROADS, max_size=3),
        "sitemaps": st.lists(ROADS, max_size=3),
        "article_url_re": st.lists(TEXTS.map(lambda text: rf"\b{len(text)}'?\d+"), max_size=3),
        "editions": st.lists(st.builds(Edition, language=st.just("kk-Latn"), url=ADDRESSES)),
        "pin": st.dictionaries(TEXTS, TEXTS, max_size=2),
        "enabled": st.booleans(),
        "delay_seconds": st.floats(0, 120),
        "expect": EXPECTATIONS,
        "extract": st.builds(Overrides, body=st.just("//div[@class='a']"), drop=st.just(("//p",))),
        "as_of": DAYS,
    },
)


def read_back(text: str) -> Source:
    return Source.model_validate(tomllib.loads(text))


@settings(max_examples=100)
@given(SOURCES)
def test_what_is_written_reads_as_the_same_source(fields: dict[str, object]) -> None:
    source = make_source("x", **fields)
    assert read_back(to_toml(source)) == source


@pytest.mark.parametrize("source", load_sources().values(), ids=load_sources())
def test_every_bundled_source_survives_writing_and_loading(source: Source, tmp_path: Path) -> None:
    path = tmp_path / f"{source.id}.toml"
    path.write_text(to_toml(source), encoding="utf-8")
    assert load_source(path) == source


def test_default_values_are_not_written() -> None:
    assert to_toml(make_source("x")) == (
        'id = "x"\nname = "x"\ncountry = "KZ"\nlanguages = ["ru"]\ngroup = "regional"\n'
        'hosts = ["x.kz"]\n'
    )


def test_a_pattern_keeps_its_backslashes_single_and_a_quote_is_escaped() -> None:
    text = to_toml(make_source("x", article_url_re=[r"/\d+$"], notes='"A"\n\\B\'\x07'))
    assert r"article_url_re = ['/\d+$']" in text
    assert r'notes = "\"A\"\n\\B' in text
    assert r"'\u0007" in text


def test_roads_stand_one_a_line_and_long_lists_are_broken_up() -> None:
    roads = ({"url": "https://x.kz/a"}, {"url": "https://x.kz/b", "as_of": date(2026, 1, 2)})
    hosts = [f"host-number-{number}.kz" for number in range(9)]
    lines = to_toml(make_source("x", feeds=roads, hosts=hosts)).splitlines()
    assert '  { url = "https://x.kz/b", as_of = 2026-01-02 },' in lines
    assert '  "host-number-8.kz",' in lines


def test_a_name_that_is_no_plain_key_is_quoted() -> None:
    source = make_source("x", pin={"x.kz": "127.0.0.1"}, expect={"words": (1, 2)})
    text = to_toml(source)
    assert 'pin = { "x.kz" = "127.0.0.1" }' in text
    assert "expect = { words = [1, 2] }" in text
