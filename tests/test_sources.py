from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.choosing import choose
from crawler.sources import BUILTIN, Source, SourceError, load_source, load_sources
from crawler.urls import host_problem, is_article, scope_problem

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = load_sources()
FILES = sorted(BUILTIN.rglob("*.toml"))
RECORD = """
id = "x"
name = "X"
country = "KZ"
languages = ["ru"]
group = "regional"
hosts = ["x.kz"]
"""


def write(directory: Path, text: str, name: str = "x.toml") -> Path:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_lies_in_the_folder_of_its_country(path: Path) -> None:
    assert path.parent.name == SOURCES[path.stem].country.lower()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_a_source_can_reach_its_own_roads(source: Source) -> None:
    assert source.roads
    assert [road.url for road in source.roads if host_problem(source, road.url)] == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_sample_addresses_of_a_source_are_articles_in_its_scope(source: Source) -> None:
    assert source.sample_urls or not source.article_url_re
    for url in source.sample_urls:
        assert is_article(source, url) is not False
        assert scope_problem(source, url) is None


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_the_front_page_and_the_roads_of_a_source_are_no_articles(source: Source) -> None:
    addresses = [road.url for road in source.roads]
    addresses += [f"https://{host}/" for host in source.hosts]
    assert [url for url in addresses if is_article(source, url)] == []


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_an_enabled_source_has_a_road_that_may_work(source: Source) -> None:
    roads = [road for road in source.roads if road.status != "broken"]
    assert roads or not source.enabled
    sure = any(road.status in {"works", "listed"} for road in roads)
    assert sure or source.listings or not source.enabled


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_what_is_known_of_a_source_is_dated(source: Source) -> None:
    assert source.as_of is not None
    assert len(set(source.hosts)) == len(source.hosts)
    assert source.delay_seconds >= 5


def test_the_registry_covers_languages_groups_and_mono_towns() -> None:
    assert len(SOURCES) >= 40
    groups = {source.group for source in SOURCES.values()}
    assert groups == {"national", "agency", "government", "industry", "regional", "neighbouring"}
    for language in ("kk", "ru", "en"):
        assert sum(language in source.languages for source in SOURCES.values()) >= 20
    towns = {town for source in SOURCES.values() for town in source.towns}
    assert {"zhezkazgan", "ekibastuz", "temirtau", "ridder", "zhanaozen", "rudny"} <= towns
    assert len(towns) >= 25


def test_a_source_needs_little(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, RECORD))
    assert (source.zone, source.enabled, source.roads) == ("Asia/Almaty", True, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id =", "is not TOML"),
        (RECORD.replace("name =", "nmae ="), "field 'nmae' is unknown; did you mean 'name'?"),
        (
            RECORD + "[[feeds]]\nulr = 'https://x.kz'",
            "field 'feeds.0.ulr' is unknown; did you mean 'url'?",
        ),
        (RECORD + "colour = 1", "field 'colour' is unknown"),
        (RECORD + 'zone = "Asia/Nowhere"', "not a time zone"),
        (RECORD + 'article_url_re = ["("]', "not a regular expression"),
        (RECORD + "priority = 9", "field 'priority'"),
        (RECORD + 'feeds = [{ url = "ftp://x.kz" }]', "field 'feeds.0.url'"),
        (RECORD.replace('"x"', '"y"'), "rename the file to y.toml"),
        ("", "field 'id'"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as error:
        load_source(path)
    assert str(path) in str(error.value)
    assert words in str(error.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="check the path"):
        load_source(tmp_path / "none.toml")
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff")
    with pytest.raises(SourceError, match="not UTF-8"):
        load_source(path)


def test_an_empty_folder_and_a_twice_defined_source_are_faults(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no source file"):
        load_sources(tmp_path)
    write(tmp_path, RECORD, "kz/x.toml")
    assert list(load_sources(tmp_path)) == ["x"]
    write(tmp_path, RECORD, "ru/x.toml")
    with pytest.raises(SourceError, match="defined twice"):
        load_sources(tmp_path)


def test_sources_are_chosen_by_name_or_all_that_are_enabled() -> None:
    assert [one.id for one in choose(SOURCES, ["vlast", "inform", "vlast"])] == ["vlast", "inform"]
    assert {one.id for one in choose(SOURCES)} == {
        one.id for one in SOURCES.values() if one.enabled
    }
    with pytest.raises(SourceError, match="no source is called 'nope'"):
        choose(SOURCES, ["nope"])


@pytest.mark.parametrize("extract", [{"body": "//div[["}, {"drop": ["//p", "//["]}])
def test_an_override_that_is_no_xpath_is_refused_with_its_words(
    extract: dict[str, object], tmp_path: Path
) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in extract.items()]
    path = tmp_path / "a.toml"
    path.write_text(
        'id = "a"\nname = "A"\ncountry = "KZ"\nlanguages = ["ru"]\ngroup = "national"\n'
        'hosts = ["a.kz"]\n[extract]\n' + "\n".join(lines),
        "utf-8",
    )
    with pytest.raises(SourceError, match="is not an XPath"):
        load_source(path)


def test_a_name_that_is_nearly_right_is_suggested() -> None:
    with pytest.raises(SourceError, match="did you mean tengrinews"):
        choose(load_sources(), ["tengrinew"])
