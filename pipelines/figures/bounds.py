"""How exact a figure is said to be («около», "at least", «астам»), and at what rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pipelines.figures.figurewords import (
    bound_words,
    bounds_behind,
    figure_words,
    level_verbs,
    rate_words,
    rates_before,
    way_words,
)

if TYPE_CHECKING:
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading
    from pipelines.judgement import Bound

_LEVEL_WINDOW: Final = 8
_RATE_WINDOW: Final = 4
_UP_TO: Final = "upto"


def bound_of(reading: Reading, quantity: Quantity) -> Bound:
    """What the words next to a figure say of its exactness; "" where they say nothing."""
    before = _before(reading, quantity)
    name = before or _after(reading, quantity)
    if not name and _is_approximate(reading, quantity):
        return "about"
    if name == _UP_TO:
        name = "" if _is_level(reading, quantity, after=not before) else "at most"
    return cast("Bound", name)


def _before(reading: Reading, quantity: Quantity) -> str:
    index = quantity.first
    for _ in range(2):
        if reading.gaps[index] != " ":
            return ""
        index -= 1
        found = bound_words().ending_at(reading.texts, index)
        if found:
            return found
        if reading.texts[index] not in figure_words().bound.joint.words:
            return ""
    return ""


def _after(reading: Reading, quantity: Quantity) -> str:
    """A bound behind the figure, which in Kazakh may stand before the unit as well."""
    for index in range(quantity.numeral.after, quantity.after + 1):
        if reading.gaps[index] != " ":
            continue
        found = bounds_behind().at(reading.texts, index)
        if found:
            return found
    return ""


def _is_approximate(reading: Reading, quantity: Quantity) -> bool:
    """Whether a Kazakh ending says "about": «10 мыңдай», «50-дей»."""
    if not reading.kazakh:
        return False
    ends = figure_words().bound.joint.endings
    words = (quantity.numeral.ending, reading.texts[quantity.numeral.after - 1], quantity.last)
    return any(word.endswith(ends) for word in words)


def _is_level(reading: Reading, quantity: Quantity, *, after: bool) -> bool:
    """Whether a verb of arriving or growing makes «до 40» the level that was reached."""
    low, high = reading.sentence(quantity.start, quantity.end)
    if after:
        near = range(quantity.after, min(high, quantity.after + _LEVEL_WINDOW))
    else:
        near = range(max(low, quantity.first - _LEVEL_WINDOW), quantity.first - 1)
    words = [reading.texts[index] for index in near]
    return any(level_verbs().find(word) or way_words().find(word) for word in words)


def rate_of(reading: Reading, quantity: Quantity) -> str:
    """What the figure is counted by ("year", "tonne"), or ""."""
    inside = rate_words().find(quantity.last)
    return inside or _rate_after(reading, quantity) or _rate_before(reading, quantity)


def _rate_after(reading: Reading, quantity: Quantity) -> str:
    for index in range(quantity.after, quantity.after + _RATE_WINDOW):
        gap = reading.gaps[index]
        if gap == "/":
            return rate_words().find(f"/{reading.texts[index]}") or ""
        if gap != " " or reading.is_figure(index):
            return ""
        found = rate_words().at(reading.texts, index)
        if found:
            late = reading.texts[index + 2] in figure_words().rate_place.no_rate
            return "" if late else found
    return ""


def _rate_before(reading: Reading, quantity: Quantity) -> str:
    ending_at, texts = rates_before().ending_at, reading.texts
    for index in range(quantity.first - 1, quantity.first - 1 - _RATE_WINDOW, -1):
        if reading.gaps[index + 1] != " ":
            return ""
        found = ending_at(texts, index)
        if found:
            return found
    return ""
