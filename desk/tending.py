"""``kenwatch tend``: what is done for the archive between crawls, step by step."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

from crawler.verdict import Exit, counted
from desk import options
from desk.chorelist import chores_of
from desk.errors import UserError
from desk.reader import NO_ARCHIVE
from desk.tables import plain, unwrapped
from pipelines.archive import Archive, ArchiveError, ArchiveFullError
from pipelines.upkeep import chores as upkeep
from pipelines.upkeep.timetable import AGAIN
from pipelines.upkeep.trouble import UpkeepError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from desk.config.model import Config

    Step = Callable[[Archive, Config, datetime], str]

logger = logging.getLogger("kenwatch.tend")

# name: (module:function that returns a count, one of what it counts, many of it), in their order:
# a change of state is told by a message, a digest tells of both
COUNTING: Final[Mapping[str, tuple[str, str, str]]] = {
    "health": ("desk.health.watching:assess", "state of a source changed", "states changed"),
    "alerts": ("desk.alerts.composing:compose", "message queued", "messages queued"),
    "digests": ("desk.digest.composing:compose", "digest queued", "digests queued"),
}
CHORES: Final = "chores"
_AGAIN: Final = AGAIN // timedelta(minutes=1)


class ChoresError(Exception):
    """Some chores could not be done; the words tell of all that were due. Raised by ``_chores``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEnd:
    """What came of a step: whether it did its work, and that or the trouble in words."""

    name: str
    is_done: bool
    words: str
    seconds: float


def steps_of(*, dry_run: bool = False) -> Mapping[str, Step]:
    """The steps by their names, in their order; modules are imported when a step is taken."""
    counting = {name: _counting(*told) for name, told in COUNTING.items()}
    return {**counting, CHORES: _chores_told if dry_run else _chores}


def tend(
    archive: Archive, config: Config, now: datetime, steps: Mapping[str, Step]
) -> list[StepEnd]:
    """Take the steps one after the other; one that fails is told, and the others go on."""
    return [_taken(name, step, archive, config, now) for name, step in steps.items()]


def _taken(name: str, step: Step, archive: Archive, config: Config, now: datetime) -> StepEnd:
    began = time.monotonic()
    is_done = True
    try:
        words = step(archive, config, now)
    except Exception as error:
        # whatever it is, the other steps are taken
        is_done, words = False, _told(error)
        # where to look for a fault of ours; what is told to people is the line alone
        logger.debug("%s", name, exc_info=error)
    seconds = round(time.monotonic() - began, 3)
    return StepEnd(name=name, is_done=is_done, words=plain(words), seconds=seconds)


def _told(error: Exception) -> str:
    is_ours = isinstance(error, UserError | ArchiveError | UpkeepError | ChoresError)
    return str(error) if is_ours else f"{type(error).__name__}: {error}"


def _counting(path: str, one: str, many: str) -> Step:
    def step(archive: Archive, config: Config, now: datetime) -> str:
        module, _, name = path.partition(":")
        count = getattr(import_module(module), name)(archive, config, now)
        return counted(count, one, many)

    return step


def _chores(archive: Archive, config: Config, now: datetime) -> str:
    chores = chores_of(config)
    began = time.monotonic()
    # the clock of the caller goes on, so that a made-up one is never mixed with the real one
    ends, left = upkeep.run(
        archive,
        upkeep.due(archive.connection, chores, now),
        lambda: now + timedelta(seconds=time.monotonic() - began),
    )
    # what fails goes on being told until it is mended, and not once an hour
    tried = {end.name for end in ends}
    still = [end for end in upkeep.failing(archive.connection, chores) if end.name not in tried]
    failed = [end for end in (*ends, *still) if not end.is_done]
    told = [f"{end.name} FAILED: {end.words} (tried every {_AGAIN} minutes)" for end in failed]
    told += [f"{end.name}: {end.words}" for end in ends if end.is_done]
    told += [f"left for the next time: {', '.join(left)}"] if left else []
    words = "; ".join(told) or "none is due"
    if failed:
        raise ChoresError(words)
    return words


def _chores_told(archive: Archive, config: Config, now: datetime) -> str:
    due = upkeep.due(archive.connection, chores_of(config), now)
    return f"due: {', '.join(chore.name for chore in due)}" if due else "none is due"


@contextmanager
def opened(path: Path, *, wait: float = 0.0, dry_run: bool = False) -> Iterator[Archive]:
    """The archive for writing, waited for so many seconds; raises UserError where it is not to be.

    An archive is never made here: a wrong --db would be told as one without any news.
    """
    if not path.exists():
        raise UserError(f"{path}: {NO_ARCHIVE}")
    try:
        archive = Archive(path, wait=wait, dry_run=dry_run)
        try:
            yield archive
        finally:
            archive.close()
    except ArchiveError as error:
        raise UserError(str(error), error.exit_code) from error


def wait_option(command: options.Command) -> options.Command:
    """--wait SECONDS."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=0.0,
        metavar="SECONDS",
        help="Wait so long for a crawl that has the archive; else end at once.",
    )(command)


@click.command(
    name="tend",
    epilog=options.examples(
        "kenwatch tend",
        "kenwatch tend --dry-run",
        "kenwatch tend --only health --only alerts",
        "kenwatch crawl; kenwatch tend --wait 600 && kenwatch alerts send",
    ),
)
@click.option(
    "--only", "names", multiple=True, type=click.Choice([*COUNTING, CHORES]), help="Repeat."
)
@click.option("--dry-run", is_flag=True, help="On a copy of the archive; only tell of chores.")
@options.form_options
@wait_option
@options.db_option
@click.pass_context
def tend_archive(
    ctx: click.Context,
    names: tuple[str, ...],
    form: options.Form | None,
    db: Path,
    *,
    dry_run: bool,
    wait: float,
) -> None:
    """Look after the archive: what the daemon has done after each crawl.

    Assesses the health of the sources, writes the alerts and digests that are due (`kenwatch
    alerts send` sends them), and does the chores that are due: empties the log, merges the search
    index, makes backups, deletes old raw pages, looks for recurring lines. A step that fails is
    told and does not stop the others.
    """
    steps = {
        name: step for name, step in steps_of(dry_run=dry_run).items() if name in names or not names
    }
    with opened(db, wait=wait, dry_run=dry_run) as archive:
        ends = tend(archive, options.chosen().settings, options.now(), steps)
        code = _exit_code(archive, ends)
    told = [asdict(end) for end in ends]
    done = "\n".join(f"{end.name}: {end.words}" for end in ends if end.is_done)
    options.tell(
        form,
        {"steps": told, "exit_code": int(code), "dry_run": dry_run},
        told,
        [field.name for field in fields(StepEnd)],
        lambda _: unwrapped(done) if done else None,
    )
    for end in ends:
        if not end.is_done:
            logger.error("%s: %s", end.name, end.words)
    ctx.exit(code)


def _exit_code(archive: Archive, ends: list[StepEnd]) -> Exit:
    # a chore tells of a full disk in words alone, the archive knows
    if isinstance(archive.fault, ArchiveFullError):
        return Exit.NO_SPACE
    return Exit.OK if all(end.is_done for end in ends) else Exit.ERROR
