"""What happens in the simulated month: events with their facts. Pure, the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Final, Literal

from samples.month.wording import KINDS, Count, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

Facts = dict[str, str | Count]
Language = Literal["kk", "ru", "en"]
# of ten accidents the toll of so many rises with a later report, or by an edit of the first
_TOLL_RISES, _EDITED = 0.5, 0.3
# newsrooms wake at six and are done by ten
_HOURS: Final = (6, 7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 16, 17, 18, 19, 21)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. ``later``: how the number of its dead rises, if it does.

    ``turn``: how many of its kind there were before; two in a row are told in other sentences.
    """

    number: int
    kind: str
    turn: int
    at: datetime
    town: int
    mine: int
    facts: tuple[tuple[str, int], ...]
    later: Literal["", "report", "edit"] = ""

    def told(self, language: Language, *, dead_more: int = 0) -> Facts:
        """The words and numbers that a text of a language is filled with."""
        names, foreign = parts()["names"], language == "en"
        numbers = dict(self.facts)
        people, tenth = names["people"], f"{numbers['tenth'] / 10:.1f}"
        facts: Facts = {name: Count(value) for name, value in self.facts}
        return facts | {
            "dead": Count(numbers["dead"] + dead_more),
            "town": parts()["town"][self.town][language],
            "mine": names["mines"][self.mine][foreign],
            "person": people[numbers["person"]][foreign],
            "other": people[numbers["other"]][foreign],
            "clock": f"{numbers['clock'] // 60:02}:{numbers['clock'] % 60:02}",
            "tenth": tenth if foreign else tenth.replace(".", ","),
        }


def facts(draw: Random) -> tuple[tuple[str, int], ...]:
    """Numbers for an event, such that every sentence is right with them."""
    people = len(parts()["names"]["people"])
    person = draw.randrange(people)
    round_ten = draw.randrange(40, 400, 10)
    numbers = {
        "dead": draw.randint(1, 4),
        "hurt": draw.randint(2, 19),
        "many": round_ten + draw.choice((0, 5, 6, 7, 8, 9)),
        "jobs": draw.randrange(150, 990, 10),
        "share": draw.randrange(15, 50, 5),
        "small": draw.randint(5, 19),
        "unit": draw.randint(5, 20),
        "back": draw.randint(5, 9),
        "years": draw.randint(2, 4),
        "room": draw.randint(205, 219),
        "shift": draw.randint(30, 140),
        "depth": draw.randrange(110, 900, 10),
        "pay": draw.randrange(105, 500, 5),
        "frost": draw.randint(15, 38),
        "clock": draw.randrange(60, 23 * 60),
        "tenth": draw.randint(11, 49),
        "person": person,
        "other": (person + draw.randint(1, people - 1)) % people,
    }
    return tuple(numbers.items())


def events(begin: datetime, days: int, per_day: int, draw: Random) -> Iterator[Event]:
    """So many events a day; place, mine and kind come back as late as they can."""
    places = _rounds(range(len(parts()["town"])), draw)
    mines = _rounds(range(len(parts()["names"]["mines"])), draw)
    kinds = cycle(KINDS)
    for number in range(days * per_day):
        day = begin + timedelta(days=number // per_day)
        at = day + timedelta(hours=draw.choice(_HOURS), minutes=draw.randrange(60))
        turn, kind = number // len(KINDS), next(kinds)
        event = Event(number, kind, turn, at, next(places), next(mines), facts(draw))
        yield replace(event, later=_later(draw)) if event.kind == "accident" else event


def _later(draw: Random) -> Literal["", "report", "edit"]:
    chance = draw.random()
    if chance < _TOLL_RISES:
        return "report"
    return "edit" if chance < _TOLL_RISES + _EDITED else ""


def _rounds(items: Sequence[int], draw: Random) -> Iterator[int]:
    """The items for ever, each once a round, in another order each time."""
    while True:
        yield from draw.sample(items, len(items))
