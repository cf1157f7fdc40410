"""Datasette's CSV made safe to open in a spreadsheet, which runs what looks like a formula. Pure.

Datasette writes a row at a time; titles of articles are whatever a site wrote.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from desk.tables import safe_cell

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
# a text of an article may be longer than Python's usual bound for a cell
_LONGEST_CELL: Final = 1 << 27


def safe_rows(written: bytes) -> bytes:
    """Whole rows of CSV in UTF-8, each cell safe; numbers stay as they are."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(written.decode("utf-8", "replace"), newline=""))
    return "".join(_line(row) for row in rows).encode()


def _line(row: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(
        [cell if _NUMBER.fullmatch(cell) else safe_cell(cell) for cell in row]
    )
    return line.getvalue()
