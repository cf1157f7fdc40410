"""The feeds of the archive under ``/feeds``, for feed readers."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from desk import options
from desk.errors import UserError
from desk.feeds import questions
from desk.feeds.command import own_feeds
from desk.feeds.opml import feed_list
from desk.web.answering import asked, html

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from datasette.app import Datasette

    from desk.config.model import Named
    from desk.feeds.heads import FeedHead
    from desk.queries import ArticleLine
    from desk.web.words import Words

    Question = Callable[[sqlite3.Connection], tuple[FeedHead, list[ArticleLine]]]

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
    feeds = own_feeds(_base(request), rules_of(datasette))
    return _answer(request, feed_list(feeds), _OPML)


async def _index(request: Any, datasette: Datasette) -> Response:
    """What a person sees who asks for /feeds: every feed, in both forms."""
    heads = own_feeds(_base(request), rules_of(datasette))
    question = asked(request)
    words = question.words("feeds")
    lines = [
        (_title(head, words), head.self_url, (head.self_url or "").replace(".atom", ".json", 1))
        for head in heads
    ]
    context = {"asked": question, "t": words, "feeds": lines}
    return await html(request, datasette, "kenwatch/feeds.html", context)


def _title(head: FeedHead, words: Words) -> str:
    """What the reader's language calls a feed of a topic; any other has the name it was given."""
    key = head.identity.replace("topic=", "topic_")
    return words(key) if key in words else head.title


def _base(request: Any) -> str:
    return f"{request.scheme}://{request.host}"


async def _feed(request: Any, datasette: Datasette, question: Question) -> Response:
    try:
        head, lines = await datasette.get_database().execute_fn(question)
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
