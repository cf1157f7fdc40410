"""What is taken out of the pages of each site during one run, learnt again as articles come."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipelines import learnt
from pipelines.model import Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from crawler.items import Page
    from pipelines.archive import Archive
    from pipelines.runs import Outcome
    from pipelines.store import Refined

_HEAD = 100_000  # bytes
_STATED = re.compile(
    rb"""<link[^>]{0,200}rel=["']?canonical[^>]{0,200}href=["']?(https?://[!-~]+?)["'\s>]"""
    rb"""|<meta[^>]{0,200}property=["']?og:url[^>]{0,200}content=["']?(https?://[!-~]+?)["'\s>]""",
    re.IGNORECASE,
)
# new articles of a site after which its lines are counted again; then after twice as many
FIRST_LESSON = 8


class Lessons:
    """What is taken out of the pages of each site, as the archive knows it."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._known: dict[str, dict[str, str]] = {}
        self._stored: Counter[str] = Counter()
        self._taught: Counter[str] = Counter()

    def of(self, page: Page) -> Mapping[str, str]:
        """Line → place of what is taken out of the pages of this page's site."""
        site = learnt.site_of(page.source_id, _address(page))
        if site not in self._known:
            self._known[site] = learnt.load(self._archive.connection, site)
        return self._known[site]

    def stored(self, refined: Refined, outcome: Outcome) -> None:
        """Count a stored article; where its site has enough new ones, learn from them."""
        if outcome not in ("new", "copy") or isinstance(refined.result, Rejection):
            return
        draft = refined.result.draft
        site = learnt.site_of(draft.source_id, draft.url)
        self._stored[site] += 1
        if self._stored[site] >= max(FIRST_LESSON, 2 * self._taught[site]):
            self._learn(site)

    def finish(self) -> None:
        """Learn from what came since the last lesson of each site. Raises ArchiveError."""
        for site, count in self._stored.items():
            if count > self._taught[site]:
                self._learn(site)

    def _learn(self, site: str) -> None:
        self._taught[site] = self._stored[site]
        with self._archive.write() as db:
            learnt.relearn(db, site, self._clock())
            self._known[site] = learnt.load(db, site)


def _address(page: Page) -> str:
    """Where a page came from; a saved one states it in its head."""
    if page.candidate.via != "disk":
        return page.url
    stated = _STATED.search(page.body[:_HEAD])
    return next((part.decode() for part in stated.groups() if part), "") if stated else page.url
