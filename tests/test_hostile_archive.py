"""Pages of articles and stories show hostile words as words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests import hostile_archive
from tests.hostile_archive import MARKER, faults
from tests.webdesk import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

COPY = "/article/1/copy?url=https%3A%2F%2Fcopy.example%2F1"
PAGES = (
    "/article/1",
    "/article/2?all=1",
    "/article/5?q=%3Cscript%3E",
    "/article/1/versions",
    "/article/2/versions?from=1&to=2&all=1",
    COPY,
    "/stories",
    "/story/1?all=1",
)
# what the page of an article shows: a word of each of these columns
SHOWN = (
    "source.name",
    *(f"article.{name}" for name in ("title", "lead", "text", "agency", "dateline_city")),
    *(f"article.{name}" for name in ("section", "image_caption", "attribution")),
    *(f"fact.{name}" for name in ("quote", "subject", "moment")),
    *("event.quote", "quotation.words", "quotation.speaker", "quotation.office"),
    *("mention.surface", "entity.name_ru", "copy.title", "copy.agency", "json.list"),
)


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = hostile_archive.build(tmp_path_factory.mktemp("hostile") / "hostile.db")
    with serving(path) as served:
        yield served


def get(pages: Any, path: str) -> Any:
    return asyncio.run(pages.client.get(path))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_hostile_runs_loads_or_leads_anywhere(pages: Any, path: str) -> None:
    answer = get(pages, path)
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert MARKER in answer.text
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_word_of_an_article_is_there_to_read(pages: Any, language: str) -> None:
    page = html.document_fromstring(get(pages, f"/article/1?lang={language}").text)
    text = "".join(map(str, page.itertext()))
    shown = [one.replace("name_ru", f"name_{language}") for one in SHOWN]
    assert [one for one in shown if f"{MARKER} {one}" not in text] == []
    assert "<script>alert(1)</script>" in text


def test_no_word_reorders_or_hides_others(pages: Any) -> None:
    for path in PAGES:
        assert not set(get(pages, path).text) & set("\u202e\u2066\x1b\x07")


def test_words_of_a_request_are_hostile_too(pages: Any) -> None:
    bad = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    for path in (
        f"/stories?town={bad}&since={bad}&event={bad}&sources={bad}&before={bad}",
        f"/article/1?q={bad}&marks={bad}&all={bad}",
        f"/article/1/versions?url={bad}",
        f"/article/1/copy?url={bad}",
        f"/article/1/versions?from={bad}&to={bad}",
    ):
        answer = get(pages, path)
        assert answer.status_code in {200, 404}
        assert faults(answer.text) == []


def test_the_record_of_an_article_is_no_page(pages: Any) -> None:
    answer = get(pages, "/article/1.json")
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["id"] == 1
    assert get(pages, "/story/1.json").json()["line"]["id"] == 1
    for path in ("/article/99.json", f"/story/{'9' * 30}.json"):
        missing = get(pages, path)
        assert (missing.status_code, missing.json()["status"]) == (404, 404)


def test_an_address_leads_to_its_text_and_nowhere_else(pages: Any) -> None:
    def led(url: str) -> tuple[int, str | None]:
        answer = asyncio.run(pages.client.get("/article", params={"url": url}))
        return answer.status_code, answer.headers.get("location")

    assert led("https://news.example/1") == (302, "/article/1")
    assert str(led("https://copy.example/1")[1]).startswith("/article/1/copy?url=")
    for url in ("", "//evil.example/", "https://no.example/", "javascript:alert(1)"):
        assert led(url) == (404, None)
