from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desk.chorelist import chores_of
from desk.config.model import Backup, Config, RawPages
from pipelines.archive import Archive
from pipelines.upkeep import chores as upkeep
from tests.builders import NOW
from tests.desk_archive import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(build(tmp_path / "kenwatch.db"))
    yield archive
    archive.close()


def test_without_folders_there_are_neither_backups_nor_raw_pages() -> None:
    assert [chore.name for chore in chores_of(Config())] == [
        "checkpoint",
        "outbox",
        "optimize",
        "boilerplate",
    ]


def test_what_frees_space_comes_first_and_is_done_on_a_full_disk(tmp_path: Path) -> None:
    config = Config(raw_pages=RawPages(folder=tmp_path), backup=Backup(folder=tmp_path))
    chores = chores_of(config)
    assert [(chore.name, chore.frees_space) for chore in chores] == [
        ("retention", True),
        ("checkpoint", True),
        ("outbox", False),
        ("optimize", False),
        ("boilerplate", False),
        ("backup", False),
    ]


def test_a_backup_is_made_as_often_as_the_configuration_says(tmp_path: Path) -> None:
    config = Config(backup=Backup(folder=tmp_path, every_hours=6))
    assert chores_of(config)[-1].every == timedelta(hours=6)


def test_every_chore_does_its_work_on_an_archive(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "20200101T000000Z.warc.gz").write_bytes(b"x" * 1000)
    (folder / "20200102T000000Z.warc.gz").write_bytes(b"x" * 1000)
    config = Config(
        raw_pages=RawPages(folder=folder, keep_days=30, max_gb=0.0000015),
        backup=Backup(folder=folder, keep=1, keep_weekly=0),
    )
    ends, left = upkeep.run(archive, chores_of(config), lambda: NOW + timedelta(days=4000))
    assert [(end.name, end.is_done) for end in ends] == [
        (chore.name, True) for chore in chores_of(config)
    ]
    assert left == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "20200102T000000Z.warc.gz",
        "kenwatch-20371104T1200Z.db",
    ]


def test_a_clock_that_leaps_ahead_deletes_no_raw_page_for_its_age_before_a_day_has_passed(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    for day in (1, 2, 3):
        (folder / f"2026111{day}T000000Z.warc.gz").write_bytes(b"x")
    retention = chores_of(Config(raw_pages=RawPages(folder=folder)))[0]
    ahead = NOW + timedelta(days=3650)
    for now in (NOW, ahead):
        [end], _ = upkeep.run(archive, [retention], lambda now=now: now)  # type: ignore[misc]
    assert end.words.endswith(
        "none for its age, as the clock went on by 3650 days since the last look"
    )
    assert len(list(folder.iterdir())) == 3
    upkeep.run(archive, [retention], lambda: ahead + timedelta(days=1))
    assert len(list(folder.iterdir())) == 1
