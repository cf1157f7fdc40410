"""What becomes of the sample sites in the days after they were crawled, written into an archive.

A newsroom changes figures in a story and tells nobody, a page is taken away, a source falls
silent: the demo shows the first of them over HTTP, the gallery of questions all three.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from crawler.items import Candidate, Page
from crawler.urls import canonicalize
from pipelines import revisits
from pipelines.archive import Archive
from pipelines.refine import refine
from pipelines.runs import RunBook
from pipelines.states import Shown, settle
from pipelines.store import Refined, Store
from samples.demo import EDITED, edited_stories
from samples.rendering import render_site
from samples.sites import SITES
from samples.stories import stories

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from crawler.sources import Source

_NEWSROOM: Final = "agency"
TAKEN_AWAY: Final = "agency-ekibastuz-illegal-crypto-farm"
_GONE: Final = "answered 404"
SILENT: Final = "sosed"
_WHY: Final = "nothing new for 12 days, where 4 articles a week are usual"


def go_on(path: Path, sources: Mapping[str, Source], port: int) -> None:
    """Write a later run into the archive of a crawl of the sample sites on ``port``.

    Raises ``pipelines.archive.ArchiveError`` where the archive cannot be written.
    """
    archive = Archive(path)
    [last] = archive.connection.execute("SELECT max(finished_at) FROM run").fetchone()
    now = datetime.fromisoformat(last) + timedelta(minutes=1)
    book = RunBook(archive, lambda: now)
    book.begin("crawl", [sources[_NEWSROOM]], {})
    Store(archive, book, lambda: now).save(_edited(sources[_NEWSROOM], port, now))
    _take_away(archive, book, port, now)
    with archive.write() as db:
        shown = Shown(since=now, evidence={"state": "silent", "why": _WHY})
        settle(db, SILENT, shown, now, None)
    book.finish("finished")
    archive.close()


def _candidate(story_id: str, port: int) -> Candidate:
    [path] = (story.path for story in stories() if story.id == story_id)
    url = f"http://{SITES[_NEWSROOM].host}:{port}{path}"
    return Candidate(
        url=url, canonical_url=canonicalize(url) or url, source_id=_NEWSROOM, via="sitemap"
    )


def _edited(source: Source, port: int, now: datetime) -> Refined:
    """The edited page, as the newsroom shows it now."""
    candidate = _candidate(EDITED, port)
    [path] = (story.path for story in stories() if story.id == EDITED)
    answer = render_site(SITES[_NEWSROOM], edited_stories(now), port)[path]
    page = Page(
        url=candidate.url, candidate=candidate, body=answer.body, content_type=answer.media,
        status=200, fetched_at=now,
    )  # fmt: skip
    return Refined(page, refine(page, source))


def _take_away(archive: Archive, book: RunBook, port: int, now: datetime) -> None:
    candidate = _candidate(TAKEN_AWAY, port)
    with archive.write() as db:
        revisits.gone(db, candidate, _GONE, now, 404)
        book.count(db, _NEWSROOM, "gone", _GONE)
    book.counted(_NEWSROOM, "gone", _GONE)
