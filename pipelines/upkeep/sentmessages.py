"""Messages sent long ago: their laid-out form goes, as it is nine tenths of their size."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from crawler.verdict import counted
from pipelines.moments import iso

if TYPE_CHECKING:
    from datetime import datetime

    from pipelines.archive import Archive

KEPT: Final = timedelta(days=30)
# some megabytes in one transaction
_AT_ONCE: Final = 100


def lighten(archive: Archive, now: datetime) -> str:
    """Empty the HTML of messages that were sent over ``KEPT`` ago; title, text and key stay.

    What was given up keeps it, as it may be tried again. Short transactions: a kill loses
    nothing. Raises ArchiveError.
    """
    count = 0
    while done := _some(archive, iso(now - KEPT)):
        count += done
    return f"the HTML of {counted(count, 'message')} sent over {KEPT.days} days ago was dropped"


def _some(archive: Archive, before: str) -> int:
    with archive.write() as db:
        return db.execute(
            "UPDATE outbox SET html = '' WHERE id IN (SELECT id FROM outbox"
            " WHERE html <> '' AND state = 'sent' AND sent_at < ? LIMIT ?)",
            (before, _AT_ONCE),
        ).rowcount
