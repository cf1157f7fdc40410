"""Only the first of the articles on a page is the page's."""

from __future__ import annotations

from lxml import html

from pipelines.extraction.stories import further

TEXT = "<p>" + "Кеніште жаңа ауысым басталды, жұмысшылар шахтаға түсті. " * 6 + "</p>"


def _page(body: str) -> html.HtmlElement:
    title = "<title>Кеніште жаңа ауысым басталды | Курс</title>"
    return html.document_fromstring(f"<html><head>{title}</head><body>{body}</body></html>")


def _story(title: str, tag: str = "article", date: str = "<time>12.10.2026</time>") -> str:
    return f'<{tag} class="story"><h1>{title}</h1>{date}{TEXT}</{tag}>'


FIRST = "Кеніште жаңа ауысым басталды"


def test_a_second_article_with_a_headline_and_a_date_is_another_story() -> None:
    tree = _page(_story(FIRST) + _story("Футболдан жеңіс"))
    assert [one.findtext("h1") for one in further(tree)] == ["Футболдан жеңіс"]


def test_blocks_of_one_class_are_told_as_articles_are() -> None:
    date = "<span>12 қазан 2026</span>"
    tree = _page(_story(FIRST, "div", date) + _story("Футболдан жеңіс", "div", date))
    assert len(further(tree)) == 1


def test_parts_of_an_article_without_dates_of_their_own_stay() -> None:
    tree = _page(_story(FIRST, "div") + _story("Екінші бөлім", "div", ""))
    assert further(tree) == []


def test_a_box_without_a_headline_or_of_another_class_is_no_story() -> None:
    other = f'<div class="other"><h2>Тарих</h2><time>1</time>{TEXT}</div>'
    tree = _page(_story(FIRST, "div") + f'<div class="story">{TEXT}</div>' + other)
    assert further(tree) == []


def test_posts_under_one_headline_are_all_of_the_page() -> None:
    tree = _page(f"<h1>{FIRST}</h1>" + _story("09:00") + _story("10:00"))
    assert further(tree) == []


def test_a_page_without_a_headline_has_no_further_story() -> None:
    assert further(html.document_fromstring("<p>Text</p>")) == []
