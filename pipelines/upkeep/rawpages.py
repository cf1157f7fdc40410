"""Which files of raw pages go. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

# as the daemon names them for when their crawl began; whatever else lies there is not ours
_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)\.warc\.gz", re.ASCII)
# a file that was written to since then may be written to still
_AT_REST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of raw pages: when its crawl began, when it was last written to, its size."""

    name: str
    began_at: datetime
    written_at: datetime
    size: int


def began_at(name: str) -> datetime | None:
    """When the crawl of a file began, by its name in UTC; None for a file that is not ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def outdated(
    files: Collection[RawFile], now: datetime, *, keep_days: int | None, max_bytes: int
) -> list[RawFile]:
    """Files to delete, oldest first: those older than ``keep_days``, then until all fit.

    None: however old. The newest stays, and what was written to within the last hour: a crawl may
    be at it.
    """
    by_age = sorted(files, key=lambda file: (file.began_at, file.name))
    oldest = None if keep_days is None else now - timedelta(days=keep_days)
    size = sum(file.size for file in by_age)
    gone = []
    for file in by_age[:-1]:
        if now - _AT_REST < file.written_at <= now:
            continue
        is_old = oldest is not None and max(file.began_at, file.written_at) < oldest
        if is_old or size > max_bytes:
            gone.append(file)
            size -= file.size
    return gone
