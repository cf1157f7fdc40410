"""The pages of companies and other entities."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from desk import options
from desk.moments import from_archive
from desk.wording.phrases import LANGUAGES
from tests.desk_archive import NOW, empty
from tests.entityarchive import HOSTILE, build_entities
from tests.webdesk import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = (
    "/companies", "/companies?sort=events", "/company/qarmet", "/company/quiet_corp",
    "/entity/kostenko_mine", "/entity/lavrentyev", "/entity/coal", "/entity/karaganda_region",
    "/entity/topar",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", lambda: from_archive(NOW))
        yield


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(build_entities(tmp_path_factory.mktemp("entities") / "kenwatch.db")) as served:
        yield served


@pytest.fixture(scope="module", name="bare")
def _bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(empty(tmp_path_factory.mktemp("bare") / "kenwatch.db")) as served:
        yield served


def get(pages: Any, path: str, language: str = "en") -> Any:
    joint = "&" if "?" in path else "?"
    return asyncio.run(pages.client.get(f"{path}{joint}lang={language}", follow_redirects=False))


def page(pages: Any, path: str, language: str = "en") -> Any:
    answer = get(pages, path, language)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def words(tree: Any, query: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.cssselect(query)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_in_every_language(pages: Any, path: str, language: str) -> None:
    tree = page(pages, path, language)
    assert len(tree.cssselect("h1")) == 1
    ids = tree.xpath("//*/@id")
    assert len(ids) == len(set(ids))
    assert {one for held in tree.xpath("//@aria-labelledby") for one in held.split()} <= set(ids)
    assert not tree.xpath("//@style") + tree.xpath("//main//script")


@pytest.mark.parametrize("path", PAGES)
def test_what_sites_and_people_wrote_is_shown_as_text(pages: Any, path: str) -> None:
    tree = page(pages, path)
    assert tree.xpath("//script[contains(., 'alert')]") == []
    hrefs = tree.xpath("//main//a/@href")
    assert [href for href in hrefs if not href.startswith(("/", "#"))] == []


def test_hostile_titles_quotes_and_notes_are_legible(pages: Any) -> None:
    assert any(HOSTILE in one for one in words(page(pages, "/company/qarmet"), ".event a"))
    assert any(HOSTILE in one for one in words(page(pages, "/entity/lavrentyev"), "blockquote"))
    assert HOSTILE in words(page(pages, "/entity/kostenko_mine"), ".side p")


def test_the_list_tells_who_is_in_the_news_and_names_the_others(pages: Any) -> None:
    tree = page(pages, "/companies")
    assert words(tree, "tbody th") == ["Qarmetowner: Andrei Lavrentyev"]
    assert words(tree, "tbody td.number") == ["2", "2", "1", "1"]
    assert words(tree, ".others li") == ["Quiet Corp"]
    assert words(tree, '.sorts [aria-current="true"]') == ["most articles"]


def test_an_unknown_order_is_the_usual_one(pages: Any) -> None:
    tree = page(pages, "/companies?sort=%3Cb%3E")
    assert words(tree, '.sorts [aria-current="true"]') == ["most articles"]


def test_a_company_tells_owners_mines_events_and_mining_rights(pages: Any) -> None:
    tree = page(pages, "/company/qarmet", "ru")
    assert words(tree, 'section[aria-labelledby="tie_owned_by"] li') == [
        "Андрей Лаврентьев с декабря 2023\xa0г.".replace("\xa0", " ")
    ]
    assert "Шахта имени Костенко" in words(tree, 'section[aria-labelledby="tie_operates"] a')
    happened = tree.cssselect('section[aria-labelledby="happened"]')[0]
    assert words(happened, ".event-figures")[0].startswith("погибли 5 человек")
    assert words(happened, ".chip") == ["Авария"]
    assert words(tree, 'section[aria-labelledby="licences"] .event-figures') == ["5 млн долл. США"]
    assert words(tree, 'section[aria-labelledby="money"] tbody th') == ["5 млн долл. США"]


def test_titles_of_another_language_say_so(pages: Any) -> None:
    tree = page(pages, "/company/qarmet", "kk")
    assert {one.get("lang") for one in tree.cssselect(".item-title")} == {"en"}
    tree = page(pages, "/company/qarmet", "en")
    assert {one.get("lang") for one in tree.cssselect(".item-title")} == {None}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/entity/ridder", "/town/ridder"),
        ("/company/ridder", "/town/ridder"),
        ("/entity/qarmet", "/company/qarmet"),
        ("/company/coal", "/entity/coal"),
    ],
)
def test_an_entity_of_another_kind_has_its_own_page(pages: Any, path: str, place: str) -> None:
    answer = get(pages, path)
    assert (answer.status_code, answer.headers["location"]) == (302, place)


@pytest.mark.parametrize("path", ["/entity/nobody", "/company/nobody", "/company/-x"])
def test_what_does_not_exist_is_told_in_the_readers_language(pages: Any, path: str) -> None:
    answer = get(pages, path, "ru")
    assert answer.status_code == 404
    assert "нет записи" in answer.text


@pytest.mark.parametrize("path", ["/company///evil.example", "/entity/..%2F%2Fevil.example"])
def test_no_address_leads_elsewhere(pages: Any, path: str) -> None:
    answer = get(pages, path)
    assert answer.status_code in {302, 400, 404}
    assert (
        "evil" not in answer.headers.get("location", "").split("?")[0].lstrip("/").partition("/")[0]
    )


def test_what_no_article_names_leads_on(pages: Any) -> None:
    tree = page(pages, "/company/quiet_corp", "kk")
    hrefs = tree.xpath("//main//div[@class='notice']//a/@href")
    assert hrefs == [
        "/search?q=%D0%A2%D1%8B%D0%BD%D1%8B%D1%88%20%D0%BA%D0%BE%D1%80%D0%BF%D0%BE%D1%80%D0%B0%D1%86%D0%B8%D1%8F",
        "/coverage",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_archive_says_what_to_do(bare: Any, language: str) -> None:
    assert "kenwatch crawl" in words(page(bare, "/companies", language), ".notice")[0]


def test_companies_without_any_news_are_told_as_such(
    pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "now", lambda: from_archive("2040-01-01T00:00:00+00:00"))
    tree = page(pages, "/companies")
    assert tree.cssselect("table") == []
    assert len(words(tree, ".others li")) == 2
