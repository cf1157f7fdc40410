from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock

from crawler.verdict import Exit
from desk import tending
from desk.config.model import Backup, Config
from desk.errors import UserError
from desk.lazygroup import LazyGroup
from desk.tending import COUNTING, opened, steps_of, tend
from pipelines.archive import Archive, ArchiveFullError
from tests.builders import NOW
from tests.desk_archive import build
from tests.given_config import given
from tests.running import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

    from desk.tending import Step

GROUP = LazyGroup("kenwatch", table={"tend": ("desk.tending:tend_archive", "Tend.")})


def kenwatch(db: Path, *words: str, config: Config | None = None) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "120"}
    return CliRunner().invoke(
        GROUP, ["tend", *words], env=env, obj=given(config), catch_exceptions=False
    )


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    return build(tmp_path / "kenwatch.db")


def words(told: str) -> Step:
    return lambda *_: told


def raising(error: Exception) -> Step:
    def step(*_: object) -> str:
        raise error

    return step


@pytest.fixture(name="own")
def _own(monkeypatch: pytest.MonkeyPatch) -> dict[str, Step]:
    """Steps of the test, in place of those of the program."""
    steps: dict[str, Step] = {"health": words("1 state changed"), "alerts": words("none")}
    monkeypatch.setattr(tending, "steps_of", lambda **_: steps)
    return steps


def test_the_steps_are_taken_in_their_order() -> None:
    assert list(steps_of()) == ["health", "alerts", "digests", "chores"]
    assert list(steps_of(dry_run=True)) == list(steps_of())


def test_a_step_that_fails_is_told_with_its_name_and_the_others_are_taken(db: Path) -> None:
    steps = {
        "health": raising(ZeroDivisionError("by\nzero")),
        "alerts": raising(UserError("no sink")),
        "chores": words("none is due"),
    }
    archive = Archive(db)
    ends = tend(archive, Config(), NOW, steps)
    archive.close()
    assert [(end.name, end.is_done, end.words) for end in ends] == [
        ("health", False, "ZeroDivisionError: by zero"),
        ("alerts", False, "no sink"),
        ("chores", True, "none is due"),
    ]


def test_a_step_that_failed_within_a_transaction_leaves_nothing_of_it(db: Path) -> None:
    def half(archive: Archive, *_: object) -> str:
        with archive.write() as connection:
            connection.execute("DELETE FROM page")
            raise ValueError("half way")

    def whole(archive: Archive, *_: object) -> str:
        with archive.write() as connection:
            connection.execute("INSERT INTO run (kind, started_at, options) VALUES ('a', 'b', '')")
        return "written"

    archive = Archive(db)
    ends = tend(archive, Config(), NOW, {"half": half, "whole": whole})
    assert [end.is_done for end in ends] == [False, True]
    assert archive.connection.execute("SELECT count(*) FROM run").fetchone()[0] == 2
    assert archive.connection.execute("SELECT count(*) FROM page").fetchone()[0] == 4
    archive.close()


@pytest.mark.parametrize(("count", "told"), [(1, "1 message queued"), (3, "3 messages queued")])
def test_a_step_that_counts_is_told_in_words(
    db: Path, monkeypatch: pytest.MonkeyPatch, count: int, told: str
) -> None:
    module = type(sys)("composing")
    module.compose = lambda *_: count  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desk.alerts.composing", module)
    monkeypatch.setitem(sys.modules, "desk.alerts", type(sys)("alerts"))
    archive = Archive(db)
    [end] = tend(archive, Config(), NOW, {"alerts": steps_of()["alerts"]})
    archive.close()
    assert (end.is_done, end.words) == (True, told)


def test_a_step_whose_module_is_missing_is_not_hidden(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "desk.digest.composing", None)
    archive = Archive(db)
    [end] = tend(archive, Config(), NOW, {"digests": steps_of()["digests"]})
    archive.close()
    assert not end.is_done
    assert "ModuleNotFoundError" in end.words


def test_the_modules_of_the_steps_are_named_with_their_functions() -> None:
    assert all(path.count(":") == 1 for path, _, _ in COUNTING.values())


def test_chores_are_done_once_and_told(db: Path) -> None:
    result = kenwatch(db, "--only", "chores")
    assert result.exit_code == Exit.OK
    assert result.stdout.startswith("chores: checkpoint: the log of ")
    assert "boilerplate: 3 sites looked at" in result.stdout
    assert kenwatch(db, "--only", "chores").stdout == "chores: none is due\n"


