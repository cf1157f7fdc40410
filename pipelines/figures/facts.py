"""The figures of a text, each with its quote: money, shares, changes, mass, people, dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.figures.calendardates import find_stated
from pipelines.figures.figures import find_figures
from pipelines.figures.moments import find_moments
from pipelines.figures.reading import read_numbers
from pipelines.figures.times import with_times
from pipelines.matching.matching import reads_kazakh
from pipelines.matching.tokens import fold_once

if TYPE_CHECKING:
    from datetime import date

    from pipelines.figures.reading import Reading
    from pipelines.judgement import Fact

_CYRILLIC: Final = re.compile("[а-яәғқңөұүһі]+")
_LATIN: Final = re.compile("[a-z]+")


def find_facts(
    text: str, *, language: str = "und", published: date | None = None
) -> tuple[Fact, ...]:
    """All figures and dates of a text that went through `text.clean`, in order.

    ``kind`` and ``unit`` are: money with an ISO 4217 code; share with "%"; change with the unit
    of what changed ("%" or "times" with a negative value where it fell, "pp" for percentage
    points, "SMEs" or "count" for bare counts); tonnage with "t", "oz", "lb" or "ct"; grade with
    "g/t" or "%"; people with "people"; count with "ha", "km2", "m3", "MW", "MWh", "bbl", "jobs",
    "houses", "buildings", "schools", "kindergartens", "vehicles" or, for a limit passed so many
    times, "times"; date with "date". A sum told in two currencies
    is one fact. A range has its upper end as ``value_to``. ``published`` is the day that «вчера»
    and a date without a year count from; without it they are left out. A figure has the ``moment``
    that its clause, or the head of its sentence, states, and else none. Figures do not overlap
    each other. Never raises; the cost follows the length of the text.
    """
    reading = _read(text, language)
    dates = find_stated(reading)
    taken = frozenset(index for date in dates for index in range(date.first, date.after))
    figures = find_figures(reading, taken)
    moments = find_moments(reading, dates, published=published)
    facts = [*with_times(reading, figures, moments), *moments]
    return tuple(sorted(facts, key=lambda fact: fact.span))


def _read(text: str, language: str) -> Reading:
    folded = fold_once(text)
    commas = language == "en"
    if language == "und":
        latin = sum(map(len, _LATIN.findall(folded)))
        commas = latin >= sum(map(len, _CYRILLIC.findall(folded)))
    return read_numbers(text, folded, kazakh=reads_kazakh(folded, language), commas=commas)
