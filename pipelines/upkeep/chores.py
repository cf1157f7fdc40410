"""The chores of an archive: which are due, begun and ended one by one, each for itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pipelines.archive import ArchiveError
from pipelines.moments import iso, known_moment, moment_of
from pipelines.upkeep.timetable import Noted, is_due

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from pipelines.archive import Archive

# a crawl may be waiting: after so long no further chore is begun, and the next time goes on
PATIENCE: Final = timedelta(minutes=2)
_LONGEST: Final = 500  # letters of what is noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Something done again and again, ``every`` so long; ``work`` tells in words what it did.

    ``frees_space``: it is done even where the archive has no room to note that it is.
    """

    name: str
    every: timedelta
    work: Callable[[Archive, datetime], str]
    frees_space: bool = False


@dataclass(frozen=True, slots=True)
class ChoreEnd:
    """What came of a chore: whether it did its work, and that or the trouble in words."""

    name: str
    is_done: bool
    words: str


def noted(db: sqlite3.Connection) -> Mapping[str, Noted]:
    """What table chore holds, by the name of the chore."""
    rows = db.execute("SELECT name, began_at, ended_at, done_at FROM chore")
    return {
        row[0]: Noted(known_moment(row[1]), moment_of(row[2]), moment_of(row[3])) for row in rows
    }


def due(db: sqlite3.Connection, chores: Iterable[Chore], now: datetime) -> list[Chore]:
    """Those that are to be done now, in the order given."""
    known = noted(db)
    return [chore for chore in chores if is_due(known.get(chore.name), chore.every, now)]


def failing(db: sqlite3.Connection, chores: Iterable[Chore]) -> list[ChoreEnd]:
    """Those that could not do their work when they were tried last, and why, in the order given."""
    rows = db.execute(
        "SELECT name, detail FROM chore WHERE ended_at IS NOT NULL AND done_at IS NOT ended_at"
    )
    known = dict(rows.fetchall())
    return [
        ChoreEnd(chore.name, is_done=False, words=known[chore.name])
        for chore in chores
        if chore.name in known
    ]


def run(
    archive: Archive, chores: Iterable[Chore], clock: Callable[[], datetime]
) -> tuple[list[ChoreEnd], list[str]]:
    """Do these chores; how each ended, and the names of those that there was no time for.

    One that fails does not stop the others. Outside of any transaction.
    """
    ends: list[ChoreEnd] = []
    left: list[str] = []
    start = clock()
    for chore in chores:
        # a clock that is set back must not make it wait
        if clock() - start >= PATIENCE:
            left.append(chore.name)
        else:
            ends.append(do(archive, chore, clock))
    return ends, left


def do(archive: Archive, chore: Chore, clock: Callable[[], datetime]) -> ChoreEnd:
    """Do one chore now, due or not, and note it in the archive."""
    began = clock()
    unnoted = _begin(archive, chore.name, began)
    if unnoted and not chore.frees_space:
        # done but never noted, it would be done again at every look
        return ChoreEnd(chore.name, is_done=False, words=unnoted)
    try:
        end = ChoreEnd(chore.name, is_done=True, words=_line(chore.work(archive, began)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other chores go on
        end = ChoreEnd(chore.name, is_done=False, words=_line(_told(error)))
    unnoted = _end(archive, end, began, clock())
    return ChoreEnd(end.name, end.is_done, f"{end.words}; {unnoted}") if unnoted else end


def _begin(archive: Archive, name: str, now: datetime) -> str:
    """Note that a chore begins; why it could not be noted, if so."""
    try:
        with archive.write() as db:
            db.execute(
                "INSERT INTO chore (name, began_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
                " SET began_at = excluded.began_at, ended_at = NULL, detail = ''",
                (name, iso(now)),
            )
    except ArchiveError as error:
        return f"could not be noted: {error}"
    return ""


def _end(archive: Archive, end: ChoreEnd, began: datetime, now: datetime) -> str:
    """Note what came of a chore, its begin too; why it could not be noted, if so."""
    try:
        with archive.write() as db:
            db.execute(
                "INSERT INTO chore (name, began_at, ended_at, done_at, detail)"
                " VALUES (:name, :began, :now, CASE WHEN :is_done THEN :now END, :words)"
                " ON CONFLICT (name) DO UPDATE SET ended_at = excluded.ended_at,"
                " done_at = coalesce(excluded.done_at, done_at), detail = excluded.detail",
                {**asdict(end), "began": iso(began), "now": iso(now)},
            )
    except ArchiveError as error:
        return f"its end could not be noted: {error}"
    return ""


def _told(error: Exception) -> str:
    # an error without words has at least a name
    return str(error) or type(error).__name__


def _line(words: str) -> str:
    return " ".join(words.split())[:_LONGEST]
