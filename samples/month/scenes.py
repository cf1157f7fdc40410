"""The whole of a run: newsrooms, plot and weather for a month, or for a spell of days. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from samples.month.outlets import OUTLETS
from samples.month.texts import plot
from samples.month.troubles import month, spell
from samples.month.world import World

if TYPE_CHECKING:
    from datetime import datetime

# a site that is met for the first time has news of the days before
LEAD: Final = timedelta(days=7)
_MONTH_DAYS: Final = 30
_SPELL: Final = ("ertis", "dala", "steppe", "apta", "qamal", "juldyz", "kuzet", "koshim")


def scene(begin: datetime, days: int) -> World:
    """The world from ``begin`` (midnight in Almaty): all of it for thirty days, else a part."""
    whole = days >= _MONTH_DAYS
    outlets = tuple(OUTLETS.values()) if whole else tuple(OUTLETS[name] for name in _SPELL)
    weather = month(begin) if whole else spell(begin)
    story = plot(outlets, begin - LEAD, days + LEAD.days)
    return World(outlets, story, weather, begin, begin + timedelta(days=days))
