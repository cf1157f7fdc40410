"""What is observed of all sources → the state of each, and of this machine. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from desk.health import flow
from desk.health.access import access, last_trouble, last_word, state_of, was_read
from desk.health.expected import learn
from desk.health.finding import Cause, Finding
from desk.health.offline import outages, without
from desk.health.texts import text_troubles
from desk.moments import ALMATY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.health.expected import Expected
    from desk.health.finding import State
    from desk.health.observed import Observed

# so long a few sources that meet no network may be the first to meet an outage
_DOUBTFUL: Final = timedelta(hours=1)
# the last days are what is judged: they teach nothing yet
_JUDGED: Final = timedelta(days=3)
_STILL: Final = {"silent", "feed frozen"}


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings by source, and of the machine: None where it has a network.

    ``unsure``: a single crawl met no network, or a few sources did and nobody else was asked
    within an hour; nothing is to be changed yet.
    """

    sources: Mapping[str, Finding]
    machine: Finding | None = None
    unsure: bool = False


def judge(sources: Sequence[Observed], now: datetime) -> Judged:
    """The state of every source that is on, and of this machine."""
    dark = outages(sources)
    open_one = next((one for one in dark if one.ends is None), None)
    found = {
        source.source_id: finding(replace(source, crawls=without(source.crawls, dark)), now)
        for source in sources
        if source.enabled
    }
    if open_one is None:
        return Judged(found)
    if open_one.is_sure:
        return Judged(found, open_one.finding())
    return Judged(found, unsure=open_one.is_wide or now - open_one.begins < _DOUBTFUL)


def expected(source: Observed, now: datetime) -> Expected:
    """What is usual for a source, by the days before the last ones."""
    return learn(source.days, source.country, now.astimezone(ALMATY).date() - _JUDGED)


def finding(source: Observed, now: datetime) -> Finding:
    """The state of one source: the worst that it shows."""
    telling = [crawl for crawl in source.crawls if crawl.is_telling]
    if not telling and not source.days:
        return Finding("never run", None, Cause("never_asked"))
    trouble = access(telling, now, pooled=source.has_pages_failing)
    if trouble:
        return trouble
    if telling and not was_read(telling) and source.last_new_at is None:
        return _not_read_yet(source)
    return _of_content(source, now) or _well(source)


def _of_content(source: Observed, now: datetime) -> Finding | None:
    found = flow.names_nothing(source, now) or _still(source, now)
    if found:
        return found
    usual, today = expected(source, now), now.astimezone(ALMATY).date()
    texts = next(text_troubles(source, usual, today), None)
    if texts and texts.state != "thin":
        return texts
    return flow.thin(source, usual, today) or texts


def _still(source: Observed, now: datetime) -> Finding | None:
    """A feed that stands still beside roads that move; else the silence of the whole source."""
    stuck = flow.frozen(source)
    if stuck and _is_beside_others(stuck):
        return stuck
    return flow.silent(source, now) or stuck


def _is_beside_others(found: Finding) -> bool:
    return found.cause is not None and found.cause.key == "frozen_alone"


def named_as_before(found: Finding, before: str | None) -> Finding:
    """The finding under the name that its trouble has since its begin (``before``: the open state).

    The silence of a source and that of its only feed are one trouble, and one may show before
    the other can be told.
    """
    if {found.state, before} != _STILL or _is_beside_others(found):
        return found
    return replace(found, state=cast("State", before))


def _not_read_yet(source: Observed) -> Finding:
    """Crawled once, or for less than an hour, and not read: nothing is known of it yet."""
    sign = last_word(source.crawls)
    cause = Cause(sign.cause, dict(sign.values))
    return Finding("never run", None, cause, {"doubt": state_of(sign)})


def _well(source: Observed) -> Finding:
    """All is well; a trouble that was seen once is told as a doubt."""
    sign = last_trouble(source.crawls)
    if sign is None:
        return Finding("ok")
    cause = Cause(sign.cause, dict(sign.values))
    return Finding("ok", None, cause, {"doubt": state_of(sign)})
