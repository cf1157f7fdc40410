"""Figures that moved by a step: «выросли на 6,1 %», «6,1 пайызға өсті», «в 2,3 раза»."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import bound_words, figure_words, way_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_FAR, _NEAR, _KAZAKH = 8, 4, 4
_SIDE: Final = 2
_MARKS: Final = frozenset(',:()"')
_TELLS: Final = {"up": 1, "down": -1}


def way_of(reading: Reading, quantity: Quantity) -> int:
    """1 where a percentage or a ratio is told to have risen by so much, -1 fallen, else 0."""
    low, high = reading.sentence(quantity.start, quantity.end)
    before = range(quantity.first - 1, max(low, quantity.first - 1 - _FAR) - 1, -1)
    after = range(quantity.after, min(high, quantity.after + _FAR))
    lead = _lead(reading, quantity)
    if lead in figure_words().moved.by or quantity.unit == "times":
        return (
            _near_way(reading, after, _SIDE)
            or _first_way(reading, before)
            or _near_way(reading, after, _NEAR)
        )
    if reading.kazakh:
        return _kazakh_way(reading, quantity, after) or _noun_before(reading, quantity)
    if lead in figure_words().moved.level:
        return _noun_before(reading, quantity) if lead != "до" else 0
    return (
        _near_way(reading, after, _SIDE)
        or _near_way(reading, before, _SIDE, step=1)
        or _noun_before(reading, quantity)
    )


def passes_limit(reading: Reading, quantity: Quantity) -> bool:
    """Whether a ratio tells how far a limit is passed: «превышение в 4,5 раза»."""
    low, high = reading.sentence(quantity.start, quantity.end)
    near = range(max(low, quantity.first - _FAR), min(high, quantity.after + _NEAR))
    return any(way_words().at(reading.texts, index) == "beyond" for index in near)


def _lead(reading: Reading, quantity: Quantity) -> str:
    """The word before a figure and its bounds: «на более чем 5 %» is led by «на»."""
    index, joints = quantity.first - 1, figure_words().bound.joint.words
    for _ in range(3):
        word = reading.texts[index]
        bound = bound_words().ending_at(reading.texts, index)
        if reading.gaps[index + 1] != " " or bound == "upto" or not (bound or word in joints):
            break
        if word in figure_words().moved.level and reading.texts[index - 1] not in {"на", "by"}:
            return word
        index -= 1
    return reading.texts[index]


def _first_way(reading: Reading, indices: Iterable[int]) -> int:
    """Which way the nearest verb tells; bounds such as «более» tell none."""
    for index in indices:
        found = _TELLS.get(way_words().at(reading.texts, index) or "", 0)
        if found and not bound_words().find(reading.texts[index]):
            return found
    return 0


def _near_way(reading: Reading, indices: range, most: int, *, step: int = 0) -> int:
    """The same within a few words, none of them past a comma; comparatives count here."""
    seen = 0
    for index in indices:
        if _MARKS & set(reading.gaps[index + step]):
            return 0
        word = reading.texts[index]
        if bound_words().find(word) and step:
            continue
        found = _TELLS.get(way_words().at(reading.texts, index) or "", 0)
        seen += 1
        if found or seen >= most:
            return found
    return 0


def _kazakh_way(reading: Reading, quantity: Quantity, after: range) -> int:
    """The verb behind a Kazakh figure in the dative, or one whose case the sign hides."""
    moved = figure_words().moved
    last = quantity.last
    marked = last.endswith((*moved.dative, "дық", "дік")) or last == "%" or quantity.unit == "times"
    if not marked:
        return 0
    words = [index for index in after if reading.texts[index] not in moved.kazakh_between]
    if any(reading.texts[index] == "дейін" for index in after[:2]):
        return 0
    return _near_way(reading, range(words[0], after.stop), _KAZAKH) if words else 0


def _noun_before(reading: Reading, quantity: Quantity) -> int:
    """«Рост составил 6,1 %», «прирост – 6,1 %», «өсім 6,1 % болды»: the noun told it before."""
    index, amounts = quantity.first - 1, figure_words().moved.amounts
    low, _ = reading.sentence(quantity.start, quantity.end)
    while index >= low and (
        reading.texts[index] in amounts or bound_words().find(reading.texts[index])
    ):
        index -= 1
    if index < low or _MARKS & set(reading.gaps[index + 1]):
        return 0
    word = reading.texts[index]
    return _TELLS.get(way_words().find(word) or "", 0) if word in figure_words().moved.nouns else 0
