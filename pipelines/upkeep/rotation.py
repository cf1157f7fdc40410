"""Names of backups, and which of them go. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_STAMP: Final = "%Y%m%dT%H%MZ"
HALF_MADE: Final = ".part"


def backup_name(stem: str, at: datetime) -> str:
    """The file name of a backup of archive ``stem``, in whole minutes of UTC."""
    return f"{stem}-{at.astimezone(UTC).strftime(_STAMP)}.db"


def made_at(stem: str, name: str) -> datetime | None:
    """When a backup was made, by its file name; None for a file of another name."""
    found = re.fullmatch(rf"{re.escape(stem)}-(\d{{8}}T\d{{4}}Z)\.db", name, re.ASCII)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_half_made(stem: str, name: str, mark: str = "") -> bool:
    """Whether a file was left by a backup that was cut off, or by SQLite beside it.

    ``mark``: of the archive. One that bears another may be in the making.
    """
    whole, is_half, rest = name.partition(HALF_MADE)
    rest = rest.removeprefix(mark)
    return bool(is_half) and rest in {"", "-journal", "-wal"} and made_at(stem, whole) is not None


def superfluous(
    made: Collection[datetime], newest: datetime, keep: int, keep_weekly: int
) -> list[datetime]:
    """Which backups go once the one of ``newest`` is made, oldest first.

    Stay: the last ``keep``, and of older ones the first of each week, for the last
    ``keep_weekly`` weeks that have one. By their order and not by today, so that no clock makes
    all of them old. Those of a later time than ``newest`` were made by a wrong clock, now or then:
    they stay and are not counted.
    """
    known = sorted({at for at in made if at <= newest} | {newest})
    older = known[:-keep]
    first_of_week: dict[tuple[int, int], datetime] = {}
    for at in older:
        first_of_week.setdefault(at.isocalendar()[:2], at)
    weekly = list(first_of_week.values())[-keep_weekly:] if keep_weekly else []
    return [at for at in older if at not in weekly]
