"""``kenwatch sources enable`` and ``disable``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crawler.ownsources import read_switches, save_switches, switches_file
from crawler.sources import SourceError
from desk import completing, options
from desk.crawling import sources_option
from desk.errors import UserError
from desk.sources import loading
from desk.tables import unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.options import Form


@click.command(epilog=options.examples("kenwatch sources enable ratel caravan"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing.sources)
@options.form_options
@sources_option
def enable(ids: tuple[str, ...], form: Form | None, sources_dir: Path) -> None:
    """Watch these sources from now on.

    The file of a source stays as it is: the switch lies in switches.toml of your own directory.
    """
    _switch(ids, sources_dir, form, on=True)


@click.command(epilog=options.examples("kenwatch sources disable tass interfax_ru"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=completing.sources)
@options.form_options
@sources_option
def disable(ids: tuple[str, ...], form: Form | None, sources_dir: Path) -> None:
    """Leave these sources out of every crawl that does not name them.

    What the archive holds of them stays. The file of a source stays as it is: the switch lies in
    switches.toml of your own directory.
    """
    _switch(ids, sources_dir, form, on=False)


def _switch(ids: tuple[str, ...], directory: Path, form: Form | None, *, on: bool) -> None:
    chosen = loading.named(directory, ids)
    file = switches_file(directory)
    changed = [source.id for source in chosen if source.enabled != on]
    if changed:
        try:
            save_switches(file, {**read_switches(file), **dict.fromkeys(changed, on)})
        except SourceError as error:
            raise UserError(str(error), error.exit_code) from error
    rows = [
        {"source": one.id, "enabled": on, "changed": one.id in changed, "file": str(file)}
        for one in chosen
    ]
    options.emit(form, rows, list(rows[0]), lambda _: unwrapped("\n".join(map(_words, rows))))
    if changed:
        options.note(f"Noted in {file}.")


def _words(row: Mapping[str, object]) -> str:
    already = "" if row["changed"] else "already "
    return f"{row['source']}: {already}{'watched' if row['enabled'] else 'switched off'}"
