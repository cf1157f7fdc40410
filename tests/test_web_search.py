"""The search page, and its answers for other programs."""

from __future__ import annotations

import asyncio
import csv
import io
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from desk import options
from desk.cards import found as found_cards
from desk.moments import from_archive
from desk.web import search
from desk.wording.phrases import LANGUAGES
from tests.desk_archive import NOW, build, empty
from tests.webdesk import serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", autouse=True)
def _clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", lambda: from_archive(NOW))
        yield


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(build(tmp_path_factory.mktemp("search") / "kenwatch.db")) as served:
        yield served


@pytest.fixture(scope="module", name="bare")
def _bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(empty(tmp_path_factory.mktemp("bare") / "kenwatch.db")) as served:
        yield served


def get(pages: Any, path: str = "/search", **asked: Any) -> Any:
    return asyncio.run(pages.client.get(f"{path}?{urlencode(asked, doseq=True)}"))


def page(pages: Any, **asked: Any) -> Any:
    answer = get(pages, **{"lang": "en", **asked})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(tree: Any, query: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.cssselect(query)]


def found(tree: Any) -> list[str]:
    links: list[str] = tree.xpath("//li[contains(@class, 'hit')]/h3/a/@href")
    return [link.partition("?")[0].removeprefix("/article/") for link in links]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", [{}, {"q": "шахта"}, {"q": "nowhere", "town": "ridder"}])
def test_the_page_is_whole_in_every_language(pages: Any, asked: Any, language: str) -> None:
    tree = page(pages, lang=language, **asked)
    assert len(tree.cssselect("h1")) == 1
    ids = tree.xpath("//*/@id")
    assert len(ids) == len(set(ids))
    labelled = tree.xpath("//main//label/@for")
    assert set(tree.xpath("//main//input[not(@type='hidden')]/@id")) == set(labelled)
    assert not tree.xpath("//@style") + tree.xpath("//main//script")


def test_without_words_the_newest_are_listed(pages: Any) -> None:
    tree = page(pages)
    assert found(tree)[:2] == ["5", "1"]
    assert words(tree, "#hits") == ["5 articles"]


@pytest.mark.parametrize(
    "spelling", ["караганда", "Қарағанды", "КАРАГАНДЫ", "Karaganda", "Qaraǵandy"]
)
def test_every_spelling_finds_and_the_words_are_marked_as_written(
    pages: Any, spelling: str
) -> None:
    tree = page(pages, q=spelling)
    assert "1" in found(tree) or "2" in found(tree)
    assert any(one.startswith(("Қараған", "Караган")) for one in words(tree, ".hit mark"))


def test_a_hit_leads_to_the_article_with_its_words(pages: Any) -> None:
    links = page(pages, q="zinc plant").xpath("//li[contains(@class, 'hit')]/h3/a/@href")
    assert links == ["/article/3?q=zinc%20plant"]


def test_a_hit_tells_source_time_language_towns_and_copies(pages: Any) -> None:
    hit = page(pages, q="апаты").cssselect(".hit")[0]
    assert hit.cssselect("h3")[0].get("lang") == "kk"
    told = words(hit, ".meta > *")
    assert told[:4] == ["Азаттық", "19 November 2026, 10:10", "Kazakh", "1 copy"]
    assert words(hit, ".chip") == ["mining", "Karaganda"]


def test_facets_narrow_and_chips_lead_back(pages: Any) -> None:
    tree = page(pages, q="шахтёр")
    href = tree.xpath("//section[@aria-labelledby='facet-language']//a/@href")[0]
    narrowed = html.fromstring(asyncio.run(pages.client.get(f"{href}&lang=en")).text)
    assert words(narrowed, ".chosen .chip") == ["Language: Russian ×"]
    back = narrowed.xpath("//ul[contains(@class, 'chosen')]//a/@href")
    assert back == [f"/search?q={quote('шахтёр')}"]


def test_the_form_keeps_the_filters_and_days(pages: Any) -> None:
    tree = page(pages, q="a", town="ridder", since="2026-01-01", sort="newest")
    hidden = tree.xpath("//form[@id='ask']//input[@type='hidden']")
    assert [(one.get("name"), one.get("value")) for one in hidden] == [
        ("town", "ridder"), ("sort", "newest"),
    ]  # fmt: skip
    assert tree.xpath("//input[@name='since']/@value") == ["2026-01-01"]


