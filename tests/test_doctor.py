"""Checks of the installation, the archive and the sources."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from crawler.verdict import Exit
from desk import doctor
from desk.cli import cli
from tests.desk_archive import NOW, build, empty

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
id = "x"
name = "X"
country = "KZ"
languages = ["ru"]
group = "national"
hosts = ["x.example"]
"""


def test_the_packages_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    found = doctor.packages()
    assert (found.grade, "Python 3" in found.found) == ("ok", True)
    monkeypatch.setattr(doctor, "PACKAGES", ("lxml", "no-such-package"))
    assert doctor.packages().grade == "fail"
    assert "no-such-package" in doctor.packages().found


@pytest.mark.parametrize(
    ("version", "grade"),
    [((3, 37, 2), "fail"), ((3, 40, 1), "warn"), ((3, 51, 2), "warn"), ((3, 51, 3), "ok")],
)
def test_the_wal_reset_bug_is_told(version: tuple[int, ...], grade: str) -> None:
    found = doctor.sqlite_library(version)
    assert found.grade == grade
    assert ("WAL-reset" in found.found) == (grade == "warn")


def test_a_good_archive_is_ok_and_a_missing_one_is_no_failure(tmp_path: Path) -> None:
    assert doctor.archive(build(tmp_path / "a.db")).grade == "ok"
    missing = doctor.archive(tmp_path / "none.db")
    assert (missing.grade, missing.mend) == ("warn", "kenwatch crawl")


def test_harm_to_the_archive_is_found(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    content = bytearray(path.read_bytes())
    # page 3 on: the first pages hold the schema, which must stay readable
    with sqlite3.connect(path) as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name='page_queue'").fetchone()
    db.close()
    at = (root[0] - 1) * 4096
    content[at + 8 : at + 4000] = b"\x00" * 3992
    path.write_bytes(content)
    found = doctor.archive(path)
    assert (found.grade, found.mend) == ("fail", "restore a backup")


def test_a_file_that_is_no_archive_fails(tmp_path: Path) -> None:
    path = tmp_path / "text.db"
    path.write_text("text " * 400)
    found = doctor.archive(path)
    assert (found.grade, "no kenwatch archive" in found.found) == ("fail", True)
    assert found.mend == "name the archive with --db"


@pytest.mark.parametrize(("free", "grade"), [(5 * 10**9, "ok"), (5 * 10**8, "warn"), (10, "fail")])
def test_little_room_on_the_disk_is_told(tmp_path: Path, free: int, grade: str) -> None:
    assert doctor.disk(tmp_path / "a.db", free).grade == grade


def test_the_disk_of_the_archive_is_measured(tmp_path: Path) -> None:
    assert "free at" in doctor.disk(tmp_path / "a.db").found
    assert doctor.disk(tmp_path / "none" / "a.db").grade == "fail"


def test_zone_files_must_know_the_change_of_2024() -> None:
    assert doctor.zones().grade == "ok"
    assert doctor.zones("Europe/Moscow").grade == "fail"
    assert doctor.zones("Asia/Nowhere").grade == "fail"


def test_source_files_are_loaded_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    assert doctor.sources(tmp_path).grade == "fail"
    (tmp_path / "x.toml").write_text(SOURCE)
    assert doctor.sources(tmp_path).found == "1 source files, 1 enabled"
    (tmp_path / "y.toml").write_text("id = 5")
    found = doctor.sources(tmp_path)
    assert (found.grade, "y.toml" in found.found) == ("fail", True)
    assert doctor.sources().what == "sources"


def test_a_clock_in_the_past_is_told(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    assert doctor.clock(path, datetime.fromisoformat(NOW)).grade == "ok"
    assert doctor.clock(path, datetime(2026, 11, 19, tzinfo=UTC)).grade == "fail"
    assert doctor.clock(path, datetime(1970, 1, 1, tzinfo=UTC)).grade == "fail"
    assert doctor.clock(tmp_path / "none.db", datetime.fromisoformat(NOW)).grade == "ok"
    assert doctor.clock(empty(tmp_path / "e.db"), datetime.fromisoformat(NOW)).grade == "ok"


def test_the_command_fails_only_where_a_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grades = {"grade": "warn"}

    def checks(*_: object) -> list[doctor.Check]:
        return [doctor.Check("a", "ok", "fine"), doctor.Check("b", grades["grade"], "x", "mend")]  # type: ignore[arg-type]

    monkeypatch.setattr(doctor, "examine", checks)
    words = ["doctor", "--db", str(tmp_path / "a.db")]
    result = CliRunner().invoke(cli, words)
    assert (result.exit_code, "x. → mend" in result.stdout) == (Exit.OK, True)
    grades["grade"] = "fail"
    result = CliRunner().invoke(cli, [*words, "--json"])
    assert result.exit_code == Exit.ERROR
    assert json.loads(result.stdout)[1]["mend"] == "mend"


def test_every_check_is_made_once(tmp_path: Path) -> None:
    checks = doctor.examine(build(tmp_path / "a.db"), datetime.fromisoformat(NOW))
    names = [check.what for check in checks]
    assert names == ["packages", "SQLite", "archive", "disk", "time zones", "sources", "clock"]