def test_a_failed_chore_ends_with_an_error_and_tells_of_the_others(
    db: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = Config(backup=Backup(folder=tmp_path / "none"))
    result = kenwatch(db, "--only", "chores", config=config)
    assert result.exit_code == Exit.ERROR
    [record] = caplog.records
    assert record.getMessage().startswith(f"chores: backup FAILED: {tmp_path / 'none'}: no such")
    assert "optimize: the search index is merged" in record.getMessage()


def test_a_chore_goes_on_being_told_as_failed_until_it_is_mended(db: Path, tmp_path: Path) -> None:
    config = Config(backup=Backup(folder=tmp_path / "late"))
    chores = {"chores": steps_of()["chores"]}
    archive = Archive(db)
    first, second = (
        tend(archive, config, NOW + timedelta(minutes=minutes), chores)[0] for minutes in (0, 5)
    )
    assert (first.is_done, second.is_done) == (False, False)
    assert second.words.startswith("backup FAILED: ")
    assert "optimize" not in second.words
    # whoever wants no backups any more is not told of them
    without = tend(archive, Config(), NOW + timedelta(minutes=10), chores)[0]
    (tmp_path / "late").mkdir()
    mended = tend(archive, config, NOW + timedelta(minutes=61), chores)[0]
    well = tend(archive, config, NOW + timedelta(minutes=65), chores)[0]
    archive.close()
    assert (without.is_done, without.words) == (True, "none is due")
    assert mended.is_done
    assert "kB, 5 articles, checked" in mended.words
    assert well.words == "none is due"


def test_what_there_was_no_time_for_is_told(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.upkeep.chores.PATIENCE", timedelta(0))
    archive = Archive(db)
    [end] = tend(archive, Config(), NOW, {"chores": steps_of()["chores"]})
    archive.close()
    assert end.words == "left for the next time: checkpoint, outbox, optimize, boilerplate"


def test_a_dry_run_does_no_chore_and_changes_nothing(db: Path, tmp_path: Path) -> None:
    config = Config(backup=Backup(folder=tmp_path))
    before = db.read_bytes()
    result = kenwatch(db, "--only", "chores", "--dry-run", config=config)
    assert result.stdout == "chores: due: checkpoint, outbox, optimize, boilerplate, backup\n"
    assert db.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"kenwatch.db"}
    kenwatch(db, "--only", "chores", config=config)
    assert "none is due" in kenwatch(db, "--only", "chores", "--dry-run", config=config).stdout


def test_steps_of_a_dry_run_work_on_a_copy(db: Path, own: dict[str, Step]) -> None:
    def writing(archive: Archive, *_: object) -> str:
        with archive.write() as connection:
            connection.execute("DELETE FROM fact")
        return "written"

    own["health"] = writing
    assert kenwatch(db, "--dry-run").exit_code == Exit.OK
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM fact").fetchone()[0] == 1
    connection.close()


def test_only_the_steps_that_are_named_are_taken(db: Path, own: dict[str, Step]) -> None:
    own["health"] = raising(AssertionError("not asked for"))
    result = kenwatch(db, "--only", "alerts")
    assert (result.exit_code, result.stdout) == (Exit.OK, "alerts: none\n")
    assert kenwatch(db, "--only", "weather").exit_code == Exit.USAGE


def test_json_tells_all_steps_and_the_exit_code(db: Path, own: dict[str, Step]) -> None:
    own["alerts"] = raising(ValueError("x"))
    result = kenwatch(db, "--json")
    told = json.loads(result.stdout)
    assert [(step["name"], step["is_done"]) for step in told["steps"]] == [
        ("health", True),
        ("alerts", False),
    ]
    assert (told["exit_code"], result.exit_code, told["dry_run"]) == (1, 1, False)


def test_a_full_disk_has_its_own_exit_code(db: Path, own: dict[str, Step]) -> None:
    def filling(archive: Archive, *_: object) -> str:
        archive.connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(ArchiveFullError), archive.write() as connection:
            connection.execute("CREATE TABLE more AS SELECT zeroblob(100000)")
        return "a step that did not mind"

    own["health"] = filling
    assert kenwatch(db).exit_code == Exit.NO_SPACE


def test_an_archive_at_work_is_told_and_with_wait_waited_for(
    db: Path, own: dict[str, Step]
) -> None:
    assert own
    lock = FileLock(f"{db}.lock", thread_local=False)
    lock.acquire()
    assert kenwatch(db).exit_code == Exit.BUSY
    timer = threading.Timer(0.3, lock.release)
    timer.start()
    assert kenwatch(db, "--wait", "30").exit_code == Exit.OK
    timer.join()


def test_waiting_comes_to_an_end(db: Path) -> None:
    with FileLock(f"{db}.lock"):
        began = time.monotonic()
        with pytest.raises(UserError, match="another kenwatch") as caught, opened(db, wait=0.3):
            pass
        assert time.monotonic() - began >= 0.3
    assert caught.value.code == Exit.BUSY


def test_a_missing_archive_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no archive yet"), opened(tmp_path / "a.db"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_was_ahead_holds_no_chore_back(db: Path) -> None:
    archive = Archive(db)
    chores = {"chores": steps_of()["chores"]}
    ahead = tend(archive, Config(), NOW + timedelta(days=3650), chores)
    now = tend(archive, Config(), NOW, chores)
    again = tend(archive, Config(), NOW + timedelta(minutes=5), chores)
    archive.close()
    assert ahead[0].words.startswith("checkpoint: ")
    assert now[0].words.startswith("checkpoint: ")
    assert again[0].words == "none is due"


def test_trouble_is_one_line_on_stderr_for_whoever_started_it(db: Path) -> None:
    script = f"""
from pathlib import Path
from desk import tending
from desk.errors import UserError
def fail(*_):
    raise UserError("no sink\\nof this name")
tending.steps_of = lambda **_: {{"alerts": fail}}
tending.tend_archive.main(["--db", {str(db)!r}])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "alerts: no sink of this name\n"
