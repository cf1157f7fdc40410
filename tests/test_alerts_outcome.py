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
