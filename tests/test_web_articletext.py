"""The text of an article in paragraphs, with its marks nested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.articletext import (
    LAYERS,
    Mark,
    Piece,
    blocks,
    first,
    marked,
    marked_paragraphs,
    marks_of,
    paragraphs,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.web.articletext import Part

MARKS = st.builds(
    Mark,
    layer=st.sampled_from(LAYERS),
    start=st.integers(-3, 60),
    end=st.integers(-3, 60),
    kind=st.sampled_from(["", "a", "b"]),
    label=st.sampled_from(["", "x", "y"]),
)


def letters(parts: Iterable[Part]) -> str:
    return "".join(part if isinstance(part, str) else letters(part.parts) for part in parts)


def pieces(parts: Iterable[Part]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, Piece):
            yield part
            yield from pieces(part.parts)


def covered(parts: Iterable[Part], layer: str) -> set[int]:
    return {
        at
        for piece in pieces(parts)
        if piece.mark.layer == layer
        for at in range(piece.mark.start, piece.mark.end)
    }


@given(st.text(max_size=50), st.lists(MARKS, max_size=12), st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=60)
def test_the_text_is_kept_letter_by_letter(
    text: str, found: list[Mark], one: int, other: int
) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    assert letters(marked(text, found)) == text
    assert letters(marked(text, found, start, end)) == text[start:end]


@given(st.lists(MARKS, max_size=12), st.lists(st.integers(0, 9), min_size=1, max_size=9))
@settings(max_examples=60)
def test_paragraphs_are_marked_as_each_is_alone(found: list[Mark], sizes: list[int]) -> None:
    text = "\n\n".join("x" * size for size in sizes)
    for one, parts in marked_paragraphs(text, found, paragraphs(text, [], [], [])):
        assert parts == marked(text, found, one.start, one.end)


@given(st.lists(MARKS, max_size=12))
@settings(max_examples=60)
def test_every_piece_holds_its_own_letters_and_lies_within_its_outer_one(found: list[Mark]) -> None:
    text = "".join(chr(0x430 + at % 32) for at in range(60))
    parts = marked(text, found)
    for piece in pieces(parts):
        assert letters(piece.parts) == text[piece.mark.start : piece.mark.end]
        for inner in pieces(piece.parts):
            assert piece.mark.start <= inner.mark.start < inner.mark.end <= piece.mark.end
            assert inner.mark.layer != piece.mark.layer


@given(st.lists(MARKS, max_size=12))
@settings(max_examples=60)
def test_every_marked_letter_stays_marked_and_no_other_one_is(found: list[Mark]) -> None:
    parts = marked("x" * 60, found)
    for layer in LAYERS:
        held = marks_of(found, layer)
        wanted = {at for one in held for at in range(one.start, one.end)}
        if layer == "names":
            # a name within a longer one, or across its edge, is not linked twice
            assert covered(parts, layer) <= wanted
        else:
            assert covered(parts, layer) == wanted


def test_marks_that_cross_are_cut_at_the_end_of_the_first() -> None:
    parts = marked("abcdef", [Mark("quotes", 0, 4), Mark("events", 2, 6)])
    quote, event = parts
    assert isinstance(quote, Piece)
    assert isinstance(event, Piece)
    assert letters(quote.parts) == "abcd"
    assert [one.mark.layer for one in pieces(parts)] == ["quotes", "events", "events"]
    assert (event.mark.start, event.mark.end) == (4, 6)


def test_of_names_that_overlap_the_longest_is_linked() -> None:
    found = [
        Mark("names", 0, 6, href="/short"),
        Mark("names", 0, 12, href="/long"),
        Mark("names", 8, 12, href="/inner"),
        Mark("names", 13, 15, href="/next"),
    ]
    links = [piece.mark.href for piece in pieces(marked("x" * 20, found))]
    assert links == ["/long", "/next"]


def test_marks_of_one_layer_that_overlap_are_one_with_all_labels() -> None:
    found = [Mark("topics", 0, 5, "mining", "one"), Mark("topics", 3, 8, "monotown", "two")]
    (piece,) = pieces(marked("x" * 8, found))
    assert piece.mark == Mark("topics", 0, 8, "mining monotown", "one · two")


def test_a_mark_without_a_place_in_the_text_is_left_out() -> None:
    assert marks_of([Mark("names", 0, 0), Mark("names", 4, 2), Mark("names", -1, 3)], "names") == []
    assert marked("abc", [Mark("names", 5, 9)]) == ["abc"]


def test_paragraphs_have_their_kind_and_language() -> None:
    text = "First.\n\nHead\n\nLast."
    found = paragraphs(text, ["text", "heading", "quote"], ["ru", "kk", "en"], [])
    assert [text[one.start : one.end] for one in found] == ["First.", "Head", "Last."]
    assert [one.kind for one in found] == ["text", "heading", "quote"]
    assert [one.language for one in found] == ["ru", "kk", "en"]


def test_kinds_that_do_not_fit_the_text_are_not_believed() -> None:
    found = paragraphs("First.\n\nHead\n\n  ", ["quote"], ["ru"], ["Head"])
    assert [(one.kind, one.language) for one in found] == [("text", ""), ("heading", "")]


def test_items_of_a_list_and_rows_of_a_table_stand_together() -> None:
    kinds = ["text", "text", "item", "item", "row", "row", "item"]
    found = paragraphs("\n\n".join("abcdefg"), kinds, [], [])
    told = [(block.kind, len(block.paragraphs)) for block in blocks(found)]
    assert told == [("text", 1), ("text", 1), ("item", 2), ("row", 2), ("item", 1)]


def test_a_long_text_begins_with_its_first_paragraph_at_least() -> None:
    found = paragraphs("long words\n\nmore\n\nlast", [], [], [])
    assert len(first(found, 1)) == 1
    assert len(first(found, 14)) == 2
    assert first((), 5) == ()
