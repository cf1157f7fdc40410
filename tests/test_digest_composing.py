"""Digests that are due come into the outbox, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import BUILTIN
from desk.config.model import Config
from desk.digest.composing import compose, known_sources
from desk.errors import UserError
from desk.moments import ALMATY
from pipelines.archive import Archive
from pipelines.outbox import waiting
from tests.desk_archive import build, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUR = timedelta(hours=1)
MORNING = datetime(2026, 11, 20, 8, tzinfo=ALMATY)
NOON = MORNING + 4 * HOUR


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    """Crawled from 19 November, 10:00 of Almaty on."""
    path = build(tmp_path / "kenwatch.db")
    archive = Archive(path)
    with archive.write() as db:
        insert(db, "run", id=2, kind="crawl", started_at="2026-11-19T05:00:00+00:00", options="{}")
    yield archive
    archive.close()


def config(tmp_path: Path, *digests: dict[str, Any], **given: Any) -> Config:
    return Config.model_validate({
        "sources": tmp_path / "none", "sinks": {"mail": "json://x", "chat": "json://y"},
        "digests": [{"name": "morning", "sinks": ["mail"], **one} for one in digests], **given,
    })  # fmt: skip


def rows(archive: Archive) -> list[tuple[Any, ...]]:
    names = "key, kind, rule, sink, language, not_before"
    return [tuple(row) for row in archive.connection.execute(f"SELECT {names} FROM outbox")]


def test_a_digest_that_is_due_is_queued_for_each_sink_once(
    archive: Archive, tmp_path: Path
) -> None:
    wanted = config(tmp_path, {"sinks": ["mail", "chat"], "language": "kk"})
    assert compose(archive, wanted, NOON) == 2
    assert compose(archive, wanted, NOON) == compose(archive, wanted, NOON + 19 * HOUR) == 0
    noon = "2026-11-20T07:00:00+00:00"
    assert rows(archive) == [
        (f"digest:morning:day-2026-11-20T08:00:{sink}", "digest", "morning", sink, "kk", noon)
        for sink in ("mail", "chat")
    ]


def test_a_message_has_a_subject_a_text_and_a_page(archive: Archive, tmp_path: Path) -> None:
    compose(archive, config(tmp_path, {}), NOON)
    (parcel,) = waiting(archive.connection, NOON)
    assert parcel.title.startswith("kenwatch: Daily digest, 20 November 2026 – ")
    assert parcel.body.startswith("DAILY DIGEST, 20 NOVEMBER 2026\n")
    assert parcel.html.startswith("<!DOCTYPE html>")


def test_a_late_digest_is_sent_once_for_the_last_day_alone(
    archive: Archive, tmp_path: Path
) -> None:
    wanted = config(tmp_path, {})
    assert compose(archive, wanted, NOON) == 1
    # the daemon was off for a week
    assert compose(archive, wanted, NOON + timedelta(days=7)) == 1
    assert [row[0][-21:-5] for row in rows(archive)] == ["2026-11-20T08:00", "2026-11-27T08:00"]


def test_a_clock_that_is_put_back_sends_nothing_twice(archive: Archive, tmp_path: Path) -> None:
    wanted = config(tmp_path, {})
    moments = (NOON, NOON + timedelta(days=1), NOON, NOON - HOUR, NOON + timedelta(days=1))
    assert [compose(archive, wanted, now) for now in moments] == [1, 1, 0, 0, 0]


@given(hours=st.lists(st.integers(0, 24 * 8), min_size=1, max_size=8))
@settings(max_examples=15, deadline=None)
def test_whenever_it_runs_no_two_messages_are_of_one_period(
    tmp_path_factory: pytest.TempPathFactory, hours: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("due")
    archive = Archive(build(folder / "kenwatch.db"))
    wanted = config(folder, {"at": "17:30"}, {"name": "weekly", "every": "week", "on": "sunday"})
    try:
        moments = [NOON + timedelta(days=1) + count * HOUR for count in hours]
        queued = sum(compose(archive, wanted, now) for now in moments)
        keys = [row[0] for row in rows(archive)]
    finally:
        archive.close()
    days = {(now - timedelta(hours=17, minutes=30)).date() for now in moments}
    weeks = {(now - timedelta(hours=8)).date().isocalendar().week for now in moments
             if (now - timedelta(hours=8)).date().toordinal()}  # fmt: skip
    assert queued == len(keys) == len(set(keys))
    assert sum(key.startswith("digest:morning:") for key in keys) == len(days)
    assert sum(key.startswith("digest:weekly:") for key in keys) <= len(weeks) + 1


def test_a_period_before_the_first_crawl_is_none_to_tell_of(
    archive: Archive, tmp_path: Path
) -> None:
    wanted = config(tmp_path, {})
    assert compose(archive, wanted, MORNING - 20 * HOUR) == 0
    assert compose(archive, wanted, MORNING) == 1


def test_where_nothing_happened_a_digest_is_sent_all_the_same(
    archive: Archive, tmp_path: Path
) -> None:
    compose(archive, config(tmp_path, {}), NOON + timedelta(days=30))
    (parcel,) = waiting(archive.connection, NOON + timedelta(days=30))
    assert "nothing found" in parcel.title
    assert "Whether anything was reported on these topics is not known." in parcel.body


def test_quiet_hours_hold_a_digest_back(archive: Archive, tmp_path: Path) -> None:
    compose(archive, config(tmp_path, {"quiet": "11:00-14:30"}), NOON)
    assert rows(archive)[0][-1] == "2026-11-20T09:30:00+00:00"
    assert waiting(archive.connection, NOON) == []


def test_a_digest_without_sinks_or_not_yet_due_again_reads_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    assert compose(archive, config(tmp_path, {"sinks": []}), NOON) == 0
    assert compose(archive, config(tmp_path), NOON) == 0


def test_a_sink_that_is_added_later_gets_the_digest_of_the_day(
    archive: Archive, tmp_path: Path
) -> None:
    compose(archive, config(tmp_path, {}), NOON)
    assert compose(archive, config(tmp_path, {"sinks": ["mail", "chat"]}), NOON) == 1


def test_a_query_that_means_nothing_is_told_and_keeps_no_other_digest_back(
    archive: Archive, tmp_path: Path
) -> None:
    wanted = config(tmp_path, {"towns": ["Nowhere"]}, {"name": "other"})
    with pytest.raises(UserError, match=r"^digest morning: .*Nowhere"):
        compose(archive, wanted, NOON)
    assert [row[2] for row in rows(archive)] == ["other"]


def test_a_text_found_while_a_digest_was_late_is_not_told_again(
    archive: Archive, tmp_path: Path
) -> None:
    wanted = config(tmp_path, {})
    with archive.write() as db:
        insert(db, "story", id=9, lead_article_id=5)
        insert(db, "story_article", article_id=5, story_id=9, why="first")
        db.execute(
            "UPDATE article SET published_at = '2026-11-20T02:00:00+00:00',"
            " first_seen_at = '2026-11-20T06:00:00+00:00' WHERE id = 5"
        )
    # at noon it is there already, although it was found behind the end of the period
    compose(archive, wanted, NOON)
    compose(archive, wanted, NOON + timedelta(days=1))
    bodies = [row[0] for row in archive.connection.execute("SELECT body FROM outbox ORDER BY id")]
    assert [body.count("no. 9") for body in bodies] == [1, 0]


def test_source_files_are_read_where_they_can_be(tmp_path: Path) -> None:
    assert known_sources(tmp_path / "none") is None
    assert len(known_sources(BUILTIN) or ()) > 100
