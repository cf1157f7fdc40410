"""What came of messages, written into the archive, and how many it was. Pure but for the SQL."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import outbox

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from desk.alerts.journal import Entry, Journal, Reached
    from pipelines.outbox import Parcel


@dataclass(frozen=True, slots=True)
class Delivery:
    """Messages sent, failed for now, given up, and held because the file knows no such sink.

    ``untried`` were not asked about, because their sink was in trouble or because of ``fault``:
    why what comes of messages cannot be noted, in words.
    Those that wait for the end of quiet hours are not counted.
    ``unnoted``: what came of so many is kept beside the archive, which was in use all the time.
    ``problems``: why, by sink. ``is_elsewhere``: another delivery is under way; nothing was done.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    held: int = 0
    untried: int = 0
    unnoted: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    is_elsewhere: bool = False
    fault: str = ""


def write_entries(db: sqlite3.Connection, entries: Sequence[Entry]) -> Delivery:
    """Note the entries; those of messages that no longer wait are passed over.

    So are those of another archive, or of messages that a restored backup does not have: the
    mark says which message is meant, its key alone would not.
    """
    parcels = outbox.still_waiting(db, {entry.key for entry in entries})
    counts: Counter[str] = Counter()
    problems = {}
    for entry in entries:
        parcel = parcels.get(entry.key)
        if parcel is None or parcel.mark != entry.mark:
            continue
        del parcels[entry.key]
        counts[_write(db, parcel, entry)] += 1
        if words := entry.problem or entry.note:
            problems[parcel.sink] = words
    return Delivery(
        sent=counts["sent"],
        failed=counts["failed"],
        given_up=counts["given_up"],
        held=counts["held"],
        untried=counts["untried"],
        problems=tuple(sorted(problems.items())),
    )


def _write(db: sqlite3.Connection, parcel: Parcel, entry: Entry) -> str:
    if until := entry.next_moment:
        outbox.held(db, parcel, entry.problem, entry.moment, until)
        return "held" if entry.problem else "quiet"
    if not entry.is_tried:
        # what its neighbour failed with holds it back too
        return "untried"
    if not entry.problem:
        outbox.sent(db, parcel.id, entry.moment, entry.note)
        return "sent"
    problem = outbox.REFUSED * entry.is_refusal + entry.problem
    outbox.failed(db, parcel, problem, entry.moment)
    return "given_up" if outbox.is_last(parcel, entry.moment) else "failed"


def still_to_go(db: sqlite3.Connection, journal: Journal) -> list[Reached]:
    """Who has which of the messages that still wait for others."""
    known = journal.reached
    parcels = outbox.still_waiting(db, {one.key for one in known.values()})
    return [known[parcel.mark] for parcel in parcels.values() if parcel.mark in known]
