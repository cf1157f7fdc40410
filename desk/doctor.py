"""Checks of the installation, the archive and the sources, each with what to do."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from rich.text import Text

from crawler.ownsources import watched_sources
from crawler.sources import SourceError
from crawler.verdict import Exit
from desk import moments, options
from desk.errors import UserError
from desk.reader import NO_ARCHIVE, reading
from desk.status import file_bytes, size
from desk.tables import Column, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.table import Table

    from desk.options import Form

Grade = Literal["ok", "warn", "fail"]
PACKAGES = (
    "scrapy", "trafilatura", "lxml", "sqlite-utils", "datasette", "apscheduler", "pydantic",
    "py3langid", "apprise", "click", "rich",
)  # fmt: skip
_OLDEST_SQLITE = (3, 38, 0)
# https://sqlite.org/wal.html#walresetbug: two connections that write or checkpoint at the same
# moment can lose a commit; from 3.7.0 to 3.51.2
_WAL_RESET_FIXED = (3, 51, 3)
_LITTLE_SPACE = 1_000_000_000
_NO_SPACE = 100_000_000
# no kenwatch ran before this day: an earlier clock is wrong
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
_STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: what was looked at, how it is, in words, and what to do ("" for nothing)."""

    what: str
    grade: Grade
    found: str
    mend: str = ""


def packages() -> Check:
    """The versions of Python and of what kenwatch stands on."""
    found, missing = [f"Python {sys.version.split()[0]}"], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Check("packages", "fail", f"missing: {', '.join(missing)}", "install kenwatch again")
    return Check("packages", "ok", ", ".join(found))


def sqlite_library(number: tuple[int, ...] = sqlite3.sqlite_version_info) -> Check:
    """Whether this SQLite has what the archive needs, and its known fault."""
    name = ".".join(map(str, number))
    if number < _OLDEST_SQLITE:
        return Check("SQLite", "fail", name, "needs 3.38 or newer: use a newer Python build")
    if number < _WAL_RESET_FIXED:
        return Check(
            "SQLite",
            "warn",
            f"{name} has the WAL-reset bug (fixed in 3.51.3)",
            "keep to one writer, as kenwatch does: let no other program write to the archive",
        )
    return Check("SQLite", "ok", name)


def archive(path: Path) -> Check:
    """Whether the archive can be read and is whole (PRAGMA quick_check)."""
    if not path.exists():
        return Check("archive", "warn", f"{path}: {NO_ARCHIVE.partition(';')[0]}", "kenwatch crawl")
    try:
        with reading(path) as db:
            answer = db.execute("PRAGMA quick_check(3)").fetchall()
            articles = db.execute("SELECT count(*) FROM article").fetchone()[0]
    except UserError as error:
        found, _, mend = str(error).partition(";")
        return Check("archive", "fail", found, mend.strip())
    words = "; ".join(row[0] for row in answer)
    if words != "ok":
        return Check("archive", "fail", f"{path}: {words}", "restore a backup")
    return Check("archive", "ok", f"{path}: {articles:,} articles, {size(file_bytes(path))}")


def disk(path: Path, free: int | None = None) -> Check:
    """Whether the archive's disk has room; ``free`` is in bytes."""
    folder = path.absolute().parent
    if free is None:
        if not folder.is_dir():
            return Check("disk", "fail", f"{folder}: no such folder", "make it, or change --db")
        free = shutil.disk_usage(folder).free
    grade: Grade = "ok" if free >= _LITTLE_SPACE else "warn" if free >= _NO_SPACE else "fail"
    mend = "" if grade == "ok" else "free some space, or move the archive"
    return Check("disk", grade, f"{size(free)} free at {folder}", mend)


def zones(name: str = "Asia/Almaty") -> Check:
    """Whether the zone files know that Kazakhstan went from UTC+6 to UTC+5 on 1 March 2024."""
    mend = "update the package tzdata"
    try:
        zone = ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return Check("time zones", "fail", f"{name} is unknown", mend)
    offsets = [
        datetime(2024, month, day, 12, tzinfo=zone).utcoffset() for month, day in ((2, 28), (3, 2))
    ]
    if offsets != [timedelta(hours=6), timedelta(hours=5)]:
        return Check("time zones", "fail", f"{name} lacks the change of 1 March 2024", mend)
    return Check("time zones", "ok", f"{name} knows the change of 1 March 2024")


def sources(directory: Path | None = None) -> Check:
    """Whether all source files can be read."""
    try:
        loaded = watched_sources(directory or options.chosen().settings.sources)
    except SourceError as error:
        found, _, mend = str(error).partition("; ")
        return Check("sources", "fail", found, mend or "correct the file")
    enabled = sum(source.enabled for source in loaded.values())
    return Check("sources", "ok", f"{len(loaded)} source files, {enabled} enabled")


def clock(path: Path, now: datetime) -> Check:
    """Whether the clock is plausible: after this program, and after the newest fetched page."""
    mend = "set the clock of this machine"
    if now < _EARLIEST:
        return Check("clock", "fail", f"says {now:%Y-%m-%d}, which is past", mend)
    newest = _newest_fetch(path)
    if newest and newest > now + timedelta(minutes=5):
        shown = moments.show(newest.isoformat())
        return Check("clock", "fail", f"is behind the newest article, fetched {shown}", mend)
    return Check("clock", "ok", f"{moments.show(now.isoformat())} (Almaty)")


def _newest_fetch(path: Path) -> datetime | None:
    try:
        with reading(path) as db:
            row = db.execute("SELECT max(fetched_at) FROM article").fetchone()
    except UserError:
        return None
    return moments.from_archive(row[0])


def examine(path: Path, now: datetime) -> list[Check]:
    """All checks, in the order in which they are shown."""
    return [
        packages(),
        sqlite_library(),
        archive(path),
        disk(path),
        zones(),
        sources(),
        clock(path, now),
    ]


def checks_table(checks: Sequence[Check]) -> Table:
    """The findings as a table of the screen."""
    columns = (
        Column("grade", ""),
        Column("what", "what"),
        Column("found", "found", flexible=True),
    )
    return table(
        columns,
        (
            {
                "grade": Text(check.grade, style=_STYLES[check.grade]),
                "what": check.what,
                "found": f"{check.found}. → {check.mend}" if check.mend else check.found,
            }
            for check in checks
        ),
    )


@click.command(
    epilog=options.examples(
        "kenwatch doctor",
        "kenwatch doctor --db /var/lib/kenwatch/kenwatch.db --json",
    )
)
@options.form_options
@options.db_option
@click.pass_context
def doctor(ctx: click.Context, form: Form | None, db: Path) -> None:
    """Check the installation, the archive, the disk, the time zones, the sources, the clock.

    Ends with code 1 where a check fails; a warning does not count as failed.
    """
    checks = examine(db, options.now())
    records = [asdict(check) for check in checks]
    options.emit(form, records, ["what", "grade", "found", "mend"], lambda _: checks_table(checks))
    if any(check.grade == "fail" for check in checks):
        ctx.exit(Exit.ERROR)
