"""The gazetteer as rows of table entity, brought up to date at the begin of each run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import entities

if TYPE_CHECKING:
    import sqlite3


def save_entities(db: sqlite3.Connection) -> None:
    """Insert or update every entity; one that left the gazetteer stays for its mentions."""
    db.executemany(
        "INSERT INTO entity (id, kind, name_en, name_ru, name_kk, region, lat, lon, note)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name_en = excluded.name_en,"
        " name_ru = excluded.name_ru, name_kk = excluded.name_kk, region = excluded.region,"
        " lat = excluded.lat, lon = excluded.lon, note = excluded.note",
        [
            (e.id, e.kind, e.name_en, e.name_ru, e.name_kk, e.region, e.lat, e.lon, e.note)
            for e in entities()
        ],
    )
