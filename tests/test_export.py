"""Articles for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from desk import export
from desk.cli import cli
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("export") / "kenwatch.db")


def kenwatch(db: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["export", "--db", str(db), *words], catch_exceptions=False)


def test_csv_holds_every_article_with_its_text(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kenwatch(db).stdout, newline="")))
    assert [row["id"] for row in rows] == ["5", "1", "2", "4", "3"]
    assert "метан жарылды" in rows[1]["text"]
    assert rows[2]["topics"] == "mining; mono-town"
    assert set(rows[0]) == set(export.COLUMNS)


def test_csv_cells_are_no_formulas(db: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(kenwatch(db).stdout, newline="")))
    assert rows[3]["title"] == "'=СУММ(A1) Шахтёр обыграл соперника"


def test_json_lines_hold_one_article_each(db: Path) -> None:
    lines = kenwatch(db, "--format", "jsonl", "--bom", "--limit", "2").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [5, 1]
    assert set(json.loads(lines[0])) == set(export.COLUMNS)


def test_filters_narrow_and_the_number_is_told(db: Path) -> None:
    result = kenwatch(db, "--language", "kk")
    assert result.stderr == "1 article written.\n"
    assert kenwatch(db, "--words", "шахтеры -футбол").stderr == "1 article written.\n"
    assert kenwatch(db, "--town", "ridder", "--format", "jsonl").stdout.count("\n") == 1


def test_a_file_for_excel_begins_with_a_byte_order_mark(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    result = kenwatch(db, "--out", str(target), "--bom")
    assert result.stdout == ""
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert "5 articles written." in result.stderr


def test_an_empty_archive_gives_a_heading_only(tmp_path: Path) -> None:
    result = kenwatch(empty(tmp_path / "e.db"))
    assert result.stdout.startswith("id,url")
    assert result.stdout.count("\n") == 1
