"""``kenwatch sources enable`` and ``disable``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crawler.ownsources import read_switches, save_switches, switches_file
from crawler.sources import SourceError
from desk import options
from desk.crawling import sources_option
from desk.errors import UserError
from desk.sources import loading

if TYPE_CHECKING:
    from pathlib import Path


@click.command(epilog=options.examples("kenwatch sources enable ratel caravan"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@sources_option
def enable(ids: tuple[str, ...], sources_dir: Path) -> None:
    """Watch these sources from now on.

    The file of a source stays as it is: the switch lies in switches.toml of your own directory.
    """
    _switch(ids, sources_dir, on=True)


@click.command(epilog=options.examples("kenwatch sources disable tass interfax_ru"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@sources_option
def disable(ids: tuple[str, ...], sources_dir: Path) -> None:
    """Leave these sources out of every crawl that does not name them.

    What the archive holds of them stays. The file of a source stays as it is: the switch lies in
    switches.toml of your own directory.
    """
    _switch(ids, sources_dir, on=False)


def _switch(ids: tuple[str, ...], directory: Path, *, on: bool) -> None:
    chosen = loading.named(directory, ids)
    file = switches_file(directory)
    changed = [source.id for source in chosen if source.enabled != on]
    if changed:
        try:
            save_switches(file, {**read_switches(file), **dict.fromkeys(changed, on)})
        except SourceError as error:
            raise UserError(str(error), error.exit_code) from error
    word = "watched" if on else "switched off"
    for source in chosen:
        already = "" if source.id in changed else "already "
        click.echo(f"{source.id}: {already}{word}")
    if changed:
        options.note(f"Noted in {file}.")
