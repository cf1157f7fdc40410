from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.loosetext import (
    has_empty_line,
    part_labels,
    tag_paragraphs,
    tag_quotes,
    wrap_loose_text,
)

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


def test_a_nameless_block_beside_paragraphs_becomes_one_without_its_empty_boxes() -> None:
    tree = page(f"<main><p>Абзац</p><div>{LINE} <b>Раз</b><div> </div></div></main>")
    tag_paragraphs(tree)
    assert paragraphs(tree) == ["Абзац", f"{LINE} Раз"]
    assert next(tree.iter("div"), None) is None


@pytest.mark.parametrize(
    "block",
    [
        f"<div class='x'>{LINE}</div>",
        f"<div id='x'>{LINE}</div>",
        "<div> </div>",
        f"<div>{LINE}<div>{LINE}</div></div>",
    ],
    ids=["a class", "an id", "empty", "a box within"],
)
def test_a_block_with_a_name_or_a_box_within_becomes_no_paragraph(block: str) -> None:
    tree = page(f"<main><p>Абзац</p>{block}</main>")
    tag_paragraphs(tree)
    assert paragraphs(tree) == ["Абзац"]


def test_a_short_named_span_between_line_breaks_becomes_a_paragraph() -> None:
    tree = page(f"<div><span class='by'>Вера Ли</span><br>{LINE}<br><span>{LONG}</span></div>")
    part_labels(tree)
    assert paragraphs(tree) == ["Вера Ли"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h2><span class='by'>Вера Ли</span><br>{LINE}</h2>",
        f"<div><span class='by'>{LONG}</span><br>{LINE}</div>",
        f"<div><span>Вера Ли</span><br>{LINE}</div>",
        f"<div><span class='by'>Вера Ли</span> сообщила<br>{LINE}</div>",
        f"<div>Пишет <span class='by'>Вера Ли</span><br>{LINE}</div>",
        f"<div>{LINE} <span class='by'>Вера Ли</span></div>",
        f"<div><i>Пишет</i> <span class='by'>Вера Ли</span><br>{LINE}</div>",
    ],
    ids=["a heading", "long", "no name", "words behind", "words before", "the end", "an element"],
)
def test_a_span_that_is_part_of_a_line_becomes_no_paragraph(body: str) -> None:
    tree = page(body)
    part_labels(tree)
    assert paragraphs(tree) == []


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ("<span>Спорт</span><span>12 мамыр</span>", "Спорт 12 мамыр"),
        ("<span>Экономика</span><span>Рудник</span>", "Экономика Рудник"),
        ("<span>10:15</span><span>Көмір</span>", "10:15 Көмір"),
        ("<span>Көм</span><span>ір</span>", "Көмір"),
        ("<span>К</span><span>ӨМІР</span>", "КӨМІР"),
        ("<span>10:</span><span>15</span>", "10:15"),
    ],
)
def test_words_of_two_spans_are_parted_where_they_are_no_one_word(spans: str, text: str) -> None:
    tree = page(f"<div>{spans}</div>")
    part_labels(tree)
    assert tree.text_content() == text
