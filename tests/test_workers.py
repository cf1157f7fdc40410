"""A page that hangs, kills or confuses its worker costs only itself."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

import pytest

from pipelines import workers
from pipelines.model import Article, Reason, Rejection
from pipelines.refine import refine
from pipelines.workers import Workers
from tests.builders import page, source
from tests.test_refine import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.items import Page
    from crawler.sources import Source


def hostile(
    given: Page, of: Source, *, learnt: dict[str, str], all_topics: bool = False
) -> Article | Rejection:
    """What a page can do to its worker, by its address; runs in the worker."""
    match given.url.rsplit("/", 1)[1]:
        case "hangs":
            time.sleep(60)
        case "dies":
            os._exit(7)
        case "raises":
            raise RecursionError("too deep " * 100)
        case "eats":
            bytearray(8 << 30)
    return refine(given, of, learnt=learnt, all_topics=all_topics)


@pytest.fixture
def pool() -> Iterator[Workers]:
    # long enough for a worker to load what it needs on a busy machine
    made = Workers(count=2, seconds=10, refining=hostile)
    yield made
    made.close()


def test_hostile_pages_are_told_and_their_neighbours_are_refined(pool: Workers) -> None:
    names = ["fine", "hangs", "dies", "raises", "eats", "also_fine"]

    async def all_of_them() -> list[Article | Rejection]:
        pages = [page(url=f"https://agency.kz/{name}", body=html()) for name in names]
        return await asyncio.gather(*(pool.refine(each, source()) for each in pages))

    fine, hangs, dies, raises, eats, also = asyncio.run(all_of_them())
    assert isinstance(fine, Article)
    assert isinstance(also, Article)
    assert hangs == Rejection(Reason.TIMEOUT, "gave up after 10 s")
    assert dies == Rejection(Reason.CRASHED, "the worker died with code 7")
    assert isinstance(raises, Rejection)
    assert raises.detail.startswith("RecursionError: too deep")
    assert len(raises.detail) <= 300
    assert isinstance(eats, Rejection)
    assert (eats.reason, eats.detail[:11]) == (Reason.CRASHED, "MemoryError")
    assert all(result.reason.is_failure for result in (hangs, dies, raises, eats))


def test_a_small_page_that_takes_minutes_is_ended_at_the_limit() -> None:
    # text that is no JSON and full of quotes: the time grows with its square
    knot = '<script type="application/ld+json">{"author": "' + 'a\\"' * 30_000 + "</script>"
    tags = "<p>" + "<b>шахта</b> <i>рудник</i> " * 3_000 + "</p>"
    pool = Workers(count=1, seconds=6)

    async def both() -> list[Article | Rejection]:
        pages = (page(body=html(tags, knot)), page(body=html()))
        return await asyncio.gather(*(pool.refine(each, source()) for each in pages))

    began = time.monotonic()
    try:
        knotted, neighbour = asyncio.run(both())
    finally:
        pool.close()
    assert isinstance(neighbour, Article)
    # read in time, or given up: both are well, waiting is not
    assert isinstance(knotted, Article) or knotted.reason is Reason.TIMEOUT
    assert time.monotonic() - began < 30


def test_workers_end_with_a_parent_that_was_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(Exception):  # noqa: N818 - an end, not an error
        pass

    def leave(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(Ended):
        workers._end_with(os.getppid() + 1)
