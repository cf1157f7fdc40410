"""The feeds of the archive under ``/feeds``, for feed readers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from desk import options
from desk.errors import UserError
from desk.feeds import questions
from desk.feeds.command import own_feeds
from desk.feeds.opml import feed_list

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from datasette.app import Datasette

    from desk.config.model import Named
    from desk.feeds.heads import FeedHead
    from desk.queries import ArticleLine

    Asked = Callable[[sqlite3.Connection], tuple[FeedHead, list[ArticleLine]]]

_MOST, _USUAL = 500, 50
_OPML = "text/x-opml; charset=utf-8"
_NOT_MODIFIED, _BAD, _UNKNOWN = 304, 400, 404


def rules_of(datasette: Datasette) -> Sequence[Named]:
    """The rules and digests that this server was started with."""
    return tuple(getattr(datasette, "kenwatch_rules", ()))


async def _latest(request: Any, datasette: Datasette) -> Response:
    given = {name: request.args.get(name) for name in questions.FILTERS}
    limit = _limit(request.args.get("limit"))
    return await _feed(request, datasette, lambda db: questions.of_filters(db, given, limit))


async def _rule(request: Any, datasette: Datasette) -> Response:
    try:
        rule = questions.named(rules_of(datasette), request.url_vars["name"])
    except UserError as error:
        return Response.text(f"{error}\n", status=_UNKNOWN)
    limit = _limit(request.args.get("limit"))
    return await _feed(request, datasette, lambda db: questions.of_rule(db, rule, limit))


async def _list(request: Any, datasette: Datasette) -> Response:
    base = f"{request.scheme}://{request.host}"
    return _answer(request, feed_list(own_feeds(base, rules_of(datasette))), _OPML)


async def _index(request: Any, datasette: Datasette) -> Response:
    """What a person sees who asks for /feeds: every feed, in both forms."""
    heads = own_feeds(f"{request.scheme}://{request.host}", rules_of(datasette))
    lines = (
        f'<li><a href="{escape(head.self_url or "")}">{escape(head.title)}</a> (Atom), '
        f'<a href="{escape((head.self_url or "").replace(".atom", ".json", 1))}">JSON</a></li>'
        for head in heads
    )
    return Response.html(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>kenwatch: feeds</title>'
        f"<h1>Feeds</h1><ul>{''.join(lines)}</ul>"
        '<p><a href="/feeds.opml">All of them (OPML)</a></p>'
    )


async def _feed(request: Any, datasette: Datasette, asked: Asked) -> Response:
    try:
        head, lines = await datasette.get_database().execute_fn(asked)
    except UserError as error:
        return Response.text(f"{error}\n", status=_BAD)
    form = request.url_vars["form"]
    head = replace(head, self_url=request.url)
    return _answer(
        request, questions.written(form, head, lines, options.now()), questions.MEDIA[form]
    )


def _answer(request: Any, body: bytes, media: str) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"etag": tag, "cache-control": "max-age=60"}
    if tag in request.headers.get("if-none-match", ""):
        return Response("", status=_NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, content_type=media)


def _limit(words: str | None) -> int:
    wanted = int(words) if words and words.isascii() and words.isdecimal() else _USUAL
    return max(1, min(_MOST, wanted))


ROUTES: Final = (
    (r"^/feeds/latest\.(?P<form>atom|json)$", _latest),
    (r"^/feeds/rules/(?P<name>[a-z0-9_-]{1,40})\.(?P<form>atom|json)$", _rule),
    (r"^/feeds\.opml$", _list),
    (r"^/feeds/?$", _index),
)
