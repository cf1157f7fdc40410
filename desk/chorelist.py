"""The chores that a configuration asks for, and how often each is done."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from pipelines.upkeep.backup import back_up_and_rotate
from pipelines.upkeep.chores import Chore, noted
from pipelines.upkeep.optimizing import checkpoint, optimize
from pipelines.upkeep.relearning import relearn_all
from pipelines.upkeep.retention import sweep
from pipelines.upkeep.sentmessages import lighten

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desk.config.model import Backup, Config, RawPages
    from pipelines.archive import Archive

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
# a machine that was off for long, or a clock that is ahead: a day is left to notice that
_LEAP: Final = 7 * _DAY
RETENTION: Final = "retention"
BACKUP: Final = "backup"
_GB: Final = 1_000_000_000


def chores_of(config: Config) -> list[Chore]:
    """The chores in the order in which they are done: what frees space comes first."""
    chores = [
        Chore(name="checkpoint", every=_HOUR, work=_checkpoint, frees_space=True),
        Chore(name="outbox", every=_DAY, work=lighten),
        Chore(name="optimize", every=_DAY, work=_optimize),
        Chore(name="boilerplate", every=_WEEK, work=relearn_all),
    ]
    if config.raw_pages.folder:
        work = partial(_sweep, config.raw_pages, config.raw_pages.folder)
        chores.insert(0, Chore(name=RETENTION, every=_DAY, work=work, frees_space=True))
    if config.backup.folder:
        every = timedelta(hours=config.backup.every_hours)
        work = partial(_back_up, config.backup, config.backup.folder)
        chores.append(Chore(name=BACKUP, every=every, work=work))
    return chores


def _checkpoint(archive: Archive, _: datetime) -> str:
    return checkpoint(archive)


def _optimize(archive: Archive, _: datetime) -> str:
    return optimize(archive)


def _sweep(settings: RawPages, folder: Path, archive: Archive, now: datetime) -> str:
    limit = int(settings.max_gb * _GB)
    last = noted(archive.connection).get(RETENTION)
    if last and last.done_at and now - last.done_at > _LEAP:
        swept = sweep(folder, now, keep_days=None, max_bytes=limit)
        days = (now - last.done_at).days
        return f"{swept}; none for its age, as the clock went on by {days} days since the last look"
    return str(sweep(folder, now, keep_days=settings.keep_days, max_bytes=limit))


def _back_up(settings: Backup, folder: Path, archive: Archive, now: datetime) -> str:
    made = back_up_and_rotate(
        archive, folder, now, keep=settings.keep, keep_weekly=settings.keep_weekly
    )
    return str(made)
