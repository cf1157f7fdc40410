"""A Datasette plugin: what is shown instead of a page that cannot be shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from datasette import Response, hookimpl

from desk.web.answering import of_request, problem
from desk.web.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette

_log: Final = logging.getLogger(__name__)
_ERROR: Final = 500


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Any, exception: Exception) -> Callable[[], Any]:
    """A page, or JSON where that was asked for; what nobody expected is logged, not shown."""

    async def answer() -> Response:
        status = int(getattr(exception, "status", _ERROR))
        words = Words(of_request(request))
        told = _told(exception, status, words)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": told, "status": status}, status=status)
        return await problem(request, datasette, told, status)

    return answer


def _told(exception: Exception, status: int, words: Words) -> str:
    if status == _ERROR:
        _log.error("a page failed", exc_info=exception)
        return words("cannot_be_read")
    message = getattr(exception, "message", None) or str(exception)
    return str(message or words("not_found"))
