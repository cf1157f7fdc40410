from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive, ArchiveFullError
from pipelines.upkeep.chores import PATIENCE, Chore, ChoreEnd, do, due, noted, run
from pipelines.upkeep.trouble import UpkeepError
from tests.builders import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

DAY = timedelta(days=1)


class Clock:
    """A clock that goes on by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(tmp_path / "a.db")
    yield archive
    archive.close()


def chore(name: str, **given: bool) -> Chore:
    return Chore(name=name, every=DAY, work=lambda *_: "did it", **given)


def failing(name: str, error: Exception, **given: bool) -> Chore:
    def work(*_: object) -> str:
        raise error

    return Chore(name=name, every=DAY, work=work, **given)


def names(archive: Archive, chores: list[Chore], now: datetime) -> list[str]:
    return [one.name for one in due(archive.connection, chores, now)]


def detail(archive: Archive, name: str) -> str:
    row = archive.connection.execute("SELECT detail FROM chore WHERE name = ?", (name,)).fetchone()
    return str(row[0])


def test_a_chore_that_did_its_work_is_noted_and_rests_for_its_interval(archive: Archive) -> None:
    chores = [chore("optimize"), chore("backup")]
    assert names(archive, chores, NOW) == ["optimize", "backup"]
    assert do(archive, chores[0], Clock()) == ChoreEnd("optimize", is_done=True, words="did it")
    assert names(archive, chores, NOW + DAY - timedelta(seconds=1)) == ["backup"]
    assert names(archive, chores, NOW + DAY) == ["optimize", "backup"]
    assert detail(archive, "optimize") == "did it"


def test_a_failed_chore_is_told_in_the_table_and_stops_no_other(archive: Archive) -> None:
    chores = [failing("backup", UpkeepError("no\nroom")), chore("optimize")]
    ends, left = run(archive, chores, Clock())
    assert [(end.name, end.is_done, end.words) for end in ends] == [
        ("backup", False, "no room"),
        ("optimize", True, "did it"),
    ]
    assert left == []
    assert detail(archive, "backup") == "no room"
    assert names(archive, chores, NOW + timedelta(minutes=14)) == []
    assert names(archive, chores, NOW + timedelta(minutes=15)) == ["backup"]


def test_an_error_without_words_is_told_by_its_name(archive: Archive) -> None:
    assert do(archive, failing("backup", ZeroDivisionError()), Clock()).words == "ZeroDivisionError"


def test_a_failure_keeps_when_the_work_was_done_last(archive: Archive) -> None:
    clock = Clock()
    do(archive, chore("backup"), clock)
    clock.now += 2 * DAY
    do(archive, failing("backup", OSError("disk")), clock)
    assert noted(archive.connection)["backup"].done_at == NOW
    assert not noted(archive.connection)["backup"].is_done


def test_a_chore_that_a_kill_cut_off_is_seen_as_not_ended(archive: Archive) -> None:
    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        do(archive, Chore(name="backup", every=DAY, work=killed), Clock())
    assert noted(archive.connection)["backup"].ended_at is None


def test_after_two_minutes_no_further_chore_is_begun(archive: Archive) -> None:
    clock = Clock()

    def slow(*_: object) -> str:
        clock.now += PATIENCE
        return "slow"

    chores = [Chore(name="boilerplate", every=DAY, work=slow), chore("backup")]
    ends, left = run(archive, chores, clock)
    assert [end.name for end in ends] == ["boilerplate"]
    assert left == ["backup"]
    assert names(archive, chores, clock.now) == ["backup"]


def full(archive: Archive) -> None:
    """Leave no room in the archive for anything more."""
    with archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")
    pages = archive.connection.execute("PRAGMA page_count").fetchone()[0]
    archive.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveFullError), archive.write() as db:
        for number in range(1000):
            db.execute(
                "INSERT INTO chore (name, began_at, detail) VALUES (?, 'x', ?)",
                (f"chore {number}", "x" * 300),
            )


def long_named(number: int, **given: bool) -> Chore:
    return chore(f"{number} {'x' * 3900}", **given)


def test_in_a_full_archive_only_what_frees_space_is_done(archive: Archive) -> None:
    full(archive)
    # each row takes a page of its own, so that the second one has no room
    ends, _ = run(
        archive,
        [long_named(1), long_named(2), long_named(3), long_named(4, frees_space=True)],
        Clock(),
    )
    assert [end.is_done for end in ends][1:] == [False, False, True]
    assert "could not be noted" in ends[1].words
    assert "no space left" in ends[1].words
    assert ends[3].words.startswith("did it; its end could not be noted")


def test_what_freed_the_space_is_noted_then(archive: Archive) -> None:
    full(archive)

    def free(*_: object) -> str:
        archive.connection.execute("PRAGMA max_page_count = 100000")
        return "freed"

    sweeping = Chore(name=f"x{'x' * 9000}", every=DAY, work=free, frees_space=True)
    assert do(archive, sweeping, Clock()).words == "freed"
    assert names(archive, [sweeping], NOW) == []


def test_an_end_that_cannot_be_noted_is_told_with_what_was_done(
    archive: Archive, tmp_path: Path
) -> None:
    def closing(*_: object) -> str:
        archive.connection.execute("PRAGMA query_only = 1")
        return "did it"

    end = do(archive, Chore(name="backup", every=DAY, work=closing), Clock())
    assert end.is_done
    assert end.words.startswith(f"did it; its end could not be noted: {tmp_path}")
