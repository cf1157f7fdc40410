"""The versions of what kenwatch stands on."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TYPE_CHECKING, Final

from packaging.requirements import Requirement

from desk.checkup.finding import Check, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desk.checkup.subject import Subject

_OLDEST_PYTHON: Final = (3, 11)
_OLDEST_SQLITE: Final = (3, 38, 0)
# https://sqlite.org/wal.html#walresetbug: two connections that write or checkpoint at the same
# moment can lose a commit; from 3.7.0 to 3.51.2
_WAL_RESET_FIXED: Final = (3, 51, 3)


def python(number: tuple[int, ...] = tuple(sys.version_info[:3])) -> Check:
    """Whether this Python will do."""
    name = ".".join(map(str, number))
    if number < _OLDEST_PYTHON:
        return Check("Python", "fail", name, "needs 3.11 or newer: install kenwatch with that")
    return Check("Python", "ok", f"{name} ({sys.executable})")


def packages(needed: Iterable[str] | None = None) -> Check:
    """Whether every dependency is there, in a version that is needed."""
    wanted = list(_needed()) if needed is None else [Requirement(line) for line in needed]
    if not wanted:
        found = "kenwatch itself is not installed, so that what it needs is not known"
        return Check("packages", "warn", found, "install kenwatch: make install, or pip")
    held_ones, wrong = list[str](), list[str]()
    for one in wanted:
        try:
            held = version(one.name)
        except PackageNotFoundError:
            wrong.append(f"{one.name} is missing")
            continue
        if one.specifier.contains(held, prereleases=True):
            held_ones.append(f"{one.name} {held}")
        else:
            wrong.append(f"{one.name} {held} is not {one.specifier}")
    if wrong:
        return Check("packages", "fail", "; ".join(wrong), "install kenwatch again")
    return Check("packages", "ok", f"in the versions needed: {told(held_ones, 6)}")


def _needed() -> Iterator[Requirement]:
    """What kenwatch needs always, by its own word."""
    try:
        lines = requires("kenwatch") or []
    except PackageNotFoundError:
        return
    for line in lines:
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate({"extra": ""}):
            yield one


def sqlite_library(number: tuple[int, ...] = sqlite3.sqlite_version_info) -> Check:
    """Whether this SQLite has what the archive needs, and its known fault."""
    name = ".".join(map(str, number))
    if number < _OLDEST_SQLITE:
        return Check("SQLite", "fail", name, "needs 3.38 or newer: use a newer Python build")
    if not _has_search():
        found = f"{name} is built without FTS5, the full-text search"
        return Check("SQLite", "fail", found, "use another Python build")
    if number < _WAL_RESET_FIXED:
        return Check(
            "SQLite",
            "warn",
            f"{name} has the WAL-reset bug (fixed in 3.51.3)",
            "keep to one writer, as kenwatch does: let no other program write to the archive",
        )
    return Check("SQLite", "ok", name)


def _has_search() -> bool:
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
        except sqlite3.OperationalError:
            return False
    return True


def look(_: Subject) -> Iterator[Check]:
    """All of these checks."""
    yield python()
    yield packages()
    yield sqlite_library()
