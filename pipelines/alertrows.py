"""Which stories a rule has told: rows of tables alert and alert_text, the only place to write them.

A story is known again by its texts, articles and copies alike: stories merge, part and change
their numbers as texts come, and a copy may turn out to be the original.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from datetime import datetime


def tell(
    db: sqlite3.Connection,
    rule: str,
    urls: Iterable[str],
    gist: Mapping[str, Any],
    now: datetime,
) -> int:
    """Note that a rule tells a story of these texts now; the number of the alert.

    ``urls`` are canonical addresses; those that the rule has told before stay with their alert.
    """
    cursor = db.execute(
        "INSERT INTO alert (rule, first_at, last_at, gist) VALUES (?1, ?2, ?2, ?3)",
        (rule, iso(now), _json(gist)),
    )
    alert_id = int(cursor.lastrowid or 0)
    take_in(db, rule, alert_id, urls)
    return alert_id


def take_in(db: sqlite3.Connection, rule: str, alert_id: int, urls: Iterable[str]) -> None:
    """Note that these texts belong to what was told."""
    db.executemany(
        "INSERT INTO alert_text (rule, canonical_url, alert_id) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [(rule, url, alert_id) for url in sorted(urls)],
    )


def note_gist(db: sqlite3.Connection, alert_id: int, gist: Mapping[str, Any]) -> None:
    """Keep what is known to have been told, without a message."""
    db.execute("UPDATE alert SET gist = ? WHERE id = ?", (_json(gist), alert_id))


def note_update(db: sqlite3.Connection, alert_id: int, now: datetime) -> None:
    """Count a further message of an alert."""
    db.execute(
        "UPDATE alert SET updates = updates + 1, last_at = ? WHERE id = ?", (iso(now), alert_id)
    )


def _json(gist: Mapping[str, Any]) -> str:
    return json.dumps(gist, ensure_ascii=False, sort_keys=True)
