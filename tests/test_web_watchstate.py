"""On what ground the front page says that nothing else was reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.watchdays import Stretch
from desk.web.timespan import span_of
from desk.web.watchstate import WatchState, is_whole, sentences, watch_state
from desk.web.words import Words
from desk.wording.phrases import Phrases

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SPAN = span_of(NOW, NOW, 1)
WHOLE = Stretch(NOW - timedelta(days=9), NOW)
SOURCES = {"a": "Агентство", "b": "Портал"}


def state(**given: Any) -> WatchState:
    values: dict[str, Any] = {"first_look": None, "waiting": 0}
    stretches = given.pop("stretches", {"a": [WHOLE], "b": [WHOLE]})
    return watch_state(SOURCES, stretches, SPAN, NOW, **{**values, **given})


def told(found: WatchState, most: int = 1000) -> str:
    return " ".join(sentences(found, Words("en", "web_front"), Phrases("digest", "en"), most))


def test_the_watch_is_whole_where_each_source_was_looked_at_without_a_gap() -> None:
    found = state()
    assert found.is_whole
    assert found.followed == ("Агентство", "Портал")
    assert found.until == NOW
    assert told(found).startswith("All watched sources (2) were followed without a gap. Each was")


def test_a_gap_of_one_source_is_named_with_its_days() -> None:
    late = Stretch(NOW - timedelta(hours=2), NOW)
    found = state(stretches={"a": [WHOLE], "b": [late]})
    assert not found.is_whole
    assert found.gaps == (("Портал", 2),)
    assert "Reports may have been missed at: Портал (2 days)." in told(found)


def test_where_nobody_watched_nothing_is_said_of_the_gaps_one_by_one() -> None:
    found = state(stretches={})
    assert told(found) == "None of the 2\u00a0sources was followed without a gap."
    assert found.until is None


def test_without_sources_nothing_was_watched() -> None:
    found = watch_state({}, {}, SPAN, NOW, first_look=None, waiting=0)
    assert not found.is_whole
    assert told(found) == "No source was watched."


def test_a_page_without_an_answer_spoils_the_watch() -> None:
    found = state(waiting=3)
    assert not found.is_whole
    assert told(found).endswith("3\u00a0listed pages have no answer yet.")
    assert told(found, most=3).endswith("3 or more listed pages have no answer yet.")


def test_a_source_in_trouble_spoils_the_watch_and_is_told() -> None:
    found = state(troubled=1)
    assert not found.is_whole
    assert told(found).endswith(
        "what 1\u00a0source publishes may be missing: it is in trouble now."
    )


@pytest.mark.parametrize(
    ("followed", "sources", "missing", "troubled", "whole"),
    [
        (2, 2, 0, 0, True),
        (0, 0, 0, 0, False),
        (1, 2, 0, 0, False),
        (2, 2, 1, 0, False),
        (2, 2, 0, 1, False),
    ],
)
def test_the_rule_of_a_whole_watch(
    followed: int, sources: int, missing: int, troubled: int, *, whole: bool
) -> None:
    assert is_whole(followed, sources, missing=missing, troubled=troubled) is whole


def test_the_first_look_is_told_where_it_lies_within_the_time() -> None:
    first = NOW - timedelta(hours=5)
    assert "Watching began on 20 Nov, 12:00" in told(state(first_look=first))
    assert state(first_look=NOW - timedelta(days=5)).since is None
