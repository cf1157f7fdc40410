"""Why messages wait, in words."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk.alerts.waitingcards import Waiting, waiting
from tests.desk_archive import empty, insert

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER, EARLIER = "2026-11-20T13:00:00+00:00", "2026-11-20T11:00:00+00:00"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Waiting("phone", 3, LATER, ""), "phone: 3 messages wait until 2026-11-20 18:00 (Almaty): quiet hours"),
        (Waiting("phone", 1, LATER, "timed\nout"), "phone: 1 message waits until 2026-11-20 18:00 (Almaty): timed out"),
        (Waiting("phone", 1, EARLIER, ""), "phone: 1 message waits for the next delivery"),
        (Waiting("phone", 1, "?", "x"), "phone: 1 message waits for the next delivery: x"),
    ],
)  # fmt: skip
def test_who_waits_for_what_is_told_in_a_line(found: Waiting, words: str) -> None:
    assert found.words(NOW) == words


def test_what_waits_is_counted_by_sink_and_reason(tmp_path: Path) -> None:
    db = sqlite3.connect(empty(tmp_path / "a.db"))
    rows = [("a", "x", "waiting"), ("a", "x", "waiting"), ("a", "", "waiting"), ("b", "", "sent")]
    for number, (sink, problem, state) in enumerate(rows):
        insert(db, "outbox", key=str(number), kind="story", rule="r", sink=sink, language="ru",
               title="t", body="b", created_at=EARLIER, not_before=LATER, state=state,
               problem=problem)  # fmt: skip
    assert waiting(db) == [Waiting("a", 1, LATER, ""), Waiting("a", 2, LATER, "x")]
    db.close()
