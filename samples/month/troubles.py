"""What goes wrong in the simulated month, when, and what should be found of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Kind = Literal[
    "silent", "blocked", "challenge", "moved", "layout", "frozen", "dates", "charset", "down",
    "thin",
]  # fmt: skip
Mood = Literal["well", "refuses", "slow", "answers 500"]
# the names that the project gives to a state, first the one that fits best
STATES: Final[dict[Kind, tuple[str, ...]]] = {
    "silent": ("silent",),
    "blocked": ("blocked",),
    "challenge": ("challenge",),
    "moved": ("moved",),
    "layout": ("layout changed",),
    "frozen": ("feed frozen", "silent"),
    "dates": ("dates broken",),
    "charset": ("charset broken",),
    "down": ("site down",),
    "thin": ("thin",),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A site misbehaves in one way from ``begin`` to ``end``."""

    outlet: str
    kind: Kind
    begin: datetime
    end: datetime

    def lasts(self, now: datetime) -> bool:
        """Whether it is going on."""
        return self.begin <= now < self.end


@dataclass(frozen=True, slots=True)
class Weather:
    """All that goes wrong: at sites, on our own line, and at the receiver of messages."""

    troubles: tuple[Trouble, ...] = ()
    offline: tuple[tuple[datetime, datetime], ...] = ()
    receiver: tuple[tuple[datetime, datetime, Mood], ...] = ()

    def trouble(self, outlet: str, now: datetime) -> Trouble | None:
        """What is wrong with a site now."""
        return next((t for t in self.troubles if t.outlet == outlet and t.lasts(now)), None)

    def is_offline(self, now: datetime) -> bool:
        """Whether no site can be reached."""
        return any(begin <= now < end for begin, end in self.offline)

    def mood(self, now: datetime) -> Mood:
        """How the receiver answers now."""
        return next((mood for begin, end, mood in self.receiver if begin <= now < end), "well")


# site, kind, day of the begin in a month of thirty, hour, and how many hours it lasts
_MONTH: Final[tuple[tuple[str, Kind, float, float], ...]] = (
    ("qamal", "blocked", 9.4, 60),
    ("juldyz", "down", 11.3, 24),
    ("kuzet", "challenge", 12.45, 72),
    ("muzart", "frozen", 14.4, 96),
    ("janarga", "layout", 15.4, 96),
    ("merzim", "dates", 16.4, 120),
    ("koshim", "moved", 18.4, 72),
    ("tynys", "silent", 17.5, 120),
    ("arip", "charset", 18.6, 120),
    ("sirek", "thin", 20.0, 144),
)
# the same in a spell of seven days: what a site shows at once, and needs no long acquaintance
_SPELL: Final[tuple[tuple[str, Kind, float, float], ...]] = (
    ("qamal", "blocked", 2.4, 36),
    ("kuzet", "challenge", 2.45, 36),
    ("koshim", "moved", 3.3, 48),
    ("juldyz", "down", 3.35, 20),
)


def month(begin: datetime) -> Weather:
    """The weather of thirty days, offline for six hours on the twenty-fourth."""
    receiver: tuple[tuple[float, float, Mood], ...] = (
        (7.4, 5, "refuses"),
        (13.45, 4, "answers 500"),
        (22.5, 1.5, "slow"),
    )
    return _weather(begin, _MONTH, ((23.3, 6),), receiver)


def spell(begin: datetime) -> Weather:
    """The weather of seven days, for a run that is soon over."""
    receiver: tuple[tuple[float, float, Mood], ...] = ((2.5, 5, "refuses"), (4.4, 3, "answers 500"))
    return _weather(begin, _SPELL, ((1.4, 6),), receiver)


def _weather(
    begin: datetime,
    troubles: Iterable[tuple[str, Kind, float, float]],
    offline: Iterable[tuple[float, float]],
    receiver: Iterable[tuple[float, float, Mood]],
) -> Weather:
    def span(day: float, hours: float) -> tuple[datetime, datetime]:
        since = begin + timedelta(days=day)
        return since, since + timedelta(hours=hours)

    return Weather(
        tuple(Trouble(outlet, kind, *span(day, hours)) for outlet, kind, day, hours in troubles),
        tuple(span(day, hours) for day, hours in offline),
        tuple((*span(day, hours), mood) for day, hours, mood in receiver),
    )
