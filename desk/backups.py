"""``kenwatch backup`` and ``kenwatch restore``: whole copies of the archive, checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Group

from crawler.verdict import Exit
from desk import options, tables
from desk.chorelist import BACKUP
from desk.errors import UserError
from desk.exporting.subset import is_one
from desk.tending import opened, wait_option
from pipelines.upkeep import chores as upkeep
from pipelines.upkeep.backup import back_up, back_up_and_rotate
from pipelines.upkeep.restoring import restore
from pipelines.upkeep.trouble import UpkeepError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from desk.config.model import Config
    from desk.options import Form
    from pipelines.archive import Archive
    from pipelines.upkeep.backup import Backup
    from pipelines.upkeep.restoring import Restored

# tables whose rows mean something to a person, and what they hold
_SHOWN: Final = {
    "article": "articles",
    "copy": "copies",
    "revision": "versions of texts",
    "story": "stories",
    "page": "addresses of pages",
    "source": "sources",
    "run": "crawls",
}
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)


@click.command(
    epilog=options.examples(
        "kenwatch backup",
        "kenwatch backup --to /mnt/usb --wait 600",
    )
)
@click.option(
    "--to", "folder", type=_FOLDER, metavar="FOLDER", help="A folder where nothing is deleted."
)
@options.form_options
@wait_option
@options.db_option
def backup(folder: Path | None, form: Form | None, db: Path, *, wait: float) -> None:
    """Make a whole copy of the archive, and check it.

    Without --to it goes where the configuration file says (backup.folder), and older ones go as
    they do when the daemon makes one. It holds every article with its history, but no raw pages.
    """
    with opened(db, wait=wait) as archive:
        try:
            made = _made(archive, options.chosen().settings, folder)
        except UpkeepError as error:
            raise UserError(str(error), error.exit_code) from error
    record = _record(made)
    shown = tables.unwrapped(tables.plain(made))
    options.tell(form, record, [record], list(record), lambda _: shown)


def _made(archive: Archive, config: Config, folder: Path | None) -> Backup:
    now = options.now()
    if folder is not None:
        return back_up(archive, folder, now)
    settings = config.backup
    if settings.folder is None:
        raise UserError(
            "no folder for backups is known: name one with --to, or as backup.folder in the "
            "configuration file",
            Exit.USAGE,
        )
    made = back_up_and_rotate(
        archive, settings.folder, now, keep=settings.keep, keep_weekly=settings.keep_weekly
    )
    # the daemon then makes its next one when that is due after this
    every = timedelta(hours=settings.every_hours)
    told = upkeep.Chore(name=BACKUP, every=every, work=lambda *_: str(made))
    end = upkeep.do(archive, told, options.now)
    if not end.is_done:
        options.note(f"The backup is made, but {end.words}")
    return made


def _record(made: Backup) -> dict[str, Any]:
    return {
        "file": str(made.path),
        "bytes": made.size,
        "rows": {name: made.rows[name] for name in _SHOWN},
        "search_index_mended": made.is_mended,
        "deleted": [str(path) for path in made.deleted],
    }


@click.command(
    epilog=options.examples(
        "kenwatch restore backups/kenwatch-20261122T0200Z.db",
        "kenwatch restore backups/kenwatch-20261122T0200Z.db --db /var/lib/kenwatch/kenwatch.db",
    )
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@options.form_options
@options.db_option
def restore_backup(file: Path, form: Form | None, db: Path) -> None:
    """Put a backup in the place of the archive, which is kept under another name.

    The backup is checked first. Stop the daemon before; the archive may be whole, damaged or
    missing. To undo it, restore the file that was kept.
    """
    if is_one(file):
        raise UserError(
            f"{file}: is an export, a part of an archive: to restore it would leave out the rest. "
            f"Read it with --db {file}; take a file of `kenwatch backup`"
        )
    try:
        done = restore(file, db, options.now())
    except UpkeepError as error:
        raise UserError(str(error), error.exit_code) from error
    record = _restored_record(file, done)
    head = tables.unwrapped(tables.plain(f"{db}: restored from {file}."))
    told = tables.unwrapped("\n".join(_told(done)))
    options.tell(form, record, [record], list(record), lambda _: Group(head, _rows(done), told))


def _restored_record(file: Path, done: Restored) -> dict[str, Any]:
    before = done.before
    return {
        "archive": str(done.archive),
        "backup": str(file),
        "kept_as": str(done.kept_as) if done.kept_as else None,
        "before": {name: before.get(name, 0) for name in _SHOWN} if before is not None else None,
        "after": {name: done.after.get(name, 0) for name in _SHOWN},
        "harm": done.harm,
        "search_index_mended": done.is_mended,
    }


def _rows(done: Restored) -> RenderableType:
    columns = [
        tables.Column("name", ""),
        tables.Column("before", "before", "right"),
        tables.Column("after", "now", "right"),
    ]
    return tables.table(
        columns,
        (
            {
                "name": words,
                "before": "–" if done.before is None else f"{done.before.get(name, 0):,}",
                "after": f"{done.after.get(name, 0):,}",
            }
            for name, words in _SHOWN.items()
        ),
    )


def _told(done: Restored) -> Iterator[str]:
    if done.harm:
        yield f"Of the archive before nothing could be counted: {tables.plain(done.harm)}."
    if done.is_mended:
        yield "The search index of the backup did not fit its articles and was made anew."
    if done.kept_as:
        yield f"The archive before is kept as {done.kept_as}; delete it when all is well."
    yield (
        "Next: run `kenwatch doctor`, then start the daemon and `kenwatch web` again. What was "
        "published since the backup is fetched anew where the sites still list it; alerts since "
        "then may be sent once more."
    )
