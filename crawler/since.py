"""How far back: "7d", "36h", "2w" or a date, as a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def parse_since(text: str, now: datetime) -> datetime:
    """The moment that ``text`` names, aware UTC; raises ValueError with what would be right."""
    if match := re.fullmatch(r"(\d{1,5})([hdw])", text.strip()):
        return now - timedelta(**{_UNITS[match[2]]: int(match[1])})
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no time: write 7d, 36h, 2w or 2026-11-20") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
