import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.events.eventgrammar import (
    RuleError,
    gap,
    met,
    near,
    needed,
    read_rule,
    read_veto,
    taken_back,
)

KNOWN = frozenset({"death", "worker", "workplace", "drill"})


def holds(rule: str, found: dict[str, list[tuple[int, int]]], *told: str) -> bool:
    return (
        met(read_rule(rule, KNOWN), found, lambda groups: not groups.isdisjoint(told)) is not None
    )


def test_a_rule_of_one_group_is_met_where_the_group_stands() -> None:
    assert holds("death", {"death": [(3, 8)]})


@pytest.mark.parametrize(("sign", "reach"), [("+", 90), ("&", 45), (">", 20)])
def test_a_step_reaches_as_far_as_its_sign_says(sign: str, reach: int) -> None:
    rule = f"death {sign} worker"
    assert holds(rule, {"death": [(0, 5)], "worker": [(5 + reach, 200)]})
    assert not holds(rule, {"death": [(0, 5)], "worker": [(6 + reach, 200)]})


def test_a_step_behind_is_not_met_in_front() -> None:
    found = {"death": [(20, 25)], "worker": [(10, 15)]}
    assert holds("death & worker", found)
    assert not holds("death > worker", found)


def test_one_word_is_not_two_steps() -> None:
    assert not holds("death & worker", {"death": [(0, 5)], "worker": [(0, 5)]})


def test_one_alternative_is_enough() -> None:
    assert holds("death + worker/workplace", {"death": [(0, 5)], "workplace": [(9, 15)]})


def test_what_was_told_before_meets_only_a_step_that_allows_it() -> None:
    assert holds("death + worker/@workplace", {"death": [(0, 5)]}, "workplace")
    assert not holds("death + worker/@workplace", {"death": [(0, 5)]}, "worker")


def test_the_first_words_that_meet_a_rule_are_given() -> None:
    found = {"death": [(0, 5), (300, 305)], "worker": [(310, 315)]}
    assert met(read_rule("death & worker", KNOWN), found, bool) == (300, 305)


def test_a_group_that_nobody_described_is_named_in_the_error() -> None:
    with pytest.raises(RuleError, match="no group 'ghost'"):
        read_rule("death + ghost", KNOWN)
    with pytest.raises(RuleError, match="no group 'ghost'"):
        read_veto("ghost<20", KNOWN)


def test_a_veto_that_cannot_be_read_is_named_in_the_error() -> None:
    with pytest.raises(RuleError, match="write a group"):
        read_veto("drill<near", KNOWN)


def test_a_veto_takes_back_within_its_reach_or_the_whole_sentence() -> None:
    found = {"drill": [(100, 105)]}
    assert taken_back([read_veto("drill", KNOWN)], (0, 5), found)
    assert taken_back([read_veto("drill<95", KNOWN)], (0, 5), found)
    assert not taken_back([read_veto("drill<94", KNOWN)], (0, 5), found)
    assert not taken_back([read_veto("death", KNOWN)], (0, 5), found)


spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: (min(two), max(two)))


@given(spans, spans)
def test_a_gap_is_the_same_from_either_side_and_never_negative(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert gap(one, other) == gap(other, one) >= 0


SPANS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 40)), max_size=30)


@given(SPANS, st.integers(0, 500), st.sampled_from([20, 45, 90]))
def test_the_spans_near_are_those_that_a_look_at_all_finds(
    sizes: list[tuple[int, int]], at: int, reach: int
) -> None:
    spans = sorted((start, start + size) for start, size in sizes)
    other = (at, at + 7)
    assert list(near(spans, other, reach)) == [s for s in spans if gap(s, other) <= reach]


def test_what_may_have_been_told_before_is_not_needed_in_the_sentence() -> None:
    assert needed(read_rule("death", KNOWN)) == ()
    rule = read_rule("death + worker/workplace & @drill", KNOWN)
    assert needed(rule) == (frozenset({"worker", "workplace"}),)
