"""The book of a run: opened, counted page by page, closed with a verdict."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from crawler.verdict import RunVerdict, Tally, judge_run
from pipelines.archive import ArchiveBusyError, ArchiveError, ArchiveFullError
from pipelines.entities import save_entities
from pipelines.outcomes import save_issue

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from crawler.sources import Source
    from pipelines.archive import Archive

Outcome = Literal["new", "revised", "unchanged", "copy", "gone", "off-topic", "dropped", "failed"]
_FIELD = {"copy": "copies", "off-topic": "off_topic"}


class RunBook:
    """Counts of the current run, in memory for the screen and in the archive for good."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self._archive = archive
        self._clock = clock
        self._verdict: RunVerdict | None = None
        self._last_seen: dict[str, datetime] = {}
        self._started: dict[str, datetime] = {}
        self.run_id = 0
        self.started_at = ""
        self.tallies: dict[str, Tally] = {}
        self._missed: dict[str, Tally] = {}

    def begin(
        self,
        kind: str,
        sources: Sequence[Source],
        options: Mapping[str, object],
        faults: Mapping[Path, str] | None = None,
    ) -> None:
        """Write the run and its sources; runs that never ended are marked as killed.

        ``faults``: source files that are wrong, in words.
        """
        moment = self._clock()
        self.started_at = now = moment.isoformat()
        with self._archive.write() as db:
            db.execute("UPDATE run SET finish_reason = 'killed' WHERE finish_reason IS NULL")
            cursor = db.execute(
                "INSERT INTO run (kind, started_at, options) VALUES (?, ?, ?)",
                (kind, now, json.dumps(options, ensure_ascii=False, default=str)),
            )
            self.run_id = int(cursor.lastrowid or 0)
            save_entities(db)
            for source in sources:
                _save_source(db, source)
                db.execute(
                    "INSERT INTO run_source (run_id, source_id) VALUES (?, ?)",
                    (self.run_id, source.id),
                )
                self.tallies[source.id] = Tally(source.id)
            for path, words in (faults or {}).items():
                save_issue(db, path.stem, "source", url=path.name, detail=words, now=moment)

    def misses(self, source_id: str, problem: str) -> None:
        """Count a source as one that could not be read: its file is wrong."""
        self._missed.setdefault(source_id, Tally(source_id, problem=problem))

    def results(self) -> dict[str, Tally]:
        """The tallies, with those of sources whose files are wrong."""
        return self._missed | self.tallies

    def touch(self, source_id: str) -> None:
        """Note that something was asked of the source or answered by it just now."""
        now = self._clock()
        self._started.setdefault(source_id, now)
        self._last_seen[source_id] = now
        tally = self.tallies[source_id]
        tally.seconds = (now - self._started[source_id]).total_seconds()

    def count(
        self, db: sqlite3.Connection, source_id: str, outcome: Outcome, reason: str = ""
    ) -> None:
        """Count one page, inside the transaction that stores its outcome."""
        db.execute(
            "INSERT INTO run_outcome (run_id, source_id, outcome, reason, pages)"
            " VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET pages = pages + 1",
            (self.run_id, source_id, outcome, reason),
        )

    def recount(
        self, db: sqlite3.Connection, source_id: str, before: Outcome, now: Outcome
    ) -> None:
        """Move a page of this run from one outcome to another, where it was counted so."""
        cursor = db.execute(
            "UPDATE run_outcome SET pages = pages - 1 WHERE run_id = ? AND source_id = ?"
            " AND outcome = ? AND pages > 0",
            (self.run_id, source_id, before),
        )
        if cursor.rowcount:
            self.count(db, source_id, now)
            self._shift(source_id, before, -1)
            self._shift(source_id, now, 1)

    def _shift(self, source_id: str, outcome: Outcome, by: int) -> None:
        tally = self.tallies[source_id]
        field = _FIELD.get(outcome, outcome)
        setattr(tally, field, getattr(tally, field) + by)

    def counted(self, source_id: str, outcome: Outcome, reason: str = "") -> None:
        """Show a page in the tally, after its transaction."""
        self._shift(source_id, outcome, 1)
        if reason:
            tally = self.tallies[source_id]
            tally.reasons[reason] = tally.reasons.get(reason, 0) + 1
        self.touch(source_id)

    def finish(self, reason: str) -> RunVerdict:
        """Close the run once; later calls return the same verdict.

        A fault of the archive outweighs the reason, and is told even if it cannot be written.
        """
        if self._verdict is None:
            reason = self._faulty() or reason
            self._verdict = judge_run(self.results().values(), reason)
            try:
                self._write_end(reason, self._verdict)
            except ArchiveError:
                self._verdict = judge_run(self.results().values(), self._faulty() or "error")
        return self._verdict

    def _faulty(self) -> str | None:
        fault = self._archive.fault
        if fault is None:
            return None
        if isinstance(fault, ArchiveBusyError):
            return "locked"
        return "no space" if isinstance(fault, ArchiveFullError) else "error"

    def _write_end(self, reason: str, verdict: RunVerdict) -> None:
        now = self._clock().isoformat()
        with self._archive.write() as db:
            db.executemany(
                "UPDATE run_source SET listed = ?, hubs_ok = ?, hubs_failed = ?, seconds = ?,"
                " problem = ? WHERE run_id = ? AND source_id = ?",
                [
                    (t.listed, t.hubs_ok, t.hubs_failed, t.seconds, t.problem, self.run_id, name)
                    for name, t in self.tallies.items()
                ],
            )
            # what an interrupted run never came to ask is still due
            asked = (name for name, t in self.tallies.items() if t.hubs_ok or t.hubs_failed)
            seen = list(self.tallies if reason == "finished" else asked)
            db.executemany(
                "UPDATE source SET last_run_at = ? WHERE id = ?", [(now, name) for name in seen]
            )
            db.execute(
                "UPDATE run SET finished_at = ?, finish_reason = ?, verdict = ?, exit_code = ?"
                " WHERE id = ?",
                (now, reason, verdict.line, int(verdict.exit_code), self.run_id),
            )


def _save_source(db: sqlite3.Connection, source: Source) -> None:
    db.execute(
        "INSERT INTO source (id, name, country, source_group, languages, enabled, interval_minutes,"
        " region, towns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country,"
        " source_group = excluded.source_group, languages = excluded.languages,"
        " enabled = excluded.enabled, interval_minutes = excluded.interval_minutes,"
        " region = excluded.region, towns = excluded.towns",
        (
            source.id,
            source.name,
            source.country,
            source.group,
            json.dumps(source.languages),
            int(source.enabled),
            source.interval_minutes,
            source.region or "",
            json.dumps(source.towns),
        ),
    )


def close_source(db: sqlite3.Connection, source_id: str, until: datetime | None) -> None:
    """Keep that a source wants to be left alone until a moment; an earlier one changes nothing."""
    if until is not None:
        db.execute(
            "UPDATE source SET closed_until = max(coalesce(closed_until, ''), ?) WHERE id = ?",
            (until.isoformat(), source_id),
        )
