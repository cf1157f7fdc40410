"""Rows of table hub: the roads of a source, how they answered, when they are asked next."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from crawler.frontier import HubMemory, HubState, PendingHub
from crawler.roads import CHECK_EVERY, ways_of

if TYPE_CHECKING:
    import sqlite3

    from crawler.frontier import HubReport
    from crawler.items import HubRef
    from crawler.sources import Source


def register_roads(db: sqlite3.Connection, source: Source, now: datetime) -> None:
    """Enter the roads of the source file; those behind the first kind are due in a day."""
    ways = [
        (hub, number) for way in ways_of(source) for number, tier in enumerate(way) for hub in tier
    ]
    first = {hub.url for hub, number in ways if not number}
    roads = list({hub.url: hub for hub, _ in ways}.values())
    db.executemany(
        "INSERT INTO hub (url, source_id, kind, origin, due_at) VALUES (?, ?, ?, 'file', ?)"
        " ON CONFLICT (url) DO UPDATE SET source_id = excluded.source_id, kind = excluded.kind,"
        " origin = 'file', depth = 1, due_at = coalesce(due_at, excluded.due_at)",
        [
            (hub.url, source.id, hub.kind, (now + CHECK_EVERY * (hub.url not in first)).isoformat())
            for hub in roads
        ],
    )
    marks = ",".join("?" * len(roads))
    db.execute(
        "UPDATE hub SET due_at = NULL WHERE source_id = ? AND origin = 'file'"  # noqa: S608 - only marks are put in
        f" AND url NOT IN ({marks})",
        (source.id, *(hub.url for hub in roads)),
    )


def roads_of(db: sqlite3.Connection, source_id: str) -> list[HubMemory]:
    """What is remembered of a source's own roads, found ones and front page included."""
    rows = db.execute(
        "SELECT url, kind, origin, checked_at, due_at, failures, problem, doubt FROM hub"
        " WHERE source_id = ? AND origin <> 'named'",
        (source_id,),
    )
    return [
        HubMemory(
            **{**dict(row), "checked_at": _time(row["checked_at"]), "due_at": _time(row["due_at"])}
        )
        for row in rows
    ]


def state_of(db: sqlite3.Connection, url: str) -> HubState | None:
    """The validators of the hub's last good answer."""
    row = db.execute(
        "SELECT etag, last_modified FROM hub"
        " WHERE url = ? AND problem IS NULL AND checked_at IS NOT NULL",
        (url,),
    ).fetchone()
    return HubState(row["etag"], row["last_modified"]) if row else None


def pending(db: sqlite3.Connection, source_ids: tuple[str, ...]) -> list[PendingHub]:
    """Hubs that were named but never read, because a run was killed between the two."""
    marks = ",".join("?" * len(source_ids))
    rows = db.execute(
        "SELECT source_id, url, kind, depth, origin FROM hub"  # noqa: S608 - only marks are put in
        f" WHERE checked_at IS NULL AND origin = 'named' AND source_id IN ({marks})",
        source_ids,
    )
    return [PendingHub(**dict(row)) for row in rows]


def queue_hubs(db: sqlite3.Connection, report: HubReport, *, every: bool) -> tuple[PendingHub, ...]:
    """Note the hubs that a hub names; return those to read now: new ones, or ``every`` one.

    Where a listing names nothing new, its next pages hold nothing new either; a child sitemap
    that was not modified since it was read is left alone. What is to be read is pending until
    it was: after a kill the first page would name nothing new any more.
    """
    chosen = []
    for child in report.children:
        found = report.origin == "front" or child.kind == "feed"
        origin = "found" if found and child.kind != "listing" else "named"
        cursor = db.execute(
            "INSERT INTO hub (url, source_id, kind, depth, origin) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (child.url, report.source_id, child.kind, report.depth + 1, origin),
        )
        # a road that was found has its own turns
        if cursor.rowcount or (origin == "named" and every and _may_differ(db, child)):
            db.execute("UPDATE hub SET checked_at = NULL WHERE url = ?", (child.url,))
            chosen.append(
                PendingHub(
                    source_id=report.source_id,
                    url=child.url,
                    kind=child.kind,
                    depth=report.depth + 1,
                    origin="found" if origin == "found" else "named",
                    check=report.check,
                    root=report.root or report.url,
                )
            )
    return tuple(chosen)


def _may_differ(db: sqlite3.Connection, child: HubRef) -> bool:
    """Whether a hub may have changed since it was read, by what its index says of it."""
    row = db.execute("SELECT checked_at, problem FROM hub WHERE url = ?", (child.url,)).fetchone()
    checked = _time(row["checked_at"])
    if checked is None or row["problem"] or child.modified_at is None:
        return True
    # an index may give the day alone
    return child.modified_at.date() >= checked.date()


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
