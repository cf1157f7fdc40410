"""Moments as people write and read them: Asia/Almaty on the screen, UTC in the archive."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
_UNITS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "y": timedelta(days=365),
}
_AGO = re.compile(r"(\d{1,6})\s*([hdwy])", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A day is stored as its midnight in the source's zone (+3 to +8 here). Noon of that day falls
# on the same day in Almaty, midnight need not.
_NOON = timedelta(hours=12)


def parse_since(words: str, now: datetime) -> datetime | None:
    """The moment meant by "24h", "7d", "2w", "1y" or "2026-11-01" (Almaty), in UTC, or None."""
    text = words.strip()
    try:
        if ago := _AGO.fullmatch(text):
            return now - int(ago[1]) * _UNITS[ago[2].lower()]
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ALMATY)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def parse_until(words: str, now: datetime) -> datetime | None:
    """As ``parse_since``, but a day is meant with all of it: the midnight that ends it."""
    moment = parse_since(words, now)
    if moment is None or not _DAY.fullmatch(words.strip()):
        return moment
    return (moment.astimezone(ALMATY) + timedelta(days=1)).astimezone(UTC)


def from_archive(stored: str | None) -> datetime | None:
    """A stored time as an aware moment; a time without a zone is UTC, as the archive promises."""
    if not stored:
        return None
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def show(stored: str | None, precision: str | None = None) -> str:
    """A stored time for the screen, no finer than it is known; "" for none, as is if unreadable."""
    moment = from_archive(stored)
    if moment is None:
        return stored or ""
    if precision == "month":
        return f"{(moment + _NOON).astimezone(ALMATY):%Y-%m}"
    if precision == "day":
        return f"{(moment + _NOON).astimezone(ALMATY):%Y-%m-%d}"
    return f"{moment.astimezone(ALMATY):%Y-%m-%d %H:%M}"


def ago(moment: datetime, now: datetime) -> str:
    """How long ago in one rough unit: "5 minutes", "3 hours", "12 days"."""
    minutes = max(0, int((now - moment).total_seconds() // 60))
    for size, name in ((60 * 24, "day"), (60, "hour"), (1, "minute")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {name}{'' if count == 1 else 's'}"
    return "less than a minute"
