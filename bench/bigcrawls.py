"""The crawls of a large archive: sources, hubs, runs, days, states and issues."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bench.bigrows import Rows, iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

_GROUPS: Final = ("national", "agency", "government", "industry", "regional", "neighbouring")
SOURCES: Final = {f"site{number:02}": _GROUPS[number % 6] for number in range(60)}
# sources that fell silent so many days before the last one
SILENT: Final = {"site17": 9, "site31": 20, "site48": 45}
_RUN_DAYS: Final = 400
_RUNS_A_DAY: Final = 4
_OUTCOMES: Final = (("new", ""), ("off-topic", ""), ("failed", "answered 503"), ("copy", ""))
_STATES: Final = ("silent", "thin", "feed frozen", "blocked", "dates broken")
_STATE_ROWS: Final = 400
_ISSUES: Final = 300
_DAYS: Final = """
INSERT INTO source_day (source_id, day, crawls, hubs_ok, listed, fetched, stored, off_topic,
                        dropped, failed, words, dated, timely, authored, lines, languages)
SELECT source_id, day, 4, 4, count(*), count(*), sum(state = 'kept'),
       sum(state = 'rejected' AND reason LIKE 'off-topic%'),
       sum(state = 'rejected' AND reason NOT LIKE 'off-topic%'), sum(state = 'failed'),
       150 * sum(state = 'kept'), sum(state = 'kept'), sum(state = 'kept'), sum(state = 'kept'),
       4 * sum(state = 'kept'), json_object('ru', sum(state = 'kept'))
FROM page GROUP BY source_id, day
"""


def writes(source: str, at: datetime, end: datetime) -> bool:
    """Whether a source still published at a time."""
    return at < end - timedelta(days=SILENT.get(source, 0))


def insert_all(db: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Rows of one table, all with the columns of the first."""
    names = tuple(rows[0])
    marks = ", ".join(f":{name}" for name in names)
    db.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)


def write(db: sqlite3.Connection, end: datetime) -> None:
    """All that crawls leave beside pages and texts."""
    rows, draw = Rows(), random.Random("big crawls")
    _sources(rows, end)
    _runs(rows, end, draw)
    _states(rows, end, draw)
    _issues(rows, end, draw)
    for table, held in rows.held.items():
        insert_all(db, table, held)
    db.execute(_DAYS)


def _sources(rows: Rows, end: datetime) -> None:
    for number, (name, group) in enumerate(SOURCES.items()):
        country = "KG" if group == "neighbouring" else "KZ"
        rows.add("source", id=name, name=f"Newsroom {number:02}", country=country,
                 source_group=group, languages='["kk", "ru"]', enabled=int(number < 56),
                 interval_minutes=60, last_run_at=iso(end))  # fmt: skip
        for kind, path in (("feed", "rss"), ("sitemap", "sitemap.xml"), ("listing", "news")):
            url = f"https://{name}.example/{path}"
            rows.add("hub", url=url, source_id=name, kind=kind, http_status=200,
                     checked_at=iso(end), read_at=iso(end), entries=50)  # fmt: skip
        begin = iso(end - timedelta(days=_RUN_DAYS))
        rows.add("watch", hub_url=f"https://{name}.example/rss", source_id=name,
                 begins_at=begin, ends_at=iso(end))  # fmt: skip


def _runs(rows: Rows, end: datetime, draw: random.Random) -> None:
    count = _RUN_DAYS * _RUNS_A_DAY
    for number in range(1, count + 1):
        at = end - timedelta(hours=(count - number) * 24 / _RUNS_A_DAY, minutes=30)
        rows.add("run", id=number, kind="crawl", started_at=iso(at),
                 finished_at=iso(at + timedelta(minutes=20)), finish_reason="finished",
                 verdict="All well: 60 sources read.", exit_code=0, options="{}")  # fmt: skip
        for source in SOURCES:
            _of_source(rows, number, source, draw)


def _of_source(rows: Rows, run: int, source: str, draw: random.Random) -> None:
    is_bad = draw.random() < 0.01
    rows.add("run_source", run_id=run, source_id=source, listed=draw.randint(0, 9),
             hubs_ok=2 - is_bad, hubs_failed=int(is_bad), seconds=round(draw.uniform(2, 40), 1),
             problem="HTTP 503" if is_bad else None)  # fmt: skip
    for outcome, reason in draw.sample(_OUTCOMES, draw.randint(0, 3)):
        rows.add("run_outcome", run_id=run, source_id=source, outcome=outcome, reason=reason,
                 pages=draw.randint(1, 5))  # fmt: skip


def _states(rows: Rows, end: datetime, draw: random.Random) -> None:
    names = tuple(SOURCES)
    for number in range(_STATE_ROWS):
        began = end - timedelta(days=draw.uniform(3, 5 * 365))
        ended = began + timedelta(days=draw.uniform(0.1, 2.5))
        _state(rows, (names[number % 60], draw.choice(_STATES)), f"{number}", began, ended)
    for name, days in SILENT.items():
        _state(rows, (name, "silent"), "now", end - timedelta(days=days), None)


def _state(
    rows: Rows, told: tuple[str, str], key: str, began: datetime, ended: datetime | None
) -> None:
    source, state = told
    evidence = {"state": state, "why": f"{state}: nothing new for longer than usual"}
    rows.add("issue", source_id=source, kind="state", url="", detail=f"{state} {key}",
             first_seen_at=iso(began), last_seen_at=iso(ended or began), times=1,
             evidence=json.dumps(evidence), ended_at=ended and iso(ended))  # fmt: skip


def _issues(rows: Rows, end: datetime, draw: random.Random) -> None:
    for number in range(_ISSUES):
        at = iso(end - timedelta(days=draw.uniform(0, 365)))
        name = f"site{draw.randrange(60):02}"
        rows.add("issue", source_id=name, kind="page", url=f"https://{name}.example/bad/{number}",
                 detail="answered 503", first_seen_at=at, last_seen_at=at, times=1,
                 evidence="{}", ended_at=None)  # fmt: skip
