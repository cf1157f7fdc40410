"""What the comments of ``pipelines/schema.sql`` say of its tables, views and columns. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pipelines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SCHEMA: Final = Path(pipelines.__file__).with_name("schema.sql")
_BEGIN: Final = re.compile(r"CREATE (?:VIRTUAL )?(TABLE|VIEW) (\w+)", re.IGNORECASE)
_COLUMN: Final = re.compile(r"^  (\w+) [A-Z]+\b.*?(?:--\s*(.*))?$")
_EXAMPLE: Final = re.compile(r"\s*Example: (.*)$", re.DOTALL)
# words with which a line of a table begins that is no column
_NO_COLUMN: Final = frozenset({"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"})


@dataclass(frozen=True, slots=True)
class Note:
    """A table or a view: what it is, an example in SQL ("" for none), its columns and theirs."""

    name: str
    kind: str
    told: str
    example: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@cache
def notes() -> Mapping[str, Note]:
    """The notes of this program's schema by name, in its order."""
    return read(_SCHEMA.read_text(encoding="utf-8"))


def read(schema: str) -> Mapping[str, Note]:
    """The notes of a schema: the comment right above each table and view is its own."""
    found: dict[str, Note] = {}
    above: list[str] = []
    lines = iter(schema.splitlines())
    for line in lines:
        if line.startswith("--"):
            above.append(line.removeprefix("--").strip())
        elif begin := _BEGIN.match(line):
            kind, name = begin[1].lower(), begin[2]
            columns = dict(_columns(lines)) if line.endswith("(") and kind == "table" else {}
            told, example = _parted(" ".join(above))
            found[name] = Note(name, kind, told, example, columns)
        if not line.startswith("--"):
            above = []
    return found


def _parted(comment: str) -> tuple[str, str]:
    example = _EXAMPLE.search(comment)
    return (comment[: example.start()], example[1]) if example else (comment, "")


def _columns(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(column, its comment) to the end of the table."""
    for line in takewhile(lambda line: not line.startswith(")"), lines):
        column = _COLUMN.match(line)
        if column and column[1] not in _NO_COLUMN:
            yield column[1], column[2] or ""
