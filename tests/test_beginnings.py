import pytest

from pipelines.matching.beginnings import Start, starts_of
from pipelines.matching.notation import NotationError, compile_pattern


def test_alternatives_are_written_out_and_endings_left_open() -> None:
    assert starts_of("(руд|шах)ник*") == (
        Start("рудник", is_whole=False),
        Start("шахник", is_whole=False),
    )


def test_the_second_word_is_told_where_all_ways_to_go_on_tell_it() -> None:
    assert starts_of("gold (mine|pit)*") == (Start("gold", is_whole=True, seconds=("mine", "pit")),)
    assert starts_of("gold .. mine") == (Start("gold", is_whole=True),)


def test_a_hyphen_is_a_blank_or_nothing() -> None:
    assert [(s.letters, s.is_whole) for s in starts_of("горно-руд*")] == [
        ("горно", True),
        ("горноруд", False),
    ]


def test_groups_may_stand_in_groups() -> None:
    assert {start.letters for start in starts_of("((ал|ол)тын|мыс) кен*")} == {
        "мыс",
        "алтын",
        "олтын",
    }


def test_a_group_that_is_not_closed_is_refused_with_its_pattern() -> None:
    assert starts_of("(руд|шах")
    with pytest.raises(NotationError, match="brackets"):
        compile_pattern("(руд|шах")
