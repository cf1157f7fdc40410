"""Rows of table hub: the roads of a source, how they answered, when they are asked next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from crawler.frontier import HubMemory, PendingHub
from crawler.items import Validators
from crawler.roads import CHECK_EVERY, ways_of
from pipelines.moments import moment_of

if TYPE_CHECKING:
    import sqlite3

    from crawler.frontier import HubReport
    from crawler.items import HubRef
    from crawler.sources import Source

_DAY = timedelta(days=1)


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
        " origin = 'file', depth = 1, root = '', pending = 0,"
        " due_at = coalesce(due_at, excluded.due_at)",
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
            **{
                **dict(row),
                "checked_at": moment_of(row["checked_at"]),
                "due_at": moment_of(row["due_at"]),
            }
        )
        for row in rows
    ]


def validators_of(db: sqlite3.Connection, url: str) -> Validators | None:
    """The validators of the hub's last good answer."""
    row = db.execute(
        "SELECT etag, last_modified FROM hub"
        " WHERE url = ? AND problem IS NULL AND read_at IS NOT NULL",
        (url,),
    ).fetchone()
    return Validators(row["etag"], row["last_modified"]) if row else None


def pending(db: sqlite3.Connection, source_ids: tuple[str, ...]) -> list[PendingHub]:
    """Hubs that were named and are still to be read: a run was killed, or had no time for them."""
    marks = ",".join("?" * len(source_ids))
    rows = db.execute(
        "SELECT source_id, url, kind, depth, origin, root, is_check FROM hub"  # noqa: S608 - only marks are put in
        f" WHERE pending = 1 AND source_id IN ({marks})",
        source_ids,
    )
    return [
        PendingHub(
            source_id=row["source_id"],
            url=row["url"],
            kind=row["kind"],
            depth=row["depth"],
            origin=row["origin"],
            root=row["root"],
            check=bool(row["is_check"]),
        )
        for row in rows
    ]


def queue_hubs(
    db: sqlite3.Connection, report: HubReport, *, every: bool, run_began: str
) -> tuple[PendingHub, ...]:
    """Note the hubs that a hub names; return those to read now: new ones, or ``every`` one.

    Where a listing names nothing new, its next pages hold nothing new either; a child sitemap
    that was not modified since it was read is left alone, and so is what this run has read.
    What is to be read is pending until it was: after a kill the first page would name nothing
    new any more.
    """
    chosen = []
    for child in report.children:
        hub = _child(report, child)
        row = db.execute(
            "SELECT origin, checked_at, problem FROM hub WHERE url = ?", (child.url,)
        ).fetchone()
        if row is None or (row["origin"] == "named" and hub.origin == "found"):
            _note(db, hub)
        elif (
            row["origin"] != "named" or not every or not _may_differ(child, row, report, run_began)
        ):
            # a road has its own turns
            continue
        db.execute(
            "UPDATE hub SET pending = ?, is_check = ?, root = ? WHERE url = ?",
            (hub.origin == "named", hub.check, hub.root, hub.url),
        )
        chosen.append(hub)
    return tuple(chosen)


def _child(report: HubReport, child: HubRef) -> PendingHub:
    found = (report.origin == "front" or child.kind == "feed") and child.kind != "listing"
    return PendingHub(
        source_id=report.source_id,
        url=child.url,
        kind=child.kind,
        depth=report.depth + 1,
        origin="found" if found else "named",
        check=report.check,
        root=report.root or report.url,
    )


def _note(db: sqlite3.Connection, hub: PendingHub) -> None:
    db.execute(
        "INSERT INTO hub (url, source_id, kind, depth, origin) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET origin = excluded.origin",
        (hub.url, hub.source_id, hub.kind, hub.depth, hub.origin),
    )


def _may_differ(child: HubRef, row: sqlite3.Row, report: HubReport, run_began: str) -> bool:
    """Whether a hub may have changed since it was read, by what its index says of it."""
    if row["checked_at"] is None or row["problem"]:
        return (row["checked_at"] or "") < run_began
    if row["checked_at"] >= run_began:
        return False
    if report.backfill or child.modified_at is None:
        return True
    # an index may give the day alone, and the day goes on
    return child.modified_at + _DAY > datetime.fromisoformat(row["checked_at"])


def parts_trouble(db: sqlite3.Connection, url: str, parts: int) -> None:
    """Put a road in doubt all whose parts could not be read."""
    words = f"none of its {parts} parts could be read"
    db.execute("UPDATE hub SET doubt = ? WHERE url = ?", (words, url))
