from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from crawler.verdict import Exit
from pipelines import lockfile, schema
from pipelines.archive import Archive
from pipelines.upkeep import snapshot
from pipelines.upkeep.backup import back_up
from pipelines.upkeep.restoring import Restored, restore
from pipelines.upkeep.trouble import DamagedError, InUseError, NoRoomError, UpkeepError
from tests.builders import NOW
from tests.desk_archive import build, empty
from tests.harmed import crashed, harm_index, overwrite_pages, runs_in
from tests.running import ROOT, environment

STEPS = ("begun", "prepared", "folded", "kept aside", "logs dropped", "replaced")
ASIDE = "kenwatch.db.before-restore-20261122T120000Z"


@pytest.fixture(name="made", scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "backups").mkdir()
    archive = Archive(build(folder / "kenwatch.db"))
    back_up(archive, folder / "backups", NOW - timedelta(days=1))
    archive.close()
    crashed(folder / "crashed.db", 3)
    return folder


@pytest.fixture(name="backup")
def _backup(tmp_path: Path, made: Path) -> Path:
    """A backup that knows 5 articles and one run."""
    shutil.copytree(made / "backups", tmp_path / "backups")
    return next((tmp_path / "backups").iterdir())


@pytest.fixture(name="db")
def _db(tmp_path: Path, made: Path) -> Path:
    """The archive after the backup: it knows three runs more, in its log alone."""
    for suffix in ("", "-wal"):
        shutil.copy(made / f"crashed.db{suffix}", tmp_path / f"kenwatch.db{suffix}")
    return tmp_path / "kenwatch.db"


def put(backup: Path, db: Path, seconds: int = 0) -> Restored:
    return restore(backup, db, NOW + timedelta(seconds=seconds))


def beside(db: Path) -> set[str]:
    return {path.name for path in db.parent.iterdir() if ".lock" not in path.name} - {"backups"}


def test_the_backup_takes_the_place_of_the_archive_which_is_kept_whole(
    db: Path, backup: Path
) -> None:
    done = put(backup, db)
    assert done.before is not None
    assert (done.before["run"], done.after["run"], done.harm) == (4, 1, "")
    assert done.kept_as == db.with_name(ASIDE)
    assert beside(db) == {"kenwatch.db", ASIDE}
    assert (runs_in(db), runs_in(db.with_name(ASIDE)), runs_in(backup)) == (1, 4, 1)


def test_a_restore_is_undone_by_restoring_what_was_kept(db: Path, backup: Path) -> None:
    put(backup, db)
    put(db.with_name(ASIDE), db, 1)
    assert runs_in(db) == 4


def test_a_missing_archive_is_put_there(db: Path, backup: Path) -> None:
    db.unlink()
    # the log of the lost one must not be taken for that of the new one
    done = put(backup, db)
    assert (done.before, done.kept_as, done.harm) == (None, None, "there was none")
    assert runs_in(db) == 1


def test_an_empty_archive_is_put_aside_by_nobody(db: Path, backup: Path) -> None:
    for suffix in ("", "-wal"):
        db.with_name(f"{db.name}{suffix}").write_bytes(b"")
    assert put(backup, db).kept_as is None
    assert runs_in(db) == 1


@pytest.mark.parametrize("first", [1, 2, 30])
def test_a_damaged_archive_is_replaced_and_kept_with_its_log(
    db: Path, backup: Path, first: int
) -> None:
    overwrite_pages(db, first)
    done = put(backup, db)
    assert done.before is None
    assert done.harm in {"its pages are damaged", "it is no SQLite file"}
    assert runs_in(db) == 1
    assert done.kept_as is not None
    assert done.kept_as.stat().st_size > 0


def test_a_backup_that_is_damaged_is_refused_and_nothing_changes(db: Path, backup: Path) -> None:
    overwrite_pages(backup, 20)
    before = beside(db)
    with pytest.raises(DamagedError, match=r"Z\.db: is not whole and was not restored \(its pages"):
        put(backup, db)
    assert beside(db) == before
    assert runs_in(db) == 4


