"""How far back: "7d", "36h", "2w" or a date, as a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}
# a date without a zone is one of UTC, and the day has begun in the east by so much earlier
_EASTERNMOST = timedelta(hours=14)


def parse_since(text: str, now: datetime) -> datetime:
    """The moment that ``text`` names, aware UTC; raises ValueError with what would be right.

    A moment that is still to come is refused: nothing can be published since then.
    """
    try:
        if match := re.fullmatch(r"(\d{1,5})([hdw])", text.strip()):
            return now - timedelta(**{_UNITS[match[2]]: int(match[1])})
        named = datetime.fromisoformat(text.strip())
        moment = (named if named.tzinfo else named.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text[:40]!r} is no time: write 7d, 36h, 2w or 2026-11-20") from None
    if moment > now + (timedelta() if named.tzinfo else _EASTERNMOST):
        raise ValueError(f"{text[:40]!r} is still to come: write 7d, 36h, 2w or a date gone by")
    return moment
