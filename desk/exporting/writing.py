"""One export: from the archive into its file, or onto the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

from crawler.verdict import Exit, counted
from desk import queries
from desk.errors import UserError
from desk.exporting import bibliography, parquet, sheetcards, subset
from desk.exporting.citedcards import cited
from desk.exporting.citing import citations
from desk.exporting.landing import landing
from desk.exporting.plainfiles import csv_bytes, jsonl_bytes
from desk.exporting.sheets import SHEETS
from desk.exporting.wordcards import wanted
from desk.feeds.atom import atom
from desk.feeds.heads import FeedHead
from desk.files import write_out

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.exporting.citing import CitedArticle

T = TypeVar("T")
_CITING: Final[Mapping[str, Callable[[Iterable[CitedArticle], str], Iterator[bytes]]]] = {
    "citations": citations,
    "bibtex": bibliography.bibtex,
    "ris": bibliography.ris,
    "csl-json": bibliography.csl_json,
}
# a feed is read whole by whoever subscribes to it
MOST_ENTRIES: Final = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written: form and sheet by their names; ``target`` None is the screen.

    ``until`` is the moment before which articles were published, ``limit`` how many at most,
    ``words`` a search,
    ``language`` that of the words around a citation, ``asked`` all that was asked for.
    """

    form: str
    sheet: str = "articles"
    target: Path | None = None
    force: bool = False
    bom: bool = False
    excel: bool = False
    language: str = "en"
    until: datetime | None = None
    limit: int | None = None
    words: str | None = None
    asked: Mapping[str, Any]


class Counted(Iterator[T]):
    """Counts what goes through."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self.count = 0

    def __next__(self) -> T:
        """The next item; raises StopIteration at the end."""
        item = next(self._items)
        self.count += 1
        return item


def write(
    db: sqlite3.Connection, archive: Path, order: Order, filters: queries.Filters, now: datetime
) -> list[str]:
    """Write what is ordered from an archive (``db``, and its file); what to tell of it.

    The words of the order are searched for besides the filters.

    Raises UserError, with nothing left of a file.
    """
    words = wanted(db, order.words, now)
    ids = Counted(sheetcards.chosen(db, filters, words, until=order.until, limit=order.limit))
    if order.form == "sqlite":
        return [*words.notes, *_subset(db, archive, order, ids, now)]
    if order.form == "parquet":
        parquet.require()
        return [*words.notes, *_parquet(db, archive, order, ids, now)]
    return [*words.notes, *_text(db, archive, order, ids, now)]


def _subset(
    db: sqlite3.Connection, archive: Path, order: Order, ids: Counted[int], now: datetime
) -> list[str]:
    assert order.target is not None, "forms.check() asks for a file"
    first = list(islice(ids, 1))
    if not first:
        return [_nothing(db, order)]
    with landing(order.target, archive, force=order.force) as part:
        made = subset.write(part, archive, chain(first, ids), order.asked, now)
    words = counted(made.copies, "copy", "copies")
    texts = f"{counted(made.articles, 'article')} and {words}"
    told = [f"{texts} written, with all that is known of them."]
    if made.broken:
        rows = counted(made.broken, "row")
        told.append(f"{rows} of the archive refer to what it does not hold; see `kenwatch doctor`.")
    return told


def _parquet(
    db: sqlite3.Connection, archive: Path, order: Order, ids: Counted[int], now: datetime
) -> list[str]:
    assert order.target is not None, "forms.check() asks for a file"
    rows = Counted(sheetcards.records(db, order.sheet, ids))
    first = list(islice(rows, 1))
    if not first:
        return [_none(db, order, ids)]
    about = {
        "kenwatch.sheet": order.sheet,
        "kenwatch.archive": archive.name,
        "kenwatch.asked": json.dumps(order.asked, ensure_ascii=False),
        "kenwatch.written_at": now.isoformat(timespec="seconds"),
    }
    with landing(order.target, archive, force=order.force) as part:
        parquet.write(part, SHEETS[order.sheet][2], chain(first, rows), about)
    return [_told(order, rows.count, ids.count)]


def _text(
    db: sqlite3.Connection, archive: Path, order: Order, ids: Counted[int], now: datetime
) -> list[str]:
    rows: Counted[Any] = Counted(_rows(db, order, ids))
    first = list(islice(rows, 1))
    chunks = _chunks(order, chain(first, rows), now)
    if order.target is None:
        # what reads a pipe wants the heading of a table, or an empty list
        write_out(chunks, None)
    elif first:
        with landing(order.target, archive, force=order.force) as part, part.open("wb") as file:
            file.writelines(chunks)
    return [_told(order, rows.count, ids.count) if first else _none(db, order, ids)]


def _rows(db: sqlite3.Connection, order: Order, ids: Iterable[int]) -> Iterable[Any]:
    if order.form in _CITING:
        return cited(db, ids)
    if order.form == "atom":
        return _entries(db, ids)
    return sheetcards.records(db, order.sheet, ids)


def _entries(db: sqlite3.Connection, ids: Iterable[int]) -> Iterator[queries.ArticleLine]:
    found = list(islice(ids, MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise UserError(
            f"export: a feed holds {MOST_ENTRIES:,} articles at most; narrow it with --since, or "
            f"take the newest with --limit {MOST_ENTRIES}",
            Exit.USAGE,
        )
    return queries.lines(db, found)


def _chunks(order: Order, rows: Iterable[Any], now: datetime) -> Iterable[bytes]:
    if order.form in _CITING:
        return _CITING[order.form](rows, order.language)
    if order.form == "atom":
        told = {name: str(value) for name, value in sorted(order.asked.items())}
        title = ": ".join(filter(None, ("kenwatch", ", ".join(told.values()))))
        identity = "&".join(f"{name}={value}" for name, value in told.items())
        return [atom(FeedHead(title=title, identity=identity), list(rows), now)]
    if order.form == "jsonl":
        return jsonl_bytes(rows)
    columns = SHEETS[order.sheet][2]
    return csv_bytes(columns, rows, bom=order.bom, excel=order.excel)


def _told(order: Order, rows: int, articles: int) -> str:
    one, many, _ = SHEETS[order.sheet]
    of = "" if order.sheet == "articles" else f" of {counted(articles, 'article')}"
    return f"{counted(rows, one, many)}{of} written."


def _none(db: sqlite3.Connection, order: Order, ids: Counted[int]) -> str:
    if not ids.count:
        return _nothing(db, order)
    many = SHEETS[order.sheet][1]
    return f"Of {counted(ids.count, 'article')} no {many} are known.{_no_file(order)}"


def _nothing(db: sqlite3.Connection, order: Order) -> str:
    if queries.newest(db, queries.Filters(), 1):
        return f"No article answers this.{_no_file(order)}"
    return f"The archive holds no article yet; run `kenwatch crawl` first.{_no_file(order)}"


def _no_file(order: Order) -> str:
    return " No file was made." if order.target else ""