def test_a_mistyped_name_is_told_with_what_may_be_meant(pages: Any) -> None:
    tree = page(pages, q="coal town:Riddr")
    links = tree.xpath("//div[contains(@class, 'remark')]//a/@href")
    assert any("idder" in link for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_the_page_says_what_to_try(pages: Any, language: str) -> None:
    tree = page(pages, q="zzz", town="ridder", lang=language)
    assert tree.xpath("//div[contains(@class, 'nothing')]//a/@href") == [
        "/search?q=zzz", "/coverage", "/sources",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_archive_says_what_to_do(bare: Any, language: str) -> None:
    assert "kenwatch crawl" in words(page(bare, q="шахта", lang=language), ".notice")[-1]


def test_long_answers_are_paged(pages: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PER_PAGE", 2)
    second = page(pages, page="2")
    assert words(second, ".pages span") == ["Page 2 of 3"]
    links = second.xpath("//nav[@class='pages']/a/@href")
    assert links == ["/search", "/search?page=3"]
    assert len(found(second)) == 2
    beyond = page(pages, page="9")
    assert found(beyond) == []
    assert beyond.xpath("//section[contains(@class, 'hits')]/p/a/@href") == ["/search"]


def test_the_same_is_there_as_json_and_csv(pages: Any) -> None:
    links = page(pages, q="шахтёр", town="karaganda").xpath("//p[@class='same-links']/a/@href")
    rows = asyncio.run(pages.client.get(links[0])).json()
    assert [row["id"] for row in rows] == [2]
    assert rows[0]["towns"] == ["Karaganda"]
    answer = asyncio.run(pages.client.get(links[1]))
    assert answer.headers["content-disposition"].startswith("attachment")
    assert [row["id"] for row in csv.DictReader(io.StringIO(answer.text))] == ["2"]


def test_a_feed_is_offered_only_for_what_was_understood(pages: Any) -> None:
    feed = "//p[@class='same-links']/a[contains(@href, 'atom')]"
    assert page(pages, q="шахтёр", town="karaganda").xpath(feed)
    assert not page(pages, q="шахтёр town:Riddr").xpath(feed)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_search_that_takes_too_long_is_told(
    pages: Any, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def slow(*_: Any, **__: Any) -> Any:
        raise sqlite3.OperationalError("interrupted")

    monkeypatch.setattr(found_cards, "find", slow)
    assert get(pages, f"/search.{form}").status_code == 503


def test_no_cell_of_the_csv_is_a_formula(pages: Any) -> None:
    rows = csv.DictReader(io.StringIO(get(pages, "/search.csv").text))
    titles = [row["title"] for row in rows]
    assert any("СУММ" in title for title in titles)
    assert not any(title.startswith(("=", "+", "-", "@")) for title in titles)


def test_the_files_hold_as_many_as_are_asked(pages: Any) -> None:
    assert len(get(pages, "/search.json", limit="2").json()) == 2
    assert len(get(pages, "/search.json", limit="0").json()) == 1


@pytest.mark.parametrize(
    "asked", [{"since": "xx"}, {"q": "before:0001-01-01"}, {"town": "Atlantis"}, {"q": "town:"}]
)
def test_a_filter_that_was_not_understood_is_an_error_for_programs(
    pages: Any, asked: dict[str, str]
) -> None:
    for path in ("/search.json", "/search.csv"):
        assert get(pages, path, **asked).status_code == 400
    told = get(pages, "/search.json", **asked).json()["error"]
    assert next(iter(asked.values())).partition(":")[2] in told


def test_markup_in_words_and_filters_is_text(pages: Any) -> None:
    evil = '"><script>alert(1)</script>'
    answer = get(pages, q=evil, town=evil, source=evil, since=evil, sort=evil, page=evil)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert html.fromstring(answer.text).xpath("//input[@id='q']/@value") == [evil]


@given(st.text(max_size=30), st.sampled_from(["q", "town", "since", "topic", "language", "event"]))
@settings(max_examples=25, deadline=None)
def test_no_words_at_all_are_an_error(pages: Any, text: str, name: str) -> None:
    assert get(pages, "/search", **{name: text.encode("utf-8", "replace")}).status_code == 200
