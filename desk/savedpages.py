"""Saved pages and texts on disk, read and judged now, without being stored."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from desk import options
from desk.errors import UserError
from pipelines.disk import DISK, DiskError, files, read_pages

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.items import Page
    from pipelines.model import Article, Rejection

Record = dict[str, Any]


async def read_files(paths: Sequence[Path]) -> list[Record]:
    """The record of ``kenwatch read`` of each file, in order; each holds one article.

    Raises UserError for a file that cannot be read, or that holds no article or several.
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
