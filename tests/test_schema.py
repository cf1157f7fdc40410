"""The shape of the archive: an older file becomes one of today without losing a row."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from desk.errors import UserError
from desk.reader import reading
from pipelines import schema
from pipelines.archive import Archive

FIRST = Path(__file__).parent / "data" / "schema-1.sql"
COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)'


def first_archive(path: Path) -> Path:
    """An archive as version 1 wrote it, with a page and two hubs."""
    with sqlite3.connect(path) as db:
        db.executescript(FIRST.read_text(encoding="utf-8"))
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.execute(
            "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at,"
            " published_hint) VALUES ('c', 'u', 'agency', 'feed', 'f', 'kept',"
            " '2026-11-20T08:00:00+00:00', '2026-11-19T20:00:00+00:00')"
        )
        db.executemany(
            "INSERT INTO hub (url, source_id, kind, depth) VALUES (?, 'agency', 'sitemap', ?)",
            [("own", 1), ("child", 2)],
        )
    db.close()
    return path


def shape(db: sqlite3.Connection) -> dict[str, object]:
    """Every table with its columns, every index and view with its text."""
    rows = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    found: dict[str, object] = {}
    for kind, name, sql in rows:
        columns = sorted(map(tuple, db.execute(COLUMNS, (name,)).fetchall()))
        text = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", "", sql))
        found[name] = columns if kind == "table" else text
    return found


def test_an_archive_of_version_1_becomes_one_of_today_with_all_its_rows(tmp_path: Path) -> None:
    Archive(tmp_path / "new.db").close()
    archive = Archive(first_archive(tmp_path / "old.db"))
    with sqlite3.connect(tmp_path / "new.db") as fresh:
        assert shape(archive.connection) == shape(fresh)
    fresh.close()
    db = archive.connection
    assert tuple(db.execute("SELECT canonical_url, day, editions_hint FROM page").fetchone()) == (
        "c", "2026-11-20", "[]",
    )  # fmt: skip
    assert tuple(db.execute("SELECT * FROM sighting").fetchone())[:2] == ("c", "f")
    assert dict(map(tuple, db.execute("SELECT url, origin FROM hub"))) == {
        "own": "file",
        "child": "named",
    }
    assert db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    archive.close()


def test_reading_an_older_archive_brings_it_up_to_date(tmp_path: Path) -> None:
    with reading(first_archive(tmp_path / "old.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION


def test_an_older_archive_that_cannot_be_written_now_is_told(tmp_path: Path) -> None:
    path = first_archive(tmp_path / "old.db")
    broken = sqlite3.connect(path, isolation_level=None)
    broken.execute("CREATE TABLE sighting (x)")
    broken.close()
    with pytest.raises(UserError, match="older kenwatch"), reading(path):
        pass
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 1
    db.close()


def test_kazakh_of_an_older_archive_is_found_in_cyrillic_whatever_its_script(
    tmp_path: Path,
) -> None:
    path = first_archive(tmp_path / "old.db")
    known = {"title": "Qaraǵandyda shahta ashyldy", "language": "kk", "script": "Latin"}
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT name, type FROM pragma_table_info('article')").fetchall()
        names = [name for name, _ in rows]
        values = [known.get(name, "" if kind == "TEXT" else 1) for name, kind in rows]
        marks = ",".join("?" * len(names))
        db.execute(f"INSERT INTO article ({','.join(names)}) VALUES ({marks})", values)
    db.close()
    with reading(path) as found:
        hits = found.execute(
            "SELECT rowid FROM article_fts WHERE article_fts MATCH 'folded : карагандыда'"
        ).fetchall()
    assert len(hits) == 1
