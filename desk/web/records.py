"""An article or a story as JSON: all that the archive knows of it, as the command line tells it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from datasette import Response
from datasette.utils import sqlite_timelimit

from desk.tables import json_text
from desk.texts import LONGEST_NUMBER
from desk.web.answering import LIMIT_MS, asked, problem

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from datasette.app import Datasette

    from desk.web.answering import Handler

    # the record with this number, or None
    Read = Callable[[sqlite3.Connection, int], Any]


def record(read: Read, missing: str, *books: str) -> Handler:
    """The handler of a route with a number: ``read`` gives the record.

    ``missing``: the phrase of ``books`` that tells that there is none; it has ``id``.
    """

    async def answer(request: Any, datasette: Datasette) -> Response:
        told = request.url_vars["id"]
        number = int(told) if len(told) <= LONGEST_NUMBER else 0

        def bounded(connection: sqlite3.Connection) -> Any:
            with sqlite_timelimit(connection, LIMIT_MS):
                return read(connection, number)

        found = await datasette.get_database().execute_fn(bounded)
        if found is None:
            words = asked(request).words(*books)(missing, id=told[:30])
            return await problem(request, datasette, words, HTTPStatus.NOT_FOUND)
        return Response(json_text(found), content_type="application/json; charset=utf-8")

    return answer
