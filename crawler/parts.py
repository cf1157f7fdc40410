"""The parts of a road (child sitemaps, further pages): asked for within a budget. Pure.

An index that answers is no good road while none of its parts does.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from crawler.frontier import PendingHub
    from crawler.items import Candidate


@dataclass(slots=True)
class _Road:
    """A road whose parts are awaited: their addresses, and whether one of them was good."""

    awaited: set[str] = field(default_factory=set)
    good: bool = False


@dataclass(slots=True)
class Parts:
    """Which parts are on their way, by road, and how many a source has asked for."""

    _roads: dict[str, _Road] = field(default_factory=dict)
    _asked: Counter[str] = field(default_factory=Counter)

    def has_room(self, hub: PendingHub, most: int) -> bool:
        """Whether the source may ask for one more part; counts it."""
        self._asked[hub.source_id] += 1
        return self._asked[hub.source_id] <= most

    def left_out(self, hub: PendingHub) -> None:
        """A part is left for the next run: nothing is known of it, and nobody waits for it."""
        road = self._roads.get(hub.root)
        if road:
            road.awaited.discard(hub.url)
            road.good = True

    def answered(
        self,
        hub: PendingHub,
        parts: Sequence[PendingHub],
        *,
        good: bool,
        own: Collection[Candidate] = (),
    ) -> Iterator[tuple[str, bool]]:
        """Take the answer of a hub; yields each road that is judged now, and how.

        A road that names articles itself (``own``) is judged at once, one that only leads to
        ``parts`` when these are read.
        """
        url = hub.root or hub.url
        if not hub.root and (own or not parts or not good):
            yield url, good
            return
        if hub.root and url not in self._roads:
            # its road was judged by its own answer, or was not asked in this run
            return
        road = self._roads.setdefault(url, _Road())
        road.awaited.discard(hub.url)
        road.awaited.update(part.url for part in parts)
        road.good = road.good or (bool(hub.root) and good)
        if not road.awaited:
            del self._roads[url]
            yield url, road.good
