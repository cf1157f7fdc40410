"""What keeps the archive small and quick: its log is emptied, its search index merged."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from pipelines.upkeep.room import in_words
from pipelines.upkeep.trouble import UpkeepError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from pipelines.archive import Archive

_PATIENCE_MS: Final = 2000
# a log of this size is no more than an unlucky moment; above it somebody reads without end
_LARGE_LOG: Final = 100_000_000
MERGE_SECONDS: Final = 20.0
_PAGES: Final = 500  # of the index, merged in one transaction
# rows of each index that are looked at for the statistics
_SAMPLE: Final = 1000


def checkpoint(archive: Archive, large: int = _LARGE_LOG) -> str:
    """Bring the write-ahead log into the file and empty it; tells how it went.

    Not within a transaction. Raises UpkeepError where a reader holds back a log of over ``large``
    bytes: it grows for as long as the reader reads.
    """
    log = archive.path.with_name(f"{archive.path.name}-wal")
    size = log.stat().st_size if log.exists() else 0
    with _patience(archive.connection, _PATIENCE_MS) as db:
        is_busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if not is_busy:
        return f"the log of {in_words(size)} was brought into the archive"
    words = f"the log of {in_words(size)} stays, as another program is reading the archive"
    if size > large:
        raise UpkeepError(f"{archive.path}: {words}; end that program, or the log goes on growing")
    return words


@contextmanager
def _patience(db: sqlite3.Connection, milliseconds: int) -> Iterator[sqlite3.Connection]:
    """Wait for readers no longer than so, in place of as long as usual."""
    usual = int(db.execute("PRAGMA busy_timeout").fetchone()[0])
    db.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        yield db
    finally:
        db.execute(f"PRAGMA busy_timeout = {usual}")


def optimize(
    archive: Archive,
    seconds: float = MERGE_SECONDS,
    monotonic: Callable[[], float] = time.monotonic,
) -> str:
    """Let SQLite renew its statistics where it finds them old, and merge the search index.

    Merging ends after ``seconds`` and goes on the next time. Short transactions: a kill loses
    nothing. Raises ArchiveError.
    """
    with archive.write() as db:
        db.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
        db.execute("PRAGMA optimize")
    end = monotonic() + seconds
    # a negative number begins to merge all of the index, positive ones go on with that
    # (https://sqlite.org/fts5.html#the_merge_command)
    for index in ("title_fts", "article_fts"):
        pages = -_PAGES
        while _merge(archive, index, pages):
            pages = _PAGES
            if monotonic() >= end:
                return "the search index was merged in part; the rest is for the next time"
    return "the search index is merged"


def _merge(archive: Archive, index: str, pages: int) -> bool:
    """Merge so many pages of the index; False where there was nothing to do."""
    with archive.write() as db:
        before = db.total_changes
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - a name of ours
        # as its documentation has it: a call that did nothing changes less than two rows
        return db.total_changes - before >= 2  # noqa: PLR2004 - see above
