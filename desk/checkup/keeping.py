"""What keeps the archive going: configuration, daemon, messages, backups."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from crawler.verdict import counted
from desk import moments
from desk.checkup import archivecards
from desk.checkup.finding import Check, told
from desk.chorelist import BACKUP, chores_of
from desk.config import checking
from desk.config.errors import ConfigError
from desk.daemon.clocks import read as read_clocks
from desk.daemon.statusfile import path_of, standing
from pipelines.upkeep import snapshot
from pipelines.upkeep.chores import failing
from pipelines.upkeep.rotation import made_at

if TYPE_CHECKING:
    from pathlib import Path

    from desk.checkup.subject import Subject

_LATE: Final = timedelta(hours=2)


def configuration(subject: Subject) -> Check:
    """Whether the configuration makes sense, in one line."""
    mend = "kenwatch config check"
    try:
        found = checking.examine(subject.chosen.loaded, subject.environ)
    except ConfigError as error:
        return Check("configuration", "fail", told(error.problems, 2), mend)
    file = subject.chosen.loaded.file
    name = str(file) if file else "no file, so that the defaults hold"
    for grade in ("fail", "warn"):
        wrong = [f"{one.what}: {one.found}" for one in found if one.grade == grade]
        if wrong and (file or grade == "fail"):
            return Check("configuration", grade, f"{name}: {told(wrong, 2)}", mend)
    return Check("configuration", "ok", name)


def daemon(subject: Subject) -> Check:
    """Whether the daemon of the archive is alive and well."""
    if not path_of(subject.path).exists():
        return Check("daemon", "ok", "none has run for this archive", "kenwatch daemon")
    found = standing(subject.path, read_clocks())
    if found.is_well or found.line.startswith("stopped"):
        return Check("daemon", "ok", found.line)
    return Check("daemon", "fail", found.line, "see its log; kenwatch daemon starts it")


def messages(subject: Subject) -> Check:
    """Whether messages reach their receivers."""
    with subject.archive() as db:
        lost = archivecards.given_up(db)
        late = archivecards.late(db, (subject.now - _LATE).astimezone(UTC).isoformat())
    if lost:
        names = (f"{sink} {count:,}" for sink, count in lost.items())
        return Check("messages", "fail", f"given up: {told(names)}", "kenwatch alerts --help")
    if late:
        found = f"{counted(late, 'message')} should have been sent over 2 hours ago"
        return Check("messages", "warn", found, "kenwatch alerts send")
    return Check("messages", "ok", "none is given up or late")


def backups(subject: Subject) -> Check:
    """Whether there is a backup that is not too old."""
    settings = subject.chosen.settings.backup
    folder = settings.folder
    if folder is None:
        found = "no backup.folder in the configuration: no copies of the archive are made"
        return Check("backups", "warn", found, "name a folder there, best on another disk")
    if not folder.is_dir():
        return Check("backups", "fail", f"{folder}: no such folder", "make it, or name another")
    newest = _newest(folder, subject.path.stem)
    if newest is None:
        return Check("backups", "warn", f"{folder}: holds none of this archive", "kenwatch backup")
    at = made_at(subject.path.stem, newest.name)
    assert at is not None, "_newest() goes by the names"
    words = f"{newest}, of {moments.ago(at, subject.now)} ago"
    if trouble := _trouble(newest, deep=subject.deep) or _last_failed(subject):
        return Check("backups", "fail", f"{words}: {trouble}", "kenwatch backup")
    if subject.now - at > 2 * timedelta(hours=settings.every_hours):
        return Check("backups", "warn", words, "kenwatch backup; the daemon makes them by itself")
    return Check("backups", "ok", f"{words}, {'whole' if subject.deep else 'checked when made'}")


def _newest(folder: Path, stem: str) -> Path | None:
    found = {at: file for file in folder.iterdir() if (at := made_at(stem, file.name))}
    return found[max(found)] if found else None


def _trouble(backup: Path, *, deep: bool) -> str:
    """What is wrong with a backup; its pages are read with ``deep`` only."""
    if not snapshot.is_ours(backup):
        return "is no backup of kenwatch"
    if not deep:
        return ""
    try:
        with closing(snapshot.opened(backup)) as db:
            harm = archivecards.harm(db, deep=False)
    except sqlite3.Error as error:
        harm = str(error)
    return f"is damaged ({harm})" if harm else ""


def _last_failed(subject: Subject) -> str:
    chores = [one for one in chores_of(subject.chosen.settings) if one.name == BACKUP]
    with subject.archive() as db:
        return next((f"the last one failed: {end.words}" for end in failing(db, chores)), "")
