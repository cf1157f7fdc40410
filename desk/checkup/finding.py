"""What a check found, and how it is shown. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from rich.text import Text

from desk.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.table import Table

# skip: it could not be looked at, or was not asked for
Grade = Literal["ok", "warn", "fail", "skip"]
FIELDS: Final = ("what", "grade", "found", "mend")
_STYLES: Final[Mapping[Grade, str]] = {
    "ok": "green",
    "warn": "yellow",
    "fail": "bold red",
    "skip": "dim",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: what was looked at, how it is, in words, and what to do ("" for nothing)."""

    what: str
    grade: Grade
    found: str
    mend: str = ""


def checks_table(checks: Iterable[Check]) -> Table:
    """The findings as a table of the screen."""
    columns = (
        Column("grade", ""),
        Column("what", "what"),
        Column("found", "found", flexible=True),
    )
    return table(
        columns,
        (
            {
                "grade": Text(check.grade, style=_STYLES[check.grade]),
                "what": check.what,
                "found": f"{check.found}. → {check.mend}" if check.mend else check.found,
            }
            for check in checks
        ),
    )


def summary(checks: Iterable[Check]) -> str:
    """How many checks ended how: "24 ok, 2 warnings, 1 failed, 1 not looked at"."""
    counts = Counter(check.grade for check in checks)
    words: dict[Grade, str] = {
        "ok": "ok",
        "warn": "warning" if counts["warn"] == 1 else "warnings",
        "fail": "failed",
        "skip": "not looked at",
    }
    return ", ".join(f"{counts[grade]} {word}" for grade, word in words.items() if counts[grade])


def told(names: Iterable[str], most: int = 5) -> str:
    """Some names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
