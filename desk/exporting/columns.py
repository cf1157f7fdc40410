"""What a column of a sheet holds, and how a value is written where cells are plain. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Record = dict[str, Any]
# moment: ISO 8601 in UTC, the day alone where no more is known; day: YYYY-MM-DD;
# texts, integers, records: a list of them
Kind = Literal["integer", "number", "flag", "text", "moment", "day", "texts", "integers", "records"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what kind of value it holds, and what that means.

    ``parts`` are the columns of each of its records, ``gist`` is one record in a plain cell, as a
    format of the parts' names; "|" stands for a colon where both sides hold something.
    """

    name: str
    kind: Kind
    meaning: str
    parts: tuple[Column, ...] = ()
    gist: str = ""


def shaped(columns: Sequence[Column], row: Mapping[str, Any]) -> Record:
    """A row of the archive as a record: lists are read from their JSON, flags are true or false."""
    return {column.name: _shaped(column, row[column.name]) for column in columns}


def _shaped(column: Column, value: Any) -> Any:
    match column.kind:
        case "flag":
            return None if value is None else bool(value)
        case "texts":
            return [str(one) for one in _listed(value)]
        case "integers":
            return [int(one) for one in _listed(value)]
        case "records":
            # what a record leaves out is not known of it
            names = [part.name for part in column.parts]
            whole = (dict.fromkeys(names) | one for one in _listed(value))
            return [shaped(column.parts, one) for one in whole]
        case _:
            return value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else json.loads(value or "[]")


def cell(column: Column, value: Any, *, decimal: str = ".") -> Any:
    """A value for a plain cell: records are told by their gists, with this decimal sign."""
    if column.kind == "records":
        return [_gist(column.gist, one, decimal) for one in value]
    if column.kind == "flag":
        return None if value is None else int(value)
    return value


def _gist(form: str, record: Mapping[str, Any], decimal: str) -> str:
    told = {name: _short(value, decimal) for name, value in record.items()}
    parts = (" ".join(part.format_map(told).split()) for part in form.split("|"))
    return ": ".join(filter(None, parts))


def _short(value: Any, decimal: str) -> str:
    if value is None:
        return ""
    # as many digits as a number is sure of: 20319000, not 2.0319e+07
    return f"{value:.15g}".replace(".", decimal) if isinstance(value, float) else str(value)


def named(columns: Iterable[Column]) -> tuple[str, ...]:
    """The names of columns."""
    return tuple(column.name for column in columns)
