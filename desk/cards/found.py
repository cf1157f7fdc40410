"""Articles that answer the search line, for the command and the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from desk import queries, searching, snippets
from desk.cards import pool
from desk.cards.facets import Facets, facets
from desk.cards.narrowing import narrowing
from desk.cards.pool import COUNTED
from desk.cards.resolving import resolve
from desk.searchlanguage.ranking import Seen, rough, score, seen, why

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.queries import ArticleLine
    from desk.searching import SearchQuery
    from desk.searchlanguage.candidate import Candidate
    from desk.searchlanguage.conditions import Chosen
    from desk.searchlanguage.notes import Note
    from desk.snippets import Snippet

__all__ = ["COUNTED", "Found", "Hit", "Order", "find"]

Order = Literal["best", "newest"]
_READ: Final = 200  # candidates whose text is looked at
_BEGINNING: Final = 3_000  # letters of it
_WIDTH: Final = 200
_TEXTS: Final = "SELECT id, text FROM article WHERE id IN (SELECT value FROM json_each(?))"
_STORIES: Final = (
    "SELECT article_id, story_id FROM story_article"
    " WHERE article_id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An article of the answer.

    ``title`` is the whole title and ``snippet`` a piece of the text, both as written and with
    the words marked; ``score`` is 0 where no word was asked; ``why``: keys, see ``ranking.why``.
    """

    line: ArticleLine
    title: Snippet
    snippet: Snippet
    score: float
    why: tuple[str, ...]
    story_id: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. There are at least ``total`` articles, exactly so many unless it is bound.

    ``reachable`` is how many of them can be paged through. ``has_words`` is False where only
    filters were asked, and the newest are listed.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_bound: bool
    notes: tuple[Note, ...]
    chosen: tuple[Chosen, ...]
    facets: Facets
    has_words: bool
    reachable: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A candidate with its score, and what its text showed where it was read."""

    candidate: Candidate
    score: float = 0.0
    read: Seen | None = None


def find(
    db: sqlite3.Connection,
    text: str,
    given: Mapping[str, Sequence[str]] | None = None,
    *,
    now: datetime,
    limit: int = 20,
    offset: int = 0,
    order: Order = "best",
    with_facets: bool = True,
) -> Found:
    """Articles that answer a query, and the filters ``given`` apart from it by names or ids.

    Several values of a field in ``given`` are each asked of an article, but of language and
    source any will do. Never raises for what was typed: notes tell it. Of very many answers the
    ``COUNTED`` that came last are ranked and counted, and older ones with the words in the title.
    """
    query = resolve(db, searching.parse(text), given, now=now)
    search = query.search
    narrow = narrowing(db, query.conditions, search)
    found = (
        pool.of_words(db, search, narrow) if search.match else pool.of_filters(db, search, narrow)
    )
    placed = _placed(db, search, found, now, order)
    total = len(found.newest)
    return Found(
        _hits(db, search, placed[offset : offset + limit]),
        total,
        found.is_bound,
        query.notes,
        query.chosen,
        facets(db, found.newest if with_facets else (), is_bound=found.is_bound),
        bool(search.match or search.title_match),
        len(placed),
    )


def _placed(
    db: sqlite3.Connection, search: SearchQuery, found: pool.Pool, now: datetime, order: Order
) -> list[_Placed]:
    """The candidates in the order of the answer."""
    if not search.match:
        return [_Placed(one) for one in found.newest]
    terms = len(search.wanted)
    if order == "newest":
        newest = sorted(found.newest, key=lambda one: (one.at, one.id), reverse=True)
        return [_Placed(one, rough(one, terms, now)) for one in newest]
    scored = [_Placed(one, rough(one, terms, now)) for one in (*found.newest, *found.others)]
    scored.sort(key=lambda one: (one.score, one.candidate.at, one.candidate.id), reverse=True)
    first = scored[:_READ]
    read = _seen(db, search, [one.candidate for one in first])
    first = [_with_text(one, read[one.candidate.id], terms, now) for one in first]
    first.sort(key=lambda one: -one.score)
    # what was not read stays behind what was
    return [*first, *scored[_READ:]]


def _with_text(one: _Placed, read: Seen, terms: int, now: datetime) -> _Placed:
    return _Placed(one.candidate, score(one.candidate, read, terms, now), read)


def _seen(
    db: sqlite3.Connection, search: SearchQuery, candidates: Sequence[Candidate]
) -> dict[int, Seen]:
    """What the beginnings of the texts show."""
    sought = [one.sought() for one in search.wanted]
    rows = db.execute(
        "SELECT id, length(title) AS title, substr(folded, 1, :letters) AS folded FROM article"
        " WHERE id IN (SELECT value FROM json_each(:ids))",
        {"letters": _BEGINNING, "ids": json.dumps([one.id for one in candidates])},
    )
    return {row["id"]: seen(row["folded"], row["title"], sought) for row in rows}


def _hits(
    db: sqlite3.Connection, search: SearchQuery, placed: Sequence[_Placed]
) -> tuple[Hit, ...]:
    ids = [one.candidate.id for one in placed]
    by_id = {one.candidate.id: one for one in placed}
    texts: dict[int, str] = _by_id(db, _TEXTS, ids) if search.match else {}
    stories: dict[int, int] = _by_id(db, _STORIES, ids)
    pattern = search.pattern
    return tuple(
        Hit(
            line,
            snippets.whole(line.title, pattern),
            snippets.snippet(texts.get(line.id, line.lead), pattern, _WIDTH),
            by_id[line.id].score,
            _why(by_id[line.id], search),
            stories.get(line.id),
        )
        for line in queries.lines(db, ids)
    )


def _why(one: _Placed, search: SearchQuery) -> tuple[str, ...]:
    return why(one.candidate, one.read) if search.match else ("filters",)


def _by_id(db: sqlite3.Connection, sql: str, ids: Sequence[int]) -> dict[int, Any]:
    return {row[0]: row[1] for row in db.execute(sql, (json.dumps(ids),))}
