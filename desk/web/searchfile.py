"""``/search.json`` and ``/search.csv``: the hits of a search for other programs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, Final

from datasette import Response
from datasette.utils import sqlite_timelimit

from desk import asking, tables
from desk.cards import found as cards
from desk.errors import UserError
from desk.web import searchasked, searchfacets
from desk.web.answering import LIMIT_MS, asked, problem, problem_in_words

if TYPE_CHECKING:
    from datasette.app import Datasette

    from desk.web.asked import Asked

_MOST: Final = 1000
_USUAL: Final = 100
_BUSY: Final = 503
_BAD: Final = 400
_COLUMNS: Final = (
    "id", "published_at", "precision", "source", "language", "title", "topics", "towns", "copies",
    "url", "score", "snippet",
)  # fmt: skip


# of a filter that was not understood: a program would take all articles for the answer
_MISTAKES: Final = frozenset(
    {"unknown_field", "unknown_value", "no_value", "no_exclusion", "bad_date"}
)


def records(db: sqlite3.Connection, question: Asked) -> list[dict[str, Any]]:
    """The hits as `kenwatch search --json` gives them: ``limit`` of them, at most 1,000.

    Raises UserError in the reader's language for a filter that was not understood.
    """
    wanted = searchasked.wanted(question)
    limit = question.number("limit", _USUAL, _MOST)
    found = cards.find(
        db,
        wanted.text,
        wanted.given,
        now=question.now,
        limit=limit,
        offset=0,
        order="newest" if wanted.order == "newest" else "best",
        with_facets=False,
    )
    mistakes = [note for note in found.notes if note.key in _MISTAKES]
    if mistakes:
        told = searchfacets.remarks(mistakes, wanted, question.language)
        raise UserError(tables.plain("; ".join(text for text, _ in told)))
    return [
        {
            **asking.record(hit.line),
            "score": float(f"{hit.score:.4g}"),
            "snippet": hit.snippet.text,
        }
        for hit in found.hits
    ]


async def _file(request: Any, datasette: Datasette) -> Response:
    question = asked(request)

    def answer(db: sqlite3.Connection) -> list[dict[str, Any]]:
        with sqlite_timelimit(db, LIMIT_MS):
            return records(db, question)

    try:
        rows = await datasette.get_database().execute_fn(answer)
    except UserError as error:
        return await problem(request, datasette, str(error), _BAD)
    except sqlite3.OperationalError:
        return await problem_in_words(request, datasette, "too_slow", _BUSY)
    if request.url_vars["form"] == "csv":
        return Response(
            tables.csv_lines(rows, _COLUMNS), content_type="text/csv; charset=utf-8",
            headers={"content-disposition": 'attachment; filename="kenwatch-search.csv"'},
        )  # fmt: skip
    return Response(tables.json_text(rows), content_type="application/json; charset=utf-8")


ROUTES: Final = ((r"^/search\.(?P<form>json|csv)$", _file),)
