"""A backup takes the place of the archive, which is kept aside.

Killed at any moment, the archive's name leads to either the old archive or the restored one,
whole: what is new is made and checked under another name, what was in the log of the old one is
brought into it, a second name keeps it, and one rename replaces it.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from pipelines.lockfile import beside, holder_of
from pipelines.upkeep import present, snapshot
from pipelines.upkeep.room import free_bytes, make_sure_of_room
from pipelines.upkeep.trouble import DamagedError, InUseError, UpkeepError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from pipelines.upkeep.room import Free
    from pipelines.upkeep.snapshot import Counts

# whoever holds one of these works with the archive
_LOCKS: Final = {
    ".daemon.lock": "the daemon is running for it; stop it",
    ".deliver.lock": "messages are being sent from it; wait for that to end",
    ".lock": "another kenwatch is writing to it; wait for it to end",
}
_RESTORING: Final = ".restoring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did. ``before`` is None where no rows could be counted, ``harm`` tells why.

    ``kept_as``: the file that the archive is now, None where there was none.
    """

    archive: Path
    before: Counts | None
    after: Counts
    kept_as: Path | None
    harm: str
    is_mended: bool


def restore(
    backup: Path,
    archive: Path,
    now: datetime,
    *,
    free: Free = free_bytes,
    step: Callable[[str], None] = lambda _: None,
) -> Restored:
    """Put a backup in the place of an archive that is whole, damaged or missing.

    ``step`` is told of each step that was taken. Raises UpkeepError and its kin, with the archive
    left as it was: InUseError where another process works with it, DamagedError for a backup that
    is not whole, NoRoomError.
    """
    # the archive may be a link to where it lies
    real = archive.resolve()
    _refuse(backup, real)
    fresh = real.with_name(f"{real.name}{_RESTORING}")
    with _alone(archive), _left_clean(fresh, real):
        step("begun")
        after, is_mended = _prepare(backup, fresh, free)
        step("prepared")
        before, harm = present.fold(real)
        present.take_on(real, fresh)
        step("folded")
        kept_as = present.keep_aside(real, now)
        step("kept aside")
        present.drop_logs(real)
        step("logs dropped")
        fresh.replace(real)
        step("replaced")
        snapshot.settle(real.parent)
    _look_again(real, after, kept_as)
    return Restored(
        archive=archive,
        before=before,
        after=after,
        kept_as=kept_as,
        harm=harm,
        is_mended=is_mended,
    )


def _refuse(backup: Path, real: Path) -> None:
    if not backup.is_file():
        raise UpkeepError(f"{backup}: no such file; name a backup")
    if real.is_dir():
        raise UpkeepError(f"{real}: is a folder; name the archive file with --db")
    if not real.parent.is_dir():
        raise UpkeepError(f"{real}: cannot be written: its folder does not exist")
    if real.exists() and backup.samefile(real):
        raise UpkeepError(f"{backup}: is the archive itself; name a backup of it")


@contextmanager
def _alone(archive: Path) -> Iterator[None]:
    """Hold all locks of an archive; raises InUseError."""
    with ExitStack() as held:
        for suffix, words in _LOCKS.items():
            try:
                held.enter_context(FileLock(beside(archive, suffix), timeout=0))
            except Timeout as error:
                who = _holder(beside(archive, suffix))
                raise InUseError(f"{archive}: {words}{who}, then restore again") from error
            except OSError as error:
                raise snapshot.explained(error, archive) from error
        yield


def _holder(lock: Path) -> str:
    holder = holder_of(lock)
    return f" ({holder})" if holder else ""


@contextmanager
def _left_clean(fresh: Path, real: Path) -> Iterator[None]:
    """Remove what a restore that did not come to its end has left, before and after."""
    try:
        _clear(fresh, real)
        yield
    except (sqlite3.Error, OSError) as error:
        raise snapshot.explained(error, real) from error
    finally:
        with suppress(OSError):
            _clear(fresh, real)


def _clear(fresh: Path, real: Path) -> None:
    snapshot.remove_with_log(fresh)
    present.forget_names(real)


def _prepare(backup: Path, fresh: Path, free: Free) -> tuple[Counts, bool]:
    """A checked copy of the backup beside the archive."""
    trouble: UpkeepError
    try:
        with closing(snapshot.opened(backup)) as db:
            snapshot.identify(db, backup)
            make_sure_of_room(fresh.parent, snapshot.size_of(db), free)
            rows = snapshot.counts(db)
            snapshot.copy_whole(db, fresh)
        return snapshot.prove(fresh, rows)
    except sqlite3.Error as error:
        trouble = snapshot.explained(error, backup)
    except UpkeepError as error:
        trouble = error
    if isinstance(trouble, DamagedError):
        reason = str(trouble).partition(": ")[2]
        trouble = DamagedError(
            f"{backup}: is not whole and was not restored ({reason}); take another backup"
        )
    raise trouble


def _look_again(real: Path, expected: Counts, kept_as: Path | None) -> None:
    try:
        with closing(snapshot.opened(real)) as db:
            found = snapshot.counts(db)
    except sqlite3.Error as error:
        raise snapshot.explained(error, real) from error
    if found != expected:
        raise DamagedError(f"{real}: differs from the backup after all; before is {kept_as}")
