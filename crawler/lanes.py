"""Which pages are asked for next: a few of each source at a time, newest first. Pure.

Stored pages that are to be looked at again come when all hubs of the source have answered and
no other page of it waits: so they delay none, and take no room in a budget from any.
All that is queued stays in the frontier; only what is handed out is in memory. So a source with
a thousand pages to fetch neither fills the memory nor stands in the way of one with three.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from crawler.frontier import Frontier
    from crawler.items import Candidate

    _Ask = Callable[[str, int, Collection[str]], tuple[Candidate, ...]]

# one that is fetched, and one that waits for the pause of its host to end
AHEAD = 2
# older than any page of the web
_BEHIND_ALL = -1_000_000


class Lanes:
    """Hands out queued pages within the budgets; ``total`` is that of the whole run.

    ``is_late`` tells when the time of the run is over: then nothing more is handed out.
    ``revisits``: how many of a source's pages may be such that are looked at again.
    """

    def __init__(
        self,
        frontier: Frontier,
        budgets: Mapping[str, int],
        total: int | None = None,
        is_late: Callable[[], bool] = lambda: False,
        *,
        revisits: Mapping[str, int] | None = None,
    ) -> None:
        self._frontier = frontier
        self.is_late = is_late
        self._budgets = dict(budgets)
        self._total = total
        self._revisits = Counter(revisits)
        self._handed: dict[str, set[str]] = {name: set() for name in budgets}
        self._under_way: Counter[str] = Counter()
        # the plan of which hubs to ask is awaited like a hub
        self._hubs = Counter(dict.fromkeys(budgets, 1))

    def take(self, source_id: str) -> tuple[Candidate, ...]:
        """What to ask the source for now; empty while its lane is full or its budget spent."""
        room = min(AHEAD - self._under_way[source_id], self._budgets[source_id])
        if self._total is not None:
            room = min(room, self._total)
        if room <= 0 or self.is_late():
            return ()
        chosen = self._hand_out(source_id, self._frontier.next_pages, room)
        if len(chosen) < room and not self._hubs[source_id]:
            chosen += self._look_again(source_id, room - len(chosen))
        self._under_way[source_id] += len(chosen)
        self._budgets[source_id] -= len(chosen)
        if self._total is not None:
            self._total -= len(chosen)
        return chosen

    def _look_again(self, source_id: str, room: int) -> tuple[Candidate, ...]:
        count = min(room, self._revisits[source_id])
        if count <= 0:
            return ()
        chosen = self._hand_out(source_id, self._frontier.revisits, count)
        self._revisits[source_id] -= len(chosen)
        return chosen

    def _hand_out(self, source_id: str, ask: _Ask, count: int) -> tuple[Candidate, ...]:
        chosen = ask(source_id, count, self._handed[source_id])
        self._handed[source_id].update(candidate.canonical_url for candidate in chosen)
        return chosen

    def hub_asked(self, source_id: str) -> None:
        """A hub of the source was asked: it may name new pages."""
        self._hubs[source_id] += 1

    def hub_answered(self, source_id: str) -> None:
        """A hub of the source, or the plan of all, has told what it had to tell."""
        self._hubs[source_id] -= 1

    def done(self, source_id: str) -> None:
        """One of the source's pages was answered, or could not be fetched."""
        self._under_way[source_id] -= 1


def urgency(candidate: Candidate, now: datetime) -> int:
    """Minus the age in hours, below the hubs; an undated page goes with those of a day ago.

    One whose text is stored comes behind all that are new.
    """
    if candidate.validators is not None:
        return _BEHIND_ALL
    if candidate.published_at is None:
        return -24
    return -int((now - candidate.published_at).total_seconds() // 3600)
