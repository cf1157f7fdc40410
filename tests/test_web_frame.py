"""What stands around every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from desk.web.frame import ROOMS
from tests.desk_archive import build
from tests.webdesk import get, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = ("/archive", "/archive/article", "/archive/article/1", "/archive/newest", "/sql", "/sources",
         "/source/azattyq", "/coverage", "/feeds", "/nothing")  # fmt: skip


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with serving(build(tmp_path_factory.mktemp("frame") / "a.db"), allow_sql=True) as served:
        yield served


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_stands_in_the_frame_and_in_the_language(
    pages: Any, path: str, language: str
) -> None:
    text = get(pages, f"{path}?lang={language}").text
    assert f'<html lang="{language}">' in text
    assert text.count("<h1>") == 1
    assert text.count("<main") == text.count("<header") == text.count("<footer") == 1
    assert all(f'href="{address}"' in text for address, _ in ROOMS)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script>", text)


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/sources", "/sources"),
        ("/source/azattyq", "/sources"),
        ("/coverage", "/sources"),
        ("/archive/article", "/sql"),
        ("/sql", "/sql"),
    ],
)
def test_the_room_of_a_page_is_marked(pages: Any, path: str, room: str) -> None:
    text = get(pages, path).text
    assert f'<a href="{room}" aria-current="page">' in text
    assert text.count('aria-current="page"') == 1


def test_a_page_leads_to_itself_in_the_other_languages(pages: Any) -> None:
    text = get(pages, "/archive/article", params={"_sort": "id", "lang": "kk"}).text
    assert 'href="/archive/article?_sort=id&amp;lang=ru" lang="ru" hreflang="ru"' in text
    assert 'lang="kk" hreflang="kk" aria-current="true"' in text


def test_a_language_is_no_filter_of_a_table(pages: Any) -> None:
    answer = get(pages, "/archive/article.json?language=ru&lang=kk&_shape=array")
    assert {row["language"] for row in answer.json()} == {"ru"}


def test_tables_lead_to_the_pages_of_the_desk(pages: Any) -> None:
    assert '<a href="/article/1">1</a>' in get(pages, "/archive/article").text
    mentions = get(pages, "/archive/mention").text
    assert '<a href="/entity/ridder">' in mentions
    assert re.search(r'<a href="/article/3">Ridder gets', mentions)
    assert '<a href="/source/azattyq">' in get(pages, "/archive/page").text


def test_tables_are_faceted_sorted_paged_and_had_in_other_forms(pages: Any) -> None:
    text = get(pages, "/archive/article?_facet=language&_size=2&_sort=words").text
    assert 'aria-sort="ascending"' in text
    assert "_next=" in text
    assert re.search(r'<a href="[^"]*language=ru[^"]*">ru</a>', text)
    assert "/archive/article.csv?" in text
    rows = get(pages, "/archive/article.csv?_col=title").text
    assert "'=СУММ(A1)" in rows


def test_an_answer_to_a_filter_form_is_an_address_of_filters(pages: Any) -> None:
    form = {"_filter_column": "language", "_filter_op": "exact", "_filter_value": "ru"}
    answer = get(pages, "/archive/article", params=form)
    assert answer.status_code == 302
    assert answer.headers["location"] == "/archive/article?language__exact=ru"