def test_a_file_of_another_kind_is_no_backup(db: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    text = tmp_path / "backups" / "notes.db"
    text.write_text("a thesis" * 1000)
    with pytest.raises(DamagedError, match="it is no SQLite file"):
        put(text, db)
    with closing(sqlite3.connect(tmp_path / "backups" / "songs.db")) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    with pytest.raises(DamagedError, match="is no kenwatch archive"):
        put(tmp_path / "backups" / "songs.db", db)
    with pytest.raises(UpkeepError, match=r"none\.db: no such file"):
        put(tmp_path / "none.db", db)
    assert runs_in(db) == 4


def test_a_backup_of_a_newer_kenwatch_is_refused(db: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(UpkeepError, match="update kenwatch"):
        put(backup, db)


def test_a_backup_of_the_first_kenwatch_is_restored_and_brought_up_to_date(
    db: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    script = (ROOT / "tests" / "data" / "schema-1.sql").read_text("utf-8")
    with closing(sqlite3.connect(old)) as first:
        first.executescript(script)
        first.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        first.execute("PRAGMA user_version = 1")
        first.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")
        first.commit()
    assert put(old, db).after["run"] == 1
    archive = Archive(db)
    version = archive.connection.execute("PRAGMA user_version").fetchone()[0]
    archive.close()
    assert version == schema.VERSION
    assert runs_in(db) == 1


def test_a_backup_that_was_copied_with_its_log_is_restored_with_it(
    backup: Path, tmp_path: Path
) -> None:
    live = crashed(tmp_path / "backups" / "live.db", 3)
    put(live, tmp_path / "kenwatch.db")
    assert runs_in(tmp_path / "kenwatch.db") == 4
    assert backup.exists()


def test_a_backup_with_a_harmed_search_index_is_mended(db: Path, backup: Path) -> None:
    harm_index(backup)
    assert put(backup, db).is_mended


@pytest.mark.parametrize(
    ("suffix", "who"),
    [(".daemon.lock", "the daemon"), (".deliver.lock", "messages are being"), (".lock", "another")],
)
def test_an_archive_at_work_is_not_replaced(db: Path, backup: Path, suffix: str, who: str) -> None:
    with (
        FileLock(f"{db}{suffix}"),
        pytest.raises(InUseError, match=rf"kenwatch\.db: {who}.*restore again") as caught,
    ):
        put(backup, db)
    assert caught.value.exit_code is Exit.BUSY
    assert runs_in(db) == 4


def test_the_holder_of_a_lock_is_named_where_it_named_itself(db: Path, backup: Path) -> None:
    with FileLock(f"{db}.daemon.lock"):
        Path(f"{db}.daemon.lock").write_text('{"pid": 4711, "command": "kenwatch daemon"}')
        with pytest.raises(InUseError, match=r"\(pid 4711, kenwatch daemon\)"):
            put(backup, db)
        Path(f"{db}.daemon.lock").write_text("4711")
        with pytest.raises(InUseError, match=r"stop it, then"):
            put(backup, db)


def test_a_program_that_reads_the_archive_is_not_cut_off(
    db: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.upkeep.snapshot._BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(db, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM run").fetchone()
        with pytest.raises(InUseError, match="another program is reading it"):
            put(backup, db)
    assert runs_in(db) == 4


def test_a_program_that_keeps_the_old_archive_open_does_no_harm_to_the_new(
    db: Path, backup: Path
) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as reader:
        assert reader.execute("SELECT count(*) FROM run").fetchone()[0] == 4
        put(backup, db)
        archive = Archive(db)
        with archive.write() as connection:
            connection.execute("INSERT INTO run (kind, started_at, options) VALUES ('a', 'b', '')")
        assert reader.execute("SELECT count(*) FROM run").fetchone()[0] == 4
        archive.close()
    assert runs_in(db) == 2
    assert runs_in(db.with_name(ASIDE)) == 4


def test_a_database_of_another_program_is_never_replaced(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "songs.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    before = path.read_bytes()
    with pytest.raises(UpkeepError, match="database of another program"):
        put(backup, path)
    assert path.read_bytes() == before


def test_an_archive_cannot_be_restored_from_itself(db: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(db)
    for name in (db, tmp_path / "link.db"):
        with pytest.raises(UpkeepError, match="is the archive itself"):
            put(name, db)


def test_a_folder_is_no_place_for_an_archive_nor_is_a_missing_one(
    backup: Path, tmp_path: Path
) -> None:
    with pytest.raises(UpkeepError, match="is a folder"):
        put(backup, tmp_path)
    with pytest.raises(UpkeepError, match="its folder does not exist"):
        put(backup, tmp_path / "none" / "kenwatch.db")


def test_an_archive_behind_a_link_is_replaced_where_it_lies(
    db: Path, backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "far" / "link.db"
    link.symlink_to(db)
    assert put(backup, link).kept_as == db.with_name(ASIDE)
    assert link.is_symlink()
    assert runs_in(link) == 1


def test_without_room_nothing_changes(db: Path, backup: Path) -> None:
    before = beside(db)
    with pytest.raises(NoRoomError, match="9 bytes are free"):
        restore(backup, db, NOW, free=lambda _: 9)
    assert beside(db) == before


def test_the_new_file_has_the_rights_of_the_old_one(db: Path, backup: Path) -> None:
    db.chmod(0o640)
    put(backup, db)
    assert db.stat().st_mode & 0o777 == 0o640


def test_the_new_file_belongs_to_whom_the_old_one_did(
    db: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def chown(_: object, user: int, group: int) -> None:
        asked.append((user, group))
        raise PermissionError

    monkeypatch.setattr(os, "chown", chown)
    monkeypatch.setattr("pipelines.upkeep.present._owner", lambda path: (len(path.name), 7))
    put(backup, db)
    assert asked == [(len(db.name), 7)]


def test_a_file_system_without_second_names_gets_a_copy(
    db: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    put(backup, db)
    assert (runs_in(db), runs_in(db.with_name(ASIDE))) == (1, 4)


def test_a_name_that_is_taken_stops_the_restore(db: Path, backup: Path) -> None:
    db.with_name(ASIDE).write_text("a thesis")
    with pytest.raises(UpkeepError, match=r"cannot be used \(File exists"):
        put(backup, db)
    assert db.with_name(ASIDE).read_text() == "a thesis"
    assert runs_in(db) == 4


def test_what_differs_after_all_is_told_with_where_the_old_one_is(db: Path, backup: Path) -> None:
    def meddle(step: str) -> None:
        if step == "replaced":
            with closing(sqlite3.connect(db, isolation_level=None)) as other:
                other.execute("DELETE FROM fact")

    with pytest.raises(DamagedError, match=rf"differs from the backup after all.*{ASIDE}"):
        restore(backup, db, NOW, step=meddle)


def test_what_cannot_be_read_after_all_is_told(db: Path, backup: Path) -> None:
    def meddle(step: str) -> None:
        if step == "replaced":
            overwrite_pages(db)

    with pytest.raises(UpkeepError, match=r"kenwatch\.db: its pages are damaged"):
        restore(backup, db, NOW, step=meddle)


@pytest.mark.parametrize("at", STEPS)
def test_a_step_that_fails_leaves_the_old_archive_or_the_new_one(
    db: Path, backup: Path, at: str
) -> None:
    def fail(step: str) -> None:
        if step == at:
            raise OSError(5, "Input/output error")

    with pytest.raises(UpkeepError, match="Input/output error"):
        restore(backup, db, NOW, step=fail)
    assert runs_in(db) == (1 if at == "replaced" else 4)
    kept = {ASIDE} if at == "replaced" else set()
    assert {name for name in beside(db) if not name.startswith("kenwatch.db-")} == {db.name} | kept


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines.upkeep.restoring import restore

def die(step):
    if step == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)

now = datetime(2026, 11, 22, 11, tzinfo=UTC)
restore(Path(sys.argv[1]), Path(sys.argv[2]), now, step=die)
"""


@pytest.mark.parametrize("at", STEPS)
def test_killed_at_any_step_the_old_archive_or_the_new_one_is_usable(
    db: Path, backup: Path, at: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, backup, db, at], cwd=ROOT, env=environment(), check=False
    )
    assert done.returncode == -signal.SIGKILL
    # usable: a crawl could go on with it at once
    archive = Archive(db)
    with archive.write() as connection:
        connection.execute("INSERT INTO run (kind, started_at, options) VALUES ('a', 'b', '')")
    archive.close()
    old, new = 4 + 1, 1 + 1
    assert runs_in(db) == (new if at == "replaced" else old)
    put(backup, db)
    assert runs_in(db) == 1
    # whatever was lost from the archive's own name is kept under another
    kept = [runs_in(path) for path in db.parent.glob(f"{db.name}.before-restore-*")]
    assert sorted(kept) == ([new, 4] if at == "replaced" else [old])
    assert not list(db.parent.glob("*.restoring*"))


def test_a_damaged_archive_keeps_its_log_when_a_restore_was_cut_off(db: Path, backup: Path) -> None:
    shutil.copy(db.with_name(f"{db.name}-wal"), db.with_name(f"{ASIDE}-wal"))
    overwrite_pages(db, 1)
    os.link(db, db.with_name(ASIDE))
    put(backup, db, 1)
    assert db.with_name(ASIDE).exists()
    assert db.with_name(f"{ASIDE}-wal").exists()


def test_a_log_that_cannot_be_looked_at_is_told(
    db: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(UpkeepError, match="Permission denied"):
        put(backup, db)


def test_an_archive_that_may_not_be_written_to_is_told(
    db: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path, mode: str = "ro") -> sqlite3.Connection:
        if path == db:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return opened(path, mode)

    opened = snapshot.opened
    monkeypatch.setattr(snapshot, "opened", read_only)
    with pytest.raises(UpkeepError, match=r"cannot be used \(attempt to write a readonly"):
        put(backup, db)


def test_an_old_empty_archive_counts_nothing(backup: Path, tmp_path: Path) -> None:
    done = put(backup, empty(tmp_path / "new.db"))
    assert done.before is not None
    assert done.before["article"] == 0


@pytest.mark.parametrize("suffix", [".lock", ".daemon.lock", ".deliver.lock"])
def test_who_works_with_it_under_another_name_is_respected(
    suffix: str, db: Path, backup: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(db)
    with FileLock(lockfile.beside(link, suffix)), pytest.raises(InUseError):
        put(backup, db)
    with FileLock(lockfile.beside(db, suffix)), pytest.raises(InUseError):
        put(backup, link)
