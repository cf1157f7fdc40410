from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.alerts import outcome
from desk.alerts.outcome import Outcome


@given(st.integers(100, 999))
def test_only_an_answer_of_success_is_taken(code: int) -> None:
    found = outcome.of_status(code)
    assert found.is_taken == (200 <= code < 300)
    assert found.is_taken or str(code) in found.problem


@pytest.mark.parametrize("code", [401, 403, 404, 408, 429, 500, 503])
def test_an_answer_about_the_sink_is_no_refusal_of_the_message(code: int) -> None:
    assert not outcome.of_status(code).is_refusal


def test_an_unknown_status_is_told_by_its_number() -> None:
    assert outcome.of_status(799) == Outcome("answered HTTP 799")


@given(st.text(min_size=1))
def test_the_words_of_an_error_are_never_told(words: str) -> None:
    assert outcome.of_error(ValueError(words)) == Outcome("could not be sent (ValueError)")


def test_a_limit_is_told_in_seconds() -> None:
    assert outcome.of_silence(20.0).problem == "gave no answer within 20 seconds"
    assert not outcome.of_silence(0.5).is_taken


GONE = Outcome("gone", is_final=True)
LATER = Outcome("later")


@pytest.mark.parametrize(
    ("results", "before", "expected"),
    [
        ({"a": outcome.TAKEN, "b": outcome.TAKEN}, [], outcome.TAKEN),
        ({"b": outcome.TAKEN}, ["a"], outcome.TAKEN),
        ({}, ["a"], outcome.TAKEN),
        ({"a": GONE, "b": LATER}, [], GONE),
        ({"a": LATER}, [], LATER),
        (
            {"a": GONE, "b": outcome.TAKEN}, [],
            Outcome(note="1 of 2 recipients did not take it: gone"),
        ),
        (
            {"a": GONE, "b": LATER}, ["c"],
            Outcome(
                "2 of 3 recipients did not take it: later", is_refusal=True, reached=frozenset("c")
            ),
        ),
    ],
)  # fmt: skip
def test_a_message_is_taken_where_some_have_it_and_the_rest_never_will(
    results: dict[str, Outcome], before: list[str], expected: Outcome
) -> None:
    assert outcome.of_recipients(results, frozenset(before)) == expected


@pytest.mark.parametrize(("code", "expected"), [(403, True), (404, True), (408, False), (425, False),
                                                (429, False), (500, False)])  # fmt: skip
def test_an_answer_that_may_change_is_not_final(code: int, expected: object) -> None:
    assert outcome.of_status(code).is_final == expected


def test_what_is_told_of_a_message_that_was_taken_names_who_has_it_not() -> None:
    assert outcome.TAKEN.words == "took the message"
    assert Outcome(note="1 of 2").words == "took the message; 1 of 2"
    assert LATER.words == "later"


def test_what_was_not_sent_is_not_tried() -> None:
    assert outcome.of_fault("No space left") == Outcome(
        "not tried: what comes of it could not be noted (No space left)", is_tried=False
    )


def test_a_mark_does_not_show_what_it_stands_for() -> None:
    assert outcome.mark("k", "a@b.kz") == outcome.mark("k", "a@b.kz") != outcome.mark("j", "a@b.kz")
    assert "a@b.kz" not in outcome.mark("k", "a@b.kz")
