"""On what ground the front page says what it says: which sources were watched. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.digest import watching
from desk.digest.contents import Period
from desk.digest.lines import name, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from desk.watchdays import Stretch
    from desk.web.timespan import TimeSpan
    from desk.web.words import Words
    from desk.wording.phrases import Phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """How the sources were watched over a time.

    ``followed`` were watched without a gap, ``gaps`` were not: with the days that are not known.
    ``until``: no last look at one of the followed was earlier; None where each was looked at when
    the time was over. ``since``: the first look of all, where it lies within the time.
    ``waiting``: pages that the sites listed and that have no answer yet. ``troubled``: watched
    sources that are in trouble now, this machine among them: what they tell may come late.
    """

    followed: tuple[str, ...] = ()
    gaps: tuple[tuple[str, int], ...] = ()
    until: datetime | None = None
    since: datetime | None = None
    waiting: int = 0
    troubled: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing that the sources listed can have been missed."""
        return is_whole(
            len(self.followed),
            len(self.followed) + len(self.gaps),
            missing=self.waiting,
            troubled=self.troubled,
        )


def is_whole(followed: int, sources: int, *, missing: int, troubled: int) -> bool:
    """The rule of every page that says so: whether the silence of the sources is real.

    ``followed`` of ``sources`` were watched without a gap over the time that the page names, today
    as far as it was watched; ``missing`` listed pages have no answer; ``troubled`` are in trouble.
    """
    return 0 < followed == sources and not missing and not troubled


def watch_state(
    sources: Mapping[str, str],
    stretches: Mapping[str, Sequence[Stretch]],
    span: TimeSpan,
    now: datetime,
    *,
    first_look: datetime | None,
    waiting: int,
    troubled: int = 0,
) -> WatchState:
    """``sources``: names by id; ``stretches``: when each was watched without a gap."""
    period = Period(begin=span.begin, end=span.end, every="day")
    looks = {one: stretches.get(one, ()) for one in sources}
    until = {one: watching.watched_until(looks[one], period, now) for one in sources}
    return WatchState(
        followed=tuple(sources[one] for one in sources if until[one]),
        gaps=tuple(
            (sources[one], watching.unknown(looks[one], period, now))
            for one in sources
            if not until[one]
        ),
        until=min((one for one in until.values() if one and one < period.end), default=None),
        since=first_look if first_look and first_look > span.begin else None,
        waiting=waiting,
        troubled=troubled,
    )


def sentences(state: WatchState, t: Words, digest: Phrases, most: int) -> Iterator[str]:
    """The state in words; more than ``most`` waiting pages are told as that many and more."""
    followed, count = len(state.followed), len(state.followed) + len(state.gaps)
    if not count:
        yield digest("no_sources")
        return
    if not state.gaps:
        yield digest("watched_all", count)
    elif followed:
        yield digest("watched_some", count, followed=digest.number(followed))
    else:
        yield digest("watched_none", count)
    if state.since:
        yield digest("since_first", at=digest.moment(state.since))
    if state.until:
        yield digest("until", at=digest.moment(state.until))
    if state.gaps and followed:
        days = [f"{name(who)} ({digest('days_unknown', held)})" for who, held in state.gaps]
        yield digest("gaps", names=names(days, digest))
    if state.waiting:
        yield t("waiting_many" if state.waiting >= most else "waiting", state.waiting)
    if state.troubled:
        yield t("troubled", state.troubled)
