from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Candidate
from crawler.sourcefile import to_toml
from crawler.sources import Source, load_source
from crawler.survey.checks import RoadCheck
from crawler.survey.frontpage import FrontPage, Section, read_front_page
from crawler.survey.proposal import (
    Given,
    Seen,
    country_of,
    is_same_site,
    propose,
    propose_id,
    zone_of,
)
from crawler.urls import safe_join

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.items import Via

TODAY = date(2026, 11, 22)


def check(kind: str, url: str, **fields: Any) -> RoadCheck:
    record = {"source_id": "site", "verdict": "works", "entries": 9, "http_status": 200, **fields}
    return RoadCheck(kind=kind, url=url, **record)  # type: ignore[arg-type]


def candidates(
    via: Via, count: int, folder: str = "news", language: str | None = None
) -> list[Candidate]:
    urls = [
        f"https://altai.kz/{folder}/shahta-daet-ugol-{1000 + number}" for number in range(count)
    ]
    return [
        Candidate(url=url, canonical_url=url, source_id="site", via=via, language=language)
        for url in urls
    ]


def seen(*checks: RoadCheck, home: str = "https://altai.kz/", **fields: Any) -> Seen:
    front = fields.pop("front", FrontPage(name="Алтай", languages=("ru",)))
    return Seen(home=home, front=front, checks=checks, **fields)


FEED = check("feed", "https://altai.kz/rss")


def test_a_healthy_site_gives_a_source_that_loads_from_its_file(tmp_path: Path) -> None:
    source, notes = propose(
        seen(
            FEED,
            check("sitemap", "https://altai.kz/sitemap.xml"),
            check("listing", "https://altai.kz/economy/"),
            check("front page", "https://altai.kz/"),
            candidates=tuple(candidates("feed", 12)),
            others=("https://altai.kz/economy/", "https://altai.kz/tag/ugol"),
        ),
        Given(group="regional"),
        TODAY,
    )
    path = tmp_path / "altai.toml"
    path.write_text(to_toml(source), encoding="utf-8")
    assert load_source(path) == source
    assert (source.id, source.name, source.country, source.zone) == (
        "altai",
        "Алтай",
        "KZ",
        "Asia/Almaty",
    )
    assert [road.url for road in source.roads] == [
        "https://altai.kz/rss", "https://altai.kz/sitemap.xml", "https://altai.kz/economy/",
    ]  # fmt: skip
    assert {(road.status, road.as_of) for road in source.roads} == {("works", TODAY)}
    assert len(source.article_url_re) == 1
    assert len(source.sample_urls) == 3
    assert notes == ()


@settings(max_examples=60)
@given(
    st.text(max_size=80),
    st.lists(st.from_regex(r"\A[a-z0-9._/?=%-]{0,30}\Z"), max_size=15),
    st.sampled_from(["https://altai.kz/", "http://10.0.0.5:8080/", "https://xn--80aaa.com/a"]),
)
def test_whatever_a_page_says_the_proposal_reads_as_a_source(
    title: str, paths: list[str], home: str
) -> None:
    urls = [url for path in paths if (url := safe_join(home, f"/{path}"))]
    found = tuple(
        Candidate(url=url, canonical_url=url, source_id="site", via="listing") for url in urls
    )
    links = "".join(f"<a href='{path}' hreflang='{path[:2]}'>{path}</a>" for path in paths)
    text = f"<html lang='{title[:5]}'><title>{title}</title><nav>{links}</nav></html>"
    front = read_front_page(text.encode("utf-8", "replace"), home)
    roads = [check("listing", url) for url in urls[:3]]
    source, _ = propose(seen(*roads, home=home, front=front, candidates=found), Given(), TODAY)
    assert Source.model_validate(tomllib.loads(to_toml(source))) == source


def test_what_the_user_said_stands_before_what_was_found() -> None:
    told = Given(
        id="my", name="Мой", country="KG", group="industry", pin={"altai.kz": "10.0.0.1"}, delay=0
    )
    source, _ = propose(seen(FEED), told, TODAY)
    assert (source.id, source.name, source.country, source.zone) == (
        "my",
        "Мой",
        "KG",
        "Asia/Bishkek",
    )
    assert (source.group, source.pin, source.delay_seconds) == (
        "industry",
        {"altai.kz": "10.0.0.1"},
        0,
    )


def test_an_id_that_no_source_may_have_is_refused() -> None:
    with pytest.raises(ValueError, match="id"):
        propose(seen(FEED), Given(id="No Id"), TODAY)


def test_roads_that_do_not_work_or_list_nothing_or_are_one_are_left_out() -> None:
    source, _ = propose(
        seen(
            check("feed", "https://altai.kz/rss", final_url="https://altai.kz/feed/"),
            check("feed", "https://www.altai.kz/feed"),
            check("feed", "https://altai.kz/old", verdict="frozen"),
            check("sitemap", "https://altai.kz/index.xml", entries=0),
        ),
        Given(),
        TODAY,
    )
    assert [road.url for road in source.roads] == ["https://altai.kz/feed/"]


