import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.histories.history import (
    History,
    Look,
    Outcome,
    Version,
    fold,
    gone,
    is_only_cleaned,
    is_stump,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LONG = "Рудник закрыли осенью.\n\nРабочих перевели на другой участок.\n\nСпоры продолжались долго."
VERSIONS = {
    "a": Version("Рудник", LONG),
    "b": Version("Рудник", LONG.replace("осенью", "весной")),
    "slip": Version("Рудник", LONG.replace("участок", "учаcток,")),
    "stump": Version("Рудник", "Рудник закрыли осенью."),
    "foreign": Version("Вход", "Войдите."),
    "less": Version("Рудник", "\n\n".join(LONG.split("\n\n")[:2])),
}


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def looks(*told: tuple[Outcome, str]) -> list[Look]:
    return [Look(at(hour), outcome, name) for hour, (outcome, name) in enumerate(told)]


def kinds(history: History) -> list[tuple[str, str]]:
    return [(one.content_hash, one.kind) for one in history.kept]


def test_no_text_makes_no_history() -> None:
    assert fold([], VERSIONS) == History()
    assert fold(looks(("gone", ""), ("failed", "")), VERSIONS) == History()


def test_the_same_text_again_is_nothing_new() -> None:
    history = fold(looks(("text", "a"), ("text", "a"), ("unchanged", ""), ("cut", "a")), VERSIONS)
    assert kinds(history) == [("a", "first")]
    assert (history.current, history.current_seen_at) == ("a", at(0))


def test_a_text_that_comes_back_has_changed_twice() -> None:
    history = fold(looks(("text", "a"), ("text", "b"), ("text", "a")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("b", "changed"), ("a", "changed")]
    assert (history.current, history.current_seen_at) == ("a", at(2))


def test_a_slip_that_is_mended_is_cosmetic_and_holds() -> None:
    history = fold(looks(("text", "a"), ("text", "slip")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("slip", "cosmetic")]
    assert history.current == "slip"


@pytest.mark.parametrize("name", ["stump", "foreign"])
def test_a_stump_is_kept_once_and_never_holds(name: str) -> None:
    history = fold(looks(("text", "a"), ("text", name), ("text", "a"), ("text", name)), VERSIONS)
    assert kinds(history) == [("a", "first"), (name, "stump")]
    assert (history.current, history.current_seen_at) == ("a", at(0))


def test_a_cut_text_is_kept_once_and_never_holds() -> None:
    history = fold(looks(("text", "a"), ("cut", "less"), ("cut", "less")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("less", "cut")]
    assert history.current == "a"


def test_a_cut_first_text_holds_until_a_whole_one_comes() -> None:
    before = fold(looks(("cut", "less")), VERSIONS)
    assert (kinds(before), before.current) == ([("less", "first")], "less")
    after = fold(looks(("cut", "less"), ("text", "a"), ("text", "b")), VERSIONS)
    assert kinds(after) == [("less", "cut"), ("a", "first"), ("b", "changed")]
    assert (after.current, after.current_seen_at) == ("b", at(2))


def test_a_first_text_that_proves_whole_is_no_longer_taken_for_cut() -> None:
    history = fold(looks(("cut", "a"), ("cut", "a"), ("text", "a"), ("text", "b")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("b", "changed")]


def test_our_own_cleaning_holds_whatever_it_leaves() -> None:
    history = fold(looks(("text", "a"), ("cleaned", "stump"), ("restored", "a")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("stump", "cleaned"), ("a", "restored")]
    assert history.current_seen_at == at(2)


def test_a_look_at_an_unknown_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"'zz'.*hand over all versions"):
        fold(looks(("text", "zz")), VERSIONS)


OUTCOMES: list[Outcome] = ["text", "cut", "unchanged", "gone", "failed", "cleaned", "restored"]
SOME_LOOKS = st.lists(
    st.builds(
        Look,
        at=st.integers(0, 3).map(at),
        outcome=st.sampled_from(OUTCOMES),
        content_hash=st.sampled_from(sorted(VERSIONS)),
        why=st.sampled_from(["", "404"]),
    ),
    max_size=8,
)


@given(SOME_LOOKS, st.integers(0, 1000))
@settings(max_examples=100)
def test_the_order_in_which_looks_are_given_changes_nothing(some: list[Look], seed: int) -> None:
    shuffled = some[:]
    random.Random(seed).shuffle(shuffled)
    assert fold(shuffled, VERSIONS) == fold(some, VERSIONS)
    assert gone(shuffled) == gone(some)


def test_a_page_is_gone_since_the_first_such_look_behind_the_last_good_one() -> None:
    told = [
        Look(at(0), "gone", why="404"),
        Look(at(1), "text", "a"),
        Look(at(2), "failed"),
        Look(at(3), "gone", why="410"),
        Look(at(4), "failed"),
        Look(at(5), "cleaned", "b"),
        Look(at(6), "gone", why="front page"),
    ]
    assert gone(told) == (at(3), "410")
    assert gone(told[:1]) == (at(0), "404")


def test_a_page_that_came_back_is_not_gone() -> None:
    assert gone(looks(("text", "a"), ("gone", ""), ("unchanged", ""))) == (None, "")
    assert gone(looks(("text", "a"), ("failed", ""))) == (None, "")


def test_half_of_a_text_is_no_stump() -> None:
    assert not is_stump("раз два три четыре", "раз два")
    assert is_stump(LONG, "рудник закрыли осенью.")
    assert not is_stump(LONG, "Рудник закрыли осенью.\n\nНовое.")


def test_a_text_that_only_lost_dropped_lines_was_cleaned() -> None:
    before = ("Рудник", "Рудник закрыли.\n\nПодпишитесь на нас!")
    assert is_only_cleaned(before, ("Рудник", "Рудник закрыли."), ["Подпишитесь на нас!"])
    assert not is_only_cleaned(before, ("Рудники", "Рудник закрыли."), ["Подпишитесь на нас!"])
    assert not is_only_cleaned(before, ("Рудник", "Рудник закрыли."), [])
    assert not is_only_cleaned(before, before, [])
