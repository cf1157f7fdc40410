"""Read from the archive what is observed of its sources; nothing is written."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from desk.health.finding import CLOCKS
from desk.health.naming import with_others
from desk.health.observed import Crawl, Day, Observed, Road
from desk.moments import ALMATY, from_archive
from pipelines.sourcedays import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from pipelines.sourcedays import Row

# what is usual is learnt from eight weeks, judged are the four after them
DAYS: Final = timedelta(days=100)
# crawls of a source that are looked at: so many days, or at least so many crawls
CRAWLS: Final = timedelta(days=4)
_FEWEST_CRAWLS: Final = 6
_MOST_CRAWLS: Final = 200


def observe(
    db: sqlite3.Connection, now: datetime, *, are_counted: bool = False, only: str | None = None
) -> list[Observed]:
    """All sources of the archive by id, or ``only`` one.

    Days that are not in table ``source_day`` yet are counted on the way, unless they
    ``are_counted`` just now.
    """
    fresh = {} if are_counted else counted(db, now)
    days, roads = _days(db, now, fresh), _roads(db, now)
    return [
        Observed(
            source_id=row["id"],
            name=row["name"],
            country=row["country"],
            enabled=bool(row["enabled"]),
            days=tuple(days.get(row["id"], ())),
            crawls=_crawls(db, row["id"], now),
            roads=with_others(db, row["id"], roads.get(row["id"], ()), now),
            last_new_at=_last_new(db, row["id"], now),
            failing=_failing(db, row["id"]),
        )
        for row in db.execute("SELECT id, name, country, enabled FROM source ORDER BY id")
        if only in (None, row["id"])
    ]


def _days(
    db: sqlite3.Connection, now: datetime, fresh: Mapping[str, list[Row]]
) -> Mapping[str, list[Day]]:
    """The days of all sources, from old to new; ``fresh`` ones in place of those that were kept."""
    today = now.astimezone(ALMATY).date()
    first = (today - DAYS).isoformat()
    found: dict[str, list[Day]] = defaultdict(list)
    kept = db.execute(
        "SELECT * FROM source_day WHERE day >= ? AND day <= ? ORDER BY day",
        (first, today.isoformat()),
    )
    rows: Iterable[Mapping[str, Any]] = [dict(row) for row in kept if row["day"] not in fresh]
    rows = [*rows, *(row for day in sorted(fresh) for row in fresh[day])]
    for row in rows:
        found[row["source_id"]].append(_day(row))
    return found


def _day(row: Mapping[str, Any]) -> Day:
    values = {name: value for name, value in row.items() if name != "source_id"}
    values["day"] = date.fromisoformat(values["day"])
    for name in ("reasons", "languages"):
        values[name] = json.loads(values[name])
    return Day(**values)


# through index run_source_of, from the last crawl back
_CRAWLS: Final = """
SELECT r.id, r.started_at, s.listed, s.hubs_ok, s.hubs_failed, s.problem,
       coalesce(sum(o.pages) FILTER (
         WHERE o.outcome IN ('new', 'copy', 'off-topic', 'dropped', 'failed')), 0) AS fetched,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome = 'failed'), 0) AS failed,
       coalesce(sum(o.pages) FILTER (WHERE o.outcome IN ('revised', 'unchanged')), 0) AS revisited,
       json_group_object(coalesce(o.reason, ''), o.pages) FILTER (WHERE o.outcome = 'failed')
         AS reasons
FROM (SELECT * FROM run_source WHERE source_id = :source ORDER BY run_id DESC LIMIT :most) s
JOIN run r ON r.id = s.run_id
LEFT JOIN run_outcome o ON o.run_id = s.run_id AND o.source_id = s.source_id
WHERE r.kind = 'crawl' AND r.finished_at IS NOT NULL
GROUP BY s.run_id ORDER BY s.run_id DESC
"""


def _crawls(db: sqlite3.Connection, source_id: str, now: datetime) -> tuple[Crawl, ...]:
    found: list[Crawl] = []
    for row in db.execute(_CRAWLS, {"source": source_id, "most": _MOST_CRAWLS}):
        at = from_archive(row["started_at"])
        # a clock that was wrong may have left a crawl that is still to come
        if at is None or at > now:
            continue
        if now - at > CRAWLS and len(found) >= _FEWEST_CRAWLS:
            break
        found.append(
            Crawl(
                run_id=row["id"],
                at=at,
                listed=row["listed"],
                fetched=row["fetched"],
                failed=row["failed"],
                revisited=row["revisited"],
                hubs_ok=row["hubs_ok"],
                hubs_failed=row["hubs_failed"],
                problem=row["problem"],
                reasons=json.loads(row["reasons"]),
            )
        )
    return tuple(reversed(found))


_ROADS: Final = """
SELECT source_id, url, kind, is_check, checked_at, changed_at, newest_at, entries, failures,
       problem, doubt
FROM hub WHERE depth = 1 AND due_at IS NOT NULL AND origin IN ('file', 'found')
ORDER BY source_id, url
"""


def _roads(db: sqlite3.Connection, now: datetime) -> Mapping[str, list[Road]]:
    found: dict[str, list[Road]] = defaultdict(list)
    for row in db.execute(_ROADS):
        values = dict(row)
        source_id = values.pop("source_id")
        for name in ("checked_at", "changed_at", "newest_at"):
            values[name] = from_archive(values[name])
        # of a clock that was wrong; the newest entry has the date that its site gives it
        for name in ("checked_at", "changed_at"):
            values[name] = None if values[name] and values[name] > now + CLOCKS else values[name]
        values["is_check"] = bool(values["is_check"])
        found[source_id].append(Road(**values))
    return found


# through index page_queue: what waits is little
_FAILING: Final = """
SELECT reason, count(*) FROM page
WHERE source_id = ? AND next_check_at IS NOT NULL AND state = 'failed' GROUP BY reason
"""


def _failing(db: sqlite3.Connection, source_id: str) -> Mapping[str, int]:
    return dict(db.execute(_FAILING, (source_id,)).fetchall())


def _last_new(db: sqlite3.Connection, source_id: str, now: datetime) -> datetime | None:
    row = db.execute(
        "SELECT first_seen_at FROM page WHERE source_id = ? AND first_seen_at <= ?"
        " AND via <> 'disk' AND state <> 'old' ORDER BY first_seen_at DESC LIMIT 1",
        (source_id, now.astimezone(UTC).isoformat()),
    ).fetchone()
    return from_archive(row[0]) if row else None
