"""``kenwatch export``: what the archive holds, as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

import click

from desk import options
from desk.config.model import Language
from desk.exporting import forms
from desk.exporting.sheets import SHEETS
from desk.exporting.writing import Order, write
from desk.reader import reading

_SCREEN: Final = Path("-")


@click.command(
    epilog=options.examples(
        "kenwatch export --out articles.csv",
        "kenwatch export --town Ridder --since 30d --out ridder.csv --excel",
        "kenwatch export --what facts --topic mining --out facts.parquet",
        "kenwatch export --words 'шахта авария' --out accidents.db",
        "kenwatch export --format citations --citation-language ru --limit 20",
        "kenwatch export --format jsonl --since 7d | jq .title",
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(forms.FORMS)),
    help="The form of the file. Default: as the file's ending tells, or csv.",
)
@click.option(
    "--what",
    "sheet",
    type=click.Choice(list(SHEETS)),
    default="articles",
    show_default=True,
    help="What a row is, for csv, jsonl and parquet.",
)
@click.option(
    "-o",
    "--out",
    type=options.FILE,
    metavar="FILE",
    help="Write into this file; - is the screen, or the pipe.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark.")
@click.option(
    "--excel",
    is_flag=True,
    help="CSV that Excel opens by itself where numbers have a decimal comma: byte order mark, "
    "semicolons, decimal commas, nothing longer than a cell.",
)
@click.option(
    "--citation-language",
    type=click.Choice(get_args(Language)),
    help="Language of the words around a citation. Default: that of the configuration.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The newest N articles only.")
@click.option("--until", metavar="WHEN", help="Published until: 7d or 2026-11-30, with that day.")
@options.search_option
@options.filter_options
@options.db_option
def export(  # noqa: PLR0917 - an option each
    form: str | None,
    sheet: str,
    out: Path | None,
    force: bool,  # noqa: FBT001 - a flag of click
    bom: bool,  # noqa: FBT001 - a flag of click
    excel: bool,  # noqa: FBT001 - a flag of click
    citation_language: Language | None,
    limit: int | None,
    until: str | None,
    db: Path,
    **given: str | None,
) -> None:
    """Write articles, or what was read in them, to a file; the newest first.

    With the evidence: the words that put an article on a topic, names, figures, events and
    quotations with their place in the text. --what facts and the like give each a row of its own.
    sqlite makes a smaller archive that kenwatch and sqlite3 open; citations, bibtex, ris and
    csl-json are for those who write. Times are in UTC. In CSV, cells that a spreadsheet would run
    as a formula begin with '. A file that is there is not replaced without --force, and none is
    made where nothing is found.
    """
    target = None if out == _SCREEN else out
    asked = {**given, "until": until, "limit": limit, "what": sheet}
    order = Order(
        form=forms.form_of(form, target),
        sheet=sheet,
        target=target,
        force=force,
        bom=bom,
        excel=excel,
        language=citation_language or options.chosen().settings.language,
        until=options.until_moment(until),
        words=given.pop("words"),
        limit=limit,
        asked={name: value for name, value in asked.items() if value is not None},
    )
    forms.check(order.form, sheet, target)
    with reading(db) as archive:
        # one transaction: a crawl that goes on does not show in the middle
        archive.execute("BEGIN")
        told = write(archive, db, order, options.filters(archive, given), options.now())
    for line in told:
        options.note(line)
