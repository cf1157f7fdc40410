"""A Datasette plugin: what is shown instead of a page that cannot be shown."""

from __future__ import annotations

import json
import logging
import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.views.base import DatasetteError

from desk import tables
from desk.web.admission import METHODS, Refusal
from desk.web.answering import problem, problem_in_words
from desk.web.guard import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

    from datasette.app import Datasette

_log: Final = logging.getLogger(__name__)
_LONGEST: Final = 500
# what somebody has to look at
_LOGGED: Final = frozenset({"cannot_be_read", "damaged_row"})
_NO_PAGE: Final = Refusal(HTTPStatus.NOT_FOUND, "not_found_told")


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Datasette, request: Any, exception: Exception) -> Callable[[], Any]:
    """A page, or JSON where that was asked for; what nobody expected is logged, not shown."""

    async def answer() -> Response:
        if isinstance(exception, DatasetteError) and not exception.message_is_html:
            told = tables.plain(exception.message)[:_LONGEST]
            return await problem(request, datasette, told, HTTPStatus.BAD_REQUEST)
        fault = _fault(exception)
        if fault.phrase in _LOGGED:
            _log.error("a page failed", exc_info=exception)
        return await problem_in_words(request, datasette, fault.phrase, fault.status)

    return answer


def _fault(exception: Exception) -> Refusal:
    if isinstance(exception, QueryInterrupted | DatasetteError):
        # of the latter only this one is in HTML, with the SQL and a script in it
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "too_slow")
    if isinstance(exception, MemoryError | sqlite3.DataError):
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "too_large")
    if isinstance(exception, json.JSONDecodeError):
        # that of the address was read before (`desk.web.admission`): this one is stored
        return Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "damaged_row")
    if isinstance(exception, sqlite3.OperationalError):
        return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "cannot_be_read")
    status = getattr(exception, "status", None)
    if status == HTTPStatus.NOT_FOUND:
        return _NO_PAGE
    # Datasette reads numbers of the address without a look at them
    is_bad = status is not None or isinstance(exception, ValueError)
    return (
        Refusal(HTTPStatus.BAD_REQUEST, "bad_address")
        if is_bad
        else Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "cannot_be_read")
    )


@hookimpl  # type: ignore[untyped-decorator]
def forbidden(datasette: Datasette, request: Any) -> Callable[[], Any]:
    """Free SQL at Datasette's address goes to the page for it; the file itself is not given."""

    async def answer() -> Response:
        if sql := request.args.get("sql"):
            _, dot, form = request.path.rpartition(".")
            kept = f".{form}" if dot and form in ("json", "csv") else ""
            return Response.redirect(f"/sql{kept}?{urlencode({'sql': sql})}")
        phrase = "no_download" if request.path.endswith(".db") else "no_sql"
        return await problem_in_words(request, datasette, phrase, HTTPStatus.FORBIDDEN)

    return answer


async def _refused(request: Any, datasette: Datasette) -> Response:
    """The page for a request that the guard did not let in."""
    refused = request.scope.get(REFUSED) or _NO_PAGE
    answer = await problem_in_words(request, datasette, refused.phrase, refused.status)
    if refused.status == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["allow"] = ", ".join(sorted(METHODS))
    return answer


ROUTES: Final = ((r"^/-/refused(\.json)?$", _refused),)
