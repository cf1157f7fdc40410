import random
import re
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
    "taken back": Version(
        "Опровержение", "Редакция приносит извинения: сообщение о закрытии рудника было ошибкой."
    ),
    "out of order": Version("Рудник", "Приносим извинения за временные неудобства."),
    "lost": Version("Рудник", re.sub("[а-я]", "?", LONG)),
    "lost b": Version("Рудник", re.sub("[а-я]", "�", LONG.replace("осенью", "весной"))),
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


DAY = 24
WITHDRAWN = [Look(at(0), "text", "a"), Look(at(DAY), "text", "stump")]


@pytest.mark.parametrize("name", ["stump", "foreign", "out of order"])
def test_a_stump_that_stays_a_day_is_what_the_site_tells_since_its_first_look(name: str) -> None:
    told = [Look(at(0), "text", "a"), *(Look(at(DAY * day), "text", name) for day in (1, 2, 3))]
    history = fold(told, VERSIONS)
    assert kinds(history) == [("a", "first"), (name, "changed")]
    assert (history.current, history.current_seen_at) == (name, at(DAY))
    assert kinds(fold(told[:2], VERSIONS)) == [("a", "first"), (name, "stump")]


@pytest.mark.parametrize(
    "between",
    [
        Look(at(DAY + 2), "text", "a"),
        Look(at(DAY + 2), "text", "foreign"),
        Look(at(DAY + 2), "cut", "less"),
        Look(at(DAY + 2), "cleaned", "b"),
    ],
)
def test_another_text_in_between_makes_it_a_broken_answer(between: Look) -> None:
    told = [*WITHDRAWN, between, Look(at(DAY * 2), "text", "stump")]
    history = fold(told, VERSIONS)
    assert ("stump", "stump") in kinds(history)
    assert history.current != "stump"


def test_what_is_no_text_says_nothing_of_a_stump() -> None:
    told = [
        *WITHDRAWN,
        Look(at(DAY + 1), "failed"),
        Look(at(DAY + 2), "cut", "stump"),
        Look(at(DAY + 3), "unchanged"),
        Look(at(DAY * 2), "text", "stump"),
    ]
    assert kinds(fold(told, VERSIONS)) == [("a", "first"), ("stump", "changed")]
    assert kinds(fold(told[:-1], VERSIONS)) == [("a", "first"), ("stump", "stump")]


def test_a_stump_that_broke_off_twice_is_never_proven() -> None:
    told = [*WITHDRAWN, Look(at(DAY * 3), "cut", "stump")]
    assert fold(told, VERSIONS).current == "a"


def test_the_text_comes_back_after_a_stump_that_held() -> None:
    told = [
        *WITHDRAWN,
        Look(at(DAY * 2), "text", "stump"),
        Look(at(DAY * 3), "text", "a"),
        Look(at(DAY * 4), "text", "stump"),
    ]
    history = fold(told, VERSIONS)
    assert kinds(history) == [
        ("a", "first"),
        ("stump", "changed"),
        ("a", "changed"),
        ("stump", "stump"),
    ]
    assert history.current == "a"


def test_our_own_cleaning_that_leaves_a_stump_holds_though_a_page_gave_it() -> None:
    told = [*WITHDRAWN, Look(at(DAY + 1), "restored", "stump")]
    assert fold(told, VERSIONS).current == "stump"
    cleaned = [*WITHDRAWN, Look(at(DAY + 1), "cleaned", "stump")]
    assert kinds(fold(cleaned, VERSIONS))[-1] == ("stump", "cleaned")


def test_a_stump_that_is_proven_is_the_first_whole_text_behind_a_cut_one() -> None:
    told = [Look(at(0), "cut", "a"), *WITHDRAWN[1:], Look(at(DAY * 2), "text", "stump")]
    assert kinds(fold(told, VERSIONS)) == [("a", "cut"), ("stump", "first")]


def test_a_new_note_on_a_fault_holds_at_once_but_the_excuse_of_a_site_does_not() -> None:
    history = fold(looks(("text", "a"), ("text", "taken back")), VERSIONS, language="ru")
    assert kinds(history) == [("a", "first"), ("taken back", "changed")]
    history = fold(looks(("text", "a"), ("text", "out of order")), VERSIONS, language="ru")
    assert kinds(history) == [("a", "first"), ("out of order", "stump")]


