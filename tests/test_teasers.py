from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction import structure, teasers

STORY = "<p>Рудник в Риддере снова работает после ремонта, сообщил директор комбината.</p>"
LINES = "<p>Жители посёлка неделю ждали автобус до города, рассказал водитель рейса.</p>"
CARD = f"<div class='c'><a><h3>В посёлке сменили маршрут автобуса</h3></a>{LINES}</div>"
OUTER = f"<div class='c'><h3><a>В посёлке сменили маршрут автобуса</a></h3>{LINES}</div>"


def pruned(body: str) -> str:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    text: str = structure.prune(tree).text_content()
    return text


@pytest.mark.parametrize("card", [CARD, OUTER])
def test_cards_of_other_articles_go_although_they_are_longer_than_the_article(card: str) -> None:
    html = f"<h1>Рудник работает</h1><div>{STORY}</div><div><h2>Ещё</h2>{card * 3}</div>"
    assert "автобус" not in pruned(html)


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Лента</h1><p>Новости.</p><div><h2>Ещё</h2>{CARD * 3}</div>",
        f"<div>{STORY}</div><div><h2>Ещё</h2>{CARD * 2}</div>",
        f"<div>{STORY}</div><div><h2>Ещё</h2>{CARD * 2}<div class='c'>{LINES}</div></div>",
        f"<div>{STORY}</div><div>{CARD.replace('<div', '<div><h1>А</h1></div><div') * 3}</div>",
        f"<div>{STORY}</div><div><h2>Ещё</h2></div><div>автобус</div>",
    ],
)
def test_front_pages_and_other_blocks_stay(html: str) -> None:
    assert "автобус" in pruned(html)


ROW = "<div class='n'><a href='/1'>В посёлке сменили маршрут автобуса</a>{}</div>"


@pytest.mark.parametrize(
    "item",
    [
        f"<div class='n'><h3><a>В посёлке сменили маршрут автобуса</a></h3>{LINES * 5}</div>",
        ROW.format(f"<img alt=''>{LINES}"),
    ],
    ids=["long, with headings", "short, with pictures"],
)
def test_a_list_longer_than_the_article_goes_where_each_item_shows_another_one(item: str) -> None:
    html = f"<h1>Рудник работает</h1><main>{STORY}</main><div><h2>Ещё</h2>{item * 4}</div>"
    assert "автобус" not in pruned(html)
    assert "Рудник в Риддере" in pruned(html)


@pytest.mark.parametrize(
    ("story", "item"),
    [
        (STORY, ROW.format(LINES * 3)),
        ("<p>Рудник.</p>", ROW.format(f"<img alt=''>{LINES}")),
        (STORY, ROW.format(f"<img alt=''>{LINES * 5}")),
    ],
    ids=["neither heading nor picture", "no story beside", "long, with pictures"],
)
def test_a_list_longer_than_the_article_that_may_be_the_article_stays(
    story: str, item: str
) -> None:
    html = f"<h1>Рудник работает</h1><main>{story}</main><div>{item * 4}</div>"
    assert "автобус" in pruned(html)


def test_a_card_that_is_all_of_its_page_is_no_row_of_cards() -> None:
    tree = lxml.html.document_fromstring(f"<html><body>{CARD}</body></html>")
    assert list(teasers.cards(tree)) == []
