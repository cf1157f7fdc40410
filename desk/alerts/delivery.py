"""Sends what waits in the outbox; reads without the lock of the archive, and takes it to note.

At least once: a message whose receiver took it while the process was killed is sent again, with
the same key, by which a receiver can drop the second copy. What could not be noted is not sent.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from desk.alerts import posting
from desk.alerts.couriers import Delivered, carry, loads
from desk.alerts.journal import Entry, Journal
from desk.alerts.noting import Delivery, still_to_go, write_entries
from desk.alerts.outcome import NO_SINK, of_fault
from desk.alerts.quiethours import quiet_until
from desk.errors import UserError
from desk.reader import reading
from pipelines import outbox
from pipelines.archive import Archive, ArchiveBusyError, ArchiveError
from pipelines.lockfile import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from desk.alerts.journal import Reached
    from desk.alerts.outcome import Outcome
    from desk.alerts.posting import Send
    from desk.config.model import Config, Hours
    from pipelines.outbox import Parcel

# of one sink in one delivery: a flood ends, and the next delivery goes on
_A_SINK: Final = 50
_LOOK_SECONDS: Final = 0.2
_LOOKS: Final = 50
# a crawl may take longer: the journal keeps what came of the messages for the next delivery
_PATIENCE_SECONDS: Final = 600.0


def deliver(
    path: Path,
    config: Config,
    clock: Callable[[], datetime],
    send: Send,
    *,
    seconds: float = posting.SECONDS,
) -> Delivery:
    """Deliver what is due, then note what came of it, waiting for the archive if need be.

    Sinks are served side by side, ``seconds`` a message at most (more where a service divides it).
    While the archive is held by a crawl, what falls due meanwhile is sent too. Raises UserError
    for an archive that cannot be read or written.
    """
    with _alone(path) as is_alone:
        if not is_alone:
            return Delivery(is_elsewhere=True)
        journal = _journal(path)
        post = _Post(config, clock, send, seconds, journal)
        patience_ends = time.monotonic() + _PATIENCE_SECONDS
        while True:
            post.send_due(path)
            if not journal.entries:
                return Delivery()
            noted = _note(path, journal)
            if noted is not None:
                return replace(noted, fault=journal.fault)
            if time.monotonic() > patience_ends:
                return Delivery(unnoted=len(journal.entries), fault=journal.fault)


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    lock = FileLock(beside(path, ".deliver.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    except OSError as error:
        raise UserError(f"{lock.lock_file}: cannot be written ({error.strerror})") from error
    try:
        yield True
    finally:
        lock.release()


def _journal(path: Path) -> Journal:
    try:
        return Journal(path)
    except OSError as error:
        raise UserError(f"{path}.deliver.jsonl: cannot be read ({error.strerror})") from error


@dataclass(frozen=True, slots=True)
class _Post:
    """What sending needs."""

    config: Config
    clock: Callable[[], datetime]
    send: Send
    seconds: float
    journal: Journal

    def send_due(self, path: Path) -> None:
        """Send all that is due and not in the journal; the journal has it afterwards."""
        tried = {entry.mark for entry in self.journal.entries}
        reached = self.journal.reached
        with reading(path) as db:
            due = outbox.waiting(db, self.clock(), _A_SINK)
        fresh = [
            replace(parcel, reached=frozenset(reached[parcel.mark].recipients))
            if parcel.mark in reached
            else parcel
            for parcel in due
            if parcel.mark not in tried
        ]
        may_go = [parcel for parcel in fresh if not self._hold(parcel)]
        carry(loads(may_go), self._send, self._limit, self._tell)

    def _hold(self, parcel: Parcel) -> bool:
        """Whether a message may not be tried now; the journal then has until when."""
        now = self.clock()
        # again, though it was queued with them in mind: its sink may have been in trouble since
        until, problem = quiet_until(_quiet_hours(self.config, parcel), now), ""
        if parcel.sink not in self.config.sinks:
            until, problem = now + outbox.LONGEST_PAUSE, NO_SINK.problem
        if until is None:
            return False
        self.journal.add(Entry.held(parcel, problem, now, until))
        return True

    def _address(self, parcel: Parcel) -> str:
        return self.config.sinks[parcel.sink].get_secret_value()

    def _send(self, parcel: Parcel) -> Outcome:
        if fault := self.journal.intend(parcel):
            return of_fault(fault)
        return self.send(self._address(parcel), parcel)

    def _limit(self, parcel: Parcel) -> float:
        return self.seconds * posting.parts(self._address(parcel), parcel)

    def _tell(self, result: Delivered) -> None:
        self.journal.add(Entry.of(result.parcel, result.outcome, self.clock()))


def _quiet_hours(config: Config, parcel: Parcel) -> Hours | None:
    if parcel.kind == "alarm":
        return config.alarms.quiet
    named = (one for one in (*config.rules, *config.digests) if one.name == parcel.rule)
    return next((one.quiet for one in named), None)


def _note(path: Path, journal: Journal) -> Delivery | None:
    """Write the journal into the archive; None while another process has it."""
    archive = _opened(path)
    if archive is None:
        return None
    try:
        with archive.write() as db:
            noted = write_entries(db, journal.entries)
            left = still_to_go(db, journal)
    except ArchiveError as error:
        raise UserError(f"alerts: {error}", error.exit_code) from error
    finally:
        archive.close()
    _clear(journal, left)
    return noted


def _clear(journal: Journal, left: list[Reached]) -> None:
    try:
        journal.clear(left)
    except OSError as error:
        raise UserError(f"{journal.path}: cannot be written ({error.strerror})") from error


def _opened(path: Path) -> Archive | None:
    for _ in range(_LOOKS):
        try:
            return Archive(path)
        except ArchiveBusyError:
            time.sleep(_LOOK_SECONDS)
        except ArchiveError as error:
            raise UserError(f"alerts: {error}", error.exit_code) from error
    return None
