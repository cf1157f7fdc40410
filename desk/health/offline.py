"""Whether this machine is offline: crawls in which sources of several hosts meet no network. Pure.

That is one state of the machine, until a crawl brings something: one of a few sources that fail
in other ways may lie within it. What the sources gave in such crawls says nothing of them.
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
    """A run: when it was, its sources that were asked, and the hosts that met no network.

    ``lit``: sources that brought something.
    """

    id: int
    at: datetime
    asked: int
    hosts: frozenset[str]
    lit: int

    @property
    def is_dark(self) -> bool:
        return len(self.hosts) >= NEARLY_ALL * self.asked

    @property
    def is_lit(self) -> bool:
        """Whether it shows a network: something came, or several sites refused it themselves."""
        return self.lit > 0 or self.asked - len(self.hosts) >= HOSTS


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
    within: list[_Run] = []
    for run in _runs(sources):
        if run.is_lit and not run.is_dark:
            found += _outage(within, run.at)
            within = []
        elif within or run.is_dark:
            within.append(run)
    return [*found, *_outage(within, None)]


def without(source_crawls: Sequence[Crawl], found: Iterable[Outage]) -> tuple[Crawl, ...]:
    """The crawls that tell of a source: those outside of all outages."""
    runs: frozenset[int] = frozenset().union(*(one.runs for one in found))
    return tuple(crawl for crawl in source_crawls if crawl.run_id not in runs)


def _outage(within: Sequence[_Run], ends: datetime | None) -> list[Outage]:
    dark = [run for run in within if run.is_dark]
    hosts = frozenset().union(*(run.hosts for run in dark))
    if len(hosts) < HOSTS:
        return []
    runs = frozenset(run.id for run in within)
    return [Outage(dark[0].at, ends, runs, len(hosts), len(dark) >= RUNS)]


def _runs(sources: Iterable[Observed]) -> list[_Run]:
    told: Mapping[int, list[tuple[Observed, Crawl]]] = defaultdict(list)
    for source in sources:
        for crawl in source.crawls:
            if crawl.is_telling:
                told[crawl.run_id].append((source, crawl))
    return sorted((_run(pairs) for pairs in told.values()), key=lambda run: (run.at, run.id))


def _run(pairs: Sequence[tuple[Observed, Crawl]]) -> _Run:
    return _Run(
        pairs[0][1].run_id,
        min(crawl.at for _, crawl in pairs),
        len(pairs),
        frozenset(_host(*pair) for pair in pairs if pair[1].is_dark),
        sum(crawl.has_success for _, crawl in pairs),
    )


def _host(source: Observed, crawl: Crawl) -> str:
    """The host that gave no answer; where pages alone were asked, that of the first road."""
    road = source.roads[0].url if source.roads else ""
    host = host_of(address_in(crawl.problem or "") or road)
    return host.removeprefix("www.") or source.source_id
