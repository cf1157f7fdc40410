"""Whose turn it is to be crawled. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sources import Source

# between two crawls of a source; no hub waits longer than a day, and a source file may say a week
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(days=8)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a source was last crawled to the end, and when something of it is to be asked next."""

    last_run_at: datetime | None = None
    due_at: datetime | None = None


def due(sources: Mapping[str, Source], turns: Mapping[str, Turn], now: datetime) -> list[str]:
    """The enabled sources of which something is to be asked, longest waiting first.

    A source that never ran is due at once, and none is crawled twice within a few minutes. A
    moment that lies further ahead than any pause was written by a clock that was wrong.
    """
    waiting = []
    for source in sources.values():
        turn = turns.get(source.id, Turn())
        since = _since(turn, source, now)
        if source.enabled and since is not None and since <= now:
            waiting.append((since, source.id))
    return [name for _, name in sorted(waiting)]


def _since(turn: Turn, source: Source, now: datetime) -> datetime | None:
    """Since when a source is due; None while it is not."""
    last, wanted = turn.last_run_at, turn.due_at
    if last is None or last > now + LONGEST_PAUSE:
        return _LONG_AGO
    wanted = wanted or last + timedelta(minutes=source.interval_minutes)
    if wanted > now + LONGEST_PAUSE:
        wanted = last + timedelta(minutes=source.interval_minutes)
    return max(wanted, last + SHORTEST_PAUSE)
