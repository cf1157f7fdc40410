"""Whether this machine knows the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.checkup import times
from tests.checkedup import AT, subject
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path


def test_zone_files_must_know_the_change_of_2024() -> None:
    assert times.zones().grade == "ok"
    assert times.zones("Europe/Moscow").grade == "fail"
    assert times.zones("Asia/Nowhere").grade == "fail"


def test_a_clock_in_the_past_is_told(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    assert times.clock(subject(path)).grade == "ok"
    for wrong in (datetime(2026, 11, 19, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)):
        assert times.clock(subject(path, now=wrong)).grade == "fail"
    assert times.clock(subject(tmp_path / "none.db", now=AT)).grade == "ok"
    assert times.clock(subject(empty(tmp_path / "e.db"), now=AT)).grade == "ok"
