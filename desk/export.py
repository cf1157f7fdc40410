"""Articles for spreadsheets and programs: CSV and JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk import dossier, options, queries
from desk.files import write_out
from desk.reader import reading
from desk.tables import csv_line, json_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

COLUMNS = (
    "id",
    "url",
    "source",
    "source_id",
    "language",
    "published_at",
    "precision",
    "origin",
    "first_seen_at",
    "title",
    "lead",
    "text",
    "authors",
    "topics",
    "mining",
    "monotown",
    "towns",
    "companies",
    "assets",
    "people",
    "events",
    "agency",
    "section",
    "tags",
    "flags",
    "image",
    "copies",
    "words",
)
_BOM = b"\xef\xbb\xbf"


def csv_bytes(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """CSV in UTF-8, a heading first; lists are joined by "; ", formulas are disarmed."""
    yield csv_line(COLUMNS).encode()
    for record in records:
        yield csv_line(record[name] for name in COLUMNS).encode()


def jsonl_bytes(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """JSON Lines in UTF-8, one article a line."""
    for record in records:
        yield json_text(record, indent=None).encode() + b"\n"


def _records(db: sqlite3.Connection, ids: list[int]) -> Iterator[dossier.Record]:
    for line in queries.lines(db, ids):
        yield dossier.export_record(db, line)


@click.command(
    epilog=options.examples(
        "kenwatch export --out articles.csv --bom",
        "kenwatch export --format jsonl --topic mining --since 7d | jq .title",
    )
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="The form of the file.",
)
@click.option("--out", type=options.FILE, metavar="FILE", help="Write here in place of the screen.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, which Excel needs.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The newest N only.")
@options.words_option
@options.filter_options
@options.db_option
def export(
    file_format: str,
    out: Path | None,
    bom: bool,  # noqa: FBT001 - a flag of click
    limit: int | None,
    db: Path,
    **given: str,
) -> None:
    """Write articles with their full text to CSV or JSON Lines, the newest first.

    Times are in UTC. In CSV, cells that a spreadsheet would run as a formula begin with '.
    """
    with reading(db) as archive:
        ids = queries.newest(archive, options.filters(archive, given), limit)
        records = _records(archive, ids)
        chunks = jsonl_bytes(records) if file_format == "jsonl" else csv_bytes(records)
        if bom and file_format == "csv":
            chunks = _led_by(_BOM, chunks)
        write_out(chunks, out)
    options.note(f"{len(ids)} article{'' if len(ids) == 1 else 's'} written.")


def _led_by(first: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from chunks
