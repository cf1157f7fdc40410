"""The state of a source as its crawls tell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desk.health import QUIET_AFTER, Health, SourceRun, state

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def run(days: float = 0.1, **counts: Any) -> SourceRun:
    return SourceRun(started_at=NOW - timedelta(days=days), **counts)


GOOD: dict[str, Any] = {"hubs_ok": 1, "listed": 20, "fetched": 3}
DEAD: dict[str, Any] = {"hubs_failed": 2, "problem": "no answer in 30 s"}


def test_a_source_that_brings_pages_is_ok() -> None:
    assert state([run(**GOOD), run(1, **DEAD)], NOW) == Health("ok")


def test_a_source_that_was_not_asked_was_never_run() -> None:
    assert state([], NOW).state == "never run"
    assert state([run(), run(1)], NOW).state == "never run"


def test_a_run_that_asked_nothing_does_not_hide_the_one_before() -> None:
    assert state([run(), run(1, **DEAD)], NOW).state == "failing"


def test_unreadable_hubs_are_failing_with_their_problem() -> None:
    assert state([run(**DEAD)], NOW) == Health("failing", "no answer in 30 s")
    assert state([run(hubs_failed=1)], NOW).why.startswith("none of its feeds")


def test_troubles_in_a_row_are_counted() -> None:
    history = [run(0.1, **DEAD), run(1, **DEAD), run(2, **GOOD), run(3, **DEAD)]
    assert state(history, NOW).why == "no answer in 30 s (2 crawls in a row)"
    assert "3 crawls" in state(history[:2] + history[3:], NOW).why


def test_one_dead_hub_beside_a_good_one_is_no_trouble() -> None:
    assert state([run(hubs_ok=1, hubs_failed=1, listed=4, fetched=1)], NOW).state == "ok"


@pytest.mark.parametrize(
    "problem",
    ["HTTP 403", "HTTP 429 Too Many Requests", "disallowed by robots.txt", "challenge page"],
)
def test_a_refusal_is_blocked(problem: str) -> None:
    assert state([run(hubs_failed=1, problem=problem)], NOW).state == "blocked"


def test_pages_that_fail_by_half_are_trouble_and_their_reason_decides() -> None:
    broken = run(hubs_ok=1, listed=4, fetched=4, failed=2, reasons=("HTTP 500",))
    assert state([broken], NOW) == Health("failing", "2 of 4 pages failed: HTTP 500")
    walled = run(hubs_ok=1, fetched=4, failed=4, reasons=("robot check in place of the page",))
    assert state([walled], NOW).state == "blocked"
    unnamed = run(hubs_ok=1, fetched=1, failed=1)
    assert state([unnamed], NOW) == Health("failing", "1 of 1 pages failed")
    few = run(hubs_ok=1, fetched=5, failed=2, reasons=("HTTP 403",))
    assert state([few], NOW).state == "ok"


def test_a_source_without_a_new_page_for_a_week_is_silent() -> None:
    quiet = [run(d, hubs_ok=1, listed=20) for d in range(1, 8)]
    assert state([*quiet, run(8, **GOOD)], NOW) == Health("silent", "no new page for 8 days")
    assert state([*quiet, run(6.9, **GOOD)], NOW).state == "ok"


def test_a_young_archive_is_not_called_silent() -> None:
    young = [run(1, hubs_ok=1, listed=9)]
    assert state(young, NOW).state == "ok"
    old = [*young, run(QUIET_AFTER.days + 1, hubs_ok=1, listed=9)]
    assert state(old, NOW).why == "no new page in any crawl of the last 8 days"


def test_a_feed_that_never_listed_anything_is_silent_at_once() -> None:
    assert state([run(hubs_ok=1)], NOW) == Health(
        "silent", "its lists have named no article so far"
    )


def test_stored_pages_that_are_there_as_before_hide_no_trouble_and_no_silence() -> None:
    looked = run(0.01, fetched=3, again=3)
    assert state([looked, run(**DEAD)], NOW).state == "failing"
    quiet = [run(0.01, hubs_ok=1, fetched=2, again=2), run(9, **GOOD), run(10, **GOOD)]
    assert state(quiet, NOW).why == "no new page for 9 days"
    assert state([run(0.01, hubs_ok=1, fetched=3, again=2), *quiet], NOW).state == "ok"
