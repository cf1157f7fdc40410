from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.blockkinds import Block, align, find_blocks, kinds, left_out
from pipelines.lines import words

A = "Шахтёры вернулись на работу после ремонта ствола."
B = "Директор рудника рассказал о планах на будущий год."
C = "Жители города ждут новую дорогу к школе."


def blocks_of(body: str, *lines: str) -> list[Block]:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    found = find_blocks(tree)
    align(found, lines)
    return found


def missed(body: str, *lines: str) -> list[tuple[int, str]]:
    return [(at, block.text) for at, block in left_out(blocks_of(body, *lines))]


def test_innermost_blocks_with_words_are_found_in_order() -> None:
    found = blocks_of(f"<div><p>{A}</p><div><h2>Итог &amp;  ход</h2></div><p>—</p></div>")
    assert [(block.node.tag, block.text) for block in found] == [("p", A), ("h2", "Итог & ход")]


def test_equal_lines_are_given_to_equal_blocks_in_turn() -> None:
    found = blocks_of(f"<p>{A}</p><p>{B}</p><p>{A}</p><p>{A}</p>", A, B, A)
    assert [block.line for block in found] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{A}</p><p>{B}</p><p>{C}</p>",
        "".join(f"<div class='c'><p>{line}</p></div>" for line in (A, B, C)),
        f"<p>{A}</p><blockquote>{B}</blockquote><p>{C}</p>",
        f"<p>{A}</p><h3>{B}</h3><p>{C}</p>",
        f"<p>{A}</p><div class='pf_subheadline'>{B}</div><p>{C}</p>",
        f"<p>{A}</p><div class='block__title'>{B}</div><p>{C}</p>",
    ],
)
def test_a_block_like_its_neighbours_that_was_left_out_is_found(html: str) -> None:
    assert missed(html, A, C) == [(1, B)]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{A}</p><p class='byline'>{B}</p><p>{C}</p>",
        f"<p>{A}</p><p class='ads'>{B}</p><p class='ads'>{C}</p>",
        f"<p>{A}</p><p><a>{B}</a></p><p>{C}</p>",
        f"<p>{A}</p><div>{B}</div><p>{C}</p>",
        f"<p>{A}</p><div class='head date'>{B}</div><p>{C}</p>",
        f"<p>{A}</p><h2>{B * 4}</h2><p>{C}</p>",
        f"<p>{A}</p><div class='title'>{B}</div><p><a>{C}</a></p>",
        f"<p>{A}</p><div><blockquote>{B}</blockquote></div><p>{C}</p>",
        f"<p>{A}</p><p>&amp;lt;span {B}</p><p>{C}</p>",
        f"<p>{C}</p><p>{B}</p><p>{A}</p>",
    ],
)
def test_labels_links_and_boxes_between_paragraphs_are_not_taken_for_text(html: str) -> None:
    assert missed(html, A, C) == []


def test_blocks_in_front_of_the_first_line_and_behind_the_last_are_left_alone() -> None:
    assert missed(f"<p>{B}</p><p>{A}</p><p>{C}</p><p>{B}</p>", A, C) == []


def test_lines_are_told_to_be_quotations_items_and_rows() -> None:
    lines = [A, f"- {B}", "| Год | Руда |", C, "Тираж 500."]
    found = kinds(
        blocks_of(
            f"<blockquote><p>{A}</p></blockquote><ul><li>{B}</li></ul><p>{C}</p>"
            "<blockquote>Без строки</blockquote>",
            *lines,
        ),
        lines,
    )
    assert found == {words(A): "quote", words(B): "item", words(lines[2]): "row"}


def test_all_lines_of_a_quotation_with_breaks_are_quotations() -> None:
    lines = [A, B, C]
    found = kinds(blocks_of(f"<blockquote>{A} <br> {B}</blockquote><p>{C}</p>", *lines), lines)
    assert found == {words(A): "quote", words(B): "quote"}


def test_a_list_of_long_items_lays_out_the_page() -> None:
    html = f"<ul><li><p>{A}</p><p>{B}</p><p>{C * 40}</p></li></ul>"
    assert kinds(blocks_of(html, A, B), [A, B]) == {}


def test_a_block_without_parent_has_a_signature_too() -> None:
    root = lxml.html.fragment_fromstring(f"<p>{A}</p>")
    assert [block.text for block in find_blocks(root)] == [A]
