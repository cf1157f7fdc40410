"""Commands that ask the archive: search, latest, towns."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit
from desk import moments, options, queries, searching, sheet, tables
from desk.cards import found, otherwise
from desk.errors import UserError
from desk.reader import reading
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from desk.options import Form
    from desk.searchlanguage.notes import Note

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
        "kenwatch search 'town:Ridder event:accident after:2026-01-01 \"чёрная металлургия\"'",
        "kenwatch search 'компания:Казахмыс забастовка OR протест' --json",
        "kenwatch search 'қала:Теміртау оқиға:апат кейін:2026-01'",
    ),
)
@click.argument("words", nargs=-1, required=True)
@options.limit_option(20)
@click.option(
    "--offset", type=click.IntRange(0, 10_000), default=0, help="Leave out so many at the top."
)
@click.option("--newest", is_flag=True, help="The newest first instead of the best fit.")
@options.filter_options
@options.form_options
@options.db_option
def search(  # noqa: PLR0917 - the options of the command
    words: tuple[str, ...],
    limit: int,
    offset: int,
    newest: bool,  # noqa: FBT001 - click's signature
    form: Form | None,
    db: Path,
    **given: str,
) -> None:
    """Find articles by words and fields, in any language and spelling.

    Other forms of a word are found too (шахта finds шахтасы, шахтёров), and a Kazakh word typed
    with Russian letters (караганды finds Қарағанды). «Words in quotes» stand together, a minus
    in front leaves out, a star leaves the end open, OR (ИЛИ, НЕМЕСЕ) takes either.

    \b
    Fields, in English, Russian or Kazakh, with names in any language:
      town:Ridder  region:Абай  company:Qarmet  mine:Костенко  commodity:медь
      person:NAME  topic:mining  event:accident  language:kk  source:inform
      title:WORD  after:2026-01  before:2026-02-15  on:2026-01-31  after:7d

    The best fit comes first; of two equal ones, the newer.
    """  # noqa: D301 - click keeps the lines after this mark as they are
    line = line_of(words)
    with reading(db) as archive:
        options.filters(archive, given)
        apart = {name: [value] for name, value in given.items() if value}
        answer = found.find(
            archive,
            line,
            apart,
            now=options.now(),
            limit=limit,
            offset=offset,
            order="newest" if newest else "best",
            with_facets=False,
        )
        asks = answer.has_words or bool(answer.chosen)
        for note in answer.notes:
            # of newest articles nothing is told where none are listed
            if asks or note.key != "no_word":
                options.note(told(note))
        if not asks:
            searching.required(line)
        for note in otherwise.by_fields(archive, line, apart, answer, options.now()):
            options.note(told(note))
        if rest := _rest(answer, offset) if answer.hits else _nothing(archive):
            options.note(rest)
    rows = [_hit_row(hit) for hit in answer.hits]
    options.emit(
        form,
        [_hit_record(hit) for hit in answer.hits],
        [*_COLUMNS, "score", "snippet"],
        lambda width: tables.articles(rows, width) if rows else None,
    )


def line_of(words: Sequence[str]) -> str:
    """The search line of a command's arguments; raises UserError for a mistyped option."""
    mistyped = next((word for word in words if word.startswith("--") and len(word) > 3), None)  # noqa: PLR2004 - "--x"
    if mistyped:
        raise UserError(
            f"{mistyped[:40]!r}: is no option of search; `kenwatch search --help` lists them",
            Exit.USAGE,
        )
    return " ".join(words)


def told(note: Note) -> str:
    """A note of the search in one line."""
    say = Phrases("search", "en")
    values: dict[str, Any] = {name: tables.plain(one) for name, one in note.values.items()}
    text = say(note.key, **values)
    near = ", ".join(map(tables.plain, note.near[:5]))
    return f"{text}; {say('did_you_mean', near=near)}" if near else text


def _rest(answer: found.Found, offset: int) -> str:
    shown = offset + len(answer.hits)
    if shown >= answer.total:
        return ""
    least = "at least " if answer.total_is_bound else ""
    return f"{offset + 1}-{shown} of {least}{answer.total:,}; --offset {shown} shows the next"


def _hit_record(hit: found.Hit) -> dict[str, Any]:
    return {
        **record(hit.line), "score": float(f"{hit.score:.4g}"), "snippet": hit.snippet.text,
    }  # fmt: skip


def _hit_row(hit: found.Hit) -> dict[str, Any]:
    return {
        **row(hit.line),
        "title": tables.marked(hit.title),
        "detail": tables.marked(hit.snippet),
    }


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
        listed = list(queries.lines(archive, ids))
        if not listed:
            options.note(_nothing(archive))
    options.emit(
        form,
        [record(line) for line in listed],
        _COLUMNS,
        lambda width: tables.articles(map(row, listed), width) if listed else None,
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
        known = queries.towns(archive)
    if not known:
        options.note(_EMPTY)
    columns = ["id", "name_en", "name_ru", "name_kk", "region", "articles", "newest_at"]
    options.emit(
        form,
        [asdict(town) for town in known],
        columns,
        lambda width: sheet.towns(known, width) if known else None,
    )
