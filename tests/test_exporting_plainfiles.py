"""Records as CSV and as JSON Lines."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.exporting.columns import Column
from desk.exporting.plainfiles import BOM, EXCEL_CELL, csv_bytes, jsonl_bytes

COLUMNS = (Column("id", "integer", ""), Column("title", "text", ""), Column("towns", "texts", ""))


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    text = data.removeprefix(BOM).decode("utf-8")
    # of the process: what reads lists of sources makes it small
    csv.field_size_limit(1 << 20)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(), st.text(), st.lists(st.text(), max_size=3)), max_size=4))
def test_any_text_stays_in_its_cell(told: list[tuple[int, str, list[str]]]) -> None:
    records = [{"id": a, "title": b, "towns": c} for a, b, c in told]
    read = rows(b"".join(csv_bytes(COLUMNS, records)))
    assert read[0] == ["id", "title", "towns"]
    assert [row[0] for row in read[1:]] == [str(a) for a, _, _ in told]
    assert {len(row) for row in read} == {3}


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-1", "@x", " =cmd|'/c calc'!A1", "＝1", "\t=1"])
def test_no_cell_is_a_formula(hostile: str) -> None:
    for excel in (False, True):
        data = b"".join(
            csv_bytes(COLUMNS, [{"id": 1, "title": hostile, "towns": [hostile]}], excel=excel)
        )
        _, title, towns = rows(data, ";" if excel else ",")[1]
        assert title[0] == "'" or not title.lstrip(" ").startswith(tuple("=+-@＝\t"))
        assert towns[0] == "'" or not towns.lstrip(" ").startswith(tuple("=+-@＝\t"))


def test_lines_end_as_the_rfc_wants_and_quotes_are_doubled() -> None:
    data = b"".join(csv_bytes(COLUMNS, [{"id": 1, "title": 'a "b"\nc', "towns": ["x", "y"]}]))
    assert data == b'id,title,towns\r\n1,"a ""b""\nc",x; y\r\n'


def test_excel_has_a_mark_semicolons_and_no_cell_that_it_would_cut() -> None:
    long = "ә" * (EXCEL_CELL + 1)
    data = b"".join(csv_bytes(COLUMNS, [{"id": 1, "title": long, "towns": ["a"]}], excel=True))
    assert data.startswith(BOM + b"id;title;towns\r\n")
    title = rows(data, ";")[1][1]
    assert (len(title), title.endswith("… [cut]")) == (EXCEL_CELL, True)
    assert next(csv_bytes(COLUMNS, [], bom=True)) == BOM + b"id,title,towns\r\n"


def test_excel_has_decimal_commas_in_numbers_and_nowhere_else() -> None:
    columns = (
        Column("share", "number", ""),
        Column("count", "integer", ""),
        Column("title", "text", ""),
        Column("figures", "records", "", gist="{kind} {value}|{quote}"),
    )
    figures = [{"kind": "tonnes", "value": 20319000.5, "quote": "20.3 млн"}]
    record = {"share": 7.71, "count": 20319, "title": "7.71 тонны", "figures": figures}
    excel = rows(b"".join(csv_bytes(columns, [record], excel=True)), ";")[1]
    assert excel == ["7,71", "20319", "7.71 тонны", "tonnes 20319000,5: 20.3 млн"]
    plain = rows(b"".join(csv_bytes(columns, [record])))[1]
    assert plain == ["7.71", "20319", "7.71 тонны", "tonnes 20319000.5: 20.3 млн"]


@settings(max_examples=40)
@given(st.text(), st.text())
def test_json_lines_hold_one_record_a_line_unchanged(title: str, town: str) -> None:
    record = {"id": 1, "title": title, "towns": [town]}
    lines = b"".join(jsonl_bytes([record, record])).decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [record, record]
    assert lines[-1] == ""
