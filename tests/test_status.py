"""The command status."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner, Result

from desk.cli import cli
from desk.status import file_bytes, size
from pipelines import schema
from tests.desk_archive import NOW, add_crawl, build, empty, insert

if TYPE_CHECKING:
    from pathlib import Path


def kenwatch(db: Path, *words: str, columns: int = 80) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    with time_machine.travel(NOW, tick=False):
        return CliRunner().invoke(cli, list(words), env=env, catch_exceptions=False)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("status") / "kenwatch.db")


@pytest.mark.parametrize("columns", [80, 120])
def test_status_tells_figures_run_trouble_and_queue(db: Path, columns: int) -> None:
    text = kenwatch(db, "status", columns=columns).stdout
    assert max(map(len, text.splitlines())) <= columns
    # a long path of the archive may break a line anywhere
    text = " ".join(text.split())
    for words in (
        f"version {schema.VERSION}",
        "mining 4, mono-town 2, both 1",
        "en 2, ru 2, kk 1",
        "2 pages to fetch, 1 to try again",
        "2 of 3 sources read; failed: vestnik.",
        "vestnik: never run, it could not be read: HTTP 403",
    ):
        assert words in text


def test_status_gives_one_json_value(db: Path) -> None:
    report = json.loads(kenwatch(db, "status", "--json").stdout)
    assert report["articles"] == 5
    assert report["last_run"]["exit_code"] == 5
    assert report["trouble"] == [
        {
            "source": "vestnik",
            "state": "never run",
            "since": None,
            "why": "it could not be read: HTTP 403",
        }
    ]
    assert report["bytes"] == file_bytes(db)
    assert kenwatch(db, "status", "--csv").stdout.startswith("archive,")


def test_status_of_an_empty_archive_says_what_to_do(tmp_path: Path) -> None:
    result = kenwatch(empty(tmp_path / "e.db"), "status")
    assert "last run  none yet" in result.stdout
    assert "languages none" in result.stdout
    assert "kenwatch crawl" in result.stderr


def test_status_names_a_run_that_goes_on_and_one_that_was_killed(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    db = sqlite3.connect(path, isolation_level=None)
    insert(db, "run", id=2, kind="ingest", started_at=NOW, options="{}")
    assert "ingest of 2026-11-20 17:00: still running" in kenwatch(path, "status").stdout
    db.execute("UPDATE run SET finish_reason = 'killed' WHERE id = 2")
    assert "did not end well (killed)" in kenwatch(path, "status").stdout
    db.close()


def test_only_so_many_troubles_are_listed(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    with sqlite3.connect(path) as db:
        for number in range(12):
            insert(db, "source", id=f"s{number}", name="S", country="KZ", languages="[]",
                   source_group="national", enabled=int(number < 11),
                   interval_minutes=60)  # fmt: skip
            add_crawl(db, 1, f"s{number}", hubs_failed=1)
    db.close()
    text = kenwatch(path, "status").stdout
    assert "12 with trouble" in text
    assert "`kenwatch health` shows all" in text


def test_a_file_is_measured_with_its_log(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"x" * 10)
    assert file_bytes(path) == 10
    (tmp_path / "a.db-wal").write_bytes(b"x" * 5)
    assert file_bytes(path) == 15


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (3_400_000, "3.4 MB"), (5e12, "5.0 TB")],
)
def test_sizes_are_told_in_units_of_a_thousand(count: float, words: str) -> None:
    assert size(count) == words
