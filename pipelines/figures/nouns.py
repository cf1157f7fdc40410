"""The noun for people behind a figure and its adjectives: "46 trapped coal miners"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.agents import agents
from pipelines.figures.factwords import number_words
from pipelines.figures.peoplewords import people_words

if TYPE_CHECKING:
    from pipelines.figures.numerals import Numeral
    from pipelines.figures.reading import Reading

_FARTHEST: Final = 3
_ADJECTIVE: Final = (
    "ых", "их", "ого", "его", "ый", "ий", "ой", "ая", "ую", "ым", "им", "ыми", "ими", "ся"
)  # fmt: skip
# of a Kazakh word before its noun: the plural and the cases tell that it is no attribute
_NO_ATTRIBUTE: Final = (
    "лар", "лер", "дар", "дер", "тар", "тер", "ның", "нің", "дың", "дің", "тың", "тің", "да", "де",
    "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге", "қа", "ке", "на", "не",
    "мен", "бен", "пен", "ып", "іп", "п",
)  # fmt: skip
_PLURAL: Final = ("лар", "лер", "дар", "дер", "тар", "тер")
_FEW: Final = 20
# units beside people that take an adjective between the figure and themselves
_WITH_ADJECTIVE: Final = frozenset(
    {"jobs", "t", "oz", "houses", "buildings", "schools", "kindergartens", "vehicles"}
)
_WITHOUT: Final = frozenset({"people"})
_WITH_MONEY: Final = frozenset({"people", "money"})


def noun_behind(reading: Reading, numeral: Numeral) -> int | None:
    """Where the noun stands that a numeral counts, at most three words on; None without one."""
    if reading.gaps[numeral.after] == "-":
        return None
    kinds = _WITH_MONEY
    for at in range(numeral.after, numeral.after + _FARTHEST):
        if not _passes(reading, at, numeral):
            return None
        if reading.texts[at] not in people_words().between.through:
            kinds = _WITHOUT  # «тайваньских долларов» are not those of the US
        if _is_counted(reading, at + 1, kinds):
            return None if _is_plural_in_kazakh(reading, at + 1) else at + 1
    return None


def _is_counted(reading: Reading, index: int, kinds: frozenset[str]) -> bool:
    """Whether people, jobs or a metric measure follow, which take an adjective in front."""
    if reading.gaps[index] not in {" ", "-"}:
        return False
    words = number_words()
    if reading.texts[index] in people_words().between.stop:
        return False
    meaning = words.at(reading.texts, index)
    if meaning is None:
        return agents(kazakh=reading.kazakh)[reading.texts[index]]
    if meaning.part not in {"measure", "money"}:
        return False
    return meaning.kind in kinds or meaning.unit in _WITH_ADJECTIVE


def _is_plural_in_kazakh(reading: Reading, index: int) -> bool:
    """Kazakh nouns stay singular behind their own figure."""
    return reading.kazakh and any(ending in reading.texts[index][3:] for ending in _PLURAL)


def _passes(reading: Reading, index: int, numeral: Numeral) -> bool:
    """Whether a word may stand between a figure and its noun."""
    word, between = reading.texts[index], people_words().between
    if reading.gaps[index] not in {" ", "-"} or not word[:1].isalpha():
        return False
    if word in between.through:
        return True
    meaning = reading.meanings[index]
    if word in between.stop or (meaning is not None and meaning.kind != "people"):
        return False
    return _is_attribute(reading, word, numeral)


def _is_attribute(reading: Reading, word: str, numeral: Numeral) -> bool:
    if word.isascii():
        return not word.endswith("s") or word.endswith("ous")
    if word.endswith(_ADJECTIVE):
        return True
    if not reading.kazakh or word.endswith(_NO_ATTRIBUTE):
        return False
    return numeral.value >= _FEW or word not in people_words().between.places
