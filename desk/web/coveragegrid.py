"""Days of sources as a grid, the sentence that it bears out, and the towns left out. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from desk.sources.knowledge import CONFIRMED, watched_by
from desk.sources.towncoverage import coverage
from desk.web.watchstate import is_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime

    from crawler.sources import Source
    from desk.accounting import DayCoverage
    from pipelines.gazetteer.gazetteer import Town

Kind = Literal["whole", "partly", "gap"]
Standing = Literal["confirmed", "discovered", "unread", "off", "none"]
_WORST_FIRST: Final = ("none", "off", "unread", "discovered", "confirmed")


@dataclass(frozen=True, slots=True)
class Cell:
    """A source on a day: watched without a gap or not, and its addresses."""

    day: date
    is_watched: bool
    listed: int
    missing: int

    @property
    def kind(self) -> Kind:
        """What is shown of it: unanswered addresses before a gap."""
        if self.missing:
            return "partly"
        return "whole" if self.is_watched else "gap"


@dataclass(frozen=True, slots=True)
class Row:
    """A source and its days, from old to new."""

    source: str
    cells: tuple[Cell, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it was watched without a gap on all days."""
        return all(cell.is_watched for cell in self.cells)

    @property
    def missing(self) -> int:
        """Listed addresses without an answer."""
        return sum(cell.missing for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What may be said of the days: of how many sources, and how much is unanswered.

    ``waiting``: listed pages of other days, or of no known day; ``troubled``: sources in trouble.
    """

    whole: int
    all: int
    missing: int
    waiting: int = 0
    troubled: int = 0

    @property
    def phrase(self) -> str:
        """The phrase of the book ``sources`` that says it."""
        if not self.whole:
            return "verdict_none"
        missing = self.missing + self.waiting
        sure = is_whole(self.whole, self.all, missing=missing, troubled=self.troubled)
        return "verdict_whole" if sure else "verdict_part"


def grid(days: Iterable[DayCoverage]) -> list[Row]:
    """A row a watched source: those with gaps first, then those with unanswered addresses."""
    found: dict[str, list[Cell]] = defaultdict(list)
    for day in days:
        if not day.off:
            found[day.source].append(Cell(day.day, day.watched, day.listed, day.missing))
    rows = [Row(source, tuple(cells)) for source, cells in found.items()]
    return sorted(rows, key=lambda row: (row.is_whole, -row.missing, row.source))


def verdict(rows: Sequence[Row], waiting: int = 0, troubled: int = 0) -> Verdict:
    """What a grid bears out.

    ``waiting``: listed pages of any day that have no answer yet: what they hold may be of these.
    """
    whole = sum(row.is_whole for row in rows)
    missing = sum(row.missing for row in rows)
    return Verdict(whole, len(rows), missing, max(0, waiting - missing), troubled)


def known_until(days: Iterable[DayCoverage]) -> datetime | None:
    """Up to when today is known of every source that is watched; None where that cannot be said."""
    return min((day.until for day in days if day.until and not day.off), default=None)


@dataclass(frozen=True, slots=True)
class TownLine:
    """A mono-town with its watched sources; ``standing``: what its local ones are worth."""

    town: Town
    standing: Standing
    local: tuple[Source, ...]
    oblast: tuple[Source, ...]


def town_lines(
    towns: Iterable[Town], sources: Iterable[Source], read: Collection[str]
) -> list[TownLine]:
    """The towns that nobody watches first; ``read``: the sources that the archive follows."""
    lines = [
        TownLine(one.town, _standing(one.local, read), _on(one.local), _on(one.oblast))
        for one in coverage(towns, sources)
    ]
    return sorted(lines, key=lambda line: (_WORST_FIRST.index(line.standing), line.town.name_en))


def _on(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(source for source in sources if source.enabled)


def _standing(local: Sequence[Source], read: Collection[str]) -> Standing:
    if not _on(local):
        return "off" if local else "none"
    followed = [source for source in _on(local) if source.id in read]
    if not followed:
        return "unread"
    return "confirmed" if any(watched_by(one) == CONFIRMED for one in followed) else "discovered"
