"""What came of messages, kept in a file beside the archive until the archive can take it.

A crawl may hold the archive for an hour. If delivery is killed meanwhile, the file still knows
what was sent, and the next delivery does not send it again. It holds no address and no text.

Before a message is sent, a line is written that has room for what comes of it: on a disk that is
full that fails, and what could not be noted is not sent.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from pipelines.lockfile import beside
from pipelines.moments import iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desk.alerts.outcome import Outcome
    from pipelines.outbox import Parcel

# bytes for what comes of a message, its key apart
_ROOM: Final = 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt: of the message with this key and mark, ``problem`` empty where it was taken.

    The mark ties it to one message of one archive. With ``until`` it was no attempt: the message
    is held back until then; without ``is_tried`` it waits for its sink. ``reached``: marks of the
    recipients that have it where others have not; ``note``: what to tell though it was taken.
    """

    key: str
    mark: str
    problem: str
    is_refusal: bool
    at: str
    until: str | None = None
    is_tried: bool = True
    note: str = ""
    reached: tuple[str, ...] = ()

    @classmethod
    def of(cls, parcel: Parcel, outcome: Outcome, now: datetime) -> Self:
        """The entry for an outcome."""
        return cls(
            parcel.key,
            parcel.mark,
            outcome.problem,
            outcome.is_refusal,
            iso(now),
            is_tried=outcome.is_tried,
            note=outcome.note,
            reached=tuple(sorted(parcel.reached | outcome.reached)),
        )

    @classmethod
    def held(cls, parcel: Parcel, problem: str, now: datetime, until: datetime) -> Self:
        """The entry for a message that is not to be tried before a moment."""
        return cls(
            parcel.key,
            parcel.mark,
            problem,
            is_refusal=False,
            at=iso(now),
            until=iso(until),
            reached=tuple(sorted(parcel.reached)),
        )

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)

    @property
    def next_moment(self) -> datetime | None:
        """Until when the message is held back."""
        return datetime.fromisoformat(self.until) if self.until else None


@dataclass(frozen=True, slots=True)
class Reached:
    """Who has the message with this key and mark, which is still to go to others."""

    key: str
    mark: str
    recipients: tuple[str, ...]


def read_entries(text: str) -> list[Entry]:
    """The entries of a file; a line that a kill or a full disk cut off is passed over. Pure."""
    return [entry for line in text.splitlines() if (entry := _entry(line)) is not None]


def _entry(line: str) -> Entry | None:
    try:
        values = json.loads(line)
        entry = Entry(
            str(values["key"]),
            str(values["mark"]),
            str(values["problem"]),
            values["is_refusal"] is True,
            values["at"],
            values.get("until"),
            is_tried=values.get("is_tried") is not False,
            note=str(values.get("note", "")),
            reached=tuple(map(str, values.get("reached", ()))),
        )
        moments = (entry.moment, entry.next_moment or entry.moment)
        is_whole = all(moment.tzinfo for moment in moments)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return entry if is_whole else None


def read_reached(text: str) -> list[Reached]:
    """Who has what, of the file; other lines are passed over. Pure."""
    return [known for line in text.splitlines() if (known := _known(line)) is not None]


def _known(line: str) -> Reached | None:
    try:
        values = json.loads(line)
        return Reached(
            str(values["key"]), str(values["mark"]), tuple(map(str, values["recipients"]))
        )
    except (ValueError, KeyError, TypeError):
        return None


class Journal:
    """The file ``ARCHIVE.deliver.jsonl``. Only the one delivery under way opens it.

    ``fault``: why the file could not be written when a message was to go; empty if it could.
    """

    def __init__(self, archive: Path) -> None:
        self.path = beside(archive, ".deliver.jsonl")
        self._lock = threading.Lock()
        self._slots: dict[str, tuple[int, int]] = {}
        self.fault = ""
        try:
            text = self.path.read_text("utf-8", "replace")
        except FileNotFoundError:
            text = ""
        self.entries = read_entries(text)
        self._known = {known.mark: known for known in read_reached(text)}

    @property
    def reached(self) -> Mapping[str, Reached]:
        """Who has which of the messages that are still to go to others, by the mark of these."""
        found = {
            entry.mark: Reached(entry.key, entry.mark, entry.reached)
            for entry in self.entries
            if entry.reached
        }
        return {**self._known, **found}

    def intend(self, parcel: Parcel) -> str:
        """Make room for what comes of a message; where that fails, why. From any thread."""
        line = json.dumps({"intent": parcel.mark})
        try:
            with self._lock:
                room = _ROOM + len(json.dumps(parcel.key))
                self._slots[parcel.mark] = (self._append(line.ljust(room)), room)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.fault = f"{self.path} cannot be written ({reason})"
            return reason
        return ""

    def add(self, entry: Entry) -> None:
        """Keep an entry; where there is neither place nor room for it, in memory alone."""
        self.entries.append(entry)
        line = json.dumps(asdict(entry))
        with self._lock, suppress(OSError):
            begin, room = self._slots.pop(entry.mark, (0, 0))
            if len(line) <= room:
                self._write(begin, line.ljust(room))
            else:
                self._append(line)

    def clear(self, left: list[Reached]) -> None:
        """Forget all: the archive has it now. Only who has what of ``left`` is kept."""
        self.entries = []
        self._slots = {}
        self._known = {known.mark: known for known in left}
        if not left:
            self.path.unlink(missing_ok=True)
            return
        lines = "".join(f"{json.dumps(asdict(known))}\n" for known in left)
        self.path.touch()
        size = self.path.stat().st_size
        # over what is there, which takes no room on the disk
        self._write(0, lines.ljust(size))
        os.truncate(self.path, len(lines))

    def _append(self, line: str) -> int:
        """Where the line begins. Raises OSError."""
        with self.path.open("ab") as file:
            # a line break first: the last line may have been cut off
            begin = file.tell() + 1
        self._write(begin - 1, f"\n{line}\n")
        return begin

    def _write(self, begin: int, text: str) -> None:
        with self.path.open("r+b") as file:
            file.seek(begin)
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
