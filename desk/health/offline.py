"""Whether this machine is offline: crawls in which sources of several hosts meet no network. Pure.

That is one state of the machine. What the sources gave in such crawls says nothing of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crawler.addresses import host_of
from desk.health.finding import Cause, Finding
from desk.health.signs import address_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from desk.health.observed import Crawl, Observed

HOSTS: Final = 3
RUNS: Final = 2
# an answer from a cache or from the own network does not mean that there is a network
NEARLY_ALL: Final = 0.9


@dataclass(frozen=True, slots=True)
class _Run:
    """A run: when it was, its sources that were asked, and the hosts that met no network."""

    id: int
    at: datetime
    asked: int
    hosts: frozenset[str]

    @property
    def is_dark(self) -> bool:
        return len(self.hosts) >= NEARLY_ALL * self.asked


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without network, ``ends`` None while it lasts; the runs within it."""

    begins: datetime
    ends: datetime | None
    runs: frozenset[int]
    hosts: int
    is_sure: bool

    def finding(self) -> Finding:
        """The state of the machine."""
        cause = Cause("offline", count=self.hosts)
        return Finding("offline", self.begins, cause, {"hosts": self.hosts, "runs": len(self.runs)})


def outages(sources: Iterable[Observed]) -> list[Outage]:
    """The times without network, from old to new.

    One that is not ``is_sure`` was seen in a single crawl; its crawls tell nothing of sources
    either.
    """
    found: list[Outage] = []
    dark: list[_Run] = []
    for run in _runs(sources):
        if run.is_dark:
            dark.append(run)
            continue
        found += _outage(dark, run.at)
        dark = []
    return [*found, *_outage(dark, None)]


def without(source_crawls: Sequence[Crawl], found: Iterable[Outage]) -> tuple[Crawl, ...]:
    """The crawls that tell of a source: those outside of all outages."""
    runs: frozenset[int] = frozenset().union(*(one.runs for one in found))
    return tuple(crawl for crawl in source_crawls if crawl.run_id not in runs)


def _outage(dark: Sequence[_Run], ends: datetime | None) -> list[Outage]:
    hosts = frozenset().union(*(run.hosts for run in dark))
    if len(hosts) < HOSTS:
        return []
    runs = frozenset(run.id for run in dark)
    return [Outage(dark[0].at, ends, runs, len(hosts), len(runs) >= RUNS)]


def _runs(sources: Iterable[Observed]) -> list[_Run]:
    told: Mapping[int, list[tuple[str, Crawl]]] = defaultdict(list)
    for source in sources:
        for crawl in source.crawls:
            if crawl.is_telling:
                told[crawl.run_id].append((source.source_id, crawl))
    runs = [
        _Run(run_id, min(crawl.at for _, crawl in pairs), len(pairs), _dark_hosts(pairs))
        for run_id, pairs in told.items()
    ]
    return sorted(runs, key=lambda run: (run.at, run.id))


def _dark_hosts(pairs: Iterable[tuple[str, Crawl]]) -> frozenset[str]:
    return frozenset(
        _host(crawl) or source_id
        for source_id, crawl in pairs
        if (sign := crawl.trouble) and sign.no_network
    )


def _host(crawl: Crawl) -> str:
    return host_of(address_in(crawl.problem or "")).removeprefix("www.")
