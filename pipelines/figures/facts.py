"""The figures of a text, each with its quote: money, shares, changes, mass, people, counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.figures.casualties import counts_people
from pipelines.figures.changes import find_pairs, growth
from pipelines.figures.numerals import find_numerals
from pipelines.figures.quantities import find_quantities
from pipelines.figures.reading import read_numbers
from pipelines.judgement import Fact
from pipelines.matching.matching import reads_kazakh
from pipelines.text import fold_match

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_CYRILLIC: Final = re.compile("[а-яәғқңөұүһі]")
_LATIN: Final = re.compile("[a-z]")


def find_facts(text: str, *, language: str = "und") -> tuple[Fact, ...]:
    """All figures of a text that went through `text.clean`, in order; no two overlap.

    ``kind`` and ``unit`` are: money with an ISO 4217 code; share with "%"; change with the unit
    of what changed ("%" with a negative value where it fell, "pp" for percentage points, "SMEs"
    or "count" for bare counts); tonnage with "t" or "oz"; people with "people"; count with
    "ha", "MW" or "jobs". A range has its upper end as ``value_to``. Never raises; the cost
    follows the length of the text.
    """
    reading = _read(text, language)
    quantities = find_quantities(reading, find_numerals(reading))
    facts, used = find_pairs(reading, quantities)
    for index, quantity in enumerate(quantities):
        fact = None if index in used else _single(reading, quantity)
        if fact:
            facts.append(fact)
    return tuple(sorted(facts, key=lambda fact: fact.span))


def _read(text: str, language: str) -> Reading:
    folded = fold_match(text)
    latin = len(_LATIN.findall(folded)) >= len(_CYRILLIC.findall(folded))
    commas = latin if language == "und" else language == "en"
    kazakh = reads_kazakh(folded, language)
    return read_numbers(text, folded, kazakh=kazakh, commas=commas)


def _single(reading: Reading, quantity: Quantity) -> Fact | None:
    if quantity.kind == "share":
        return growth(reading, quantity)
    kind, unit = quantity.kind, quantity.unit
    if not kind and counts_people(reading, quantity):
        kind = unit = "people"
    if not kind:
        return None
    start, end = quantity.start, quantity.end
    return Fact(
        kind=kind,
        value=quantity.value,
        unit=unit,
        quote=reading.original[start:end],
        span=(start, end),
    )
