"""``kenwatch sources import``: new source files from OPML, CSV or a source file."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Group
from rich.text import Text

from crawler.items import Skipped
from crawler.ownsources import place_of_new, save_new
from crawler.sourcefile import to_toml
from crawler.sources import SourceError, load_source
from crawler.urls import host_problem
from crawler.verdict import Exit
from desk import options, tables
from desk.crawling import sources_option
from desk.errors import UserError
from desk.sources import loading
from desk.sources.newcomers import Intake, intake
from desk.sources.opml import is_cut, read_opml
from desk.sources.roadcsv import read_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crawler.sources import Source
    from desk.options import Form

MAX_BYTES = 5_000_000
_SHOWN = 20
_COLUMNS = ("what", "entry", "source", "reason")


@click.command(
    "import",
    epilog=options.examples(
        "kenwatch sources import feeds.opml",
        "kenwatch sources import --dry-run roads.csv",
        "kenwatch sources import example.toml",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--country", default="KZ", show_default=True, help="For hosts that tell none (.com).")
@click.option("--dry-run", is_flag=True, help="Only tell what would be written.")
@options.form_options
@sources_option
@click.pass_context
def import_sources(
    ctx: click.Context,
    file: Path,
    country: str,
    form: Form | None,
    sources_dir: Path,
    *,
    dry_run: bool,
) -> None:
    """Take over feeds from an OPML or CSV file, or one source file, into your own sources.

    A site that kenwatch knows already is told and left alone; no file is ever overwritten. What
    a list names has the status "listed": `kenwatch sources check` tells what works.
    """
    known = loading.load_any(sources_dir)
    found = _read(file, known, country)
    place = place_of_new(sources_dir)
    if not dry_run:
        found = _saved(found, place)
    options.tell(
        form,
        _record(found, place),
        [*_rows(found)],
        _COLUMNS,
        lambda _: _view(found, place, dry_run=dry_run),
    )
    ctx.exit(Exit.OK if found.new or found.known else Exit.ERROR)


def _read(file: Path, known: Mapping[str, Source], country: str) -> Intake:
    body = _bytes(file)
    if file.suffix.lower() == ".toml":
        return _source_file(file, known)
    is_csv = file.suffix.lower() in {".csv", ".tsv"}
    if not (len(country) == 2 and country.isascii() and country.isalpha()):  # noqa: PLR2004 - ISO 3166-1 alpha-2
        raise UserError(f"--country {country[:20]!r}: is no country code like KZ", Exit.USAGE)
    listed = read_csv(body, str(file)) if is_csv else read_opml(body, str(file))
    cut = not is_csv and is_cut(body)
    if not listed:
        why = "ends before </opml>, is it whole?" if cut else "has no line for one"
        raise UserError(f"{file}: names no feed; it {why}")
    found = intake(listed, known, today=options.now().date(), country=country.upper())
    rest = Skipped("the rest of the file", "it ends before </opml>: is it whole?")
    return replace(found, skipped=(*found.skipped, rest)) if cut else found


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    if len(body) > MAX_BYTES:
        raise UserError(f"{file}: is larger than {MAX_BYTES // 10**6} MB; split it")
    if not body.strip():
        raise UserError(f"{file}: is empty; give an OPML, CSV or TOML file")
    return body


def _source_file(file: Path, known: Mapping[str, Source]) -> Intake:
    try:
        source = load_source(file)
    except SourceError as error:
        raise UserError(str(error), error.exit_code) from error
    fronts = [f"https://{host}/" for host in source.hosts]
    for other in known.values():
        if other.id == source.id or any(host_problem(other, url) is None for url in fronts):
            return Intake(known=((source.front_page, other.id),))
    return Intake(new=(source,))


def _saved(found: Intake, place: Path) -> Intake:
    """Write each new source; what cannot be written becomes a fault with its reason."""
    written, faults = [], []
    for source in found.new:
        try:
            save_new(place / f"{source.id}.toml", to_toml(source))
            written.append(source)
        except SourceError as error:
            faults.append(Skipped(source.id, str(error)))
    return replace(found, new=tuple(written), skipped=(*found.skipped, *faults))


def _record(found: Intake, place: Path) -> dict[str, object]:
    return {
        "directory": str(place),
        "new": [{"id": one.id, "name": one.name, "hosts": one.hosts} for one in found.new],
        "known": [{"url": url, "source": name} for url, name in found.known],
        "skipped": [asdict(one) for one in found.skipped],
    }


def _rows(found: Intake) -> Iterator[dict[str, object]]:
    """A row for each thing that the file names, and what became of it."""
    for one in found.new:
        yield dict(zip(_COLUMNS, ("new", one.front_page, one.id, ""), strict=True))
    for url, name in found.known:
        yield dict(zip(_COLUMNS, ("known", url, name, ""), strict=True))
    for left in found.skipped:
        yield dict(zip(_COLUMNS, ("left out", left.entry, "", left.reason), strict=True))


def _view(found: Intake, place: Path, *, dry_run: bool) -> Group:
    lines = [f"new: {one.id} ({one.name}), {len(one.roads)} roads" for one in found.new]
    lines += _some([f"known: {url} is of {name}" for url, name in found.known])
    lines += _some([f"left out: {one.entry or 'a line'}: {one.reason}" for one in found.skipped])
    done = "would be written" if dry_run else "written"
    lines.append(
        f"{len(found.new)} source files {done} to {place}; {len(found.known)} roads of known"
        f" sources, {len(found.skipped)} left out."
    )
    return Group(*(Text(tables.plain(line)) for line in lines))


def _some(lines: list[str]) -> list[str]:
    rest = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"  and {rest} more: --json shows all"] if rest > 0 else lines
