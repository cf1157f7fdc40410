"""A week of news, faults and messages under a moved clock: real sites, crawls, archive, receiver."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.running import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(400)
DAYS, STEP = 7, 60


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the week showed; its clock and reactor need a process of their own."""
    found: Path = tmp_path_factory.mktemp("month") / "found.json"
    words = ["--days", str(DAYS), "--step", str(STEP), "--json", str(found)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.month", *words],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=380,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return told


def test_each_trouble_is_found_under_its_name(week: dict[str, Any]) -> None:
    assert week["troubles"]
    for one in week["troubles"]:
        assert one["is_right"], one
        assert one["found_after_h"] <= 5, one


def test_a_site_is_called_well_when_it_is_and_not_before(week: dict[str, Any]) -> None:
    for one in week["troubles"]:
        assert not one["is_broken_off"], one
        assert one["well_after_h"] is not None, one
        assert one["well_after_h"] <= 30, one


def test_no_site_is_blamed_without_cause(week: dict[str, Any]) -> None:
    assert week["false_states"] == []


def test_being_offline_is_found_once_and_is_over_once(week: dict[str, Any]) -> None:
    states = [line.rpartition(": ")[2] for line in week["machine"]]
    assert states == ["offline", "ok"]


def test_there_are_no_more_alarms_than_changes(week: dict[str, Any]) -> None:
    assert 0 < week["alarms"] <= week["alarms_allowed"]


def test_every_event_is_told_exactly_once_by_each_rule(week: dict[str, Any]) -> None:
    for rule in week["rules"]:
        assert rule["asked"] > 0
        assert (rule["once"], rule["more"], rule["never"]) == (rule["asked"], [], []), rule


def test_updates_come_where_figures_changed_only(week: dict[str, Any]) -> None:
    assert week["needless_updates"] == []
    assert sum(rule["updates"] for rule in week["rules"]) > 0


def test_nothing_is_lost_while_the_receiver_is_down(week: dict[str, Any]) -> None:
    assert week["mail"]["lost"] == []
    assert set(week["mail"]["states"]) <= {"sent", "waiting"}
    assert week["mail"]["received"] >= week["mail"]["states"]["sent"]
    assert week["mail"]["doubled"] == 0


def test_a_digest_comes_every_day_and_every_week(week: dict[str, Any]) -> None:
    assert week["digests"] == {"morning": DAYS, "week": DAYS // 7}


def test_alerts_come_within_the_hours_of_a_look(week: dict[str, Any]) -> None:
    count, median, *_ = week["minutes_unhindered"]["all"]
    assert count > 5
    assert median <= 2 * STEP
