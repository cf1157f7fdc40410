"""People counted without a noun: "killed five", «погибли пятеро», «бесеуі қаза тапты»."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words, pattern

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_WINDOW: Final = 80
_MOST: Final = 100_000
_ARRIVES: Final = (
    r"[^.!?\n\d]{0,50}\b(?:до|to|at|reached|was|is|достигло|составило|составляет)(?: \w+){0,1} $"
)
_ARRIVES_KK: Final = r"[^.!?\n\d]{0,40}$"


def counts_people(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without a unit counts dead, injured or missing people."""
    numeral = quantity.numeral
    if quantity.unit or not numeral.value.is_integer() or not 0 < numeral.value < _MOST:
        return False
    if not _ends_there(reading, quantity):
        return False
    before = reading.folded[max(0, numeral.start - _WINDOW) : numeral.start]
    return bool(
        _verb_before().search(before)
        or _toll().search(before)
        or _verb_after().match(reading.folded, numeral.end)
    )


def _ends_there(reading: Reading, quantity: Quantity) -> bool:
    """Whether no noun of another kind follows, as in "killed five sheep"."""
    follows = reading.gap(quantity.after)
    word = reading.word(quantity.after)
    if follows.strip(" "):
        return "-" not in follows and not follows.startswith((":", "/", "%"))
    return word in fact_words().casualty.function or bool(_verb().fullmatch(word))


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("|".join(map(pattern, fact_words().casualty.verbs)))


@cache
def _filler() -> str:
    return "|".join(sorted(map(re.escape, fact_words().casualty.filler)))


@cache
def _verb_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_verb().pattern})(?: (?:{_filler()})){{0,3}} $")


@cache
def _verb_after() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:{_filler()})){{0,3}} (?:{_verb().pattern})\b")


@cache
def _toll() -> re.Pattern[str]:
    names = "|".join(map(pattern, fact_words().casualty.toll))
    return re.compile(rf"\b(?:{names})(?:{_ARRIVES}|{_ARRIVES_KK})")
