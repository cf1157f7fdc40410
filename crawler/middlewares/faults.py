"""A fault that carries an exit code (the archive's) ends a callback quietly.

The fault itself was told, and has closed the spider; a traceback for every callback that was
still under way would only bury it.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

S = TypeVar("S")
T = TypeVar("T")


class FaultMiddleware:
    """Spider middleware."""

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> list[object] | None:
        """No output in place of the fault; None hands every other exception on."""
        del response
        return [] if _was_told(exception) else None

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The first requests, up to such a fault."""
        try:
            async for request in start:
                yield request
        except Exception as fault:
            if not _was_told(fault):
                raise


def quietly(
    errback: Callable[[S, Failure], Iterator[T]],
) -> Callable[[S, Failure], Iterator[T]]:
    """The same for an errback, which spider middlewares are not asked about."""

    @wraps(errback)
    def until_fault(spider: S, failure: Failure) -> Iterator[T]:
        try:
            yield from errback(spider, failure)
        except Exception as fault:
            if not _was_told(fault):
                raise

    return until_fault


def _was_told(fault: Exception) -> bool:
    return hasattr(fault, "exit_code")
