from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction import structure

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
