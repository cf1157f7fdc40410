from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.upkeep import snapshot
from pipelines.upkeep.backup import Backup, back_up, back_up_and_rotate, rotate
from pipelines.upkeep.identity import marked
from pipelines.upkeep.trouble import DamagedError, NoRoomError, UpkeepError
from tests.builders import NOW
from tests.desk_archive import build, empty
from tests.harmed import harm_index, overwrite_pages, root_page, runs_in
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "kenwatch-20261122T1200Z.db"


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = Archive(build(tmp_path / "kenwatch.db"))
    yield archive
    archive.close()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_one_whole_file_named_for_its_minute(archive: Archive, folder: Path) -> None:
    made = back_up(archive, folder, NOW)
    assert names(folder) == [NAME]
    assert runs_in(made.path) == 1
    assert (made.rows["article"], made.is_mended) == (5, False)
    assert str(made).startswith(f"{folder / NAME}: ")
    assert str(made).endswith(" kB, 5 articles, checked")


def test_a_second_one_of_the_same_minute_replaces_the_first(archive: Archive, folder: Path) -> None:
    back_up(archive, folder, NOW)
    with archive.write() as db:
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")
    assert runs_in(back_up(archive, folder, NOW).path) == 2
    assert names(folder) == [NAME]


def test_a_file_of_somebody_else_is_never_replaced(archive: Archive, folder: Path) -> None:
    (folder / NAME).write_text("a thesis")
    with pytest.raises(UpkeepError, match="is no backup of kenwatch"):
        back_up(archive, folder, NOW)
    assert (folder / NAME).read_text() == "a thesis"
    assert names(folder) == [NAME]


def test_what_a_kill_left_half_made_is_removed(archive: Archive, folder: Path) -> None:
    for name in ("kenwatch-20261121T1200Z.db.part", f"{NAME}.part", f"{NAME}.part-journal"):
        (folder / name).write_bytes(b"half")
    (folder / "other-20261121T1200Z.db.part").write_bytes(b"of another archive")
    back_up(archive, folder, NOW)
    assert names(folder) == [NAME, "other-20261121T1200Z.db.part"]


@pytest.fixture(name="namesake")
def _namesake(tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "test").mkdir()
    archive = Archive(build(tmp_path / "test" / "kenwatch.db"))
    yield archive
    archive.close()


def test_an_archive_of_the_same_name_does_not_replace_the_backup_of_another(
    archive: Archive, namesake: Archive, folder: Path
) -> None:
    whole = back_up(archive, folder, NOW).path.read_bytes()
    with pytest.raises(UpkeepError, match="another archive of the same name, or used as one"):
        back_up_and_rotate(namesake, folder, NOW, keep=1, keep_weekly=0)
    assert names(folder) == [NAME]
    assert (folder / NAME).read_bytes() == whole


def test_nor_where_the_other_is_quicker_by_less_than_the_copying_takes(
    archive: Archive, namesake: Archive, folder: Path
) -> None:
    def meanwhile(_: Path) -> int:
        back_up(archive, folder, NOW)
        return 10**9

    with pytest.raises(UpkeepError, match="another archive of the same name"):
        back_up(namesake, folder, NOW, free=meanwhile)
    assert names(folder) == [NAME]


def test_neither_are_its_backups_counted_deleted_or_named_for_a_restore(
    archive: Archive, namesake: Archive, folder: Path
) -> None:
    others = [back_up(namesake, folder, NOW - timedelta(days=n)).path.name for n in (4, 1)]
    own = [back_up(archive, folder, NOW - timedelta(days=n)).path.name for n in (3, 2)]
    made = back_up_and_rotate(archive, folder, NOW, keep=2, keep_weekly=0)
    assert [path.name for path in made.deleted] == own[:1]
    assert names(folder) == sorted([*others, own[1], NAME])
    (folder / NAME).unlink()
    damaged(archive, "article")
    with pytest.raises(DamagedError, match=rf"restore {folder / own[1]}` puts"):
        back_up(archive, folder, NOW)


