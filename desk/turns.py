"""Whose turn it is to be crawled. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crawler.sources import Source

# between two crawls of a source; no hub waits longer than a day, and a source file may say a week
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=8)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a source was last crawled to the end, and when something of it is to be asked next.

    ``revisit_at``: when one of its stored pages is to be looked at again.
    """

    last_run_at: datetime | None = None
    due_at: datetime | None = None
    revisit_at: datetime | None = None


def due(sources: Mapping[str, Source], turns: Mapping[str, Turn], now: datetime) -> list[str]:
    """The enabled sources of which something is to be asked, longest waiting first.

    A source that never ran is due at once, and none is crawled twice within a few minutes. A
    last run that is still to come, or a next one further ahead than any pause, was written by a
    clock that was wrong.
    """
    waiting = []
    for source in sources.values():
        turn = turns.get(source.id, Turn())
        since = _since(turn, source, now)
        if source.enabled and since <= now:
            waiting.append((since, source.id))
    return [name for _, name in sorted(waiting)]


def next_due(
    sources: Mapping[str, Source], turns: Mapping[str, Turn], now: datetime
) -> datetime | None:
    """When the next enabled source is due, ``now`` where one is already; None without any."""
    known = [_since(turns.get(one.id, Turn()), one, now) for one in sources.values() if one.enabled]
    return max(now, min(known)) if known else None


def _since(turn: Turn, source: Source, now: datetime) -> datetime:
    """Since when a source is due, or when it will be."""
    last, wanted = turn.last_run_at, turn.due_at
    # clocks are set back by seconds every day
    if last is None or last > now + SHORTEST_PAUSE:
        return _LONG_AGO
    wanted = wanted or last + timedelta(minutes=source.interval_minutes)
    if wanted > now + LONGEST_PAUSE:
        wanted = last + timedelta(minutes=source.interval_minutes)
    if turn.revisit_at and source.max_revisits:
        wanted = min(wanted, turn.revisit_at)
    return max(wanted, last + SHORTEST_PAUSE)


@dataclass(slots=True)
class Batches:
    """Which of the due sources go into one crawl, so that one of them cannot stop all others.

    ``largest``: sources of a crawl; ``rest``: seconds that a source is left alone after so many
    crawls with it that died (memory, a crash: nothing of it is in the archive). Its next crawl is
    half as large each time, down to itself alone, and holds none that died less often. Crawls of
    those that died and of all others take turns, the others first.
    """

    largest: int
    rest: Callable[[int], float]
    _lost: dict[str, int] = field(default_factory=dict)
    _rested_at: dict[str, float] = field(default_factory=dict)
    _others_had_their_turn: bool = False

    def choose(self, due: Sequence[str], now: float) -> list[str]:
        """The next crawl's sources in their order; ``now`` in seconds of any clock that goes on."""
        rested = [name for name in due if self._rested_at.get(name, now) <= now]
        counts = {self.lost(name) for name in rested}
        suspected = counts - {0} if self._others_had_their_turn else set()
        least = min(suspected or counts, default=0)
        alike = [name for name in rested if self.lost(name) == least]
        return alike[: max(1, self.largest >> least)]

    def lost(self, name: str) -> int:
        """How many crawls with a source died since the last one that did not."""
        return self._lost.get(name, 0)

    def died(self, names: Sequence[str], now: float) -> None:
        """Note that the crawl of these sources died: any of them may be why."""
        self._others_had_their_turn = False
        for name in names:
            self._lost[name] = self.lost(name) + 1
            self._rested_at[name] = now + self.rest(self.lost(name))

    def ended(self, names: Sequence[str]) -> None:
        """Note a crawl that did its work: those that died as often are suspected less."""
        often = {self.lost(name) for name in names} - {0}
        self._others_had_their_turn = not often
        for name in names:
            self._lost.pop(name, None)
            self._rested_at.pop(name, None)
        for name, lost in self._lost.items():
            self._lost[name] = lost - (lost in often)
