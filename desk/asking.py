"""Commands that ask the archive: search, latest, towns."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import moments, options, queries, searching, sheet, tables
from desk.errors import UserError
from desk.reader import reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from rich.text import Text

    from desk.options import Form

_EMPTY = "The archive holds no article yet; run `kenwatch crawl` first."
_NONE = "No article answers this."
_COLUMNS = (
    "id published_at precision source language title topics towns copies url".split()  # noqa: SIM905 - reads as a list
)


def record(line: queries.ArticleLine) -> dict[str, Any]:
    """An article's line as a record for JSON and CSV; times in UTC."""
    values = asdict(line)
    return {name: values[name] for name in _COLUMNS}


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog=options.examples(
        "kenwatch search шахта авария --since 30d",
        "kenwatch search «черный снег» -футбол --town Темиртау",
        "kenwatch search coal mine --language en --json",
    ),
)
@click.argument("words", nargs=-1, required=True)
@options.limit_option(20)
@options.filter_options
@options.form_options
@options.db_option
def search(words: tuple[str, ...], limit: int, form: Form | None, db: Path, **given: str) -> None:
    """Find articles by words, in any language and spelling.

    Other forms of a word are found too (шахта finds шахтасы), and a Kazakh word typed with
    Russian letters (караганды finds Қарағанды). «Words in quotes» stand together, a word with
    a minus in front must not occur, and a star leaves the end open. The best fit comes
    first; of two equal ones, the newer.
    """
    query = _query(words)
    with reading(db) as archive:
        wanted = options.filters(archive, given)
        hits = queries.search(archive, query.match, wanted, now=options.now(), limit=limit)
        if not hits:
            options.note(_nothing(archive))
    best = rank(hits, query)[:limit]
    snippets = [searching.snippet(hit.text, query.pattern) for hit in best]
    records = [
        {**record(hit.line), "score": float(f"{hit.score:.4g}"), "snippet": piece.text}
        for hit, piece in zip(best, snippets, strict=True)
    ]
    rows = [
        {
            **row(hit.line),
            "title": _marked_title(hit.line.title, query),
            "detail": tables.marked(piece),
        }
        for hit, piece in zip(best, snippets, strict=True)
    ]
    options.emit(
        form,
        records,
        [*_COLUMNS, "score", "snippet"],
        lambda width: tables.articles(rows, width) if rows else None,
    )


def _query(words: Sequence[str]) -> searching.SearchQuery:
    mistyped = next((word for word in words if word.startswith("--") and len(word) > 3), None)  # noqa: PLR2004 - "--x"
    if mistyped:
        raise UserError(
            f"{mistyped[:40]!r}: is no option of search; `kenwatch search --help` lists them",
            Exit.USAGE,
        )
    return searching.required(" ".join(words))


def rank(hits: Sequence[queries.Hit], query: searching.SearchQuery) -> list[queries.Hit]:
    """Hits with the query's words in the title first among equals: their score counts twice."""
    raised = [
        replace(hit, score=hit.score * 2) if searching.marks(hit.line.title, query.pattern) else hit
        for hit in hits
    ]
    return sorted(raised, key=lambda hit: -hit.score)


def _marked_title(title: str, query: searching.SearchQuery) -> Text:
    line = " ".join(title.split())
    return tables.marked(searching.Snippet(line, tuple(searching.marks(line, query.pattern))))


def row(line: queries.ArticleLine) -> dict[str, Any]:
    """An article's line as ``tables.articles`` takes it."""
    return {
        "id": line.id,
        "published": moments.show(line.published_at, line.precision),
        "source": line.source_id,
        "language": line.language,
        "title": line.title,
        "topics": line.topics,
        "towns": line.towns,
        "copies": line.copies,
    }


def _nothing(archive: sqlite3.Connection) -> str:
    has_any = queries.newest(archive, queries.Filters(), 1)
    return _NONE if has_any else _EMPTY


@click.command(
    epilog=options.examples(
        "kenwatch latest --limit 5",
        "kenwatch latest --topic monotown --town Ridder --since 7d",
    )
)
@options.limit_option(20)
@options.filter_options
@options.form_options
@options.db_option
def latest(limit: int, form: Form | None, db: Path, **given: str) -> None:
    """List the newest articles."""
    with reading(db) as archive:
        ids = queries.newest(archive, options.filters(archive, given), limit)
        found = list(queries.lines(archive, ids))
        if not found:
            options.note(_nothing(archive))
    options.emit(
        form,
        [record(line) for line in found],
        _COLUMNS,
        lambda width: tables.articles(map(row, found), width) if found else None,
    )


@click.command(
    epilog=options.examples(
        "kenwatch towns",
    )
)
@options.form_options
@options.db_option
def towns(form: Form | None, db: Path) -> None:
    """List the watched towns with how often they are in the news."""
    with reading(db) as archive:
        found = queries.towns(archive)
    if not found:
        options.note(_EMPTY)
    columns = ["id", "name_en", "name_ru", "name_kk", "region", "articles", "newest_at"]
    options.emit(
        form,
        [asdict(town) for town in found],
        columns,
        lambda width: sheet.towns(found, width) if found else None,
    )
