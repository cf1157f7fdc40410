"""How the sources were watched, and which were in trouble, read from the archive."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from desk import absences, accounting
from desk.digest import watching
from desk.digest.contents import Name, Trouble, Watch
from desk.moments import from_archive
from desk.watchdays import Stretch
from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from crawler.sources import Source
    from desk.digest.contents import Period

_SOURCES: Final = "SELECT id, name FROM source WHERE enabled ORDER BY name, id"
_STRETCHES: Final = (
    "SELECT source_id, begins_at, ends_at FROM watch WHERE ends_at >= :begin AND begins_at < :end"
)
# of each source the state that it was in last; source '' is this machine
_STATES: Final = """
SELECT source_id, evidence ->> 'state' AS state, evidence ->> 'why' AS why, first_seen_at, ended_at
FROM issue
WHERE kind = 'state' AND first_seen_at < :end AND (ended_at IS NULL OR ended_at >= :begin)
ORDER BY first_seen_at DESC, id DESC
"""


def watch(
    db: sqlite3.Connection,
    period: Period,
    now: datetime,
    only: Collection[str],
    files: Mapping[str, Source] | None,
) -> Watch:
    """On what ground nothing else was reported; ``only``: sources that are meant, empty for all."""
    names = _names(db, only)
    stretches, days = _stretches(db, period), watching.days(period)
    until = {one: watching.watched_until(stretches[one], period, now) for one in names}
    followed = [one for one in names if until[one]]
    gaps = [one for one in names if not until[one]]
    span = accounting.Span(days[0], days[-1], tuple(only))
    counts = accounting.counts_of(db, span)
    absent = [one for one in absences.missing(db, span) if one.source in names]
    return Watch(
        followed=tuple(names[one] for one in followed),
        gaps=tuple((names[one], watching.unknown(stretches[one], period, now)) for one in gaps),
        until=min((one for one in until.values() if one and one < period.end), default=None),
        since=_first_look(db, period),
        listed=sum(day.listed for one in names for day in counts[one].values()),
        missing=len(absent),
        towns=None if files is None else _towns_left_out(files, followed),
        all_towns=len(gazetteer().towns),
    )


def _first_look(db: sqlite3.Connection, period: Period) -> datetime | None:
    row = db.execute("SELECT min(started_at) FROM run WHERE kind = 'crawl'").fetchone()
    first = from_archive(row[0])
    return first if first and period.begin < first else None


def troubles(db: sqlite3.Connection, period: Period, only: Collection[str]) -> tuple[Trouble, ...]:
    """The states of sources within the period: those that last first, of each source the latest."""
    names = {"": ""} | _names(db, only)
    found: dict[str, Trouble] = {}
    for row in db.execute(_STATES, period.limits()):
        source, since = row["source_id"], from_archive(row["first_seen_at"])
        if source in names and source not in found and since is not None:
            found[source] = Trouble(
                source=names[source],
                state=row["state"] or "",
                since=since,
                until=from_archive(row["ended_at"]),
                why=row["why"] or "",
            )
    return tuple(sorted(found.values(), key=lambda one: (one.until is not None, one.source)))


def _names(db: sqlite3.Connection, only: Collection[str]) -> dict[str, str]:
    """The watched sources by id, in the order of their names."""
    return {row[0]: row[1] for row in db.execute(_SOURCES) if not only or row[0] in only}


def _stretches(db: sqlite3.Connection, period: Period) -> defaultdict[str, list[Stretch]]:
    found: defaultdict[str, list[Stretch]] = defaultdict(list)
    for row in db.execute(_STRETCHES, period.limits()):
        begins, ends = from_archive(row["begins_at"]), from_archive(row["ends_at"])
        if begins and ends:
            found[row["source_id"]].append(Stretch(begins, ends))
    return found


def _towns_left_out(files: Mapping[str, Source], followed: Collection[str]) -> tuple[Name, ...]:
    towns = watching.towns_left_out(gazetteer().towns.values(), files, followed)
    return tuple(Name(kk=one.name_kk, ru=one.name_ru, en=one.name_en) for one in towns)
