"""Figures whose unit another one tells: "7 of the 8 men", «610-ы», «из них 12 миллиардов»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import fact_words
from pipelines.figures.heirs import carries_on, is_compared, is_some_of
from pipelines.figures.literals import rounded
from pipelines.figures.peoplewords import people_words, role_words
from pipelines.figures.subjects import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_MILLION: Final = 1e6
_TENGE: Final = "KZT"
_BETWEEN: Final = 4
_COORDINATE: Final = 5
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің")
_SHARED: Final = frozenset({"money", "tonnage"})


def with_parts(reading: Reading, quantities: list[Quantity]) -> list[Quantity]:
    """The quantities, those without a unit with that of the whole they are told to be part of."""
    return list(_told(reading, quantities))


def _told(reading: Reading, quantities: list[Quantity]) -> Iterator[Quantity]:
    last: Quantity | None = None
    told: Quantity | None = None
    people: Quantity | None = None
    for index, quantity in enumerate(quantities):
        behind = quantities[index + 1] if index + 1 < len(quantities) else None
        before, told = told, quantity
        people = before if before and before.kind == "people" else people
        if quantity.kind or quantity.role:
            last = quantity if _may_lead(reading, quantity, last) else last
            yield quantity
        elif _is_part(reading, quantity, before, behind) or (
            people
            and (is_some_of(reading, quantity, people) or is_compared(reading, quantity, people))
        ):
            told = quantity._replace(kind="people", unit="people")
            yield told
        elif last and _shares_unit(reading, last, quantity):
            factor = last.value / last.numeral.value if last.numeral.value else 1.0
            value = rounded(quantity.value * factor)
            yield quantity._replace(kind=last.kind, unit=last.unit, value=value)
        elif _is_sum(reading, quantity):
            unit = last.unit if last and last.kind == "money" else _TENGE
            yield quantity._replace(kind="money", unit=unit)
        else:
            yield quantity


def _may_lead(reading: Reading, quantity: Quantity, last: Quantity | None) -> bool:
    """Whether what follows may share a unit: not that of a sum told again in brackets."""
    if quantity.kind not in _SHARED:
        return False
    return last is None or last.kind != quantity.kind or "(" not in reading.gaps[quantity.first]


def _is_part(
    reading: Reading, quantity: Quantity, before: Quantity | None, behind: Quantity | None
) -> bool:
    """Whether a bare number is so many of the people beside it."""
    if not quantity.value.is_integer() or quantity.value < 1 or quantity.numeral.is_yearlike:
        return False
    if behind and behind.kind == "people":
        if _is_coordinate(reading, quantity, behind):
            return True
        if quantity.value < behind.value:
            return _is_out_of(reading, quantity, behind)
    if before is None or before.kind != "people":
        return False
    return _is_part_of(reading, quantity, before)


def _is_out_of(reading: Reading, quantity: Quantity, behind: Quantity) -> bool:
    """Whether it is so many of those behind: "seven of the eight men"."""
    near = behind.first - quantity.after <= _BETWEEN
    opens = reading.texts[quantity.after] in fact_words().words.out_of
    return near and opens and not reading.is_broken(quantity.end, behind.start)


def _is_part_of(reading: Reading, quantity: Quantity, before: Quantity) -> bool:
    """Whether a bare number is so many of the people told right before it."""
    if carries_on(reading, quantity, before):
        return True
    if quantity.value >= before.value:
        return False
    return quantity.first == before.after and before.last.endswith(_GENITIVE)


def _is_coordinate(reading: Reading, quantity: Quantity, behind: Quantity) -> bool:
    """Whether a comma parts a bare number from the count whose noun it shares: «900, кейін 280»."""
    if quantity.numeral.scale > 1 or not reading.gaps[quantity.after].startswith(","):
        return False
    between = reading.texts[quantity.after : behind.first]
    short = 0 < len(between) <= _COORDINATE and not reading.is_broken(quantity.end, behind.start)
    return short and _follows_word(reading, quantity)


def _follows_word(reading: Reading, quantity: Quantity) -> bool:
    """Whether a bare number stands behind a word that cannot be what it numbers."""
    before = reading.texts[quantity.first - 1]
    return reading.gaps[quantity.first] == " " and before in people_words().bare.while_


def _is_near(reading: Reading, whole: Quantity, quantity: Quantity) -> bool:
    """Whether both stand in one sentence; a sum also in the next, if that tells of no people."""
    if not reading.is_broken(whole.end, quantity.start):
        return True
    low, high = reading.sentence(quantity.start, quantity.end)
    follows = reading.sentence(whole.start, whole.end)[1] == low
    if whole.kind != "money" or not follows or "\n" in reading.gaps[low]:
        return False
    return not any(role_words().at(reading.texts, index) for index in range(low, high))


def _shares_unit(reading: Reading, whole: Quantity, quantity: Quantity) -> bool:
    """Whether a number in millions leaves out the unit told before it in its sentence."""
    return _lacks_unit(reading, quantity) and _is_near(reading, whole, quantity)


def _is_sum(reading: Reading, quantity: Quantity) -> bool:
    """Whether millions are told to be given, owed or stolen: «выделили 5 миллиардов»."""
    if not _lacks_unit(reading, quantity):
        return False
    words, index = fact_words().words, quantity.first - 1
    while reading.texts[index] in words.sum_joints:
        index -= 1
    near = reading.texts[index] in words.sum_before and not reading.is_broken(
        reading.ends[index], quantity.start
    )
    return near or reading.texts[quantity.after] in words.sum_after


def _lacks_unit(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number in millions stands without a word that could be its unit."""
    if quantity.numeral.scale < _MILLION:
        return False
    follows, word = reading.gaps[quantity.after], reading.texts[quantity.after]
    if follows.strip(" "):
        return "-" not in follows or follows.strip() == "-"
    words = people_words().bare
    return word in words.function or word in fact_words().words.without_unit or is_verb(word)
