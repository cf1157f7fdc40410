"""Whether two articles report one event, whatever their language.

Reports are linked by what does not depend on words: places, companies and normalised figures
close in time. The relation is symmetric, and a story is a connected component of it, so the
order in which articles arrive does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(days=3)
# Small counts ("two people", "10 %") occur everywhere; a figure has to be rare to link.
_COMMON = 12.0
_SHARED_FIGURES = 2


@dataclass(frozen=True, slots=True)
class StoryKey:
    """What links an article: its time, places and companies, (value, unit) figures, events."""

    at: datetime
    entities: frozenset[str]
    figures: frozenset[tuple[float, str]]
    events: frozenset[str]


def related(a: StoryKey, b: StoryKey) -> str | None:
    """Why two articles belong to one story, in words; None where they do not."""
    if abs(a.at - b.at) > WINDOW:
        return None
    shared = [value for value, _ in a.figures & b.figures if value > _COMMON]
    places = a.entities & b.entities
    if len(shared) >= _SHARED_FIGURES and places:
        return f"{len(shared)} figures and {_names(len(places))} in common"
    if shared and places and a.events & b.events:
        return f"the same kind of event, a figure and {_names(len(places))} in common"
    return None


def _names(count: int) -> str:
    return "1 name" if count == 1 else f"{count} names"