@given(st.lists(st.tuples(st.integers(0, 24 * 60 - 1), st.sampled_from(["stump", "foreign"]))))
@settings(max_examples=100)
def test_a_page_that_is_broken_for_less_than_a_day_replaces_nothing(
    broken: list[tuple[int, str]],
) -> None:
    told = [Look(at(0), "text", "a")]
    told += [Look(at(1) + timedelta(minutes=minute), "text", name) for minute, name in broken]
    assert fold(told, VERSIONS).current == "a"


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


def test_a_garbled_text_is_kept_once_and_never_holds() -> None:
    told = looks(("text", "a"), ("text", "lost"), ("text", "lost"), ("text", "a"))
    history = fold(told, VERSIONS)
    assert kinds(history) == [("a", "first"), ("lost", "garbled")]
    assert (history.current, history.current_seen_at) == ("a", at(0))


def test_an_edit_behind_a_garbled_text_is_one_of_the_last_legible_text() -> None:
    history = fold(looks(("text", "a"), ("text", "lost b"), ("text", "b")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("lost b", "garbled"), ("b", "changed")]


@pytest.mark.parametrize("outcome", ["text", "cut"])
def test_a_garbled_first_text_gives_way_to_a_legible_one_without_an_edit(
    outcome: Outcome,
) -> None:
    before = fold(looks((outcome, "lost")), VERSIONS)
    assert (kinds(before), before.current) == ([("lost", "first")], "lost")
    after = fold(looks((outcome, "lost"), ("text", "a"), ("text", "b")), VERSIONS)
    assert kinds(after) == [("lost", "garbled"), ("a", "first"), ("b", "changed")]
    assert (after.current, after.current_seen_at) == ("b", at(2))


def test_all_that_was_made_of_a_garbled_first_text_gives_way() -> None:
    told = looks(("text", "lost"), ("cleaned", "lost b"), ("text", "a"))
    assert kinds(fold(told, VERSIONS)) == [
        ("lost", "garbled"),
        ("lost b", "garbled"),
        ("a", "first"),
    ]


def test_a_text_that_comes_back_over_what_we_made_of_it_holds_since_it_was_first_seen() -> None:
    history = fold(looks(("text", "a"), ("cleaned", "lost"), ("text", "a")), VERSIONS)
    assert kinds(history) == [("a", "first"), ("lost", "garbled")]
    assert (history.current, history.current_seen_at) == ("a", at(0))


def test_a_garbled_text_that_was_taken_for_an_edit_is_none_once_the_text_comes_back() -> None:
    kazakh = "Қарағандыда жаңа кеніш ашылды.\n\nЖүз адам жұмысқа тұрды."
    without = Version("Кеніш", re.sub("[қңүұі]", "", kazakh))
    versions = {
        "kk": Version("Кеніш", kazakh),
        "new": Version("Зауыт", "Металлургтер бүгін жиналды.\n\nЖаңа өкім шықты, дейді олар."),
        "new?": Version("Зауыт", "Металлургтер бгн жиналды.\n\nЖаа км шыты, дейд олар."),
        "kk?": without,
    }
    told = looks(("text", "kk"), ("text", "new?"), ("text", "new"), ("text", "kk"))
    assert kinds(fold(told[:2], versions)) == [("kk", "first"), ("new?", "changed")]
    assert kinds(fold(told, versions)) == [
        ("kk", "first"),
        ("new?", "garbled"),
        ("new", "changed"),
        ("kk", "changed"),
    ]


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
        at=st.sampled_from([0, 1, 2, 24, 25, 49, 73]).map(at),
        outcome=st.sampled_from(OUTCOMES),
        content_hash=st.sampled_from(sorted(VERSIONS)),
        why=st.sampled_from(["", "404"]),
    ),
    max_size=10,
)


@given(SOME_LOOKS, st.integers(0, 1000))
@settings(max_examples=100)
def test_the_order_in_which_looks_are_given_changes_nothing(some: list[Look], seed: int) -> None:
    shuffled = some[:]
    random.Random(seed).shuffle(shuffled)
    history = fold(some, VERSIONS)
    assert fold(shuffled, VERSIONS) == history
    # the store tells versions apart by these two, and reads them by the time
    assert len({(one.seen_at, one.content_hash) for one in history.kept}) >= len(
        {one.content_hash for one in some if one.outcome in {"text", "cut"}}
    )
    assert [one.seen_at for one in history.kept] == sorted(one.seen_at for one in history.kept)
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
