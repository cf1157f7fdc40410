"""Over which times a hub was watched without a gap: the proof that nothing came unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import datetime

    from crawler.frontier import HubReport
    from crawler.items import Candidate


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a road showed, with the hubs behind it.

    ``oldest`` is the oldest date among its entries, ``meets`` says that something of it was
    known before (or that nothing changed), ``whole`` that nothing of it was left unread.
    """

    oldest: datetime | None = None
    meets: bool = False
    whole: bool = True

    def joined(self, other: Look) -> Look:
        """Both looks as one."""
        dates = [date for date in (self.oldest, other.oldest) if date]
        return Look(min(dates, default=None), self.meets or other.meets, self.whole and other.whole)


def look_of(report: HubReport, new: Collection[Candidate], *, quiet: bool = False) -> Look:
    """What the answer of one hub showed; ``new`` are its entries that were not known before.

    ``quiet``: it is an index, and none of its parts has changed.
    """
    if report.problem or report.cut or not (report.candidates or report.unchanged or quiet):
        return Look(whole=False)
    dates = [one.published_at or one.modified_at for one in report.candidates]
    oldest = min((date.astimezone(UTC) for date in dates if date), default=None)
    return Look(oldest, meets=report.unchanged or quiet or len(new) < len(report.candidates))


def extend(db: sqlite3.Connection, hub_url: str, source_id: str, look: Look, now: datetime) -> None:
    """Lengthen the time over which the hub was watched, or begin anew after a gap."""
    if not look.whole:
        return
    at, begins = now.isoformat(), min(look.oldest or now, now).isoformat()
    last = db.execute(
        "SELECT begins_at, ends_at FROM watch WHERE hub_url = ? ORDER BY ends_at DESC LIMIT 1",
        (hub_url,),
    ).fetchone()
    if last and (look.meets or begins <= last["ends_at"]):
        db.execute(
            "UPDATE OR REPLACE watch SET begins_at = min(begins_at, ?), ends_at = max(ends_at, ?)"
            " WHERE hub_url = ? AND begins_at = ?",
            (begins, at, hub_url, last["begins_at"]),
        )
    else:
        db.execute(
            "INSERT INTO watch (hub_url, source_id, begins_at, ends_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET ends_at = max(ends_at, excluded.ends_at)",
            (hub_url, source_id, begins, at),
        )
