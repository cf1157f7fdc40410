"""Dates that count from the present moment: "2 hours ago", «вчера в 18:40», «кеше»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.dating.clocktimes import clock_pattern
from pipelines.dating.datewords import counts_from_now, endings_of, one_of, unit_of, unit_pattern


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before the present moment ("days" 0 is today)."""

    count: int
    unit: str


_NAMED = {
    "day_before": Ago(2, "days"),
    "today": Ago(0, "days"),
    "yesterday": Ago(1, "days"),
    "now": Ago(0, "seconds"),
}


@cache
def _relative() -> tuple[tuple[re.Pattern[str], Ago], ...]:
    half = (_alone(rf"{one_of('half_hour')}\s{one_of('ago')}"), Ago(30, "minutes"))
    return (*((_alone(one_of(kind)), ago) for kind, ago in _NAMED.items()), half)


@cache
def _counted() -> re.Pattern[str]:
    unit, joint = unit_pattern(), r"\.?,?\s(?:(?:и|and|мен)\s)?"
    count = rf"(?:(?P<count>\d{{1,4}})|{one_of('one')})"
    more = rf"(?:{joint}(?P<more>\d{{1,2}})\s?(?P<finer>{unit}))?"
    return _alone(rf"(?:{count}\s?)?(?P<unit>{unit}){more}\.?\s{one_of('ago')}")


def _alone(words: str) -> re.Pattern[str]:
    """The words with at most a label in front and a time of day around them."""
    label = rf"(?:(?:[^\W\d]+ )?[^\W\d]+\s?[:•|·]\s?|{one_of('labels')}\s?)?"
    clock = clock_pattern().pattern.replace("?P<", "?P<%s")
    time = rf"(?:{clock})(?:-?{endings_of('clock_endings')}\b)?"
    before, after = time.replace("%s", "b_"), time.replace("%s", "a_")
    gap = r"[\s,.|•·-]{0,3}"
    return re.compile(rf"{label}{gap}(?:{before}{gap})?{words}{gap}(?:{after})?[\s.,|•·-]*")


def find_relative(text: str) -> Ago | None:
    """Read a folded string that counts back from now, if nothing else stands there.

    Hours with minutes ("2 hours 15 minutes ago") are given in minutes.
    """
    if not counts_from_now(text):
        return None
    for pattern, ago in _relative():
        if pattern.fullmatch(text):
            return ago
    found = _counted().fullmatch(text)
    if not found:
        return None
    count, unit = int(found["count"] or 1), unit_of(found["unit"])
    if unit == "hours" and found["more"] and unit_of(found["finer"]) == "minutes":
        return Ago(60 * count + int(found["more"]), "minutes")
    return Ago(count, unit)
