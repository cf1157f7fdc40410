"""Look at the health of all sources: count their days, keep their states, write the alarms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desk.alerts.quiethours import quiet_until
from desk.health import alarms
from desk.health.finding import CLOCKS, MACHINE, ends_slowly
from desk.health.judging import judge, named_as_before
from desk.health.observing import observe
from pipelines import outbox, sourcedays, states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from desk.config.model import Config
    from desk.health.finding import Finding
    from desk.health.judging import Judged
    from desk.health.observed import Observed
    from pipelines.archive import Archive

# states that were seen so long ago matter no more for what is told
_MEMORY = timedelta(days=40)
# a share near its limit would begin and end with each text
_ENDS_AFTER = timedelta(days=1)


def assess(archive: Archive, config: Config, now: datetime) -> int:
    """One look at this moment (aware); returns how many states began, ended or turned.

    In one transaction: what was written is told, and what is told was written.
    """
    with archive.write() as db:
        sourcedays.roll_up(db, sourcedays.due_days(db, now))
        sources = observe(db, now, are_counted=True)
        changed = _keep(db, judge(sources, now), sources, now)
        if config.alarms.sinks:
            _alarm(db, sources, config, now)
    return changed


def _keep(
    db: sqlite3.Connection, judged: Judged, sources: Sequence[Observed], now: datetime
) -> int:
    known = states.open_states(db)
    changes = [states.settle(db, MACHINE, _shown(judged.machine), now, known.get(MACHINE))]
    is_dark = judged.machine is not None or judged.unsure
    for source in sources:
        name = source.source_id
        if is_dark and source.enabled:
            # what nobody could ask is as it was
            continue
        before, found = known.get(name), judged.sources.get(name)
        if found and before:
            found = named_as_before(found, before.state)
        shown = _shown(found, source)
        if shown is None and source.enabled and _lingers(before, now):
            continue
        changes.append(states.settle(db, name, shown, now, before))
    return sum(change != "" for change in changes)


def _lingers(before: states.StateRow | None, now: datetime) -> bool:
    """Whether a state is to be seen no more for longer before it is over."""
    if before is None or not ends_slowly(before.evidence):
        return False
    # seen by a clock that was ahead: when it was seen last is not known
    return -CLOCKS <= now - before.last_seen_at < _ENDS_AFTER


def _shown(found: Finding | None, source: Observed | None = None) -> states.Shown | None:
    """The finding for the archive; where no address shows it, the first road of the source does."""
    if found is None or not found.is_trouble:
        return None
    assert found.since is not None
    road = source.roads[0].url if source and source.roads else ""
    return states.Shown(since=found.since, url=found.url or road, evidence=found.evidence())


def _alarm(
    db: sqlite3.Connection, sources: Sequence[Observed], config: Config, now: datetime
) -> None:
    # of a source that was switched off nothing is told, not even that its trouble is over
    names = {source.source_id: source.name for source in sources if source.enabled} | {MACHINE: ""}
    rows = [row for row in states.states_since(db, now - _MEMORY) if row.source_id in names]
    told = alarms.news(rows, now, timedelta(hours=config.alarms.again_hours))
    if not told:
        return
    language = config.language_of(config.alarms)
    title, body = alarms.text(told, names.__getitem__, language)
    for sink in config.alarms.sinks:
        message = outbox.Message(
            key=f"alarm {now.isoformat()} {sink}",
            kind="alarm",
            rule="",
            sink=sink,
            language=language,
            title=title,
            body=body,
            not_before=quiet_until(config.alarms.quiet, now),
        )
        outbox.put(db, message, now)
    for row in told.troubles:
        states.tell(db, row, now)
    for row in alarms.told_rows(rows, told):
        states.tell(db, row, now, end=True)
