"""Scrapy sees a spider for all sources and one a source file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.sources import SourceError
from crawler.spiderloader import SourceSpiderLoader
from crawler.spiders.news import NewsSpider
from samples.sources import write_sources

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def loader(tmp_path: Path) -> SourceSpiderLoader:
    write_sources(tmp_path, 8710)
    return SourceSpiderLoader.from_settings(Settings({"SOURCES_DIR": str(tmp_path)}))


def test_every_name_that_is_listed_can_be_loaded(loader: SourceSpiderLoader) -> None:
    names = loader.list()
    assert names[0] == "news"
    assert len(names) == 8
    for name in names:
        kind = loader.load(name)
        assert issubclass(kind, NewsSpider)
        assert (kind.name, kind.only) == (name, "" if name == "news" else name)


def test_an_unknown_name_is_told(loader: SourceSpiderLoader) -> None:
    with pytest.raises(KeyError, match="Spider not found: nowhere"):
        loader.load("nowhere")


def test_an_address_leads_to_the_source_of_its_host(loader: SourceSpiderLoader) -> None:
    assert loader.find_by_request(Request("http://steppe-herald.test:8710/a")) == ["herald"]
    assert loader.find_by_request(Request("http://elsewhere.test/a")) == []


def test_a_bad_file_is_no_hindrance_for_other_sources(
    loader: SourceSpiderLoader, tmp_path: Path
) -> None:
    (tmp_path / "bad.toml").write_text("id = 'bad'", "utf-8")
    assert loader.load("herald").name == "herald"
    with pytest.raises(SourceError, match=r"bad\.toml"):
        loader.load("bad")


def test_a_bad_source_file_is_told_when_it_is_needed_and_not_before(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 'bad'", "utf-8")
    loader = SourceSpiderLoader(tmp_path)
    with pytest.raises(UsageError, match=r"bad\.toml"):
        loader.list()
    with pytest.raises(SourceError, match=r"bad\.toml"):
        loader.load("bad")
