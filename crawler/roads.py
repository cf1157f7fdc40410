"""The roads of a source, best first: feeds, else sitemaps, else section pages, else a search.

A road that cannot be read, names nothing, or is in doubt hands over to the next kind, and is
asked again later. The roads behind the one in use are asked once a day all the same: what
they list and it does not is what would have been missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from crawler.frontier import PendingHub

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crawler.frontier import HubMemory
    from crawler.items import HubKind
    from crawler.sources import Road, Source

KINDS: tuple[HubKind, ...] = ("feed", "sitemap", "listing")
# how often the roads behind the one in use are asked
CHECK_EVERY = timedelta(hours=24)
_JUST_NOW = timedelta(minutes=30)
_LONGEST_PAUSE = timedelta(hours=25)


@dataclass(frozen=True, slots=True)
class _Stop:
    """One hub on the way, and whether it is to be asked in this run.

    ``recent``: it answered well just now; where a better road turned bad it need not be asked.
    """

    hub: PendingHub
    ask: bool
    good: bool
    recent: bool = False


@dataclass(slots=True)
class _Progress:
    """What was asked in this run and how it answered; shared by all chains of a source."""

    asked: set[str] = field(default_factory=set)
    answers: dict[str, bool] = field(default_factory=dict)

    def ask(self, hubs: Iterable[PendingHub]) -> list[PendingHub]:
        """Those of the hubs that were not asked yet."""
        new = [hub for hub in hubs if hub.url not in self.asked]
        self.asked.update(hub.url for hub in new)
        return new


@dataclass(slots=True)
class _Chain:
    """The roads to the articles of one language, best kind first."""

    tiers: list[list[_Stop]]
    progress: _Progress
    tier: list[_Stop] = field(default_factory=list)
    fallen: bool = False

    def go_on(self) -> list[PendingHub]:
        """What to ask now; nothing while answers are awaited, or once one of them was good."""
        asked: list[PendingHub] = []
        while self.tiers and not (asked or self._is_open() or self._is_good()):
            self.tier = [self._now(stop) for stop in self.tiers.pop(0)]
            asked = self.progress.ask(stop.hub for stop in self.tier if stop.ask)
            # a road that was bad in an earlier run handed over then
            self.fallen = self.fallen or any(stop.ask for stop in self.tier)
        return asked

    def _now(self, stop: _Stop) -> _Stop:
        """The road that takes over is asked at once, and not when its own day comes."""
        ask = stop.ask or (self.fallen and not stop.recent)
        return replace(stop, ask=ask, good=stop.good and not ask)

    def _is_open(self) -> bool:
        return any(stop.ask and stop.hub.url not in self.progress.answers for stop in self.tier)

    def _is_good(self) -> bool:
        return any(self.progress.answers.get(stop.hub.url, stop.good) for stop in self.tier)


@dataclass(slots=True)
class RoadPlan:
    """Which hubs of one source to ask next; fed with how each of them answered."""

    chains: list[_Chain]
    checks: list[PendingHub]
    progress: _Progress

    @classmethod
    def of(
        cls,
        source: Source,
        memory: Iterable[HubMemory] = (),
        *,
        now: datetime | None = None,
        only_due: bool = False,
        thorough: bool = False,
    ) -> RoadPlan:
        """The plan of a source; a road known to be broken is tried only where it is the last.

        With ``only_due`` a road whose time has not come is not asked, and counts as it last
        answered. With ``thorough`` all roads are asked, whatever the first ones say.
        """
        known = {one.url: one for one in memory}
        moment, progress = now or datetime.now(UTC), _Progress()
        ways = ways_of(source, known)
        front = front_hubs(source)

        def stops(tier: Iterable[PendingHub]) -> list[_Stop]:
            return [_stop(hub, known.get(hub.url), moment, only_due=only_due) for hub in tier]

        if thorough:
            every = [hub for way in ways for tier in way[:1] for hub in tier]
            others = [hub for way in ways for tier in way[1:] for hub in tier]
            behind = [replace(hub, check=True) for hub in (*others, *front) if hub not in every]
            return cls([_Chain([stops([*every, *behind])], progress)], [], progress)
        chains = [_Chain([stops(tier) for tier in [*way, front]], progress) for way in ways]
        behind = [hub for way in ways for tier in way[1:] for hub in tier]
        checks = [replace(hub, check=True) for hub in behind if _check_due(known, hub, moment)]
        return cls(chains, checks, progress)

    def start(self) -> list[PendingHub]:
        """The hubs to ask first: those of the first road, and the daily look at the others."""
        return self._go_on() + self.progress.ask(self.checks)

    def answered(self, url: str, *, good: bool) -> list[PendingHub]:
        """Take the answer of one hub of the plan; the hubs of the next kind when all failed."""
        self.progress.answers[url] = good
        return self._go_on()

    def _go_on(self) -> list[PendingHub]:
        return [hub for chain in self.chains for hub in chain.go_on()]


def ways_of(
    source: Source, known: Mapping[str, HubMemory] | None = None
) -> list[list[list[PendingHub]]]:
    """For each language of the roads: the hubs by kind, best kind first, found ones last.

    A road of no language named leads to all of them. So where only the Russian edition has a
    feed, the Kazakh section page is as good as a first road.
    """
    named = {road.language for road in source.roads if road.language and road.status != "broken"}
    languages: list[str | None] = [*sorted(named)]
    ways = []
    for language in languages or [None]:
        tiers = [_tier(source, kind, language, known or {}) for kind in KINDS]
        ways.append([tier for tier in tiers if tier])
    sound = [way for way in ways if way]
    return sound or [_broken(source)]


def front_hubs(source: Source) -> list[PendingHub]:
    """Where a site tells of its roads: the front page (feeds, articles) and robots.txt."""
    front = source.front_page
    return [
        PendingHub(source_id=source.id, url=front, kind="listing", origin="front"),
        PendingHub(
            source_id=source.id, url=urljoin(front, "/robots.txt"), kind="robots", origin="front"
        ),
    ]


def _tier(
    source: Source, kind: HubKind, language: str | None, known: Mapping[str, HubMemory]
) -> list[PendingHub]:
    """The sound roads of one kind to a language: those of the file, then those that were found."""
    own = [
        road.url
        for road in _roads(source, kind)
        if road.status != "broken" and (language is None or road.language in (None, language))
    ]
    every = {road.url for road in _roads(source, kind) if road.status != "broken"}
    found = [
        one.url
        for one in known.values()
        if one.origin == "found" and one.kind == kind and one.url not in every
    ]
    return [
        *(PendingHub(source_id=source.id, url=url, kind=kind) for url in own),
        *(PendingHub(source_id=source.id, url=url, kind=kind, origin="found") for url in found),
    ]


def _broken(source: Source) -> list[list[PendingHub]]:
    """The last kind of road that the file has, where all of them are known to be broken."""
    every = [
        [PendingHub(source_id=source.id, url=road.url, kind=kind) for road in _roads(source, kind)]
        for kind in KINDS
    ]
    return [tier for tier in every if tier][-1:]


def _roads(source: Source, kind: HubKind) -> Sequence[Road]:
    return {"feed": source.feeds, "sitemap": source.sitemaps}.get(kind, source.listings)


def _stop(hub: PendingHub, known: HubMemory | None, now: datetime, *, only_due: bool) -> _Stop:
    if known is None or known.checked_at is None:
        return _Stop(hub, ask=True, good=False)
    ask = not only_due or known.due_at is None or _is_due(known.due_at, now)
    good = not known.problem and not known.doubt
    recent = good and known.checked_at is not None and now - known.checked_at < _JUST_NOW
    # what is asked now is as good as its answer will be
    return _Stop(hub, ask=ask, good=good and not ask, recent=recent)


def _check_due(known: Mapping[str, HubMemory], hub: PendingHub, now: datetime) -> bool:
    one = known.get(hub.url)
    return bool(one and one.due_at and _is_due(one.due_at, now))


def _is_due(due_at: datetime, now: datetime) -> bool:
    """What lies further ahead than any pause was written by a clock that was wrong."""
    return due_at <= now or due_at > now + _LONGEST_PAUSE
