from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.boilerplate.learntlines import taken_out

if TYPE_CHECKING:
    from pipelines.model import BlockKind

BODY = ["Бірінші.", "Екінші.", "Үшінші.", "Төртінші.", "Бесінші.", "Алтыншы."]


def left(lines: list[str], learnt: dict[str, str], headings: tuple[str, ...] = ()) -> list[str]:
    kinds: list[BlockKind] = ["heading" if line in headings else "text" for line in lines]
    out = taken_out(lines, kinds, learnt)
    return [line for at, line in enumerate(lines) if at not in out]


@pytest.mark.parametrize(
    ("place", "stays"),
    [("head", [False, True, True]), ("tail", [True, True, False]), ("within", [False] * 3)],
)
def test_a_line_goes_in_its_place_and_stays_elsewhere(place: str, stays: list[bool]) -> None:
    learnt = {"жарнама": place}
    for lines, stay in zip(
        (["Жарнама", *BODY], [*BODY[:3], "Жарнама", *BODY[3:]], [*BODY, "Жарнама"]),
        stays,
        strict=True,
    ):
        assert left(lines, learnt) == (lines if stay else BODY)


def test_two_lines_of_the_article_may_stand_between_it_and_the_edge_and_not_three() -> None:
    learnt = {"жарнама": "tail", "тағы": "head"}
    assert left([*BODY[:4], "Жарнама", *BODY[4:]], learnt) == BODY
    assert "Жарнама" in left([*BODY[:3], "Жарнама", *BODY[3:]], learnt)
    assert left([*BODY[:2], "Тағы", *BODY[2:]], learnt) == BODY
    assert "Тағы" in left([*BODY[:3], "Тағы", *BODY[3:]], learnt)


def test_learnt_lines_are_no_distance_for_each_other() -> None:
    tail = ["А", "Ә", "Б", "В", "Г"]
    assert left([*BODY, *tail], dict.fromkeys(("а", "ә", "б", "в", "г"), "tail")) == BODY
    learnt = {"а": "head", "ә": "tail"}
    assert left(["Бір.", "Ә", "Екі.", "А"], learnt) == ["Бір.", "Екі."]


def test_spelling_is_compared_as_everywhere() -> None:
    assert left(["— ЖАРНАМА —", *BODY], {"жарнама": "within"}) == BODY


@pytest.mark.parametrize("lines", [["Жарнама"], ["Жарнама", "Қала"]])
def test_never_is_a_text_left_without_a_paragraph(lines: list[str]) -> None:
    assert left(lines, {"жарнама": "within"}, headings=("Қала",)) == lines


def test_nothing_learnt_takes_nothing_out() -> None:
    assert taken_out(BODY, ["text"] * 6, {}) == frozenset()


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["а", "ә", "б", "в", "г", "д", ""]), max_size=12),
    st.dictionaries(
        st.sampled_from(["а", "ә", "б"]), st.sampled_from(["head", "tail", "within"]), max_size=3
    ),
)
def test_taking_out_twice_is_taking_out_once(lines: list[str], learnt: dict[str, str]) -> None:
    once = left(lines, learnt)
    assert left(once, learnt) == once
    assert bool(once) == bool(lines)


def test_lines_that_recur_and_stay_do_not_shield_one_that_goes() -> None:
    staying = ["Кезекші редактор", "Байланыс", "Дала порталы", "Анықтама"]
    learnt = {"жарнама": "tail"} | dict.fromkeys(map(str.lower, staying), "stays")
    assert left([*BODY, "Жарнама", *staying], learnt) == [*BODY, *staying]
