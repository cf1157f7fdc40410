"""Static files over HTTP: with their version for ever, without it asked for again each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from desk.web import staticfiles
from desk.web.answering import problem_in_words

if TYPE_CHECKING:
    from desk.web.staticfiles import StaticFile

_NOT_MODIFIED, _UNKNOWN = 304, 404


async def _static(request: Any, datasette: Any) -> Response:
    file = staticfiles.shelf().get(request.url_vars["name"])
    if file is None:
        return await problem_in_words(request, datasette, "not_found_told", _UNKNOWN)
    return _answer(request, file)


async def _icon(request: Any) -> Response:
    return _answer(request, staticfiles.shelf()["icon.svg"])


async def _robots() -> Response:
    # an archive is nothing for a search engine, wherever it may be shown
    return Response.text("User-agent: *\nDisallow: /\n")


def _answer(request: Any, file: StaticFile) -> Response:
    headers = {
        "etag": f'"{file.version}"',
        "cache-control": staticfiles.caching(file, request.args.get(staticfiles.VERSION)),
    }
    if file.version in request.headers.get("if-none-match", ""):
        return Response("", status=_NOT_MODIFIED, headers=headers)
    return Response(file.body, headers=headers, content_type=file.media)


ROUTES: Final = (
    (r"^/static/(?P<name>[a-zA-Z0-9_./-]{1,100})$", _static),
    (r"^/favicon\.ico$", _icon),
    (r"^/robots\.txt$", _robots),
)
