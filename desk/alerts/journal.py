"""What came of messages, kept in a file beside the archive until the archive can take it.

A crawl may hold the archive for an hour. If delivery is killed meanwhile, the file still knows
what was sent, and the next delivery does not send it again. It holds no address and no text.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from pipelines.lockfile import beside
from pipelines.moments import iso

if TYPE_CHECKING:
    from pathlib import Path

    from desk.alerts.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt: of the message with this key, ``problem`` empty where it was taken.

    With ``until`` it was none: the message is held back until then.
    """

    key: str
    problem: str
    is_refusal: bool
    at: str
    until: str | None = None

    @classmethod
    def of(cls, key: str, outcome: Outcome, now: datetime) -> Self:
        """The entry for an outcome."""
        return cls(key, outcome.problem, outcome.is_refusal, iso(now) or "")

    @classmethod
    def held(cls, key: str, problem: str, now: datetime, until: datetime) -> Self:
        """The entry for a message that is not to be tried before a moment."""
        return cls(key, problem, is_refusal=False, at=iso(now) or "", until=iso(until))

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.at)

    @property
    def next_moment(self) -> datetime | None:
        """Until when the message is held back."""
        return datetime.fromisoformat(self.until) if self.until else None


def read_entries(text: str) -> list[Entry]:
    """The entries of a file; a line that a kill or a full disk cut off is passed over. Pure."""
    return [entry for line in text.splitlines() if (entry := _entry(line)) is not None]


def _entry(line: str) -> Entry | None:
    try:
        values = json.loads(line)
        entry = Entry(
            str(values["key"]),
            str(values["problem"]),
            values["is_refusal"] is True,
            values["at"],
            values.get("until"),
        )
        moments = (entry.moment, entry.next_moment or entry.moment)
        is_whole = all(moment.tzinfo for moment in moments)
    except (ValueError, KeyError, TypeError):
        return None
    return entry if is_whole else None


class Journal:
    """The file ``ARCHIVE.deliver.jsonl``. Only the one delivery under way opens it."""

    def __init__(self, archive: Path) -> None:
        self._path = beside(archive, ".deliver.jsonl")
        try:
            self.entries = read_entries(self._path.read_text("utf-8", "replace"))
        except FileNotFoundError:
            self.entries = []

    def add(self, entry: Entry) -> None:
        """Keep an entry; on a full disk it is kept in memory alone."""
        self.entries.append(entry)
        try:
            with self._path.open("a", encoding="utf-8") as file:
                # a line break first: the last line may have been cut off
                file.write(f"\n{json.dumps(asdict(entry))}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return

    def clear(self) -> None:
        """Forget all: the archive has it now."""
        self.entries = []
        self._path.unlink(missing_ok=True)
