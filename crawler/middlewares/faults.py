"""A fault that carries an exit code (the archive's) ends a callback quietly.

The fault itself was told, and has closed the spider; a traceback for every callback that was
still under way would only bury it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.http import Response


class FaultMiddleware:
    """Spider middleware."""

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> list[object] | None:
        """No output in place of the fault; None hands every other exception on."""
        del response
        return [] if hasattr(exception, "exit_code") else None
