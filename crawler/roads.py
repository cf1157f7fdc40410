"""The roads of a source, best first: feeds, else sitemaps, else listing pages.

A road that cannot be read, or names nothing, hands over to the next kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.frontier import PendingHub

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.items import HubKind
    from crawler.sources import Road, Source


@dataclass(slots=True)
class RoadPlan:
    """Which hubs of one source to ask next; fed with how each of them answered."""

    tiers: list[list[PendingHub]]
    _open: int = 0
    _good: bool = field(default=False)

    @classmethod
    def of(cls, source: Source) -> RoadPlan:
        """The plan of a source; a road known to be broken is tried only where it is the last."""
        kinds: tuple[tuple[HubKind, tuple[Road, ...]], ...] = (
            ("feed", source.feeds),
            ("sitemap", source.sitemaps),
            ("listing", source.listings),
        )
        tiers = [_hubs(source, kind, roads) for kind, roads in kinds if roads]
        sound = [
            [hub for hub, road in zip(tier, roads, strict=True) if road.status != "broken"]
            for tier, roads in zip(tiers, (r for _, r in kinds if r), strict=True)
        ]
        return cls([tier for tier in sound if tier] or tiers[-1:])

    def start(self) -> list[PendingHub]:
        """The hubs to ask first."""
        return self._next()

    def answered(self, *, good: bool) -> list[PendingHub]:
        """Take the answer of one hub of the plan; the hubs of the next kind when all failed."""
        self._open -= 1
        self._good = self._good or good
        return [] if self._open or self._good else self._next()

    def _next(self) -> list[PendingHub]:
        hubs = self.tiers.pop(0) if self.tiers else []
        self._open = len(hubs)
        return hubs


def _hubs(source: Source, kind: HubKind, roads: Iterable[Road]) -> list[PendingHub]:
    return [PendingHub(source_id=source.id, url=road.url, kind=kind, depth=1) for road in roads]
