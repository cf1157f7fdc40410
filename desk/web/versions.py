"""``/article/<id>/versions``: what a site changed in a text; ``/article/<id>/copy``: in a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk import texts
from desk.cards import versions
from desk.cards.findings import copy_at
from desk.copycards import copy_card
from desk.web import versionview
from desk.web.answering import page
from desk.web.article import article_id
from desk.web.asked import NotFoundError
from desk.web.shown import Shown
from pipelines.histories.edits import Edits, edits
from pipelines.histories.history import Version

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from desk.texts import StoredText
    from desk.web.asked import Asked

Record = dict[str, Any]
BOOKS: Final = ("web_versions", "web_article", "digest", "alerts")
# of each version; no article is as long
_LETTERS: Final = 2_000_000
_LISTED: Final = 50
_NUMBER: Final = 10**9


def room(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    """The versions of an article or of one of its copies, two of them compared."""
    of = _text(db, asked)
    url = of.canonical_url
    heads = versions.heads(db, url)
    looks = versions.looks(db, url)
    pair = versionview.chosen(heads, *(asked.number(name, 0, _NUMBER) for name in ("from", "to")))
    return {
        "of": of,
        "show": Shown(asked.words(*BOOKS)),
        "heads": heads[::-1],
        "spans": versionview.spans(heads, looks),
        "tally": versionview.tally(looks),
        "looks": looks[: _LISTED if asked.one("all") != "1" else None],
        "looks_all": len(looks),
        "changed": sum(one["kind"] == "changed" for one in heads),
        **texts.gone(db, url),
        **_compared(db, of, heads, pair),
    }


def _text(db: sqlite3.Connection, asked: Asked) -> StoredText:
    """The article of the address, or the copy of it that ``url`` names."""
    number, url = article_id(asked), asked.one("url")
    address = copy_at(db, number, url) if url else None
    found = texts.by_address(db, address) if address else texts.by_number(db, number)
    if found is None or bool(url) != found.is_copy:
        words = asked.words(*BOOKS)
        told = words("no_text_at", url=url) if url else words("no_article", id=number)
        raise NotFoundError(told)
    return found


def _compared(
    db: sqlite3.Connection, of: StoredText, heads: list[Record], pair: tuple[Record, Record] | None
) -> Record:
    if pair is None:
        return {"pair": None}
    first, second = (versions.version(db, of.canonical_url, one, _LETTERS) for one in pair)
    told = pair[1]["changes"]
    if not versionview.is_adjacent(heads, *pair):
        told = edits(first, second, language=of.language).as_record()
    # an older archive may not tell all that is told now
    told = {**Edits().as_record(), **told}
    return {"pair": pair, "told": told, "compared": versionview.compare(first, second)}


def copy_room(db: sqlite3.Connection, asked: Asked) -> Mapping[str, Any]:
    """A copy beside the article that was first."""
    of = _text(db, asked)
    if not of.is_copy:
        raise NotFoundError(asked.words(*BOOKS)("no_copy_at", url=asked.one("url")))
    found = copy_card(db, of)
    first, second = (Version(one.title, one.text[:_LETTERS]) for one in (found.article, found.text))
    return {
        "found": found,
        "show": Shown(asked.words(*BOOKS)),
        "compared": versionview.compare(first, second),
    }


ROUTES: Final = (
    (r"^/article/(?P<id>[0-9]+)/versions/?$", page("versions.html", room, *BOOKS)),
    (r"^/article/(?P<id>[0-9]+)/copy/?$", page("copy.html", copy_room, *BOOKS)),
)
