"""Whether a source can be read at all, by its last crawls one after another. Pure.

A trouble begins once it was seen in two crawls in a row and has lasted for an hour, and it began
with the first of them. It ends with the first crawl that could read the source, once a second
one confirms that or an hour has passed without another trouble: a site that answers every other
time does not alternate between states. A crawl in which nothing came, a single page that failed
for one, shows no trouble of the site, and does not show either that it is well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.health.finding import Cause, Finding
from desk.health.observed import TELLING, of_the_site, page_trouble
from desk.health.signs import address_in, sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.health.finding import State
    from desk.health.observed import Crawl
    from desk.health.signs import Kind, Sign

LONG_ENOUGH: Final = timedelta(hours=1)
SEEN: Final = 2
# in crawls that fail now in one way and now in another, a state is still a state
SEEN_MIXED: Final = 3
_STATES: Final[Mapping[Kind, State]] = {
    "blocked": "blocked",
    "challenge": "challenge",
    "moved": "moved",
    "unread": "layout changed",
    "charset": "charset broken",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """A crawl, and what keeps the source from being read by it; None: it could be read."""

    crawl: Crawl
    sign: Sign | None

    @property
    def at(self) -> datetime:
        return self.crawl.at

    @property
    def state(self) -> State | None:
        return state_of(self.sign) if self.sign else None


@dataclass(frozen=True, slots=True)
class _Course:
    """The state so far, since when, and the looks in a row that speak against it."""

    state: State | None = None
    since: datetime | None = None
    row: tuple[_Look, ...] = ()
    bad: tuple[_Look, ...] = ()


def access(crawls: Sequence[Crawl], now: datetime, *, pooled: bool = False) -> Finding | None:
    """What the crawls, from old to new, tell; None where the source can be read.

    ``pooled``: pages of several crawls are taken together where one has too few to tell. That
    takes several pages that fail: one alone that is asked for again and again proves nothing.
    """
    looks = _looks(crawls, pooled=pooled)
    course = _Course()
    for look in looks:
        course = _with(_ripened(course, look.at), look)
        course = _ripened(course, look.at)
    course = _ripened(course, now)
    return None if course.state is None else _finding(course, looks)


def _looks(crawls: Sequence[Crawl], *, pooled: bool) -> list[_Look]:
    """What each telling crawl met; one in which nothing came and no trouble shows is left out.

    One with few pages or none does not speak against a trouble of pages.
    """
    found: list[_Look] = []
    pool: list[Crawl] = []
    of_pages = False
    for crawl in crawls:
        if not crawl.is_telling:
            continue
        if crawl.hub_trouble:
            found.append(_Look(crawl, crawl.hub_trouble))
            continue
        pool = _pool(pool if pooled else [], crawl)
        sign = page_trouble(pool)
        if _is_mute(crawl, sign, of_pages=of_pages):
            continue
        of_pages = sign is not None
        found.append(_Look(crawl, sign))
    return found


def _is_mute(crawl: Crawl, sign: Sign | None, *, of_pages: bool) -> bool:
    """Whether a crawl whose pages show this sign says nothing of the source."""
    if sign is None and not crawl.has_success:
        return True
    is_small = not crawl.pages or (crawl.pages < TELLING and of_the_site([crawl]))
    return bool(of_pages and is_small and (sign is None or not crawl.pages))


def _pool(before: Sequence[Crawl], crawl: Crawl) -> list[Crawl]:
    """The last crawls that have enough pages together."""
    pool = [*before, crawl] if crawl.pages else list(before)
    while sum(one.pages for one in pool[1:]) >= TELLING:
        del pool[0]
    return pool


def last_trouble(crawls: Sequence[Crawl]) -> Sign | None:
    """What the last crawl met that showed a trouble, or that all was well."""
    return next((one.trouble for one in reversed(crawls) if one.trouble or one.has_success), None)


def last_word(crawls: Sequence[Crawl]) -> Sign:
    """Why the last crawl that asked anything of a source brought nothing, be it for one page."""
    words = (reason for one in reversed(crawls) for reason in one.reasons)
    return last_trouble(crawls) or sign_of(next(words, "could not be read"))


def was_read(crawls: Sequence[Crawl]) -> bool:
    """Whether any crawl could read the source."""
    return any(crawl.has_success and crawl.trouble is None for crawl in crawls)


def state_of(sign: Sign) -> State:
    """The state that a sign belongs to."""
    return _STATES.get(sign.kind, "site down")


def _with(course: _Course, look: _Look) -> _Course:
    same = course.row and course.row[-1].state == look.state
    row = (*course.row, look) if same else (look,)
    bad = (*course.bad, look) if look.state else ()
    return replace(course, row=row if look.state != course.state else (), bad=bad)


def _ripened(course: _Course, at: datetime) -> _Course:
    """The course once what speaks against its state was seen twice and for long enough."""
    row = course.row
    if row:
        told, lasts = row[0].state, at - row[0].at >= LONG_ENOUGH
        if told is None and (lasts or len(row) >= SEEN):
            return _Course()
        if told and lasts and len(row) >= SEEN:
            return replace(course, state=told, since=row[0].at, row=())
    if course.state is None and len(course.bad) >= SEEN_MIXED:
        if at - course.bad[0].at < LONG_ENOUGH:
            return course
        told = Counter(look.state for look in course.bad).most_common(1)[0][0]
        return replace(course, state=told, since=course.bad[0].at, row=())
    return course


def _finding(course: _Course, looks: Sequence[_Look]) -> Finding:
    assert course.state is not None
    assert course.since is not None
    seen = [look for look in looks if look.at >= course.since and look.state == course.state]
    last, sign = seen[-1].crawl, seen[-1].sign
    assert sign is not None
    figures: dict[str, object] = {"crawls": len(seen), "last_seen": last.at.isoformat()}
    if last.reasons:
        figures["pages_failed"] = last.failed
    cause = Cause(sign.cause, dict(sign.values))
    return Finding(course.state, course.since, cause, figures, address_in(last.problem or ""))
