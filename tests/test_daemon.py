"""``kenwatch daemon`` hands its options to the scheduler and ends with its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import scheduler
from desk.daemon import daemon

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the scheduler was called with."""
    calls: list[list[str]] = []

    def main(arguments: Sequence[str]) -> int:
        calls.append(list(arguments))
        return 75

    monkeypatch.setattr(scheduler, "main", main)
    return calls


def test_the_options_reach_the_scheduler_and_its_code_comes_back(asked: list[list[str]]) -> None:
    done = CliRunner().invoke(daemon, ["--db", "a.db", "--sources-dir", "s", "--tick", "2.5"])
    assert done.exit_code == 75
    assert asked == [["--db", "a.db", "--sources-dir", "s", "--tick", "2.5"]]


def test_without_a_tick_the_scheduler_keeps_its_own(asked: list[list[str]]) -> None:
    CliRunner().invoke(daemon, [], env={"KENWATCH_DB": "x.db", "KENWATCH_SOURCES": "dir"})
    assert asked == [["--db", "x.db", "--sources-dir", "dir"]]


@pytest.mark.parametrize("tick", ["0", "-3", "soon", "99999"])
def test_a_tick_that_is_no_sensible_time_is_refused(tick: str, asked: list[list[str]]) -> None:
    assert CliRunner().invoke(daemon, ["--tick", tick]).exit_code == 2
    assert asked == []


def test_the_help_shows_how_to_call_it() -> None:
    done = CliRunner().invoke(daemon, ["--help"])
    assert done.exit_code == 0
    assert "kenwatch daemon --db" in done.output
