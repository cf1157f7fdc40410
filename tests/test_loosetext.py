from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.loosetext import has_empty_line, tag_quotes, wrap_loose_text

LINE = "Шахтёры вернулись на работу после ремонта ствола, сообщила компания."
LONG = f"{LINE} {LINE}"


def page(body: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{body}</body></html>")


def paragraphs(tree: lxml.html.HtmlElement) -> list[str]:
    return [" ".join(node.text_content().split()) for node in tree.iter("p")]


def test_loose_text_around_a_paragraph_becomes_paragraphs() -> None:
    tree = page(f"<div>{LINE} <b>Раз</b> два<p>Абзац</p>Хвост <a>со ссылкой</a></div>")
    wrap_loose_text(tree)
    assert paragraphs(tree) == [f"{LINE} Раз два", "Абзац", "Хвост со ссылкой"]


def test_much_text_behind_a_box_becomes_a_paragraph() -> None:
    tree = page(f"<div><div></div>{LONG}<br><br>{LINE}</div>")
    wrap_loose_text(tree)
    assert paragraphs(tree) == [LONG, LINE]


def test_empty_lines_part_the_paragraphs_of_a_block() -> None:
    tree = page(f"<div>{LONG} <br>та же<br> <br>{LINE}<br><br></div>")
    wrap_loose_text(tree)
    assert paragraphs(tree) == [f"{LONG} та же", LINE]


@pytest.mark.parametrize(
    "html", [f"<div>{LONG}</div>", f"<div>{LONG}<br>{LINE}</div>", "<div>Коротко<p>Абзац</p></div>"]
)
def test_a_block_that_is_one_paragraph_or_short_stays(html: str) -> None:
    tree = page(html)
    before = lxml.html.tostring(tree)
    wrap_loose_text(tree)
    assert lxml.html.tostring(tree) == before


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from([LINE, "а", "<br>", "<br><br>", "<p>б</p>", "<b>в</b>", "<div>г</div>"])
    )
)
def test_no_word_is_lost_moved_or_doubled(pieces: list[str]) -> None:
    tree = page(f"<div>{' '.join(pieces)}</div>")
    before = tree.text_content().split()
    wrap_loose_text(tree)
    assert tree.text_content().split() == before
    assert not list(tree.iter("run"))


def test_an_empty_line_is_two_breaks_with_text_behind() -> None:
    assert has_empty_line(page("<p>а<br> <br>б</p>"))
    assert not has_empty_line(page("<p>а<br>б<br></p>"))
    assert not has_empty_line(page("<p>а<br>б<br>в</p>"))


@pytest.mark.parametrize("name", ["quote", "article__quote", "blockquote-text", "citation"])
def test_a_block_named_quote_between_paragraphs_becomes_a_quotation(name: str) -> None:
    tree = page(f"<div><p>{LINE}</p><div class='{name}'>{LINE}</div></div>")
    tag_quotes(tree)
    assert [node.text for node in tree.iter("blockquote")] == [LINE]


@pytest.mark.parametrize(
    "html",
    [
        f"<div><h1>Т</h1><div class='quote'>{LINE}</div></div>",
        f"<p>{LINE}</p><div class='quotes-of-shares'>{LINE}</div>",
        f"<p>{LINE}</p><div class='quote'>{LONG * 20}</div>",
        f"<p>{LINE}</p><div class='quote'><blockquote>{LINE}</blockquote></div>",
    ],
)
def test_introductions_tickers_texts_and_tagged_quotations_stay(html: str) -> None:
    tree = page(html)
    before = lxml.html.tostring(tree)
    tag_quotes(tree)
    assert lxml.html.tostring(tree) == before
