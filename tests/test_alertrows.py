"""Which stories a rule has told, as the archive keeps it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desk.alerts.toldstories import known_texts, told_stories
from pipelines import alertrows
from tests.alertstories import NOW, add_text, copied, merge, opened, part, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.archive import Archive

LONG_AGO = NOW - timedelta(days=99)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    """Story 1 of texts 1, 2 and 3, story 2 of text 4 and its copy."""
    archive = opened(tmp_path / "kenwatch.db")
    with archive.write() as db:
        for number in (1, 2, 3):
            add_text(db, number, 1, hours=-number)
        add_text(db, 4, 2)
        copied(db, 4, url_of(5))
    yield archive
    archive.close()


def tell(archive: Archive, *numbers: int, rule: str = "r") -> int:
    with archive.write() as db:
        return alertrows.tell(db, rule, map(url_of, numbers), {"people": {"dead": 2}}, NOW)


def places(archive: Archive, rule: str = "r") -> list[tuple[int, int, list[int]]]:
    found = told_stories(archive.connection, rule, LONG_AGO)
    return [(one.story_id, one.home, [alert.id for alert in one.alerts]) for one in found]


def test_a_telling_keeps_its_texts_its_time_and_what_was_told(archive: Archive) -> None:
    assert tell(archive, 1, 2) == 1
    row = archive.connection.execute("SELECT * FROM alert").fetchone()
    assert (row["rule"], row["updates"], row["gist"]) == ("r", 0, '{"people": {"dead": 2}}')
    assert row["first_at"] == row["last_at"] == NOW.isoformat()
    assert known_texts(archive.connection, "r", map(url_of, (1, 2, 3))) == {url_of(1), url_of(2)}
    assert known_texts(archive.connection, "other", [url_of(1)]) == set()


def test_a_text_stays_with_the_alert_that_told_it_first(archive: Archive) -> None:
    tell(archive, 1)
    tell(archive, 1, 2)
    rows = archive.connection.execute("SELECT canonical_url, alert_id FROM alert_text ORDER BY 1")
    assert [tuple(row) for row in rows] == [(url_of(1), 1), (url_of(2), 2)]


def test_an_update_is_counted_and_what_was_told_is_replaced(archive: Archive) -> None:
    tell(archive, 1)
    later = NOW + timedelta(hours=1)
    with archive.write() as db:
        alertrows.note_update(db, 1, later)
        alertrows.note_gist(db, 1, {"people": {}})
    (found,) = told_stories(archive.connection, "r", LONG_AGO)
    (alert,) = found.alerts
    assert (alert.updates, alert.last_at, alert.gist) == (1, later, {"people": {}})
    assert json.loads(archive.connection.execute("SELECT gist FROM alert").fetchone()[0]) == {
        "people": {}
    }


def test_a_told_story_is_found_by_its_texts_and_copies(archive: Archive) -> None:
    tell(archive, 5)
    tell(archive, 1, rule="other")
    assert places(archive) == [(2, 1, [1])]
    assert places(archive, "none") == []


def test_a_story_into_which_told_ones_merged_has_all_their_tellings(archive: Archive) -> None:
    tell(archive, 4, 5)
    tell(archive, 1)
    with archive.write() as db:
        merge(db, 1, 2)
    assert places(archive) == [(1, 1, [1, 2])]


def test_a_telling_is_of_the_story_with_most_of_its_texts(archive: Archive) -> None:
    tell(archive, 1, 2, 3)
    with archive.write() as db:
        part(db, 3, 7)
    assert places(archive) == [(1, 1, [1]), (7, 1, [])]


def test_of_stories_with_as_many_texts_the_one_with_the_earliest_has_the_telling(
    archive: Archive,
) -> None:
    tell(archive, 1, 3)
    with archive.write() as db:
        part(db, 3, 7)
    assert places(archive) == [(7, 1, [1]), (1, 1, [])]


def test_a_telling_of_long_ago_is_not_followed(archive: Archive) -> None:
    tell(archive, 1)
    assert told_stories(archive.connection, "r", NOW + timedelta(seconds=1)) == []
