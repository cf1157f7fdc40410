"""CSV of Datasette that a spreadsheet may open."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.web.sheetsafe import safe_rows


def read(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def test_a_title_is_no_formula_and_a_number_is_a_number() -> None:
    written = '3,=SUM(A1),"+7 701, доб. 2",-4.5,1e9,-\r\n'.encode()
    assert read(safe_rows(written)) == [["3", "'=SUM(A1)", "'+7 701, доб. 2", "-4.5", "1e9", "'-"]]


def test_several_lines_of_a_cell_stay_in_it() -> None:
    assert read(safe_rows(b'1,"a\r\nb"\r\n2,c\r\n'))[1] == ["2", "c"]
    assert len(read(safe_rows(b'1,"a\r\nb"\r\n'))) == 1


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_no_cell_begins_a_formula(cells: list[str]) -> None:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    for cell in read(safe_rows(line.getvalue().encode()))[0]:
        assert not cell.startswith(("=", "@")), cell
