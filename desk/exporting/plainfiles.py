"""Records as CSV and as JSON Lines. Pure."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from desk.exporting.columns import cell, named
from desk.tables import json_text, safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desk.exporting.columns import Column, Record

BOM: Final = b"\xef\xbb\xbf"
# what a cell of Excel holds; it would drop the rest without a word
EXCEL_CELL: Final = 32_767
_CUT: Final = " … [cut]"


def csv_bytes(
    columns: Sequence[Column], records: Iterable[Record], *, bom: bool = False, excel: bool = False
) -> Iterator[bytes]:
    """CSV in UTF-8 (RFC 4180), a heading first; lists are joined by "; ", formulas are disarmed.

    ``bom`` puts a byte order mark in front. ``excel`` does so too, parts cells by semicolons and
    writes numbers with a decimal comma, as Excel wants it where that is the decimal sign (it
    would take 7.71 for a date), and marks what is too long for a cell.
    """
    decimal = "," if excel else "."
    line = _Line(";" if excel else ",", decimal, EXCEL_CELL if excel else None)
    head = BOM if bom or excel else b""
    yield head + line.of(named(columns))
    for record in records:
        yield line.of(cell(column, record[column.name], decimal=decimal) for column in columns)


class _Line:
    """Writes lines of CSV."""

    def __init__(self, delimiter: str, decimal: str, longest: int | None) -> None:
        self._text = io.StringIO()
        self._writer = csv.writer(self._text, delimiter=delimiter)
        self._decimal = decimal
        self._longest = longest

    def of(self, values: Iterable[object]) -> bytes:
        self._writer.writerow([self._fitting(safe_cell(value)) for value in values])
        line = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        return line.encode("utf-8", "replace")

    def _fitting(self, value: object) -> object:
        if isinstance(value, float):
            return str(value).replace(".", self._decimal)
        if self._longest is None or not isinstance(value, str) or len(value) <= self._longest:
            return value
        return value[: self._longest - len(_CUT)] + _CUT


def jsonl_bytes(records: Iterable[Record]) -> Iterator[bytes]:
    """JSON Lines in UTF-8, a record a line."""
    for record in records:
        yield json_text(record, indent=None).encode() + b"\n"
