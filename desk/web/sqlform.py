"""What the SQL page is asked, and its answer as cells of a table. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from desk import tables
from desk.web.idpages import page_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.questions import Question
    from desk.web.asked import Asked

# strings, names in quotes and comments, in which a colon is no parameter
_PASSED_OVER: Final = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\[[^\]]*\]|--[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL
)
_PARAMETER: Final = re.compile(r"(?<![:\w]):([A-Za-z_]\w{0,40})")
# what the page itself is asked by, or never gets (see `desk.web.guard`)
RESERVED: Final = frozenset({"sql", "question", "lang", "_trace", "_context", "_timelimit"})
_LONGEST_SQL: Final = 20_000
_SHOWN: Final = 240


@dataclass(frozen=True, slots=True)
class Wanted:
    """SQL with the values of its parameters; ``name`` of the question whose words it has."""

    sql: str
    values: Mapping[str, str | float] = field(default_factory=dict)
    name: str = ""

    def address(self, form: str = "") -> str:
        """Where this is answered: the page, or the same as ``json`` or ``csv``."""
        begin = {"question": self.name} if self.name else {"sql": self.sql}
        return f"/sql{f'.{form}' if form else ''}?{urlencode({**begin, **self.values})}"


def parameters(sql: str) -> tuple[str, ...]:
    """The names of ``:parameters`` in their order."""
    return tuple(dict.fromkeys(_PARAMETER.findall(_PASSED_OVER.sub(" ", sql))))


def reserved(sql: str) -> str:
    """The first parameter that no address can fill; "" where there is none."""
    return next((name for name in parameters(sql) if name in RESERVED), "")


def apart(columns: Iterable[str]) -> tuple[str, ...]:
    """The names of columns, those that come again numbered: id, id_2."""
    given = tuple(columns)
    apart: dict[str, None] = {}
    for name in given:
        other, number = name, 1
        while other in apart or (number > 1 and other in given):
            number += 1
            other = f"{name}_{number}"
        apart[other] = None
    return tuple(apart)


def wanted(asked: Asked, questions: Iterable[Question]) -> Wanted:
    """What a request asks; SQL that was changed is no question of the gallery any more."""
    known = {question.name: question for question in questions}
    question = known.get(asked.one("question"))
    written = asked.given.get("sql", ("",))[0].replace("\r\n", "\n").strip()[:_LONGEST_SQL]
    if question is not None and written in ("", question.sql.strip()):
        usual = question.parameters
        return Wanted(question.sql.strip(), _values(question.sql, asked, usual), question.name)
    return Wanted(written, _values(written, asked, {}))


def _values(sql: str, asked: Asked, usual: Mapping[str, str | float]) -> dict[str, str | float]:
    return {
        name: _typed(asked.one(name), usual.get(name))
        if name in asked.given
        else usual.get(name, "")
        for name in parameters(sql)
        if name not in RESERVED
    }


def _typed(words: str, usual: str | float | None) -> str | float:
    """A number where the question has one, as SQLite tells numbers and words apart."""
    if isinstance(usual, int | float):
        try:
            return int(words) if words.lstrip("-").isdecimal() else float(words)
        except ValueError:
            return words
    return words


@dataclass(frozen=True, slots=True)
class Cell:
    """A value on the page: its text, where it leads ("" for nowhere), whether it is a number."""

    text: str
    address: str = ""
    is_number: bool = False
    is_outside: bool = False


def cells(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[list[Cell]]:
    """The rows as cells: ids lead to their pages, web addresses to the web."""
    return [[_cell(name, value) for name, value in zip(columns, row, strict=True)] for row in rows]


def _cell(column: str, value: object) -> Cell:
    if value is None:
        return Cell("")
    text = tables.plain(value)
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    if page := page_of(column, None, value):
        return Cell(shown, page, isinstance(value, int))
    if re.match("https?://", text, re.IGNORECASE):
        return Cell(shown, text, is_outside=True)
    return Cell(shown, is_number=isinstance(value, int | float))
