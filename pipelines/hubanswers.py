"""How a hub answered: what is learnt from it, what is in doubt, when it is asked again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.rhythm import Rhythm, after_failure, frozen_after, learn, next_due
from crawler.roads import CHECK_EVERY
from pipelines.moments import iso, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from crawler.frontier import HubReport
    from crawler.items import Candidate
    from crawler.sources import Source

# a feed of fewer entries says nothing when all of them are new
_OVERRUN_ENTRIES = 5


@dataclass(frozen=True, slots=True)
class HubBefore:
    """The row of a hub before its answer; all None for a hub that is new."""

    read_at: datetime | None = None
    changed_at: datetime | None = None
    newest_at: datetime | None = None
    entries: int | None = None
    failures: int = 0
    skipped: str = "{}"
    rhythm: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a hub, with what was known before it."""

    report: HubReport
    source: Source
    now: datetime
    before: HubBefore
    new: Sequence[Candidate]

    @property
    def says_nothing_new(self) -> bool:
        return self.report.unchanged or bool(self.report.problem)

    @property
    def entries(self) -> int | None:
        return self.before.entries if self.says_nothing_new else len(self.report.candidates)

    @property
    def newest(self) -> datetime | None:
        told = [one.published_at or one.modified_at for one in self.report.candidates]
        dates = [date.astimezone(UTC) for date in told if date]
        return max(dates, default=self.before.newest_at)

    @property
    def skipped(self) -> str:
        if self.says_nothing_new:
            return self.before.skipped
        counts = Counter(one.reason for one in self.report.skipped)
        return json.dumps(dict(counts.most_common(20)), ensure_ascii=False)


def save_hub(
    db: sqlite3.Connection,
    report: HubReport,
    source: Source,
    now: datetime,
    *,
    new: Sequence[Candidate],
) -> str | None:
    """Keep how a hub answered and when to ask again; returns the doubt that is left, if any.

    ``new``: its entries that the archive did not know.
    """
    answer = _Answer(report, source, now, before_of(db, report.url), new)
    rhythm = _learnt(answer)
    doubt = _doubt(answer, rhythm)
    failures = answer.before.failures + 1 if report.problem else 0
    _upsert(
        db,
        {
            "url": report.url,
            "source_id": report.source_id,
            "kind": report.kind,
            "origin": report.origin,
            "depth": report.depth,
            "root": report.root,
            "pending": 0,
            "is_check": report.check,
            "etag": report.etag,
            "last_modified": report.last_modified,
            "http_status": report.http_status,
            "checked_at": now.isoformat(),
            "read_at": None if report.problem else now.isoformat(),
            "changed_at": now.isoformat() if new else None,
            "due_at": iso(_due(answer, rhythm, failures)),
            "failures": failures,
            "problem": report.problem,
            "doubt": doubt,
            "entries": answer.entries,
            "newest_at": iso(answer.newest),
            "skipped": answer.skipped,
            "rhythm": rhythm.to_json(),
        },
    )
    return doubt


def credit(
    db: sqlite3.Connection,
    report: HubReport,
    source: Source,
    before: HubBefore,
    *,
    at: datetime,
    new: Sequence[Candidate],
) -> None:
    """Learn of a road what the hubs behind it brought in the same run: an index names nothing.

    ``report`` is the answer of the road itself at the time ``at``, ``before`` its row until
    then, ``new`` all that was new on it and behind it.
    """
    answer = _Answer(report, source, at, before, new)
    rhythm = _learnt(answer)
    told = [one.published_at or one.modified_at for one in new]
    newest = max((date.astimezone(UTC) for date in told if date), default=None)
    db.execute(
        "UPDATE hub SET rhythm = ?, due_at = ?, changed_at = coalesce(?, changed_at),"
        " newest_at = nullif(max(coalesce(newest_at, ''), ?), '') WHERE url = ?",
        (
            rhythm.to_json(),
            iso(_due(answer, rhythm, 0)),
            at.isoformat() if new else None,
            iso(newest or answer.newest) or "",
            report.url,
        ),
    )


def before_of(db: sqlite3.Connection, url: str) -> HubBefore:
    """What is known of a hub before its answer is saved."""
    row = db.execute(
        "SELECT read_at, changed_at, newest_at, entries, failures, skipped, rhythm FROM hub"
        " WHERE url = ?",
        (url,),
    ).fetchone()
    if row is None:
        return HubBefore()
    read, changed, newest, *rest = row
    return HubBefore(moment_of(read), moment_of(changed), moment_of(newest), *rest)


# how a hub came to be known, and what an answer without news of it leaves as it was
_FIRST = frozenset({"url", "source_id", "kind", "origin", "depth", "root"})
_KEPT = frozenset({"etag", "last_modified", "read_at", "changed_at"})


def _upsert(db: sqlite3.Connection, values: Mapping[str, object]) -> None:
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    changes = ", ".join(
        f"{name} = coalesce(excluded.{name}, {name})"
        if name in _KEPT
        else f"{name} = excluded.{name}"
        for name in values
        if name not in _FIRST
    )
    db.execute(
        f"INSERT INTO hub ({names}) VALUES ({marks}) ON CONFLICT (url) DO UPDATE SET {changes}",  # noqa: S608 - column names are ours
        values,
    )


def _learnt(answer: _Answer) -> Rhythm:
    rhythm = _rhythm(answer)
    if answer.report.problem or answer.report.depth > 1:
        return rhythm
    return learn(
        rhythm,
        asked_at=answer.now,
        last_asked_at=answer.before.read_at,
        new=len(answer.new),
        published=[one.published_at for one in answer.new if one.published_at],
        zone=ZoneInfo(answer.source.zone),
    )


def _rhythm(answer: _Answer) -> Rhythm:
    fresh = Rhythm.fresh(answer.source.interval_minutes)
    try:
        return Rhythm.from_json(answer.before.rhythm) if answer.before.rhythm else fresh
    except ValueError:
        # written by another version: learnt anew
        return fresh


def _doubt(answer: _Answer, rhythm: Rhythm) -> str | None:
    """Why a hub that answered well may yet not tell all: it stands still, or was overrun."""
    report, newest = answer.report, answer.newest
    if report.problem or report.depth > 1:
        return None
    if report.cut:
        return "cut short: its last entries may be missing"
    # an undated hub stands still since it last named something new
    last = newest or (None if answer.new else answer.before.changed_at)
    if last and answer.now - last > frozen_after(rhythm):
        return f"frozen: its newest entry is of {last:%Y-%m-%d}"
    entries = len(report.candidates)
    seen_before = answer.before.read_at and answer.before.entries
    if report.kind == "feed" and seen_before and len(answer.new) == entries >= _OVERRUN_ENTRIES:
        return f"overrun: none of its {entries} entries was known, so that others may be missing"
    return None


def _due(answer: _Answer, rhythm: Rhythm, failures: int) -> datetime | None:
    if answer.report.origin == "named":
        # asked with the hub that names it
        return None
    if failures:
        later = after_failure(failures, answer.now)
        return max(later, answer.report.retry_at or later)
    if answer.report.check:
        return answer.now + CHECK_EVERY
    zone = ZoneInfo(answer.source.zone)
    return next_due(rhythm, now=answer.now, zone=zone, kept=answer.entries or 0)
