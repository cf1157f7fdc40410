"""The SQL page: a field, the gallery of questions, what there is to ask, and the answer."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from desk import questions, schemanotes, tables
from desk.freesql.asking import MOST_ROWS, SECONDS, SqlTroubleError
from desk.web import naming, sqlform
from desk.web.answering import asked, html, problem_in_words
from desk.web.guard import FOREIGN

if TYPE_CHECKING:
    from desk.freesql.asking import Answer
    from desk.web.sqlform import Wanted
    from desk.web.words import Words

_BOOK: Final = "sql"
_STATUS: Final = {
    "sql": HTTPStatus.BAD_REQUEST,
    "slow": HTTPStatus.SERVICE_UNAVAILABLE,
    "large": HTTPStatus.BAD_REQUEST,
    "reserved": HTTPStatus.BAD_REQUEST,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
}


async def _page(request: Any, datasette: Any) -> Response:
    question = asked(request)
    words = question.words(_BOOK)
    wanted = sqlform.wanted(question, questions.load())
    is_allowed = _is_allowed(datasette, wanted)
    # a link of another site may write the question, but only its reader asks it
    is_run = bool(wanted.sql) and is_allowed and not (wanted.sql and request.scope.get(FOREIGN))
    answer, trouble = None, None
    if is_run:
        try:
            answer = await _answer(request, datasette, wanted)
        except SqlTroubleError as error:
            trouble = error
    context = {
        "asked": question,
        "t": words,
        "wanted": wanted,
        "answer": answer,
        "cells": sqlform.cells(answer.columns, answer.rows) if answer else [],
        "trouble": _told(words, trouble) if trouble else "",
        "is_allowed": datasette.kenwatch_allow_sql,
        "is_waiting": bool(wanted.sql) and is_allowed and not is_run,
        "is_refused": bool(wanted.sql) and not is_allowed,
        "most": MOST_ROWS,
        "gallery": _gallery(),
        "notes": _notes(),
    }
    status = _STATUS[trouble.kind] if trouble else HTTPStatus.OK
    return await html(request, datasette, "kenwatch/sql.html", context, status)


async def _answer(request: Any, datasette: Any, wanted: Wanted) -> Answer:
    """Raises SqlTroubleError; nobody is asked any longer for a reader who is gone."""
    if name := sqlform.reserved(wanted.sql):
        raise SqlTroubleError("reserved", name)
    asking: asyncio.Future[Answer] = asyncio.ensure_future(
        datasette.kenwatch_asker.ask(wanted.sql, wanted.values, is_of_gallery=bool(wanted.name))
    )
    leaving = asyncio.ensure_future(_is_gone(request))
    try:
        await asyncio.wait((asking, leaving), return_when=asyncio.FIRST_COMPLETED)
        if asking.done():
            return asking.result()
        raise SqlTroubleError("slow")
    finally:
        for task in (asking, leaving):
            task.cancel()
        await asyncio.gather(asking, leaving, return_exceptions=True)


async def _is_gone(request: Any) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _is_allowed(datasette: Any, wanted: Wanted) -> bool:
    """Questions of the gallery are ours; free SQL is for those whom the server trusts."""
    return bool(wanted.name) or datasette.kenwatch_allow_sql


def _told(words: Words, trouble: SqlTroubleError) -> str:
    return words(f"trouble_{trouble.kind}", told=tables.plain(trouble.told), seconds=int(SECONDS))


def _gallery() -> list[tuple[str, list[questions.Question]]]:
    """(topic, its questions), in the order of the file."""
    return [
        (topic, list(group)) for topic, group in groupby(questions.load(), lambda one: one.topic)
    ]


def _notes() -> dict[str, list[tuple[schemanotes.Note, str]]]:
    """The views and the tables that a reader asks, each with SQL to begin with."""
    shown = [note for note in schemanotes.notes().values() if not naming.is_hidden(note.name)]
    return {
        kind: [(note, naming.example(note.name)) for note in shown if note.kind == kind]
        for kind in ("view", "table")
    }


async def _data(request: Any, datasette: Any) -> Response:
    """The answer for programs: JSON, or CSV that a spreadsheet may open."""
    question = asked(request)
    wanted = sqlform.wanted(question, questions.load())
    if not wanted.sql:
        return await problem_in_words(request, datasette, "bad_address", HTTPStatus.BAD_REQUEST)
    if not _is_allowed(datasette, wanted) or request.scope.get(FOREIGN):
        return await problem_in_words(request, datasette, "no_sql", HTTPStatus.FORBIDDEN)
    try:
        answer = await _answer(request, datasette, wanted)
    except SqlTroubleError as error:
        told = _told(question.words(_BOOK), error)
        return Response.json({"ok": False, "error": told}, status=_STATUS[error.kind])
    return _csv(answer) if request.path.endswith(".csv") else _json(answer)


def _json(answer: Answer) -> Response:
    columns = sqlform.apart(answer.columns)
    rows = [dict(zip(columns, row, strict=True)) for row in answer.rows]
    told = {"ok": True, "columns": columns, "rows": rows, "truncated": answer.is_cut}
    return Response(json.dumps(told, ensure_ascii=False), content_type="application/json")


def _csv(answer: Answer) -> Response:
    lines = [tables.csv_line(answer.columns), *(tables.csv_line(row) for row in answer.rows)]
    headers = {"content-disposition": 'attachment; filename="kenwatch.csv"'}
    return Response("".join(lines), headers=headers, content_type="text/csv; charset=utf-8")


ROUTES: Final = (
    (r"^/sql$", _page),
    (r"^/sql\.(json|csv)$", _data),
)
