"""Marks within a text lose no letter of it, double none, and tell what each word did."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.evidencemarks import Mark, bracketed, coloured, marks, not_meant
from desk.tables import same_length

TOPICS = ("mining", "monotown")
SPANS = st.tuples(st.integers(-3, 40), st.integers(-3, 40))


def reason(
    span: tuple[int, int], added: float = 1.0, topic: str = "mining", note: str = "", **more: Any
) -> dict[str, Any]:
    return {
        "topic": topic, "term": "t", "language": "ru", "words": "w", "where": "text",
        "span": list(span), "added": added, "note": note, **more,
    }  # fmt: skip


def name(span: tuple[int, int], confidence: float = 0.2, note: str = "") -> dict[str, Any]:
    return {
        "id": "abai", "kind": "town", "surface": "s", "where": "text", "span": list(span),
        "confidence": confidence, "note": note,
    }  # fmt: skip


def found(*reasons: dict[str, Any], names: Any = ()) -> dict[str, Any]:
    return {
        "topics": {
            topic: {"reasons": [one for one in reasons if one["topic"] == topic]}
            for topic in TOPICS
        },
        "entities": list(names),
    }


@settings(max_examples=100)
@given(
    st.text(max_size=30),
    st.lists(st.tuples(SPANS, st.sampled_from(TOPICS), st.sampled_from([0.0, 0.5, 3.0]))),
    st.lists(SPANS),
)
def test_marks_never_lose_or_double_a_letter(
    text: str, spans: list[Any], others: list[Any]
) -> None:
    made = [reason(span, added, topic) for span, topic, added in spans]
    held = marks(found(*made, names=map(name, others)), "text")
    assert coloured(text, held).plain == same_length(text)
    told = bracketed(text, held)
    for mark in held:
        piece = same_length(text)[mark.start : mark.end]
        if piece:
            told = told.replace(f"[{piece}: {mark.label}]", piece, 1)
    assert told == same_length(text)


@settings(max_examples=100)
@given(st.lists(SPANS))
def test_marks_stand_in_order_and_do_not_overlap(spans: list[Any]) -> None:
    held = marks(found(*map(reason, spans)), "text")
    assert all(mark.start < mark.end for mark in held)
    assert all(one.end <= other.start for one, other in pairwise(held))
    covered = {at for mark in held for at in range(mark.start, mark.end)}
    real = [(start, end) for start, end in spans if 0 <= start < end]
    assert covered == {at for start, end in real for at in range(start, end)}


def test_words_that_overlap_are_one_mark_with_all_that_they_added() -> None:
    held = marks(
        found(reason((0, 5), 1.5), reason((3, 9), 2.0), reason((3, 9), 4.0, "monotown")), "text"
    )
    assert held == [Mark(0, 9, (("mining", 3.5), ("monotown", 4.0)))]
    assert held[0].label == "mining +3.5, mono-town +4"


@pytest.mark.parametrize(
    ("evidence", "label", "style"),
    [
        (found(reason((0, 5), 3.3)), "mining +3.3", "bold black on yellow"),
        (found(reason((0, 5), 4, "monotown")), "mono-town +4", "bold black on cyan"),
        (
            found(reason((0, 5), 1), reason((0, 5), 4, "monotown")),
            "mining +1, mono-town +4",
            "bold black on green",
        ),
        (found(reason((0, 5), -1.2)), "mining -1.2", "bold black on yellow"),
        (found(reason((0, 5), 0, note="a medal")), "undone: a medal", "dim strike"),
        (found(reason((0, 5), 0)), "+0", "dim"),
        (found(names=[name((0, 5), note="a person")]), "not abai: a person", "dim strike"),
        (found(names=[name((0, 5))]), "not abai", "dim strike"),
        (found(reason((0, 5)), names=[name((0, 5))]), "mining +1", "bold black on yellow"),
    ],
)
def test_a_mark_tells_what_the_words_did(evidence: Any, label: str, style: str) -> None:
    [mark] = marks(evidence, "text")
    assert (mark.label, mark.style) == (label, style)
    assert bracketed("шахта", [mark]) == f"[шахта: {label}]"


def test_a_note_on_words_that_count_is_no_reason_against_them() -> None:
    [mark] = marks(found(reason((0, 5), 2, note="scene")), "text")
    assert mark.against == ()


def test_only_the_marks_of_the_field_are_given() -> None:
    held = found(reason((0, 5)), reason((0, 3), where="title"), reason((0, 0)))
    assert marks(held, "title") == [Mark(0, 3, (("mining", 1.0), ("monotown", 0.0)))]
    assert len(marks(held, "text")) == 1


def test_a_sure_name_is_meant() -> None:
    assert not_meant([name((0, 1), 0.5), name((2, 3), 0.49)]) == [name((2, 3), 0.49)]
