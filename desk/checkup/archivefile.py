"""The archive's file: is it whole, its search index, its references, its log, its writer."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crawler.verdict import counted
from desk.checkup import archivecards
from desk.checkup.finding import Check
from desk.errors import UserError
from desk.reader import NO_ARCHIVE, reading
from desk.status import file_bytes, size
from pipelines import schema
from pipelines.lockfile import beside, holder_of
from pipelines.upkeep import snapshot
from pipelines.upkeep.room import free_bytes, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.checkup.subject import Subject

DEEP: Final = "kenwatch doctor --deep"
_RESTORE: Final = "restore a backup: `kenwatch restore FILE`"
_LONG_LOG: Final = 200_000_000


def archive(subject: Subject) -> Check:
    """Whether the archive can be read, is of this version, and whole."""
    path = subject.path
    if not path.exists():
        return Check("archive", "warn", f"{path}: {NO_ARCHIVE.partition(';')[0]}", "kenwatch crawl")
    if not path.is_dir() and (version := subject.version) < schema.VERSION:
        found = f"{path}: is of archive version {version}, this kenwatch has {schema.VERSION}"
        mend = "make a copy of it; the next command (kenwatch status) brings it up to date"
        return Check("archive", "warn", found, mend)
    try:
        with reading(path) as db:
            harm = archivecards.harm(db, deep=subject.deep) if subject.reads_all else ""
            words = counted(archivecards.articles(db), "article")
    except UserError as error:
        subject.troubles.append(error)
        found, _, mend = str(error).partition(";")
        return Check("archive", "fail", found, mend.strip())
    if harm:
        return Check("archive", "fail", f"{path}: is damaged ({harm})", _RESTORE)
    told = f"{path}: {words}, {size(file_bytes(path))}, version {schema.VERSION}"
    if not subject.reads_all:
        return Check("archive", "ok", f"{told}; not read whole, as it is large", DEEP)
    return Check("archive", "ok", f"{told}, whole")


def search_index(subject: Subject) -> Check:
    """Whether the search indexes have every article; with ``deep``, every word of it."""
    what = "search index"
    mend = (
        f"stop the daemon; kenwatch backup --to FOLDER --db {subject.path} makes it anew in the "
        "copy, then kenwatch restore that"
    )
    with subject.archive() as db:
        missing, extra = archivecards.unindexed(db, exact=subject.reads_all)
        if missing or extra:
            found = f"lacks {counted(missing, 'article')}, has {extra:,} that are gone"
            return Check(what, "fail", found, mend)
        if not subject.deep:
            return Check(what, "ok", "has every article")
        if shortage := _no_room(snapshot.size_of(db), subject.environ):
            return Check(what, "skip", f"has every article; its words: {shortage}", "set TMPDIR")
        if harm := _unlike(db):
            return Check(what, "fail", f"does not fit the articles ({harm})", mend)
    return Check(what, "ok", "has every article, word by word")


def _no_room(size: int, environ: Mapping[str, str]) -> str:
    """Why no copy of the archive can be made in the folder for temporary files, "" if it can."""
    wanted = (environ.get("SQLITE_TMPDIR"), environ.get("TMPDIR"), "/var/tmp", "/tmp")  # noqa: S108 - where SQLite looks
    folder = next((Path(one) for one in wanted if one and Path(one).is_dir()), Path())
    free = free_bytes(folder)
    if free > size + size // 10:
        return ""
    return f"{folder} has no room for a copy of the archive ({in_words(free)} free)"


def _unlike(db: sqlite3.Connection) -> str:
    """How a search index differs from the articles, by SQLite's word.

    They are compared in a copy, as SQLite takes that for a change of the index.
    """
    with closing(sqlite3.connect("")) as copy:
        db.backup(copy)
        for index in archivecards.search_indexes(db):
            try:
                # rank 1 compares the index with the texts, too
                copy.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")  # noqa: S608 - a name of ours
            except sqlite3.DatabaseError as error:
                return str(error)
    return ""


def references(subject: Subject) -> Check:
    """Whether every row refers to something that is there."""
    with subject.archive() as db:
        if not subject.reads_all:
            return Check("references", "skip", "not looked at, as the archive is large", DEEP)
        broken, orphans = archivecards.broken_references(db), archivecards.orphans(db)
    if broken:
        return Check("references", "fail", f"rows that refer to nothing: {_rows(broken)}", _RESTORE)
    if orphans:
        # they are of no harm: what they were of is gone
        found = f"rows of texts that are gone: {_rows(orphans)}"
        return Check("references", "warn", found, "tell the makers of kenwatch; nothing is lost")
    return Check("references", "ok", "every row refers to something that is there")


def _rows(counts: dict[str, int]) -> str:
    return ", ".join(f"{table} {count:,}" for table, count in sorted(counts.items()))


def log(subject: Subject) -> Check:
    """Whether the write-ahead log is of a usual size."""
    wal = subject.path.with_name(f"{subject.path.name}-wal")
    length = wal.stat().st_size if wal.exists() else 0
    if length > _LONG_LOG:
        found = f"{wal}: has grown to {size(length)}: a program has kept the archive open for long"
        return Check("log", "warn", found, "close programs that read it, then: kenwatch tend")
    return Check("log", "ok", f"{size(length)} wait in the log of the archive")


def writer(subject: Subject) -> Check:
    """Who writes to the archive now, by the word that it left beside it."""
    holder = holder_of(beside(subject.path, ".lock"))
    if holder is None:
        return Check("writer", "ok", "nobody writes to the archive now")
    if _is_alive(holder.pid):
        return Check("writer", "ok", f"{holder} writes to it")
    return Check("writer", "ok", f"nobody; {holder} ended without a word, and harmed nothing")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True
