"""How well an article fits a query: where its words stand, how often, and how new it is.

The numbers were set on the examples of ``tests/data/search/ranking.toml`` and mean: a title that
has all the words is worth more than any number of them in the text; what was published today
counts twice as much as what is years old, and a month takes away a quarter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import log2
from typing import TYPE_CHECKING, Final

from desk.moments import from_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.searchlanguage.candidate import Candidate
    from desk.searchlanguage.terms import Sought

_TITLE: Final = 2.0
_WHOLE_TITLE: Final = 0.5
_EXACT: Final = 0.5
_CLOSE: Final = 0.8
_LEAD: Final = 1.0
_OFTEN: Final = 0.35
_MOST: Final = 15  # occurrences that count
_LEAD_LETTERS: Final = 400
_FADING_DAYS: Final = 30.0
_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What title and beginning of a text show.

    ``times``: how often the words stand in the text, ``in_lead``: how many of them in its lead,
    ``is_exact``: whether all stand somewhere as they were typed.
    """

    times: int = 0
    in_lead: int = 0
    is_exact: bool = False


def seen(folded: str, after_title: int, terms: Sequence[Sought]) -> Seen:
    """Look for each term of a query in a folded text whose title has so many letters."""
    times = in_lead = 0
    for term in terms:
        places = [found.start() for found in term.forms.finditer(folded, after_title)]
        times += min(_MOST, len(places))
        in_lead += bool(places) and places[0] < after_title + _LEAD_LETTERS
    return Seen(times, in_lead, all(term.typed.search(folded) for term in terms))


def rough(one: Candidate, terms: int, now: datetime) -> float:
    """The score of an article as far as it is known without its text; ``terms`` of the query."""
    return _base(one, terms) * _of_day(one.day, now)


def score(one: Candidate, read: Seen, terms: int, now: datetime) -> float:
    """The score of an article with what its text shows; more is better."""
    lead = _LEAD * read.in_lead / max(1, terms)
    often = _OFTEN * log2(1 + min(_MOST, read.times))
    text = lead + often + _EXACT * read.is_exact
    return (_base(one, terms) + text) * freshness(one.at, now)


def why(one: Candidate, read: Seen | None) -> tuple[str, ...]:
    """What speaks for an article, in keys: close, title, exact, lead, or only forms."""
    reasons = {
        "close": one.is_close,
        "title": one.titled > 0,
        "exact": read is not None and read.is_exact,
        "lead": read is not None and read.in_lead > 0,
    }
    return tuple(key for key, holds in reasons.items() if holds) or ("forms",)


def _base(one: Candidate, terms: int) -> float:
    title = _TITLE * one.titled / max(1, terms)
    whole = _WHOLE_TITLE if one.titled >= terms else 0.0
    return 1.0 + title + whole + _CLOSE * one.is_close


@lru_cache(maxsize=1 << 13)
def _of_day(day: str, now: datetime) -> float:
    return freshness(day, now)


def freshness(at: str, now: datetime) -> float:
    """1 for what is of this moment, towards a half with the years."""
    moment = from_archive(at) or datetime(1970, 1, 1, tzinfo=UTC)
    days = max(0.0, (now - moment).total_seconds() / _DAY)
    return 0.5 + 0.5 / (1.0 + days / _FADING_DAYS)
