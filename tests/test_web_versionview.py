"""Two versions of a text beside each other, and what the looks at its page prove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web import versionview
from pipelines.histories.history import Version

if TYPE_CHECKING:
    from desk.web.versionview import Compared

TEXTS = st.lists(st.sampled_from(["Шахта", "три", "пять горняков", "два слова"]), max_size=7)


def head(number: int, kind: str = "changed", **given: Any) -> dict[str, Any]:
    return {
        "number": number,
        "kind": kind,
        "seen_at": f"2026-11-{number:02}",
        "changes": {},
        **given,
    }


def look(at: str, outcome: str = "unchanged") -> dict[str, Any]:
    return {"at": at, "outcome": outcome}


def told(found: Compared, unwanted: str) -> str:
    return "\n".join(
        "".join(run.text for run in paragraph.runs if run.change != unwanted)
        for stretch in found.text
        for paragraph in stretch.paragraphs
    )


def numbers(pair: Any) -> list[int] | None:
    return pair and [one["number"] for one in pair]


@given(TEXTS, TEXTS)
@settings(max_examples=60)
def test_a_comparison_holds_all_words_of_both_versions(old: list[str], new: list[str]) -> None:
    found = versionview.compare(Version("", "\n\n".join(old)), Version("", "\n\n".join(new)))
    assert told(found, "added").split() == " ".join(old).split()
    assert told(found, "removed").split() == " ".join(new).split()
    assert not found.is_same or "".join(old).split() == "".join(new).split()


def test_a_small_edit_of_a_long_text_is_told_whole_and_the_rest_is_folded() -> None:
    words = [f"Абзац {number} о руде." for number in range(2000)]
    edited = [*words[:1000], "Погибли трое.", *words[1001:]]
    before, after = (Version("Т", "\n\n".join(one)) for one in (words, edited))
    found = versionview.compare(before, after, most=500)
    assert found.left_out == 0
    assert [stretch.is_folded for stretch in found.text] == [True, False, True]
    assert sum(len(stretch.paragraphs) for stretch in found.text) >= 2000
    assert "Погибли трое." in told(found, "removed")


def test_what_is_too_much_to_compare_is_told() -> None:
    found = versionview.compare(Version("", "а" * 600), Version("", "б" * 900), most=400)
    assert found.left_out == 400 + 700
    assert not found.is_same


def test_paragraphs_end_without_empty_lines() -> None:
    found = versionview.compare(Version("", "one two\n\nlast"), Version("", "one three\n\nlast"))
    ends = [one.runs[-1].text for stretch in found.text for one in stretch.paragraphs]
    assert ends
    assert not any(end.endswith("\n") for end in ends)


def test_a_changed_title_alone_is_a_change() -> None:
    found = versionview.compare(Version("two dead", "Text"), Version("three dead", "Text"))
    assert not found.is_same
    assert [stretch.is_folded for stretch in found.text] == [True]


HEADS = [head(1, "first"), head(2), head(3, "cut"), head(4), head(5, "cleaned")]


@pytest.mark.parametrize(
    ("before", "after", "pair"),
    [
        (None, None, [2, 4]),
        (1, 4, [1, 4]),
        (4, 1, [1, 4]),
        (99, 99, [2, 4]),
        (2, 2, [1, 2]),
        (1, 1, [1, 2]),
        (None, 3, [2, 3]),
        (None, 1, [1, 2]),
    ],
)
def test_the_versions_asked_for_are_compared_or_else_the_last_change(
    before: int | None, after: int | None, pair: list[int]
) -> None:
    assert numbers(versionview.chosen(HEADS, before, after)) == pair


def test_without_two_versions_there_is_nothing_to_compare() -> None:
    assert versionview.chosen([], None, None) is None
    assert versionview.chosen(HEADS[:1], 1, 1) is None


def test_versions_that_only_broken_answers_gave_are_compared_too() -> None:
    assert numbers(versionview.chosen([head(1, "cut"), head(2, "first")], None, None)) == [1, 2]


def test_looks_prove_how_long_a_version_held() -> None:
    looks = [
        look("2026-11-01"),
        look("2026-11-02", "failed"),
        look("2026-11-03", "text"),
        look("2026-11-04"),
        look("2026-11-06"),
    ]
    heads = [head(1, "first"), head(3, "stump"), head(4)]
    assert versionview.spans(heads, looks) == {
        1: {"since": "2026-11-01", "until": "2026-11-03", "looks": 2},
        4: {"since": "2026-11-04", "until": "2026-11-06", "looks": 2},
    }
    assert versionview.spans(heads[:1], [])[1]["looks"] == 0
    assert versionview.spans([], looks) == {}
    assert versionview.tally(looks) == {"failed": 1, "text": 1, "unchanged": 3}


def test_stored_changes_are_those_against_the_version_that_held_before() -> None:
    heads = [head(1, "first"), head(2, "cut"), head(3, changes={"flags": []})]
    assert versionview.is_adjacent(heads, heads[0], heads[2])
    assert not versionview.is_adjacent(heads, heads[1], heads[2])
    assert not versionview.is_adjacent(heads, heads[0], heads[1])
