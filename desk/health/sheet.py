"""The records of ``kenwatch health``: of all sources, and of one with all that is known of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk import ledger
from desk.health.finding import MACHINE, ORDER
from desk.health.judging import expected, judge, named_as_before
from desk.health.observing import observe
from desk.moments import ALMATY, from_archive
from pipelines import states

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from desk.health.expected import Expected, Rate
    from desk.health.finding import Finding
    from desk.health.observed import Observed, Road
    from pipelines.states import StateRow

Record = dict[str, Any]
OFF: Final = "off"
SHOWN_DAYS: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a source is now: its finding (None: it is switched off), since when, its usual day."""

    source: Observed
    finding: Finding | None
    since: datetime | None
    usual: Rate | None

    @property
    def state(self) -> str:
        """The name of its state, ``OFF`` where it is switched off."""
        return self.finding.state if self.finding else OFF


def standings(db: sqlite3.Connection, now: datetime) -> tuple[list[Standing], Finding | None]:
    """How every source is now, worst first; and the finding of this machine without a network.

    Nothing is written.
    """
    sources = observe(db, now)
    judged, known = judge(sources, now), states.open_states(db)
    found = [
        _standing(db, one, judged.sources.get(one.source_id), known.get(one.source_id), now)
        for one in sources
    ]
    return sorted(found, key=lambda one: _rank(one.state, one.source.source_id)), judged.machine


def _standing(
    db: sqlite3.Connection,
    source: Observed,
    found: Finding | None,
    before: StateRow | None,
    now: datetime,
) -> Standing:
    if found and before:
        found = named_as_before(found, before.state)
    is_well = found is not None and found.state == "ok"
    since = _well_since(db, source) if is_well else _since(found, before)
    return Standing(source=source, finding=found, since=since, usual=expected(source, now).listed)


def _rank(state: str, source_id: str) -> tuple[int, str]:
    return (*ORDER, OFF).index(state), source_id


def health_rows(db: sqlite3.Connection, now: datetime) -> list[Record]:
    """How this machine and every source are now, worst first; keys as in ``--json``.

    The machine is there where it has no network, as source "". Nothing is written.
    """
    found, machine = standings(db, now)
    runs = {line.id: line.last_run_at for line in ledger.sources(db)}
    rows = []
    for one in found:
        told = {
            "since": _iso(one.since),
            "last_run_at": runs.get(one.source.source_id),
            "last_new_at": _iso(one.source.last_new_at),
            "usual_a_day": round(one.usual.mean, 2) if one.usual else None,
        }
        rows.append({**_record(one.source, one.finding), **told})
    if machine:
        rows.append(_machine(machine))
    return sorted(rows, key=lambda row: _rank(row["state"], row["source"]))


def _record(source: Observed, found: Finding | None) -> Record:
    return {
        "source": source.source_id,
        "name": source.name,
        "state": found.state if found else OFF,
        "why": found.why if found else "",
        "figures": dict(found.figures) if found else {},
        "url": found.url if found else "",
        "enabled": source.enabled,
    }


def _machine(found: Finding) -> Record:
    empty = Record(last_run_at=None, last_new_at=None, usual_a_day=None, enabled=True, url="")
    return {
        "source": MACHINE,
        "name": "this computer",
        "state": found.state,
        "since": _iso(found.since),
        "why": found.why,
        "figures": dict(found.figures),
        **empty,
    }


def _since(found: Finding | None, known: StateRow | None) -> datetime | None:
    if found is None or found.since is None:
        return None
    same = known is not None and known.state == found.state
    return min(known.since, found.since) if known and same else found.since


def _well_since(db: sqlite3.Connection, source: Observed) -> datetime | None:
    """When the last trouble of a source ended; without any, its first crawl."""
    last = next(iter(states.states_of(db, source.source_id, 1)), None)
    if last is not None:
        # one that goes on in the archive was seen last before this look
        return last.ended_at or last.last_seen_at
    first = db.execute(
        "SELECT r.started_at FROM run_source s JOIN run r ON r.id = s.run_id"
        " WHERE s.source_id = ? AND r.kind = 'crawl' ORDER BY s.run_id LIMIT 1",
        (source.source_id,),
    ).fetchone()
    return from_archive(first[0]) if first else None


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(ALMATY).isoformat(timespec="seconds") if moment else None


def source_record(db: sqlite3.Connection, source_id: str, now: datetime) -> Record | None:
    """One source: its days against what is usual, its roads, its last states; None: unknown."""
    row = next((one for one in health_rows(db, now) if one["source"] == source_id), None)
    if row is None:
        return None
    source = observe(db, now, only=source_id)[0]
    usual = expected(source, now)
    first = now.astimezone(ALMATY).date() - SHOWN_DAYS
    return {
        **row,
        "usual": _usual(usual),
        "days": [
            {**asdict(one), "day": one.day.isoformat(), **_usual_on(usual, source, one)}
            for one in source.days
            if one.day > first
        ],
        "roads": [
            {name: _plain(value) for name, value in _road(road).items() if name != "others"}
            for road in source.roads
        ],
        "states": [_state(one) for one in states.states_of(db, source_id)],
    }


def _road(road: Road) -> Record:
    return asdict(replace(road, others=()))


def _plain(value: object) -> object:
    return _iso(value) if hasattr(value, "astimezone") else value  # type: ignore[arg-type]


def _usual_on(usual: Expected, source: Observed, one: Any) -> Record:
    def on(rate: Rate | None) -> float | None:
        return round(rate.on(one.day, source.country), 1) if rate else None

    return {"usual_listed": on(usual.listed), "usual_stored": on(usual.stored)}


def _usual(usual: Expected) -> Record:
    """What is usual, null where it is not known yet."""
    rates = {
        f"{name}_a_day": round(rate.mean, 2) if rate else None
        for name, rate in (
            ("listed", usual.listed),
            ("fetched", usual.fetched),
            ("stored", usual.stored),
        )
    }
    shares = {
        name: None if share is None else round(share, 3)
        for name, share in (
            ("read", usual.read),
            ("dated", usual.dated),
            ("timely", usual.timely),
            ("authored", usual.authored),
            ("ad_lines", None if usual.own is None else 1 - usual.own),
        )
    }
    words = None if usual.words is None else round(usual.words)
    languages = {name: round(share, 3) for name, share in usual.languages.items()}
    known = {"days": usual.days, "texts": usual.texts}
    return {**known, **rates, "words": words, **shares, "languages": languages}


def _state(row: StateRow) -> Record:
    return {
        "state": row.state,
        "since": _iso(row.since),
        "ended": _iso(row.ended_at),
        "why": str(row.evidence.get("why", "")),
    }
