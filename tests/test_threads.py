"""Comments of readers are told by the link to answer and the day beside it."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.threads import comments, is_within

STORY = "Рудник перешёл на новую схему вентиляции, рассказали в профсоюзе предприятия. " * 50


def page(body: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{body}</body></html>")


def found(body: str) -> set[str]:
    return {" ".join(one.text_content().split()) for one in comments(page(body).iter())}


@pytest.mark.parametrize(
    ("day", "reply"),
    [
        ("<i>12 мая 2025, 10:15</i>", "<a href='#'>Ответить</a>"),
        ("<time>вчера</time>", "<button>Reply</button>"),
        ("<b>Серік, 12.05.2025</b>", "<span>Жауап беру</span>"),
    ],
)
def test_a_block_with_a_day_and_a_link_to_answer_is_a_comment(day: str, reply: str) -> None:
    body = f"<main><p>{STORY}</p></main><div>{day}<p>Дұрыс!</p>{reply}</div>"
    assert len(found(body)) == 1
    assert all("Дұрыс!" in one and "Рудник" not in one for one in found(body))


@pytest.mark.parametrize(
    "body",
    [
        f"<div>12 мая 2025<p>{STORY}</p><a>Ответить</a></div>",
        "<div><h1>Рудник</h1>12 мая 2025 <a>Ответить</a></div>",
        "<div><p>Горняк 7 лет ждал ответа.</p><a>Ответить</a></div>",
        "<div>12 мая 2025" + "<section>" * 7 + "<a>Ответить</a>" + "</section>" * 7 + "</div>",
        "<div>12 мая 2025 <a>Ответить на все вопросы редакции можно по почте и в приёмной</a></div>",
        f"<div>12 мая 2025 <a>Ответить {'читателям ' * 12}</a></div>",
        "<div>12 мая 2025 <a></a><p>Ответить</p></div>",
        f"<div><p>С 12 мая 2025 года {STORY[:100]}</p><a>Ответить</a></div>",
    ],
    ids=[
        "a whole article", "a headline", "no day", "far away", "a long link", "a longer link",
        "no link", "a day within a sentence",
    ],
)  # fmt: skip
def test_a_link_to_answer_alone_makes_no_comment(body: str) -> None:
    assert found(body) == set()


def test_a_flood_of_comments_is_read_to_a_bound() -> None:
    one = "<div><time>12 мая 2025</time><a>Ответить</a></div>"
    assert len(comments(page(one * 230).iter())) == 200


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["<i>1 мая 2025</i>", "<a>Reply</a>", "<p>Да</p>", "<h1>Да</h1>"])))
def test_no_comment_holds_a_headline(pieces: list[str]) -> None:
    tree = page(f"<div>{''.join(pieces)}</div>")
    assert all(next(one.iter("h1"), None) is None for one in comments(tree.iter()))


def test_what_stands_in_a_block_is_within_it() -> None:
    tree = page("<div><p><b>Да</b></p></div><p>Нет</p>")
    block, inner, other = tree.find(".//div"), tree.find(".//b"), tree.find("body/p")
    assert block is not None
    assert inner is not None
    assert other is not None
    assert [is_within(node, {block}) for node in (block, inner, other)] == [True, True, False]
    assert not is_within(inner, set())
