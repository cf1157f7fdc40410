"""What the tests of pages share: an archive open for reading, and requests without a server."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.web.asked import Asked

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def reading(path: Path) -> sqlite3.Connection:
    """A read-only connection as the pages have it."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def asked(path: str, language: str = "en", /, number: str = "", **given: str) -> Asked:
    """A request; ``number`` is the number in its path."""
    parts = {"id": number} if number else {}
    return Asked(path, language, NOW, {name: (value,) for name, value in given.items()}, parts)
