from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from crawler.verdict import Exit
from desk.config.model import Backup, Config
from desk.exporting import subset
from desk.lazygroup import LazyGroup
from tests.desk_archive import build
from tests.given_config import given
from tests.harmed import harm_index, overwrite_pages, root_page, runs_in
from tests.running import kenwatch as kenwatch_process

if TYPE_CHECKING:
    from pathlib import Path

GROUP = LazyGroup(
    "kenwatch",
    table={
        "backup": ("desk.backups:backup", "Back up."),
        "restore": ("desk.backups:restore_backup", "Restore."),
    },
)


def kenwatch(db: Path, *words: object, config: Config | None = None) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "120"}
    return CliRunner().invoke(GROUP, [*map(str, words)], env=env, obj=given(config))


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    return build(tmp_path / "kenwatch.db")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def only(folder: Path) -> Path:
    [made] = folder.iterdir()
    return made


def add_run(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("INSERT INTO run (kind, started_at, options) VALUES ('a', 'b', '')")
    connection.close()


def test_a_backup_tells_its_file_and_size(db: Path, folder: Path) -> None:
    result = kenwatch(db, "backup", "--to", folder)
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith(f"{only(folder)}: ")
    assert "kB, 5 articles, checked" in result.stdout
    assert runs_in(only(folder)) == 1


def test_a_backup_gives_one_json_value(db: Path, folder: Path) -> None:
    told = json.loads(kenwatch(db, "backup", "--to", folder, "--json").stdout)
    assert told["file"] == str(only(folder))
    assert told["bytes"] == only(folder).stat().st_size
    assert (told["rows"]["article"], told["search_index_mended"], told["deleted"]) == (5, False, [])


def test_without_a_folder_it_is_asked_for(db: Path) -> None:
    result = kenwatch(db, "backup")
    assert result.exit_code == Exit.USAGE
    assert "--to" in result.stderr
    assert "backup.folder" in result.stderr


def test_into_the_folder_of_the_configuration_older_ones_go_and_the_daemon_knows(
    db: Path, folder: Path
) -> None:
    older = build(folder / "kenwatch-20200101T0000Z.db")
    config = Config(backup=Backup(folder=folder, keep=1, keep_weekly=0))
    result = kenwatch(db, "backup", config=config)
    assert result.stdout.rstrip().endswith("checked; 1 older backup deleted")
    assert not older.exists()
    with sqlite3.connect(db) as connection:
        [(detail, done_at)] = connection.execute(
            "SELECT detail, done_at FROM chore WHERE name = 'backup'"
        )
    connection.close()
    assert detail == result.stdout.rstrip()
    assert done_at


def test_into_a_folder_that_is_named_nothing_is_deleted(db: Path, folder: Path) -> None:
    older = build(folder / "kenwatch-20200101T0000Z.db")
    config = Config(backup=Backup(folder=folder, keep=1, keep_weekly=0))
    kenwatch(db, "backup", "--to", folder, config=config)
    assert older.exists()


def test_a_damaged_archive_is_refused_in_words(db: Path, folder: Path) -> None:
    page = root_page(db, "article")
    overwrite_pages(db, page, page)
    result = kenwatch(db, "backup", "--to", folder)
    assert result.exit_code == Exit.ERROR
    assert "no whole copy of it could be made (its pages are damaged)" in result.stderr
    assert list(folder.iterdir()) == []


def test_an_archive_at_work_is_neither_copied_nor_replaced(db: Path, folder: Path) -> None:
    kenwatch(db, "backup", "--to", folder)
    with FileLock(f"{db}.lock"):
        for words in (("backup", "--to", folder), ("restore", only(folder))):
            result = kenwatch(db, *words)
            assert result.exit_code == Exit.BUSY
            assert "another kenwatch" in result.stderr


def test_a_restore_tells_rows_before_and_after_and_what_to_do(db: Path, folder: Path) -> None:
    kenwatch(db, "backup", "--to", folder)
    add_run(db)
    result = kenwatch(db, "restore", only(folder))
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith(f"{db}: restored from {only(folder)}.\n")
    assert ["crawls", "2", "1"] in [line.split() for line in result.stdout.splitlines()]
    assert "The archive before is kept as" in result.stdout
    assert "Next: run `kenwatch doctor`" in result.stdout
    assert runs_in(db) == 1


def test_a_restore_over_a_damaged_archive_says_what_was_wrong(db: Path, folder: Path) -> None:
    kenwatch(db, "backup", "--to", folder)
    overwrite_pages(db, 2)
    result = kenwatch(db, "restore", only(folder))
    assert result.exit_code == Exit.OK
    assert "nothing could be counted: its pages are damaged" in result.stdout
    assert ["articles", "–", "5"] in [line.split() for line in result.stdout.splitlines()]


def test_a_restore_where_nothing_was_needs_no_further_words(db: Path, folder: Path) -> None:
    kenwatch(db, "backup", "--to", folder)
    harm_index(only(folder))
    db.unlink()
    result = kenwatch(db, "restore", only(folder))
    assert "nothing could be counted: there was none" in result.stdout
    assert "kept as" not in result.stdout
    assert "search index of the backup did not fit" in result.stdout


def test_a_restore_gives_one_json_value(db: Path, folder: Path) -> None:
    kenwatch(db, "backup", "--to", folder)
    add_run(db)
    told = json.loads(kenwatch(db, "restore", only(folder), "--json").stdout)
    assert (told["before"]["run"], told["after"]["run"], told["harm"]) == (2, 1, "")
    assert told["kept_as"].startswith(f"{db}.before-restore-")
    db.unlink()
    told = json.loads(kenwatch(db, "restore", only(folder), "--json").stdout)
    assert (told["before"], told["kept_as"], told["harm"]) == (None, None, "there was none")


def test_a_backup_that_is_none_is_refused_with_its_name(db: Path, tmp_path: Path) -> None:
    result = kenwatch(db, "restore", tmp_path / "none.db")
    assert result.exit_code == Exit.ERROR
    assert "none.db: no such file" in result.stderr


def test_a_backup_that_could_not_be_noted_is_told_and_kept(
    db: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.upkeep import chores

    def unnoted(*_: object) -> chores.ChoreEnd:
        return chores.ChoreEnd("backup", is_done=False, words="could not be noted: no space")

    monkeypatch.setattr(chores, "do", unnoted)
    result = kenwatch(db, "backup", config=Config(backup=Backup(folder=folder)))
    assert result.exit_code == Exit.OK
    assert "The backup is made, but could not be noted: no space" in result.stderr
    assert only(folder).exists()


def test_the_commands_are_there_for_a_user(db: Path, folder: Path) -> None:
    made = kenwatch_process("backup", "--db", db, "--to", folder)
    assert (made.returncode, made.stderr) == (0, "")
    done = kenwatch_process("restore", only(folder), "--db", db)
    assert (done.returncode, done.stderr) == (0, "")
    tended = kenwatch_process("tend", "--db", db, "--only", "chores")
    assert (tended.returncode, tended.stderr) == (0, "")


def test_an_export_is_no_backup(db: Path, tmp_path: Path) -> None:
    part = tmp_path / "part.db"
    part.touch()
    subset.write(part, db, [1], {}, datetime.now(UTC))
    before = db.read_bytes()
    result = kenwatch(db, "restore", part)
    assert (result.exit_code, db.read_bytes()) == (Exit.ERROR, before)
    assert "is an export, a part of an archive" in result.stderr