@pytest.mark.parametrize(
    ("home", "country", "zone", "told"),
    [
        ("https://a.kz/", "KZ", "Asia/Almaty", False),
        ("https://a.ru/", "RU", "Europe/Moscow", False),
        ("https://xn--80aaa.xn--80ao21a/", "KZ", "Asia/Almaty", False),
        ("https://a.com/", "KZ", "Asia/Almaty", True),
    ],
)
def test_country_and_zone_come_from_the_host_and_a_guess_is_told(
    home: str, country: str, zone: str, *, told: bool
) -> None:
    source, notes = propose(seen(check("feed", f"{home}rss"), home=home), Given(), TODAY)
    assert (source.country, source.zone) == (country, zone)
    assert any("country" in line for line in notes) == told


@pytest.mark.parametrize(
    ("country", "zone", "told"),
    [("KZ", "Asia/Almaty", False), ("UZ", "Asia/Tashkent", False), ("BR", "UTC", True)],
)
def test_a_given_country_brings_its_zone_or_a_remark(
    country: str, zone: str, *, told: bool
) -> None:
    source, notes = propose(seen(FEED), Given(country=country), TODAY)
    assert (source.country, source.zone) == (country, zone)
    assert any("zone" in line for line in notes) == told


@pytest.mark.parametrize(
    ("home", "group"),
    [
        ("https://a.kg/", "neighbouring"),
        ("https://miid.gov.kz/", "government"),
        ("https://a.kz/", "regional"),
    ],
)
def test_the_group_is_told_by_country_and_host_or_taken_for_regional(home: str, group: str) -> None:
    source, notes = propose(seen(check("feed", f"{home}rss"), home=home), Given(), TODAY)
    assert source.group == group
    assert any("group" in line for line in notes) == (group == "regional")


def test_languages_come_from_the_page_the_working_roads_and_the_entries() -> None:
    source, _ = propose(
        seen(
            check("feed", "https://altai.kz/kz/rss"),
            check("feed", "https://altai.kz/en/rss", verdict="not_found"),
            candidates=tuple(candidates("feed", 2, language="uz")),
        ),
        Given(),
        TODAY,
    )
    assert source.languages == ("ru", "kk", "uz")
    assert source.feeds[0].language == "kk"


def test_a_site_without_any_language_is_taken_for_russian_and_told() -> None:
    source, notes = propose(seen(FEED, front=FrontPage()), Given(), TODAY)
    assert source.languages == ("ru",)
    assert source.name == "altai.kz"
    assert any("languages" in line for line in notes)


def test_editions_on_hosts_of_the_site_are_kept_with_their_hosts() -> None:
    editions = (
        ("ru", "https://altai.kz/"),
        ("kk", "https://kaz.altai.kz/"),
        ("en", "https://x.com/"),
    )
    source, _ = propose(seen(FEED, front=FrontPage(editions=editions)), Given(), TODAY)
    assert [(one.language, one.url) for one in source.editions] == list(editions[:2])
    assert source.hosts == ("altai.kz", "kaz.altai.kz")


def test_a_single_edition_is_the_site_itself() -> None:
    front = FrontPage(editions=(("ru", "https://altai.kz/"),))
    assert propose(seen(FEED, front=front), Given(), TODAY)[0].editions == ()


def test_sitemaps_teach_no_pattern_because_they_name_pages_of_all_kinds() -> None:
    source, notes = propose(seen(FEED, candidates=tuple(candidates("sitemap", 20))), Given(), TODAY)
    assert (source.article_url_re, source.sample_urls) == ((), ())
    assert any("article_url_re" in line for line in notes)


def test_sections_of_the_page_keep_a_pattern_from_being_too_wide() -> None:
    section = Section("https://altai.kz/tema/ugol-2026", "Уголь", 0)
    found = seen(FEED, candidates=tuple(candidates("feed", 12)), others=(section.url,))
    assert propose(found, Given(), TODAY)[0].article_url_re == ()


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.tengrinews.kz", "tengrinews"),
        ("kaz.nur.kz", "kaz_nur"),
        ("24.kz", "24"),
        ("10.0.0.5", "10_0_0_5"),
        ("intranet", "intranet"),
        ("xn--80aaa.xn--80ao21a", "xn_80aaa"),
        ("-.kz", "site"),
    ],
)
def test_an_id_is_the_name_of_the_host(host: str, name: str) -> None:
    assert propose_id(host) == name


def test_hosts_below_a_host_belong_to_its_site() -> None:
    assert is_same_site("x.kz", "x.kz")
    assert is_same_site("kaz.x.kz", "x.kz")
    assert is_same_site("x.kz", "kaz.x.kz")
    assert not is_same_site("axx.kz", "x.kz")


def test_zones_and_countries_are_known_for_the_region_only() -> None:
    assert country_of("a.uz") == ("UZ", "Asia/Tashkent")
    assert country_of("a.com") is None
    assert zone_of("MN") == "Asia/Ulaanbaatar"
    assert zone_of("BR") is None
