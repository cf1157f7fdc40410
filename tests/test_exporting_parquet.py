"""Records as Parquet, read back."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from desk.errors import UserError
from desk.exporting import parquet, sheetcards
from desk.exporting.columns import Column
from desk.exporting.sheets import SHEETS
from desk.reader import reading
from tests.desk_archive import build

if TYPE_CHECKING:
    from pathlib import Path

pq = pytest.importorskip("pyarrow.parquet")
pa = pytest.importorskip("pyarrow")


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_comes_back_as_it_was_written(tmp_path: Path, sheet: str) -> None:
    columns = SHEETS[sheet][2]
    with reading(build(tmp_path / "k.db")) as db:
        rows = list(sheetcards.records(db, sheet, [1, 2, 3, 4, 5]))
    parquet.write(tmp_path / "a.parquet", columns, rows, {"kenwatch.sheet": sheet})
    table = pq.read_table(tmp_path / "a.parquet")
    assert table.schema.metadata[b"kenwatch.sheet"] == sheet.encode()
    assert table.schema.field(0).metadata[b"meaning"] == columns[0].meaning.encode()
    same = [one.name for one in columns if one.kind not in {"moment", "day"}]
    read = table.to_pylist()
    assert [{name: row[name] for name in same} for row in read] == [
        {name: row[name] for name in same} for row in rows
    ]


def test_times_are_moments_days_are_days_and_nothing_is_guessed(tmp_path: Path) -> None:
    with reading(build(tmp_path / "k.db")) as db:
        rows = list(sheetcards.records(db, "articles", [1, 2]))
    parquet.write(tmp_path / "a.parquet", SHEETS["articles"][2], rows, {})
    table = pq.read_table(tmp_path / "a.parquet")
    first, second = table.to_pylist()
    assert table.schema.field("published_at").type == pa.timestamp("us", tz="UTC")
    assert first["published_at"] == datetime(2026, 11, 19, 5, 10, tzinfo=UTC)
    assert (second["published_at"], second["published_day"]) == (None, date(2026, 11, 19))


def test_what_no_file_can_hold_does_not_break_it(tmp_path: Path) -> None:
    columns = (
        Column("a", "text", ""),
        Column("b", "texts", ""),
        Column("c", "moment", ""),
        Column("d", "day", ""),
        Column("e", "number", ""),
    )
    row: dict[str, Any] = {
        "a": "x\ud800",
        "b": ["\udfff"],
        "c": "yesterday, noon",
        "d": "soon",
        "e": 1,
    }
    parquet.write(tmp_path / "a.parquet", columns, [row], {})
    assert pq.read_table(tmp_path / "a.parquet").to_pylist() == [
        {"a": "x?", "b": ["?"], "c": None, "d": None, "e": 1.0}
    ]


def test_rows_are_written_some_at_a_time(tmp_path: Path) -> None:
    rows = ({"n": number} for number in range(2_500))
    parquet.write(tmp_path / "a.parquet", [Column("n", "integer", "")], rows, {})
    file = pq.ParquetFile(tmp_path / "a.parquet")
    assert [file.metadata.row_group(one).num_rows for one in range(3)] == [1_000, 1_000, 500]


def test_without_the_library_it_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parquet.require()
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UserError, match=r"kenwatch\[parquet\]"):
        parquet.require()
