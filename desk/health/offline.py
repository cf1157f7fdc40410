"""Whether this machine is offline: crawls in which sources of several hosts meet no network. Pure.

The daemon asks sources in batches, and those that failed together fall due together: a dark batch
may be three sites of one dead hoster. So what counts is the whole stretch of crawls between two in
which somebody answered, and in it the hosts that went dark just then: not those that are dark in
the crawl of their source before or after it too, while others answered. They must be half of
what is watched, or, once others answer again, they are back as well. What the sources gave in
crawls of a sure outage says nothing of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crawler.addresses import host_of
from desk.health.finding import Cause, Finding
from desk.health.signs import address_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from desk.health.observed import Crawl, Observed

HOSTS: Final = 3
RUNS: Final = 2
# an answer from a cache or from the own network does not mean that there is a network
NEARLY_ALL: Final = 0.9
# of the hosts that could answer: fewer may be down by themselves
MANY: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Run:
    """A run: when it was, how many sources were asked, met no network, or brought something."""

    id: int
    at: datetime
    asked: int
    dark: int
    lit: int
    hosts: frozenset[str]

    @property
    def is_dark(self) -> bool:
        return self.dark >= NEARLY_ALL * self.asked

    @property
    def is_lit(self) -> bool:
        """Whether it shows a network: something came, or several sites refused it themselves."""
        return self.lit > 0 or self.asked - self.dark >= HOSTS


@dataclass(frozen=True, slots=True)
class _Line:
    """A source: its host, and which of its telling crawls met no network, by their moments."""

    host: str
    is_enabled: bool
    moments: tuple[datetime, ...]
    dark: tuple[bool, ...]

    def is_dark_before(self, moment: datetime) -> bool:
        """Whether its last crawl before a moment met no network."""
        place = bisect_left(self.moments, moment)
        return place > 0 and self.dark[place - 1]

    def is_dark_after(self, moment: datetime) -> bool:
        """Whether its first crawl after a moment met no network."""
        place = bisect_right(self.moments, moment)
        return place < len(self.dark) and self.dark[place]


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without network, ``ends`` None while it lasts; the runs within it.

    ``is_wide``: so many hosts went dark that it is no trouble of a few sites. One that is not
    ``is_sure`` was seen in a single crawl, or nobody but a few has been asked since it began.
    """

    begins: datetime
    ends: datetime | None
    runs: frozenset[int]
    hosts: int
    is_wide: bool
    is_sure: bool

    def finding(self) -> Finding:
        """The state of the machine."""
        cause = Cause("offline", count=self.hosts)
        return Finding("offline", self.begins, cause, {"hosts": self.hosts, "runs": len(self.runs)})


def outages(sources: Iterable[Observed]) -> list[Outage]:
    """The times without network, from old to new, those that are not sure among them."""
    watched = list(sources)
    lines = [_line(source) for source in watched]
    stretches = _stretches(_runs(watched))
    return [found for one in stretches if (found := _outage(*one, lines)) is not None]


def without(source_crawls: Sequence[Crawl], found: Iterable[Outage]) -> tuple[Crawl, ...]:
    """The crawls that tell of a source: those outside of all sure outages."""
    runs: frozenset[int] = frozenset().union(*(one.runs for one in found if one.is_sure))
    return tuple(crawl for crawl in source_crawls if crawl.run_id not in runs)


def _stretches(runs: Iterable[_Run]) -> Iterator[tuple[list[_Run], datetime | None]]:
    """Runs in a row in which nobody answered, and when somebody did again."""
    within: list[_Run] = []
    for run in runs:
        if run.is_lit and not run.is_dark:
            yield within, run.at
            within = []
        elif within or run.is_dark:
            within.append(run)
    yield within, None


def _outage(within: Sequence[_Run], ends: datetime | None, lines: Sequence[_Line]) -> Outage | None:
    dark = [run for run in within if run.is_dark]
    hosts = frozenset().union(*(run.hosts for run in dark))
    if len(hosts) < HOSTS:
        return None
    before = {line.host for line in lines if line.is_dark_before(within[0].at)}
    after = {line.host for line in lines if line.is_dark_after(within[-1].at)}
    watched = {line.host for line in lines if line.is_enabled}
    sudden = hosts - before - after
    is_wide = (
        len(sudden) >= max(HOSTS, MANY * len(watched - before))
        or len(hosts) >= NEARLY_ALL * len(watched)
    )  # fmt: skip
    if not is_wide and len(sudden) < HOSTS:
        return None
    runs = frozenset(run.id for run in within)
    is_sure = len(dark) >= RUNS and (is_wide or ends is not None)
    return Outage(dark[0].at, ends, runs, len(hosts), is_wide, is_sure)


def _line(source: Observed) -> _Line:
    told = [crawl for crawl in source.crawls if crawl.is_telling]
    return _Line(
        _host(source),
        source.enabled,
        tuple(crawl.at for crawl in told),
        tuple(crawl.is_dark for crawl in told),
    )


def _runs(sources: Iterable[Observed]) -> list[_Run]:
    told: Mapping[int, list[tuple[str, Crawl]]] = defaultdict(list)
    for source in sources:
        host = _host(source)
        for crawl in source.crawls:
            if crawl.is_telling:
                told[crawl.run_id].append((host, crawl))
    return sorted((_run(pairs) for pairs in told.values()), key=lambda run: (run.at, run.id))


def _run(pairs: Sequence[tuple[str, Crawl]]) -> _Run:
    dark = [host for host, crawl in pairs if crawl.is_dark]
    return _Run(
        id=pairs[0][1].run_id,
        at=min(crawl.at for _, crawl in pairs),
        asked=len(pairs),
        dark=len(dark),
        lit=sum(crawl.has_success for _, crawl in pairs),
        hosts=frozenset(dark),
    )


def _host(source: Observed) -> str:
    """The host that gave no answer last; where pages alone were asked, that of the first road."""
    problems = (crawl.problem for crawl in reversed(source.crawls) if crawl.is_dark)
    road = source.roads[0].url if source.roads else ""
    address = next((found for words in problems if (found := address_in(words or ""))), road)
    return host_of(address).removeprefix("www.") or source.source_id
