"""Archives that are damaged, not closed, or full, for the tests of backups."""

from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

from tests.desk_archive import build

if TYPE_CHECKING:
    from pathlib import Path

PAGE = 4096


def overwrite_pages(path: Path, first: int = 2, last: int | None = None) -> Path:
    """Overwrite pages of a database file, so that SQLite finds it malformed."""
    size = path.stat().st_size // PAGE
    with path.open("r+b") as file:
        file.seek((first - 1) * PAGE)
        file.write(b"\xa5" * PAGE * ((last or size) - first + 1))
    return path


def harm_index(path: Path) -> Path:
    """Empty the search index of an archive behind its back."""
    db = sqlite3.connect(path)
    with db:
        db.execute("DELETE FROM article_fts_data WHERE id > 10")
    db.close()
    return path


def root_page(path: Path, name: str) -> int:
    """The first page of a table or index."""
    db = sqlite3.connect(path)
    found = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    db.close()
    return int(found)


def crashed(path: Path, runs: int) -> Path:
    """An archive as a crash leaves it: so many runs are in its log alone, the file lacks them."""
    source = path.with_name("running.db")
    build(source)
    db = sqlite3.connect(source, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA wal_autocheckpoint = 0")
    for _ in range(runs):
        db.execute("INSERT INTO run (kind, started_at, options) VALUES ('crawl', 'x', '{}')")
    for suffix in ("", "-wal"):
        shutil.copy(f"{source}{suffix}", f"{path}{suffix}")
    db.close()
    source.unlink()
    return path


def runs_in(path: Path) -> int:
    """How many runs an archive knows; it is whole, or the test fails."""
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    found = db.execute("SELECT count(*) FROM run").fetchone()[0]
    db.close()
    return int(found)
