"""What texts are like: each kind of trouble is found within days, and sound ones are let alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desk.health.expected import Expected, learn
from desk.health.texts import text_troubles
from tests.healthworld import BEGIN, DAY, Habits, broken, world

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.health.finding import Finding
    from desk.health.observed import Day

SINCE = BEGIN + 70 * DAY
RICH = Habits(20, relevant=0.6, languages=(("kk", 0.5), ("ru", 0.5)))


def troubles(change: Callable[[Day], Day], days: int = 4, habits: Habits = RICH) -> list[Finding]:
    ill = broken(world(habits, 70 + days), SINCE, change)
    usual = learn(ill.days, "KZ", SINCE)
    now = ill.arrivals[-1]
    return list(text_troubles(ill.observed(now), usual, SINCE + DAY * (days - 1)))


def textless(one: Day) -> Day:
    reasons = {"no article text found": one.stored}
    return replace(one, stored=0, languages={}, words=0, failed=one.stored, reasons=reasons)


def undecodable(one: Day) -> Day:
    return replace(textless(one), reasons={"bytes could not be decoded": one.stored})


def in_russian_alone(one: Day) -> Day:
    return replace(one, languages={"ru": sum(one.languages.values())})


@pytest.mark.parametrize(
    ("change", "state", "words"),
    [
        (textless, "layout changed", "article text was found on 0% of"),
        (lambda one: replace(one, authored=0), "layout changed", "texts name an author, usually"),
        (lambda one: replace(one, ad_lines=3 * one.lines), "layout changed", "are the articles' own"),
        (lambda one: replace(one, garbled=one.stored), "charset broken", "letters are garbled in 100%"),
        (undecodable, "charset broken", "letters are garbled in 100%"),
        (lambda one: replace(one, dated=0), "dates broken", "texts have a date, usually 100%"),
        (lambda one: replace(one, timely=0), "dates broken", "have a date of these days"),
        (lambda one: replace(one, words=one.words // 8), "thin", "words on average, usually"),
        (in_russian_alone, "thin", "language missing from the last texts: Kazakh"),
    ],
)  # fmt: skip
def test_each_kind_of_trouble_is_found_and_told_with_its_figures(
    change: Callable[[Day], Day], state: str, words: str
) -> None:
    days = 9 if change is in_russian_alone else 4
    found = troubles(change, days)
    assert found[0].state == state
    assert words in found[0].why
    assert found[0].since is not None
    assert found[0].figures


def test_a_sound_source_has_none() -> None:
    assert troubles(lambda one: one, 20) == []


def test_without_usual_texts_only_garbled_letters_are_found() -> None:
    ill = broken(world(RICH, 6), BEGIN, lambda one: replace(one, dated=0, garbled=one.stored))
    found = list(text_troubles(ill.observed(ill.arrivals[-1]), Expected(), BEGIN + 5 * DAY))
    assert [one.state for one in found] == ["charset broken"]


def test_a_small_language_may_pause() -> None:
    habits = replace(RICH, languages=(("kk", 0.1), ("ru", 0.9)))
    assert troubles(in_russian_alone, 9, habits) == []


def test_few_texts_are_not_judged_by_their_length() -> None:
    few = Habits(1, relevant=0.6)
    assert troubles(lambda one: replace(one, words=10), 4, few) == []
    assert (
        list(text_troubles(world(few, 0).observed(SINCE_MOMENT), Expected(words=300), SINCE)) == []
    )


SINCE_MOMENT = world(RICH, 1).arrivals[0]
