"""What the archive keeps up by itself: its triggers, indexes and views, and the days they set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crawler.verdict import counted
from desk.checkup import keptupcards
from desk.checkup.finding import Check

if TYPE_CHECKING:
    from desk.checkup.finding import Grade
    from desk.checkup.subject import Subject

_RESTORE: Final = "restore a backup that was made before: `kenwatch restore FILE`"
# articles that are looked at, the newest, where the archive is large
_NEWEST: Final = 2_000
_SHOWN: Final = 5


def shape(subject: Subject) -> Check:
    """Whether the triggers, indexes and views of this version are there, as they should be."""
    with subject.archive() as db:
        unlike = keptupcards.unlike(db)
    if not unlike:
        return Check("triggers and views", "ok", "all are there, as of this version")
    told = [
        f"{kind} {name} is {'missing' if missing else 'another'}" for kind, name, missing in unlike
    ]
    more = f" and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    # without an index or a view answers are slow or fail; without a trigger rows go wrong
    grade: Grade = "fail" if any(kind == "trigger" for kind, _, _ in unlike) else "warn"
    return Check("triggers and views", grade, ", ".join(told[:_SHOWN]) + more, _RESTORE)


def days(subject: Subject) -> Check:
    """Whether the small columns of articles, and the days of events and stories, are right."""
    with subject.archive() as db:
        wrong = keptupcards.wrong(db, None if subject.reads_all else _NEWEST)
    if wrong:
        told = ", ".join(f"{table} {count:,}" for table, count in wrong.items())
        mend = f'stop the daemon, then: sqlite3 {subject.path} "{keptupcards.ANEW}"'
        return Check("days", "fail", f"rows that are missing or wrong: {told}", mend)
    if subject.reads_all:
        return Check("days", "ok", "those of articles, events and stories are right")
    told = counted(_NEWEST, "article")
    return Check("days", "ok", f"those of the newest {told} are right", "kenwatch doctor --deep")
