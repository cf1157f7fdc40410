"""``/article/<id>``: one article whole, its evidence marked in the text; the same as JSON."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from datasette import Response

from desk import dossier, searching, texts
from desk.cards.evidence import evidence
from desk.cards.findings import finding, stored_at
from desk.tables import same_length
from desk.web import articleview
from desk.web.answering import asked as asked_of
from desk.web.answering import page, problem
from desk.web.articletext import marked
from desk.web.asked import NotFoundError
from desk.web.records import record
from desk.web.shown import Shown

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from datasette.app import Datasette

    from desk.cards.evidence import Evidence
    from desk.dossier import Dossier
    from desk.web.asked import Asked

BOOKS: Final = ("web_article", "digest", "alerts")
# what is listed before "all" is asked for, and at most
_SHOWN, _MOST = 12, 2000
_WORDS: Final = 24


def article_id(asked: Asked) -> int:
    """The number in the address; raises NotFoundError for one that no archive holds."""
    told = asked.parts["id"]
    if len(told) > texts.LONGEST_NUMBER:
        raise NotFoundError(asked.words(*BOOKS)("no_article", id=told[:30]))
    return int(told)


def room(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    """The article, what is marked in it, and all that is known of it."""
    number = article_id(asked)
    found = dossier.article(db, number)
    if found is None:
        raise NotFoundError(asked.words(*BOOKS)("no_article", id=number))
    held = evidence(db, number)
    shown = Shown(asked.words(*BOOKS))
    every = asked.one("all") == "1"
    most = _MOST if every else _SHOWN
    return {
        "found": found,
        "evidence": held,
        "way": finding(db, found.line.canonical_url),
        "show": shown,
        **_text(found, held, asked, shown, every=every),
        "verdicts": articleview.verdicts(
            found.scores, found.enough, found.reasons, found.line.topics
        ),
        "names": articleview.names(held.mentions),
        "facts": held.facts[:most],
        "quotations": held.quotations[:most],
        "copies": found.copies[:most],
        "captions": held.makeup["captions"][:most],
        "other_dates": articleview.other_dates(found.other_dates)[:most],
        "tongues": articleview.languages(found.paragraph_languages),
        "citation": articleview.citation(found.line, found.authors, shown, asked.now.isoformat()),
        "event_places": articleview.scene,
        "copy_address": _copy_address(number),
        "most": most,
        "most_words": _WORDS,
    }


def _text(
    found: Dossier, held: Evidence, asked: Asked, shown: Shown, *, every: bool
) -> dict[str, Any]:
    """Title, lead and text with their marks, and which marks are shown."""
    words = asked.one("q")
    pattern = searching.parse(words).pattern if words else None
    title, text = same_length(found.line.title), same_length(found.text)
    lead = same_length(articleview.lead_apart(found.line.lead, found.text))
    told = {
        field: articleview.marks(held, field, written, shown, pattern)
        for field, written in (("title", title), ("lead", lead), ("text", text))
    }
    body, left_out = articleview.body(
        text, held, told["text"], None if every else articleview.LONGEST
    )
    return {
        "title": marked(title, told["title"]) or [shown.title("")],
        "lead": marked(lead, told["lead"]),
        "body": body,
        "left_out": left_out,
        "layers": articleview.layers(asked.given.get("marks", ()), is_search=bool(words)),
    }


def _copy_address(number: int) -> Any:
    def address(copy: Mapping[str, Any]) -> str:
        return f"/article/{number}/copy?{urlencode({'url': copy['url']})}"

    return address


def _record(db: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    """All that the archive knows of an article, as ``kenwatch show --json`` tells it."""
    found = dossier.article(db, number)
    if found is None:
        return None
    values = asdict(found)
    return {**values.pop("line"), **values, "is_copy": False}


async def _by_address(request: Any, datasette: Datasette) -> Response:
    """From the address of any stored text to its page: an article's, or a copy's."""
    question = asked_of(request)
    url = question.one("url")
    place = await datasette.get_database().execute_fn(lambda db: stored_at(db, url))
    if place is None:
        told = question.words(*BOOKS)("no_text_at", url=url)
        return await problem(request, datasette, told, HTTPStatus.NOT_FOUND)
    address = f"/article/{place.article_id}"
    if place.copy_url is not None:
        address = _copy_address(place.article_id)({"url": place.copy_url})
    return Response.redirect(address)


ROUTES: Final = (
    (r"^/article/?$", _by_address),
    (r"^/article/(?P<id>[0-9]+)\.json$", record(_record, "no_article", *BOOKS)),
    (r"^/article/(?P<id>[0-9]+)/?$", page("article.html", room, *BOOKS)),
)
