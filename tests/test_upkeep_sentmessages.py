from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.moments import iso
from pipelines.upkeep.sentmessages import KEPT, lighten
from tests.builders import NOW
from tests.desk_archive import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

SECOND = timedelta(seconds=1)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(build(tmp_path / "kenwatch.db"))
    yield archive
    archive.close()


def put(archive: Archive, key: str, state: str, sent_at: datetime | None) -> None:
    with archive.write() as db:
        db.execute(
            "INSERT INTO outbox (key, kind, rule, sink, language, title, body, html, created_at,"
            " not_before, state, sent_at)"
            " VALUES (?, 'digest', 'd', 's', 'ru', 'title', 'body', '<p>', 'x', 'x', ?, ?)",
            (key, state, iso(sent_at) if sent_at else None),
        )


def rows(archive: Archive) -> dict[str, tuple[str, str, str]]:
    found = archive.connection.execute("SELECT key, title, body, html FROM outbox")
    return {row[0]: (row[1], row[2], row[3]) for row in found}


def test_html_of_what_was_sent_long_ago_goes_and_the_text_stays(archive: Archive) -> None:
    put(archive, "old", "sent", NOW - KEPT - SECOND)
    put(archive, "new", "sent", NOW - KEPT)
    put(archive, "waiting", "waiting", None)
    put(archive, "given up", "given up", None)
    told = lighten(archive, NOW)
    assert told == "the HTML of 1 message sent over 30 days ago was dropped"
    whole = ("title", "body", "<p>")
    assert rows(archive) == {
        "old": ("title", "body", ""),
        "new": whole,
        "waiting": whole,
        "given up": whole,
    }
    assert lighten(archive, NOW) == "the HTML of 0 messages sent over 30 days ago was dropped"


def test_many_go_in_several_transactions(archive: Archive) -> None:
    for number in range(205):
        put(archive, str(number), "sent", NOW - 2 * KEPT)
    taken: list[str] = []
    archive.connection.set_trace_callback(taken.append)
    assert lighten(archive, NOW).startswith("the HTML of 205 messages")
    archive.connection.set_trace_callback(None)
    assert taken.count("COMMIT") == 4
    assert {html for _, _, html in rows(archive).values()} == {""}


def test_what_is_to_be_dropped_is_found_by_an_index(archive: Archive) -> None:
    taken: list[str] = []
    archive.connection.set_trace_callback(taken.append)
    lighten(archive, NOW)
    archive.connection.set_trace_callback(None)
    [query] = {words for words in taken if words.startswith("UPDATE")}
    plan = [row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert any("outbox_html" in step for step in plan)
    assert not any(step.startswith("SCAN") for step in plan)
