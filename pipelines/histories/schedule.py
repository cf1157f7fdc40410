"""When a stored article is looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

# most edits come within hours, corrections and removals within days
SLOTS: Final = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
)


def next_look(
    first_seen: datetime, published: datetime | None, last_look: datetime
) -> datetime | None:
    """When an article is due again: the first slot behind ``last_look``; None when all are past.

    The slots count from publication, or from ``first_seen`` where that is unknown or said to lie
    later. The answer may lie in the past: then one look is due now, which makes up for all that
    were missed. An article that was over 7 days old when first seen has none. All times aware.
    """
    is_known = published is not None and published <= first_seen
    base = published if published is not None and is_known else first_seen
    if first_seen - base > SLOTS[-1]:
        return None
    return next((base + slot for slot in SLOTS if base + slot > last_look), None)
