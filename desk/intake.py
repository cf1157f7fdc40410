"""Pages from disk into the archive: the same workers, store and book as a crawl has."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.process import CrawlEnd
from pipelines.archive import Archive
from pipelines.disk import DISK
from pipelines.lessons import Lessons
from pipelines.runs import RunBook
from pipelines.store import Refined, Store
from pipelines.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from crawler.items import Page

_AHEAD = 6


def _now() -> datetime:
    return datetime.now(UTC)


async def store_pages(pages: AsyncIterator[Page], db: Path, *, all_topics: bool) -> CrawlEnd:
    """Refine and store pages in their order; raises ArchiveError, and what was stored stays."""
    archive = Archive(db)
    workers = Workers(all_topics=all_topics)
    book = RunBook(archive, _now)
    try:
        book.begin("ingest", [DISK], {"all_topics": all_topics})
        lessons = Lessons(archive, _now)
        await _store_all(pages, workers, Store(archive, book, _now), lessons)
        lessons.finish()
        return CrawlEnd(book.finish("finished"), dict(book.tallies))
    finally:
        workers.close()
        archive.close()


async def _store_all(
    pages: AsyncIterator[Page], workers: Workers, store: Store, lessons: Lessons
) -> None:
    waiting: list[asyncio.Task[Refined]] = []
    async for page in pages:
        waiting.append(asyncio.ensure_future(_refine(workers, page, lessons)))
        if len(waiting) >= _AHEAD:
            _save(await waiting.pop(0), store, lessons)
    for task in waiting:
        _save(await task, store, lessons)


def _save(refined: Refined, store: Store, lessons: Lessons) -> None:
    lessons.stored(refined, store.save(refined))


async def _refine(workers: Workers, page: Page, lessons: Lessons) -> Refined:
    return Refined(page, await workers.refine(page, DISK, lessons.of(page)))
