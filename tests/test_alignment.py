import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories import alignment
from pipelines.histories.alignment import Block, align

ITEMS = st.lists(st.sampled_from("abcdefgh"), max_size=12)


def same(a: list[str], b: list[str]) -> list[str]:
    return [
        item for block in align(a, b) if block.is_same for item in a[block.a_start : block.a_end]
    ]


@given(ITEMS, ITEMS, st.integers(0, 30))
@settings(max_examples=100)
def test_blocks_cover_both_sides_and_same_ones_are_the_same(
    a: list[str], b: list[str], small: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_SMALL", small)
        blocks = align(a, b)
    assert [item for block in blocks for item in a[block.a_start : block.a_end]] == a
    assert [item for block in blocks for item in b[block.b_start : block.b_end]] == b
    for block in blocks:
        is_same = a[block.a_start : block.a_end] == b[block.b_start : block.b_end]
        assert is_same == block.is_same


def test_what_stands_between_is_one_block() -> None:
    assert align(list("axc"), list("ayyc")) == [
        Block(0, 1, 0, 1, is_same=True),
        Block(1, 2, 1, 3, is_same=False),
        Block(2, 3, 3, 4, is_same=True),
    ]


def test_a_long_sequence_is_anchored_by_what_stands_once() -> None:
    a = [f"w{number}" if number % 7 == 0 else "и" for number in range(3_000)]
    b = [f"{item}!" if number % 50 == 25 else item for number, item in enumerate(a)]
    kept = same(a, b)
    assert len(kept) > 0.95 * len(a)


def test_repeated_items_anchor_by_their_occurrence() -> None:
    a = ["x", *["a", "b"] * 150, "y"]
    b = ["z", *["a", "b"] * 150, "v"]
    assert len(same(a, b)) == 300


def test_long_sequences_with_nothing_in_common_are_one_block() -> None:
    a, b = [f"a{number}" for number in range(200)], [f"b{number}" for number in range(200)]
    assert align(a, b) == [Block(0, 200, 0, 200, is_same=False)]


def test_stretches_that_nest_too_deep_are_left_as_different(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(alignment, "_DEEPEST", 0)
    a = [f"a{number}" for number in range(400)]
    b = [item if number == 200 else f"b{number}" for number, item in enumerate(a)]
    assert align(a, b) == [Block(0, 400, 0, 400, is_same=False)]
