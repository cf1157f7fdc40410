"""``kenwatch read`` and ``kenwatch ingest``: saved pages through the stages of a crawl."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.verdict import Exit, RunVerdict
from desk.crawling import source_named, sources_option, tell_end
from desk.errors import UserError
from desk.intake import store_pages
from desk.options import db_option, examples, form_options
from desk.record import judged_record, page_record
from pipelines.archive import ArchiveError
from pipelines.disk import DISK, DiskError, files, page_of, read_pages
from pipelines.workers import Workers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from crawler.items import Page
    from crawler.sources import Source
    from desk.options import Form

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
# pages under way at a time: enough for the workers, few enough for the memory
_AHEAD = 6


@click.command(
    epilog=examples(
        "kenwatch read page.html",
        "kenwatch read saved/ > articles.jsonl",
        "curl -s https://example.kz/news/1 | kenwatch read -",
        "kenwatch read --source tengrinews page.html",
        "kenwatch read --jsonl texts.jsonl",
    )
)
@PATHS
@click.option(
    "--jsonl",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help='Judge texts in place of pages: lines {"id", "title", "lead", "text", …}.',
)
@click.option("--source", "name", metavar="ID", help="Read as a page of this source.")
@sources_option
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[Path, ...],
    jsonl: Path | None,
    name: str | None,
    sources_dir: Path,
) -> None:
    """Print what is read from saved pages, one JSON object a line; nothing is stored.

    PATHS are .html and .txt files (also .gz), WARC files, directories of them, or - for standard
    input. docs/read.md describes the fields.
    """
    if bool(paths) == bool(jsonl):
        raise click.UsageError("give PATHS or --jsonl FILE: pages, or texts to judge")
    source = source_named(sources_dir, name) if name else DISK
    code = _judge_lines(jsonl) if jsonl else asyncio.run(_read_all(paths, source))
    ctx.exit(int(code))


async def _read_all(paths: tuple[Path, ...], source: Source) -> Exit:
    workers = Workers(all_topics=True)
    code = Exit.OK
    waiting: list[tuple[str, asyncio.Task[Any]]] = []
    try:
        for name, page in _inputs(paths):
            if isinstance(page, DiskError):
                click.echo(f"kenwatch: {page}", err=True)
                code = Exit.ERROR
                continue
            waiting.append((name, asyncio.ensure_future(_one(workers, name, page, source))))
            while len(waiting) >= _AHEAD:
                _print(await waiting.pop(0)[1])
        for _, task in waiting:
            _print(await task)
    finally:
        workers.close()
    return code


async def _one(workers: Workers, name: str, page: Page, source: Source) -> dict[str, Any]:
    return page_record(name, page, await workers.refine(page, source))


def _print(record: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _inputs(paths: tuple[Path, ...]) -> Iterator[tuple[str, Page | DiskError]]:
    """Each page with the name of its input; an unreadable path gives its error instead."""
    now = datetime.now(UTC)
    for path in paths:
        if str(path) == "-":
            body = sys.stdin.buffer.read()
            # a dump has no tags; anything else is a page
            name = "-.html" if b"<" in body[:4096] else "-.txt"
            yield "-", page_of(body, name=name, url="file:///dev/stdin", now=now)
            continue
        try:
            for file in files([path]):
                yield from ((str(file), page) for page in read_pages(file, now))
        except DiskError as error:
            yield str(path), error


def _judge_lines(path: Path) -> Exit:
    code = Exit.OK
    try:
        lines = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    with lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                _print(judged_record(_object(line)))
            except ValueError as error:
                click.echo(f"kenwatch: {path}: line {number}: {error}", err=True)
                code = Exit.ERROR
    return code


def _object(line: bytes) -> dict[str, Any]:
    """The JSON object on a line, in UTF-8 with or without a mark; raises ValueError."""
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise ValueError('is no JSON object; write {"id": 1, "title": …, "text": …}')  # noqa: TRY004 - told as bad input
    return given


@click.command(
    epilog=examples("kenwatch ingest saved/", "kenwatch ingest --all-topics --db all.db *.html.gz")
)
@PATHS
@click.option("--all-topics", is_flag=True, help="Store pages on any subject.")
@form_options
@db_option
@click.pass_context
def ingest(
    ctx: click.Context, paths: tuple[Path, ...], form: Form | None, db: Path, *, all_topics: bool
) -> None:
    """Store saved pages and text dumps as if they had been fetched.

    PATHS are .html and .txt files (also .gz), WARC files, or directories of them. Giving a file
    again changes nothing.
    """
    if not paths:
        raise click.UsageError("name files or directories to ingest")
    broken: list[str] = []
    try:
        end = asyncio.run(store_pages(_pages(paths, broken), db, all_topics=all_topics))
    except ArchiveError as error:
        raise UserError(str(error), error.exit_code) from error
    for problem in broken:
        click.echo(f"kenwatch: {problem}", err=True)
    if broken:
        is_any = any(tally.fetched for tally in end.tallies.values())
        none = f"No input could be read: {len(broken)} failed."
        some = f"Not every input could be read: {len(broken)} failed. {end.verdict.line}"
        line = some if is_any else none
        end = replace(end, verdict=RunVerdict(line, Exit.ERROR))
    tell_end(form, end)
    ctx.exit(int(end.verdict.exit_code))


async def _pages(paths: tuple[Path, ...], broken: list[str]) -> AsyncIterator[Page]:
    for _, page in _inputs(paths):
        if isinstance(page, DiskError):
            broken.append(str(page))
        else:
            yield page