def test_what_another_archive_has_half_made_is_left_to_it(archive: Archive, folder: Path) -> None:
    back_up(archive, folder, NOW)
    (folder / f"{NAME}.part0123456789abcdef").write_bytes(b"in the making")
    back_up(archive, folder, NOW + timedelta(days=1))
    assert f"{NAME}.part0123456789abcdef" in names(folder)


def test_a_backup_that_is_used_as_an_archive_is_not_deleted(archive: Archive, folder: Path) -> None:
    used = back_up(archive, folder, NOW - timedelta(days=9)).path
    Archive(used).close()
    made = back_up_and_rotate(archive, folder, NOW, keep=1, keep_weekly=0)
    assert made.deleted == []
    assert used.exists()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.archive import Archive
from pipelines.upkeep.backup import back_up
archive = Archive(Path(sys.argv[1]))
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
archive.connection.set_progress_handler(die, int(sys.argv[3]))
back_up(archive, Path(sys.argv[2]), datetime(2026, 11, 21, 12, tzinfo=UTC))
"""


@pytest.mark.parametrize("steps", [3_000, 30_000, 60_000])
def test_killed_while_it_is_written_a_backup_is_never_taken_for_a_whole_one(
    tmp_path: Path, folder: Path, steps: int
) -> None:
    with sqlite3.connect(build(tmp_path / "kenwatch.db")) as db:
        query = "INSERT INTO run (kind, started_at, options) VALUES ('crawl', ?, '{}')"
        db.executemany(query, [("x" * 200,)] * 30_000)
    db.close()
    arguments = [sys.executable, "-c", KILLED, str(tmp_path / "kenwatch.db"), str(folder)]
    done = subprocess.run([*arguments, str(steps)], cwd=ROOT, env=environment(), check=False)
    assert done.returncode == -signal.SIGKILL
    assert names(folder)[0].startswith("kenwatch-20261121T1200Z.db.part")
    archive = Archive(tmp_path / "kenwatch.db")
    back_up(archive, folder, NOW)
    archive.close()
    assert names(folder) == [NAME]


def test_a_folder_that_is_not_there_is_not_made(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(UpkeepError, match="no such folder; make it"):
        back_up(archive, tmp_path / "unmounted", NOW)
    assert not (tmp_path / "unmounted").exists()


def test_without_room_nothing_is_begun_and_what_is_missing_is_told(
    archive: Archive, folder: Path
) -> None:
    with pytest.raises(NoRoomError, match=r"backups: .* kB are needed and 9 bytes are free"):
        back_up(archive, folder, NOW, free=lambda _: 9)
    assert names(folder) == []


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    build(tmp_path / "kenwatch.db")
    # the system lets this process write files of 100 kB and no more
    script = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.archive import Archive
from pipelines.upkeep.backup import back_up
from pipelines.upkeep.trouble import UpkeepError
archive = Archive(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    back_up(archive, Path(sys.argv[2]), datetime.now(UTC))
except UpkeepError as error:
    sys.exit(f"told: {error}")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "kenwatch.db", folder],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr.startswith("told: ")
    assert "disk I/O error" in done.stderr
    assert "restore" not in done.stderr
    assert names(folder) == []
    assert runs_in(tmp_path / "kenwatch.db") == 1


def damaged(archive: Archive, at: str) -> None:
    archive.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = root_page(archive.path, at)
    overwrite_pages(archive.path, page, page)
    archive.connection.execute("PRAGMA shrink_memory")


def test_a_damaged_archive_is_refused_and_its_older_backups_stay(
    archive: Archive, folder: Path
) -> None:
    older = [back_up(archive, folder, NOW - timedelta(days=n)).path.name for n in (2, 1)]
    damaged(archive, "article")
    with pytest.raises(DamagedError) as caught:
        back_up_and_rotate(archive, folder, NOW, keep=1, keep_weekly=0)
    assert "no whole copy of it could be made (its pages are damaged)" in str(caught.value)
    assert f"`kenwatch restore {folder / older[1]}` puts the last in its place" in str(caught.value)
    assert names(folder) == sorted(older)


@pytest.mark.parametrize(
    "place",
    [
        "article_published",
        "article_source",
        "sqlite_autoindex_article_1",
        "hub_source",
        "copy_article",
    ],
)
def test_an_index_that_is_damaged_makes_a_backup_refused_or_sound(
    archive: Archive, folder: Path, place: str
) -> None:
    damaged(archive, place)
    try:
        made = back_up(archive, folder, NOW)
    except DamagedError:
        assert names(folder) == []
    else:
        assert runs_in(made.path) == 1
        assert made.rows["article"] == 5


def test_damage_that_hides_the_mark_does_not_hide_the_backups(
    archive: Archive, folder: Path
) -> None:
    older = back_up(archive, folder, NOW - timedelta(days=1)).path
    damaged(archive, "chore")
    with pytest.raises(DamagedError, match=f"`kenwatch restore {older}` puts the last"):
        back_up(archive, folder, NOW)


def test_a_damaged_archive_without_a_backup_is_told_so(archive: Archive, folder: Path) -> None:
    damaged(archive, "page")
    with pytest.raises(DamagedError, match="this folder holds no older one"):
        back_up(archive, folder, NOW)
    assert names(folder) == []


def test_a_harmed_search_index_is_mended_in_the_backup_and_told(
    archive: Archive, folder: Path
) -> None:
    harm_index(archive.path)
    made = back_up(archive, folder, NOW)
    assert made.is_mended
    assert "the search index of the archive is harmed" in str(made)


def test_a_copy_that_turns_out_wrong_is_not_called_a_backup(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(db: sqlite3.Connection, target: Path) -> None:
        whole(db, target)
        with sqlite3.connect(target) as copy:
            copy.execute("DELETE FROM fact")
        copy.close()

    whole = snapshot.copy_whole
    monkeypatch.setattr(snapshot, "copy_whole", cut_short)
    with pytest.raises(DamagedError, match="has not the rows of the original: fact 0 of 1"):
        back_up(archive, folder, NOW)
    assert names(folder) == []


def test_a_disk_that_fails_at_the_end_leaves_nothing_half_made(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(UpkeepError, match=r"backups: cannot be used \(Input/output"):
        back_up(archive, folder, NOW)
    assert names(folder) == []


def test_older_backups_go_and_files_of_others_stay(archive: Archive, folder: Path) -> None:
    for days in range(1, 5):
        back_up(archive, folder, NOW - timedelta(days=days))
    foreign = "kenwatch-20200101T0000Z.db"
    (folder / foreign).write_text("named as ours, but a thesis")
    empty(folder / "other-20200101T0000Z.db")
    (folder / "notes.txt").write_text("x")
    made = back_up_and_rotate(archive, folder, NOW, keep=2, keep_weekly=0)
    assert [path.name for path in made.deleted] == [
        f"kenwatch-202611{day}T1200Z.db" for day in (18, 19, 20)
    ]
    assert str(made).endswith("; 3 older backups deleted")
    assert names(folder) == sorted(
        [foreign, "kenwatch-20261121T1200Z.db", NAME, "notes.txt", "other-20200101T0000Z.db"]
    )


def test_older_backups_that_cannot_be_deleted_are_told_with_the_new_one(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(archive, folder, NOW - timedelta(days=1))
    made = back_up(archive, folder, NOW)

    def fail(*_: object, **__: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "unlink", fail)
    mark = marked(archive, NOW)
    with pytest.raises(UpkeepError, match=f"{NAME} is made, but older backups cannot be deleted"):
        rotate(folder, "kenwatch", mark, made.path, keep=1, keep_weekly=0)


def test_the_disk_is_asked_for_its_room_where_nobody_else_answers(
    archive: Archive, folder: Path
) -> None:
    made = back_up_and_rotate(archive, folder, NOW, keep=1, keep_weekly=0)
    assert isinstance(made, Backup)
    assert made.size == os.stat(folder / NAME).st_size  # noqa: PTH116 - asked of the system itself
