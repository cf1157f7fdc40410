"""Which pages are asked for next: a few of each source at a time, newest first. Pure.

All that is queued stays in the frontier; only what is handed out is in memory. So a source with
a thousand pages to fetch neither fills the memory nor stands in the way of one with three.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from crawler.frontier import Frontier
    from crawler.items import Candidate

# one that is fetched, and one that waits for the pause of its host to end
AHEAD = 2


class Lanes:
    """Hands out queued pages within the budgets; ``total`` is that of the whole run.

    ``is_late`` tells when the time of the run is over: then nothing more is handed out.
    """

    def __init__(
        self,
        frontier: Frontier,
        budgets: Mapping[str, int],
        total: int | None = None,
        is_late: Callable[[], bool] = lambda: False,
    ) -> None:
        self._frontier = frontier
        self.is_late = is_late
        self._budgets = dict(budgets)
        self._total = total
        self._handed: dict[str, set[str]] = {name: set() for name in budgets}
        self._under_way: Counter[str] = Counter()

    def take(self, source_id: str) -> tuple[Candidate, ...]:
        """What to ask the source for now; empty while its lane is full or its budget spent."""
        room = min(AHEAD - self._under_way[source_id], self._budgets[source_id])
        if self._total is not None:
            room = min(room, self._total)
        if room <= 0 or self.is_late():
            return ()
        handed = self._handed[source_id]
        chosen = self._frontier.next_pages(source_id, room, handed)
        handed.update(candidate.canonical_url for candidate in chosen)
        self._under_way[source_id] += len(chosen)
        self._budgets[source_id] -= len(chosen)
        if self._total is not None:
            self._total -= len(chosen)
        return chosen

    def done(self, source_id: str) -> None:
        """One of the source's pages was answered, or could not be fetched."""
        self._under_way[source_id] -= 1


def urgency(candidate: Candidate, now: datetime) -> int:
    """Minus the age in hours, below the hubs; an undated page goes with those of a day ago."""
    if candidate.published_at is None:
        return -24
    return -int((now - candidate.published_at).total_seconds() // 3600)
