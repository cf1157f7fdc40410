"""Sends what waits in the outbox; reads without the lock of the archive, and takes it to note.

At least once: a message whose receiver took it while the process was killed is sent again, with
the same key, by which a receiver can drop the second copy.
"""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from desk.alerts import posting
from desk.alerts.couriers import Delivered, carry
from desk.alerts.journal import Entry, Journal
from desk.alerts.outcome import NO_SINK
from desk.alerts.quiethours import quiet_until
from desk.errors import UserError
from desk.reader import reading
from pipelines import outbox
from pipelines.archive import Archive, ArchiveBusyError, ArchiveError
from pipelines.lockfile import beside

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Delivery:
    """Messages sent, failed for now, given up, and held because the file knows no such sink.

    Those that wait for the end of quiet hours are not counted.
    ``unnoted``: what came of so many is kept beside the archive, which was in use all the time.
    ``problems``: why, by sink. ``is_elsewhere``: another delivery is under way; nothing was done.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    held: int = 0
    unnoted: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    is_elsewhere: bool = False


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
                return noted
            if time.monotonic() > patience_ends:
                return Delivery(unnoted=len(journal.entries))


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
        tried = {entry.key for entry in self.journal.entries}
        with reading(path) as db:
            due = outbox.waiting(db, self.clock(), _A_SINK)
        fresh = [parcel for parcel in due if parcel.key not in tried]
        may_go = [parcel for parcel in fresh if not self._hold(parcel)]
        carry(_loads(may_go), self._send, self._limit, self._tell)

    def _hold(self, parcel: Parcel) -> bool:
        """Whether a message may not be tried now; the journal then has until when."""
        now = self.clock()
        # again, though it was queued with them in mind: its sink may have been in trouble since
        until, problem = quiet_until(_quiet_hours(self.config, parcel), now), ""
        if parcel.sink not in self.config.sinks:
            until, problem = now + outbox.LONGEST_PAUSE, NO_SINK.problem
        if until is None:
            return False
        self.journal.add(Entry.held(parcel.key, problem, now, until))
        return True

    def _address(self, parcel: Parcel) -> str:
        return self.config.sinks[parcel.sink].get_secret_value()

    def _send(self, parcel: Parcel) -> Outcome:
        return self.send(self._address(parcel), parcel)

    def _limit(self, parcel: Parcel) -> float:
        return self.seconds * posting.parts(self._address(parcel), parcel)

    def _tell(self, result: Delivered) -> None:
        self.journal.add(Entry.of(result.parcel.key, result.outcome, self.clock()))


def _quiet_hours(config: Config, parcel: Parcel) -> Hours | None:
    if parcel.kind == "alarm":
        return config.alarms.quiet
    named = (one for one in (*config.rules, *config.digests) if one.name == parcel.rule)
    return next((one.quiet for one in named), None)


def _loads(parcels: Sequence[Parcel]) -> list[list[Parcel]]:
    by_sink = attrgetter("sink")
    return [list(load) for _, load in groupby(sorted(parcels, key=by_sink), by_sink)]


def _note(path: Path, journal: Journal) -> Delivery | None:
    """Write the journal into the archive; None while another process has it."""
    archive = _opened(path)
    if archive is None:
        return None
    try:
        with archive.write() as db:
            noted = write_entries(db, journal.entries)
    except ArchiveError as error:
        raise UserError(f"alerts: {error}", error.exit_code) from error
    finally:
        archive.close()
    journal.clear()
    return noted


def _opened(path: Path) -> Archive | None:
    for _ in range(_LOOKS):
        try:
            return Archive(path)
        except ArchiveBusyError:
            time.sleep(_LOOK_SECONDS)
        except ArchiveError as error:
            raise UserError(f"alerts: {error}", error.exit_code) from error
    return None


def write_entries(db: sqlite3.Connection, entries: Sequence[Entry]) -> Delivery:
    """Note the entries; those of messages that no longer wait are passed over."""
    # the archive may be a restored backup: keys say which message is meant, numbers would not
    parcels = outbox.still_waiting(db, {entry.key for entry in entries})
    counts: Counter[str] = Counter()
    problems = {}
    for entry in entries:
        parcel = parcels.pop(entry.key, None)
        if parcel is None:
            continue
        counts[_write(db, parcel, entry)] += 1
        if entry.problem:
            problems[parcel.sink] = entry.problem
    return Delivery(
        sent=counts["sent"],
        failed=counts["failed"],
        given_up=counts["given_up"],
        held=counts["held"],
        problems=tuple(sorted(problems.items())),
    )


def _write(db: sqlite3.Connection, parcel: Parcel, entry: Entry) -> str:
    if until := entry.next_moment:
        outbox.held(db, parcel, entry.problem, until)
        return "held" if entry.problem else "quiet"
    if not entry.problem:
        outbox.sent(db, parcel.id, entry.moment)
        return "sent"
    problem = outbox.REFUSED * entry.is_refusal + entry.problem
    outbox.failed(db, parcel, problem, entry.moment)
    return "given_up" if outbox.is_last(parcel) else "failed"
