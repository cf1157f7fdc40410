"""The figures of an article in the reader's language: what is counted, how much, when. Pure."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.figurewords import moment

if TYPE_CHECKING:
    from desk.web.words import Words
    from desk.wording.phrases import Phrases

Record = dict[str, Any]
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_BOUNDS: Final = {"about": "≈", "at least": "≥", "at most": "≤", "over": ">", "under": "<"}
# as many as a number is written with by default
_DECIMALS: Final = 3
# beneath what a number is written with by default
_SMALL: Final = 0.001
_NBSP: Final = "\xa0"


def name(fact: Record, words: Words) -> str:
    """What a figure is of: dead, money, houses; ``fact`` has kind, role and unit at least."""
    role, kind, unit = (fact.get(key) or "" for key in ("role", "kind", "unit"))
    keys = (f"figure_{role}", f"counted_{unit}", f"figure_{kind}", "figure_number")
    return words(next(key for key in keys if key in words))


def amount(fact: Record, words: Words) -> str:
    """How much, with its unit and bound: "≥ 5", "$380 million", "1 million tonnes a year".

    ``fact`` has the columns of table fact; what is empty may be missing. "" for a date.
    """
    if fact.get("value") is None:
        return ""
    value = _values(fact, words)
    bound = _BOUNDS.get(fact.get("bound") or "", "")
    told = _with_unit(f"{bound}{_NBSP}{value}" if bound else value, fact.get("unit"), words)
    if fact.get("other_value") is not None:
        other = _with_unit(number(fact["other_value"], words), fact.get("other_unit"), words)
        told = f"{told} = {other}"
    per = f"per_{fact.get('per')}"
    return words(per, amount=told) if per in words else told


def time(fact: Record, words: Words, say: Phrases) -> str:
    """What a date is, or the time that a figure is told of; "" where that is the article's day."""
    if not fact.get("moment"):
        return ""
    begin = moment(fact["moment"], say)
    if not fact.get("moment_to"):
        return begin
    return words("span_of_time", begin=begin, end=moment(fact["moment_to"], say))


def number(value: float, words: Words) -> str:
    """A number with its digits grouped; in millions and more where no digit is lost by that."""
    for scale, word in _SCALES:
        short = round(value / scale, _DECIMALS)
        if abs(value) >= scale and isclose(short * scale, value, rel_tol=1e-12):
            return words(f"scale_{word}", value=words.number(short))
    if 0 < abs(value) < _SMALL:
        return f"{value:g}"
    return words.number(int(value) if float(value).is_integer() else value)


def _values(fact: Record, words: Words) -> str:
    first = number(fact["value"], words)
    if fact.get("value_to") is None:
        return first
    joint = " → " if fact.get("kind") == "change" else "–"
    return f"{first}{joint}{number(fact['value_to'], words)}"


def _with_unit(value: str, unit: str | None, words: Words) -> str:
    # people are counted, and what else is counted is named before the figure
    if not unit or unit == "people" or f"counted_{unit}" in words:
        return value
    key = f"unit_{unit}"
    return words(key, value=value) if key in words else words("unit_other", value=value, unit=unit)
