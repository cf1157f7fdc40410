"""``kenwatch sources export``: the sources as OPML, CSV or source files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.ownsources import save_new
from crawler.sourcefile import to_toml
from crawler.sources import SourceError
from crawler.verdict import Exit
from desk import options
from desk.crawling import sources_option
from desk.errors import UserError
from desk.files import write_out
from desk.sources import loading
from desk.sources.opml import write_opml
from desk.sources.roadcsv import write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sources import Source


@click.command(
    epilog=options.examples(
        "kenwatch sources export --format opml -o kenwatch.opml",
        "kenwatch sources export --format csv > roads.csv",
        "kenwatch sources export --format toml tengrinews",
        "kenwatch sources export --format toml -o my-sources/",
    )
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["opml", "csv", "toml"]),
    default="opml",
    show_default=True,
    help="opml: feeds only; csv: a line a road; toml: source files.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write here, not to stdout; for several source files, a directory.",
)
@sources_option
def export(ids: tuple[str, ...], form: str, output: Path | None, sources_dir: Path) -> None:
    """Write all sources, or those with these ids, for a feed reader, a spreadsheet or a colleague.

    `kenwatch sources import` reads all three back. Source files are never overwritten.
    """
    chosen = loading.named(sources_dir, ids)
    if form == "toml":
        _files(chosen, output)
        return
    is_csv = form == "csv"
    body = write_csv(chosen) if is_csv else write_opml(chosen, options.now())
    without = sum(not (source.roads if is_csv else source.feeds) for source in chosen)
    if without:
        options.note(f"{without} of {len(chosen)} left out: no {'road' if is_csv else 'feed'}.")
    write_out([body], output)


def _files(chosen: Sequence[Source], output: Path | None) -> None:
    if output is not None and output.is_file() and (len(chosen) != 1 or output.suffix != ".toml"):
        raise UserError(
            f"{output}: is a file; name a directory, or for one source a new FILE.toml", Exit.USAGE
        )
    is_directory = output is not None and (output.is_dir() or output.suffix != ".toml")
    if not is_directory and len(chosen) != 1:
        raise UserError(
            "one source is one TOML file: name one ID, or a directory with -o", Exit.USAGE
        )
    if output is None:
        write_out([to_toml(chosen[0]).encode("utf-8")], None)
        return
    for source in chosen:
        path = output / f"{source.id}.toml" if is_directory else output
        try:
            save_new(path, to_toml(source))
        except SourceError as error:
            raise UserError(str(error), error.exit_code) from error
    options.note(f"{len(chosen)} written to {output}.")
