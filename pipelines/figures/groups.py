"""A bare figure as the size of a group: "a crew of nine", «население — 45 тысяч»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.agents import agents
from pipelines.figures.figurewords import bound_words
from pipelines.figures.peoplewords import people_words, sized_groups

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_WORDS: Final = 5  # «население города и области —»
_COPULAS: Final = 5
_GENITIVE: Final = ("ның", "нің", "дың", "дің", "тың", "тің")
_PLURAL: Final = ("лар", "лер", "дар", "дер", "тар", "тер")
_BARE: Final = ("екі", "алты", "жеті")  # end like what is possessed
_POSSESSED: Final = ("ы", "і", "ын", "ін", "ына", "іне")


def measures_group(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number without a unit tells how many people a group has.

    The caller has made sure that no noun of another kind follows.
    """
    groups, index = people_words().groups, first_of(reading, quantity) - 1
    if reading.texts[index] in groups.of and reading.texts[index - 1] in groups.made_of:
        return reading.texts[index - 1] not in groups.typical or reading.texts[index - 3] != "for"
    return _is_size(reading, index)


def is_hyphened(reading: Reading, quantity: Quantity) -> bool:
    """Whether a word such as "strong" hangs on the figure: "a 235,000-strong workforce"."""
    if reading.gaps[quantity.after] != "-":
        return False
    return reading.texts[quantity.after] in people_words().groups.hyphened


def first_of(reading: Reading, quantity: Quantity) -> int:
    """The index of the first word of a figure and of the words that bound it."""
    index, texts = quantity.first - 1, reading.texts
    while reading.gaps[index + 1] == " " and bound_words().ending_at(texts, index):
        index -= 1
    return index + 1


def _is_size(reading: Reading, index: int) -> bool:
    """«Население города составляет», "the population is", «халық саны –» stand before."""
    copula = people_words().groups.copula
    dashed = reading.gaps[index + 1].strip() in {"-", ":"}
    if not dashed and reading.gaps[index + 1] != " ":
        return False
    start = index
    while start > index - _COPULAS and reading.texts[start] in copula:
        start -= 1
        if reading.gaps[start + 1] != " ":
            return False
    told = dashed or start < index
    return any(
        sized_groups().ending_at(reading.texts, at) or _is_number_of(reading, at)
        for at in range(start, start - (_WORDS if told else 1), -1)
        if _is_near(reading, at, start)
    )


def _is_number_of(reading: Reading, index: int) -> bool:
    """Whether a word closes «тәрбиешілер саны», "number of nurses", «число врачей»."""
    groups = people_words().groups
    if reading.kazakh and reading.texts[index] in groups.number:
        return _names_people(reading, index - 1)
    back = 2 if reading.texts[index - 1] in groups.of else 1
    return reading.texts[index - back] in groups.number and _names_people(reading, index)


def _names_people(reading: Reading, index: int) -> bool:
    meaning = reading.meanings[index]
    if meaning is not None:
        return meaning.kind == "people"
    word = reading.texts[index]
    if reading.kazakh and word.endswith(_PLURAL):
        word = word[:-3]
    return bool(word) and agents(kazakh=reading.kazakh)[word]


def is_of_people(reading: Reading, quantity: Quantity) -> bool:
    """Whether a Kazakh figure is so many of a group: «тұрғындардың 24 мыңы»."""
    if not reading.kazakh:
        return False
    index, ending = quantity.first - 1, quantity.numeral.ending
    word = reading.texts[index]
    if not word.endswith(_GENITIVE) or reading.gaps[quantity.first] != " ":
        return False
    if reading.is_figure(index - 1):
        return False
    last = ending or reading.texts[quantity.after - 1]
    if last in _BARE:
        return False
    return last.endswith(_POSSESSED) and _names_people(reading, index)


def _is_near(reading: Reading, first: int, last: int) -> bool:
    """Whether no mark stands between two words."""
    return first >= 0 and all(reading.gaps[at] == " " for at in range(first + 1, last + 1))
