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


def fill(db: sqlite3.Connection, table: str, **known: str | None) -> None:
    """A row with all columns of a table, 1 and '' where nothing is given."""
    rows = db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    plain: dict[str, str | None] = {"first_seen_at": "2026-11-20T08:00:00+00:00"}
    known = plain | known
    values = [known.get(name, "" if kind == "TEXT" else 1) for name, kind in rows]
    marks = ",".join("?" * len(rows))
    db.execute(
        f"INSERT INTO {table} ({','.join(name for name, _ in rows)}) VALUES ({marks})", values
    )


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


def test_reading_an_older_archive_brings_it_up_to_date_with_the_names_of_today(
    tmp_path: Path,
) -> None:
    with reading(first_archive(tmp_path / "old.db")) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
        assert db.execute("SELECT count(*) FROM entity_name").fetchone()[0] > 0
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


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
    with sqlite3.connect(path) as db:
        fill(db, "article", title="Qaraǵandyda shahta ashyldy", language="kk", script="Latin")
    db.close()
    with reading(path) as found:
        hits = found.execute(
            "SELECT rowid FROM article_fts WHERE article_fts MATCH 'folded : карагандыда'"
        ).fetchall()
    assert len(hits) == 1


def test_figures_and_events_of_an_older_archive_stay_and_a_date_may_join_them(
    tmp_path: Path,
) -> None:
    path = first_archive(tmp_path / "old.db")
    with sqlite3.connect(path) as db:
        fill(db, "article")
        fill(db, "entity", id="ridder")
        db.execute(
            "INSERT INTO fact (article_id, span_start, span_end, kind, value, value_to, unit, quote)"
            " VALUES (1, 2, 9, 'change', 92300, 100200, 'KZT', 'q')"
        )
        db.execute(
            "INSERT INTO event (article_id, kind, town_id, company_id, quote, span_start, span_end)"
            " VALUES (1, 'strike', 'ridder', NULL, 'q', 2, 9)"
        )
    db.close()
    archive = Archive(path)
    fact = archive.connection.execute("SELECT * FROM fact").fetchone()
    assert (fact["value"], fact["value_to"], fact["role"], fact["other_value"]) == (
        92300.0, 100200.0, "", None,
    )  # fmt: skip
    event = archive.connection.execute("SELECT * FROM event").fetchone()
    assert (event["town_id"], event["place_id"], event["figures"]) == ("ridder", "ridder", "[]")
    archive.close()
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO fact (article_id, span_start, span_end, kind, unit, quote, moment)"
            " VALUES (1, 20, 24, 'date', 'date', 'q', '2027')"
        )
    db.close()


def test_of_the_versions_so_far_the_one_that_holds_has_what_its_page_states(tmp_path: Path) -> None:
    path = first_archive(tmp_path / "old.db")
    at = "2026-11-20T10:00:00+00:00"
    with sqlite3.connect(path) as db:
        fill(db, "article", canonical_url="c", url="u", content_hash="new", modified_at=at)
        for seen, version in (("2026-11-20", "old"), ("2026-11-21", "new")):
            fill(
                db, "revision", id=None, url="u", kind="changed", seen_at=seen, content_hash=version
            )
    db.close()
    archive = Archive(path)
    rows = archive.connection.execute("SELECT * FROM revision ORDER BY seen_at").fetchall()
    archive.close()
    assert [(row["content_hash"], row["modified_at"]) for row in rows] == [
        ("old", None),
        ("new", at),
    ]
