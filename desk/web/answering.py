"""From a request to a page: the archive is asked in Datasette's thread, the template is filled."""

from __future__ import annotations

import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from datasette import Response
from datasette.utils import sqlite_timelimit

from desk import options
from desk.errors import UserError
from desk.web import language
from desk.web.asked import Asked, NotFoundError
from desk.web.guard import LANGUAGE
from desk.web.words import Words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from datasette.app import Datasette

    from desk.web.asked import Room

    Handler = Callable[[Any, Datasette], Awaitable[Response]]

# of all the questions of one page together
LIMIT_MS: Final = 5000
_MOST_PARAMETERS: Final = 60
_PROBLEM: Final = "kenwatch/problem.html"


def asked(request: Any) -> Asked:
    """The request without the framework."""
    given = parse_qs(request.query_string, keep_blank_values=True)
    pairs = list(given.items())[:_MOST_PARAMETERS]
    return Asked(
        path=request.path,
        language=of_request(request),
        now=options.now(),
        given={name: tuple(values) for name, values in pairs},
        parts=dict(request.url_vars or {}),
    )


def of_request(request: Any) -> str:
    """kk, ru or en: the language in which this request is answered."""
    settled = request.scope.get(LANGUAGE)
    return settled or language.choose(
        request.args.get(language.PARAMETER),
        request.cookies.get(language.COOKIE),
        request.headers.get("accept-language"),
    )


def page(template: str, room: Room, *books: str) -> Handler:
    """The handler of a route: ``room`` answers, ``template`` (of ``kenwatch/``) shows it.

    ``books``: the files of ``desk.wording`` whose phrases the template uses as ``t``.
    """

    async def answer(request: Any, datasette: Datasette) -> Response:
        question = asked(request)
        try:
            context = await datasette.get_database().execute_fn(_timed(room, question))
        except NotFoundError as error:
            return await problem(request, datasette, str(error), HTTPStatus.NOT_FOUND)
        except UserError as error:
            return await problem(request, datasette, str(error), HTTPStatus.BAD_REQUEST)
        except sqlite3.OperationalError as error:
            phrase = "too_slow" if "interrupt" in str(error) else "cannot_be_read"
            return await problem_in_words(
                request, datasette, phrase, HTTPStatus.SERVICE_UNAVAILABLE
            )
        shown = {**context, "asked": question, "t": question.words(*books)}
        return await html(request, datasette, f"kenwatch/{template}", shown)

    return answer


def _timed(room: Room, question: Asked) -> Callable[[sqlite3.Connection], Mapping[str, Any]]:
    def answer(connection: sqlite3.Connection) -> Mapping[str, Any]:
        with sqlite_timelimit(connection, LIMIT_MS):
            return room(connection, question)

    return answer


async def problem_in_words(
    request: Any, datasette: Datasette, phrase: str, status: int
) -> Response:
    """A page with a phrase of the frame that says what is wrong, with its status."""
    return await problem(request, datasette, Words(of_request(request))(phrase), status)


async def problem(request: Any, datasette: Datasette, told: str, status: int) -> Response:
    """A page that says what is wrong, with its status; JSON where that was asked for."""
    if request.path.lower().endswith(".json"):
        return Response.json({"ok": False, "error": told, "status": int(status)}, status=status)
    context = {"told": told, "status": status, "asked": asked(request)}
    return await html(request, datasette, _PROBLEM, context, status)


async def html(
    request: Any, datasette: Datasette, template: str, context: Mapping[str, Any], status: int = 200
) -> Response:
    """A page made of a template."""
    text = await datasette.render_template(template, dict(context), request=request)
    return Response.html(text, status=status)
