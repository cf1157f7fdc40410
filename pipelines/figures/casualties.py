"""People counted without a noun: "killed five", «погибли пятеро», «бесеуі қаза тапты»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.groups import is_hyphened, is_of_people, measures_group
from pipelines.figures.heirs import is_verb_behind
from pipelines.figures.peoplewords import collectives, people_words
from pipelines.figures.roles import bare_role

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_NOT_ONE: Final = "бірде"  # «бірде-бір» is none
_MOST: Final = 100_000
_FILLERS: Final = 6
_TOLL_WINDOW: Final = 10


def counts_people(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without a unit counts people, by what befell them or as a group."""
    numeral = quantity.numeral
    if reading.texts[quantity.first - 1] == _NOT_ONE:
        return False
    if quantity.unit or numeral.factor or not numeral.value.is_integer():
        return False
    if is_hyphened(reading, quantity):
        return True
    if numeral.value < 1 or numeral.is_yearlike:
        return False
    return is_of_people(reading, quantity) or _is_told(reading, quantity)


def _is_told(reading: Reading, quantity: Quantity) -> bool:
    """Whether a group is measured, or a verb or a toll beside the number tells of people."""
    ends = _ends_there(reading, quantity)
    if (ends or is_verb_behind(reading, quantity.after)) and measures_group(reading, quantity):
        return True
    if not ends or quantity.numeral.value >= _MOST:
        return False
    return _is_collective(reading, quantity) or (
        _verb_before(reading, quantity)
        or _verb_after(reading, quantity)
        or _toll_before(reading, quantity)
    )


def _is_collective(reading: Reading, quantity: Quantity) -> bool:
    """Whether it is a Russian number that nothing but people is counted with: двое, семерых."""
    return not reading.kazakh and collectives().find(reading.texts[quantity.first]) is not None


def _ends_there(reading: Reading, quantity: Quantity) -> bool:
    """Whether no noun of another kind follows, as in "killed five sheep"."""
    bare, index = people_words().bare, quantity.after
    follows, word = reading.gaps[index], reading.texts[index]
    if collectives().find(reading.texts[quantity.first]):
        return word not in bare.things
    if follows.strip(" "):
        return "-" not in follows and not follows.startswith((":", "/", "%"))
    if word == "of":
        return reading.texts[index + 1] in bare.of_them | {"the"}
    if word in bare.function or word in bare.filler or _leads(word):
        return True
    return bool(bare_role(reading, index))


def _verb_before(reading: Reading, quantity: Quantity) -> bool:
    index, filler = quantity.first, people_words().bare.filler
    for _ in range(_FILLERS):
        if reading.gaps[index] != " ":
            return False
        index -= 1
        if bare_role(reading, index, ends=True):
            return True
        if f"{reading.texts[index - 1]} {reading.texts[index]}" in filler:
            index -= 1
        elif reading.texts[index] not in filler:
            return False
    return False


def _verb_after(reading: Reading, quantity: Quantity) -> bool:
    filler = people_words().bare.filler
    for index in range(quantity.after, quantity.after + _FILLERS):
        if reading.gaps[index] != " " or reading.texts[index] in people_words().bare.takes_object:
            return False
        if bare_role(reading, index):
            return True
        if reading.texts[index] not in filler and not _leads(reading.texts[index]):
            return False
    return False


def _leads(word: str) -> bool:
    bare = people_words().bare
    return word in bare.leading or word.endswith(bare.leading_ends)


def _toll_before(reading: Reading, quantity: Quantity) -> bool:
    """Whether it is where a toll arrives: "the death toll rose to 46", «саны 46-ға жетті»."""
    bare, index = people_words().bare, quantity.first - 1
    arrives = reading.texts[index] in bare.arrives or reading.gaps[quantity.first].strip() == "-"
    if not reading.kazakh and not arrives:
        return False
    low, _ = reading.sentence(quantity.start, quantity.end)
    return any(_names_toll(reading, at) for at in range(max(low, index - _TOLL_WINDOW), index + 1))


def _names_toll(reading: Reading, index: int) -> bool:
    if reading.texts[index] not in people_words().bare.toll:
        return False
    return bool(bare_role(reading, index + 1) or bare_role(reading, index - 1)) or any(
        bare_role(reading, index - back) for back in (2, 3)
    )
