"""How each source is: one state in a word, and the reason for it. Pure.

The state is read from the source's last crawls, newest first:

- *never run*: no crawl that asked anything of it has ended yet.
- *blocked*: the site refuses: robots.txt, 401, 403, 429, or a robot check in place of pages.
- *failing*: no feed, sitemap or listing could be read, or half of the pages or more failed.
- *silent*: it answers, yet never listed an article, or has brought no new page for a week.
- *ok*: none of these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from desk.moments import ago

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

State = Literal["ok", "silent", "failing", "blocked", "never run"]
# worst first: the order in which a person should look at them
ORDER: tuple[State, ...] = ("failing", "blocked", "silent", "never run", "ok")
QUIET_AFTER = timedelta(days=7)
# how far back histories are needed to tell a quiet week from a young archive
LOOK_BACK = timedelta(days=14)
_REFUSAL = re.compile(
    r"\b(?:401|403|429|451)\b|robot(?!s\.txt unreachable)|challenge|captcha|forbidden"
    r"|access denied|too many requests",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """One crawl of one source. Counts are pages, except ``hubs_*`` (feeds, sitemaps, listings).

    ``again``: those of the fetched that are stored already and were looked at once more.
    ``problem`` is why nothing could be learnt, ``reasons`` why pages failed.
    """

    started_at: datetime
    listed: int = 0
    fetched: int = 0
    again: int = 0
    failed: int = 0
    hubs_ok: int = 0
    hubs_failed: int = 0
    problem: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a source, and why, in words ("" where all is well)."""

    state: State
    why: str = ""


def state(history: Sequence[SourceRun], now: datetime) -> Health:
    """The state that a source's crawls (newest first) tell at this moment."""
    # stored pages that are there as before tell nothing of what is new
    asked = [run for run in history if run.hubs_ok or run.hubs_failed or run.fetched > run.again]
    if not asked:
        return Health("never run", "no crawl has asked anything of it yet")
    trouble = _trouble(asked[0])
    if not trouble:
        return _quiet(asked, now)
    times = _row_of_troubles(asked)
    words = f"{trouble} ({times} crawls in a row)" if times > 1 else trouble
    return Health("blocked" if _is_refused(asked[0]) else "failing", words)


def _trouble(run: SourceRun) -> str:
    if run.hubs_failed and not run.hubs_ok:
        return run.problem or "none of its feeds, sitemaps or listings could be read"
    if run.failed and run.failed * 2 >= run.fetched:
        why = f": {run.reasons[0]}" if run.reasons else ""
        return f"{run.failed} of {run.fetched} pages failed{why}"
    return ""


def _row_of_troubles(history: Sequence[SourceRun]) -> int:
    count = 0
    for run in history:
        if not _trouble(run):
            break
        count += 1
    return count


def _is_refused(run: SourceRun) -> bool:
    if run.hubs_failed and not run.hubs_ok:
        return bool(_REFUSAL.search(run.problem or ""))
    return any(_REFUSAL.search(reason) for reason in run.reasons)


def _quiet(history: Sequence[SourceRun], now: datetime) -> Health:
    # a hub that has not changed lists nothing, so only a history of nothing at all tells
    if not any(run.listed or run.fetched for run in history):
        return Health("silent", "its lists have named no article so far")
    fresh = next((run.started_at for run in history if run.fetched > run.failed + run.again), None)
    since = fresh or history[-1].started_at
    if now - since < QUIET_AFTER:
        return Health("ok")
    if fresh is None:
        return Health("silent", f"no new page in any crawl of the last {ago(since, now)}")
    return Health("silent", f"no new page for {ago(since, now)}")
