"""Worker processes for refining: a page that hangs or crashes one costs only itself."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from multiprocessing import get_all_start_methods, get_context
from typing import TYPE_CHECKING

from pebble import ProcessExpired, ProcessPool

from pipelines.model import Article, Reason, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from multiprocessing.context import BaseContext

    from crawler.items import Page
    from crawler.sources import Source

    Refining = Callable[..., "Article | Rejection"]

# trafilatura 2.3.1 needs minutes for some small hostile pages; honest ones need 0.1 s
SECONDS_A_PAGE = 20.0
_PAGES_A_WORKER = 500
_MEMORY = 4 << 30


class Workers:
    """A pool of refining processes; ``all_topics`` keeps off-topic pages too.

    ``refining``: what the processes do with a page, a function of a module.
    """

    def __init__(
        self,
        *,
        count: int = 2,
        seconds: float = SECONDS_A_PAGE,
        all_topics: bool = False,
        refining: Refining | None = None,
    ) -> None:
        self._refining = refining or _refined
        self._seconds = seconds
        self._all_topics = all_topics
        self._start: asyncio.Future[object] | None = None
        self._has_started = False
        self._pool = ProcessPool(
            max_workers=count,
            max_tasks=_PAGES_A_WORKER,
            initializer=_prepare,
            context=_context(),
        )

    async def refine(
        self, page: Page, source: Source, learnt: Mapping[str, str] | None = None
    ) -> Article | Rejection:
        """Refine a page elsewhere; never raises for what the page does.

        A page whose text is stored is kept whatever it is about by now: a site that takes the mine
        out of its article has edited it.
        """
        is_stored = page.candidate.validators is not None
        try:
            await self._started()
            future = self._pool.schedule(
                self._refining,
                args=(page, source),
                kwargs={"learnt": dict(learnt or {}), "all_topics": self._all_topics or is_stored},
                timeout=self._seconds,
            )
            result: Article | Rejection = await asyncio.wrap_future(future)
        except TimeoutError:
            return Rejection(Reason.TIMEOUT, f"gave up after {self._seconds:g} s")
        except ProcessExpired as error:
            return Rejection(Reason.CRASHED, f"the worker died with code {error.exitcode}")
        except Exception as error:  # noqa: BLE001 - whatever a page provokes is that page's loss only
            return Rejection(Reason.CRASHED, f"{type(error).__name__}: {error}"[:300])
        return result

    async def _started(self) -> None:
        """Wait until there are workers, and let downloads go on: to load all takes seconds."""
        if self._has_started:
            return
        # the first page starts them, the others that come meanwhile wait with it
        start = self._start or asyncio.ensure_future(
            asyncio.to_thread(self._pool.schedule, os.getpid)
        )
        self._start = start
        await asyncio.shield(start)
        self._has_started = True

    def close(self) -> None:
        """End the processes at once; nothing is in them that the archive does not know."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _refined(
    page: Page, source: Source, *, learnt: Mapping[str, str], all_topics: bool
) -> Article | Rejection:
    # the extraction is heavy: only the workers load it
    from pipelines.refine import refine

    return refine(page, source, learnt=learnt, all_topics=all_topics)


def _context() -> BaseContext:
    # not fork: the parent runs threads and a reactor
    if "forkserver" not in get_all_start_methods():  # pragma: no cover - not on Windows
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["pipelines.workerwarmth"])
    return context


def _prepare() -> None:
    _limit_memory()
    # the fork server, which ends with the crawl
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))


def _end_with(parent: int) -> None:
    """A crawl killed with -9 cannot end its workers; they notice by themselves."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
