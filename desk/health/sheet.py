"""The records of ``kenwatch health``: of all sources, and of one with all that is known of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk import ledger
from desk.health.finding import MACHINE, ORDER
from desk.health.judging import expected, judge
from desk.health.observing import observe
from desk.moments import ALMATY
from pipelines import states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from desk.health.expected import Expected, Rate
    from desk.health.finding import Finding
    from desk.health.observed import Observed
    from pipelines.states import StateRow

Record = dict[str, Any]
OFF: Final = "off"
SHOWN_DAYS: Final = timedelta(days=14)


def health_rows(db: sqlite3.Connection, now: datetime) -> list[Record]:
    """How this machine and every source are now, worst first; keys as in ``--json``.

    The machine is there where it has no network, as source "". Nothing is written.
    """
    sources = observe(db, now)
    judged, known = judge(sources, now), states.open_states(db)
    runs = {line.id: line.last_run_at for line in ledger.sources(db)}
    rows = [
        _record(one, judged.sources.get(one.source_id), known.get(one.source_id), runs)
        for one in sources
    ]
    if judged.machine:
        rows.append(_machine(judged.machine))
    ranks = {state: rank for rank, state in enumerate((*ORDER, OFF))}
    return sorted(rows, key=lambda row: (ranks[row["state"]], row["source"]))


def _record(
    source: Observed,
    found: Finding | None,
    known: StateRow | None,
    runs: Mapping[str, str | None],
) -> Record:
    last = next((one for one in reversed(source.crawls) if one.is_telling), None)
    return {
        "source": source.source_id,
        "name": source.name,
        "state": found.state if found else OFF,
        "since": _since(found, known),
        "why": found.why if found else "",
        "figures": dict(found.figures) if found else {},
        "url": found.url if found else "",
        "last_run_at": runs.get(source.source_id),
        "listed": last.listed if last else 0,
        "fetched": last.fetched if last else 0,
        "enabled": source.enabled,
    }


def _machine(found: Finding) -> Record:
    empty = Record(last_run_at=None, listed=0, fetched=0, enabled=True, url="")
    return {
        "source": MACHINE,
        "name": "this computer",
        "state": found.state,
        "since": _iso(found.since),
        "why": found.why,
        "figures": dict(found.figures),
        **empty,
    }


def _since(found: Finding | None, known: StateRow | None) -> str | None:
    if found is None or found.since is None:
        return None
    same = known is not None and known.state == found.state
    return _iso(min(known.since, found.since) if known and same else found.since)


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
            {name: _plain(value) for name, value in asdict(road).items()} for road in source.roads
        ],
        "states": [_state(one) for one in states.states_of(db, source_id)],
    }


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
