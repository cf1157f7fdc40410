"""Values for other programs: cells of CSV that no spreadsheet runs, and JSON. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk.plaintext import ANSI, UNSAFE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# a spreadsheet takes a cell with such a beginning for a formula (OWASP, "CSV injection")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: object) -> object:
    """A cell for a spreadsheet: lists joined, text that would be a formula led by "'"."""
    if isinstance(value, Mapping) or _is_nested(value):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    if not isinstance(value, str):
        return value
    text = UNSAFE.sub("", ANSI.sub("", value))
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _is_nested(value: object) -> bool:
    return isinstance(value, list | tuple) and any(
        isinstance(part, Mapping | list | tuple) for part in value
    )


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV (RFC 4180, CRLF), safe to open in a spreadsheet."""
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(value) for value in values])
    return line.getvalue()


def csv_lines(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """All records as CSV, with a heading line even where there are none."""
    return csv_line(columns) + "".join(
        csv_line(record[name] for name in columns) for record in records
    )


def json_text(value: object, *, indent: int | None = 2) -> str:
    """One JSON value; what a screen must not obey is spelt out as its code."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
