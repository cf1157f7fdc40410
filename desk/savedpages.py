"""Saved pages and texts on disk, read and judged now, without being stored."""

from __future__ import annotations

import codecs
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from desk import options
from desk.errors import UserError
from pipelines.disk import DISK, DiskError, files, page_of, read_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.items import Page
    from pipelines.model import Article, Rejection

Record = dict[str, Any]
STDIN: Final = "-"
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


async def read_files(paths: Sequence[Path]) -> list[Record]:
    """The record of ``kenwatch read`` of each file, in order; each holds one article.

    The path - is standard input. Raises UserError for a file that cannot be read, or that holds
    no article or several.
    """
    # the extraction is heavy, and only a file needs it
    from pipelines.workers import Workers

    pages = [(path, _page(path)) for path in paths]
    workers = Workers(all_topics=True)
    try:
        return [_record(path, page, await workers.refine(page, DISK)) for path, page in pages]
    finally:
        workers.close()


def _page(path: Path) -> Page:
    page = _given() if str(path) == STDIN else _saved(path)
    # letters of two bytes are told by a mark; any other text has no zero bytes
    if b"\0" in page.body and not page.body.startswith(_WIDE):
        raise UserError(f"{path}: is no text but binary data; name a saved page or a text")
    return page


def _given() -> Page:
    body = sys.stdin.buffer.read()
    # a text has no tags; anything else is a page
    name = "-.html" if b"<" in body[:4096] else "-.txt"
    return page_of(body, name=name, url="file:///dev/stdin", now=options.now())


def _saved(path: Path) -> Page:
    try:
        found = (page for file in files([path]) for page in read_pages(file, options.now()))
        # a folder may hold very many
        pages = list(islice(found, 2))
    except DiskError as error:
        raise UserError(str(error)) from error
    if len(pages) != 1:
        count = "more than one page" if pages else "no page"
        raise UserError(f"{path}: holds {count}; name the file of one")
    return pages[0]


def _record(path: Path, page: Page, result: Article | Rejection) -> Record:
    from desk.record import page_record

    record = page_record(str(path), page, result)
    if record["topics"] is None:
        rejection = record["rejection"]
        told = ": ".join(filter(None, (rejection["reason"], rejection["detail"])))
        raise UserError(f"{path}: holds no article ({told})")
    return record
