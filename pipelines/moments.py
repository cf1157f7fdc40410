"""Moments as the archive writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


@overload
def iso(moment: datetime) -> str: ...
@overload
def iso(moment: None) -> None: ...
def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC; None for None."""
    return moment.astimezone(UTC).isoformat() if moment else None


def known_moment(text: str) -> datetime:
    """As ``moment_of``, for a time that every row has."""
    return datetime.fromisoformat(text)


def moment_of(text: str | None) -> datetime | None:
    """The moment that the archive wrote; the reverse of ``iso``."""
    return datetime.fromisoformat(text) if text else None
