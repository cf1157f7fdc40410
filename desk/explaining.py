"""``kenwatch explain``: why an article is on a topic or not, with the words that say so."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.urls import canonicalize
from crawler.verdict import Exit
from desk import explained, options, tables
from desk.errors import UserError
from desk.explanation import explanation
from desk.reader import reading
from desk.savedpages import read_files

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from desk.options import Form

Record = dict[str, Any]
_SHOWN = 200
_COLUMNS = (
    *("id", "url", "topic", "relevant", "score", "term", "language", "words", "where"),
    *("start", "end", "added", "note"),
)
# SQLite counts to 2^63
_LONGEST_NUMBER = 18


@click.command(
    epilog=options.examples(
        "kenwatch explain 42",
        "kenwatch explain https://example.kz/news/1",
        "kenwatch explain page.html",
    )
)
@click.argument("target", metavar="ID|URL|FILE")
@options.form_options
@options.db_option
def explain(target: str, form: Form | None, db: Path) -> None:
    """Print an article with the words marked that put it on a topic, or might have.

    ID is the number of a stored article, URL the address of one, FILE a saved page or a text,
    which is judged now and not stored. Each reason tells what it added to the score, and what
    undid a word that added nothing. --csv has a line for each reason.
    """
    found = _explanation(target, db)
    in_colour = tables.in_colour(tables.screen())
    options.tell(
        form,
        found,
        [*_reasons(found)],
        _COLUMNS,
        lambda width: explanation(found, width, in_colour=in_colour),
    )


def _reasons(found: Record) -> Iterator[Record]:
    """A row a reason, with the topic's score; a topic without any has one row."""
    for topic, told in found["topics"].items():
        of_topic = {"id": found["id"], "url": found["url"], "topic": topic}
        of_topic |= {name: told[name] for name in ("relevant", "score")}
        reasons: list[Record] = told["reasons"] or [{}]
        for one in reasons:
            span = one.get("span", (None, None))
            yield {**dict.fromkeys(_COLUMNS), **one, **of_topic, "start": span[0], "end": span[1]}


def _explanation(target: str, db: Path) -> Record:
    if not target.strip():
        raise UserError(
            "give an article's number or address, or a file: kenwatch explain 42", Exit.USAGE
        )
    if target.isdecimal() or "://" in target:
        with reading(db) as archive:
            return _stored(archive, target, db)
    return asyncio.run(_judged(Path(target)))


def _stored(archive: sqlite3.Connection, target: str, db: Path) -> Record:
    if target.isdecimal():
        found = explained.article(archive, int(target)) if len(target) <= _LONGEST_NUMBER else None
        if found is None:
            raise UserError(f"{db}: holds no article {target[:30]}; `kenwatch latest` lists them")
        return found
    address = canonicalize(target) or target
    number = explained.article_at(archive, address, target)
    found = explained.article(archive, number) if number is not None else None
    if found is None:
        raise UserError(_not_stored(archive, address, db))
    return found


def _not_stored(archive: sqlite3.Connection, address: str, db: Path) -> str:
    state = explained.page_state(archive, address)
    shown = address[:_SHOWN]
    if state is None:
        return f"{shown}: is not in {db}; save the page and give its file in place of the address"
    return f"{shown}: was seen and is not stored: {state}; save the page and give its file"


async def _judged(path: Path) -> Record:
    (record,) = await read_files([path])
    return {
        "id": None,
        **{name: record[name] for name in ("url", "title", "lead", "text", "language", "flags")},
        "topics": explained.with_thresholds(record["topics"]),
        "entities": record["entities"],
    }
