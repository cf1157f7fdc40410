"""Whether this machine knows the time, and the time zone of Kazakhstan."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk import moments
from desk.checkup import archivecards
from desk.checkup.finding import Check
from desk.checkup.subject import CannotLookError
from desk.daemon.clocks import Reading, leap, span
from desk.daemon.clocks import read as read_clocks
from desk.daemon.state import boot_id
from desk.daemon.statusfile import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.checkup.subject import Subject

# no kenwatch ran before this day: an earlier clock is wrong
_EARLIEST: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SLIGHT: Final = timedelta(minutes=5)
_MEND: Final = "set the clock of this machine; better, have it set by a time server"
_LARGEST: Final = 1 << 20


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


def clock(subject: Subject, clocks: Reading | None = None) -> Check:
    """Whether the clock is plausible: after this program, and after all that was stored.

    Where the daemon ran since the machine began, its clock is compared as well: ``clocks`` are
    those of now.
    """
    now = subject.now
    if now < _EARLIEST:
        return Check("clock", "fail", f"says {now:%Y-%m-%d}, which is past", _MEND)
    newest = _newest(subject)
    if newest and newest > now + _SLIGHT:
        shown = moments.show(newest.isoformat())
        found = f"is behind what the archive holds: of {shown} (Almaty)"
        return Check("clock", "fail", found, _MEND)
    jumped = _jumped(subject.path, clocks or read_clocks())
    if jumped:
        way = "ahead" if jumped > 0 else "back"
        found = f"was set {way} by {span(abs(jumped))} since the daemon's last sign of life"
        return Check("clock", "warn", found, "see that it is right now")
    return Check("clock", "ok", f"{moments.show(now.isoformat())} (Almaty)")


def _newest(subject: Subject) -> datetime | None:
    try:
        with subject.archive() as db:
            return archivecards.newest_at(db)
    except CannotLookError:
        return None


def _jumped(archive: Path, now: Reading) -> float:
    """By how many seconds the clock was set since the daemon of an archive wrote last."""
    try:
        with path_of(archive).open("rb") as file:
            told: dict[str, Any] = json.loads(file.read(_LARGEST))
        if told["boot"] != boot_id():
            return 0.0
        beat = moments.from_archive(told["beat_at"])
        before = Reading(beat.timestamp() if beat else now.wall, 0.0, told["beat_since_boot"])
        jumped = leap(before, now).jumped
    except (OSError, ValueError, KeyError, TypeError):
        return 0.0
    return jumped if abs(jumped) > _SLIGHT.total_seconds() else 0.0


def look(subject: Subject) -> Iterator[Check]:
    """All of these checks."""
    yield zones()
    yield clock(subject)
