"""The data dictionary tells what the schema is today."""

from __future__ import annotations

import sqlite3

from desk import dictionary
from pipelines import schema

SCRIPT = """-- All about it.

-- What was thrown; "a" and b.
CREATE TABLE ball (
  id INTEGER PRIMARY KEY,
  of TEXT NOT NULL REFERENCES ball(id),   -- whose it is,
                                          -- in the end
  marks TEXT                              -- JSON array
) STRICT;
-- serves view thrown
CREATE INDEX ball_of ON ball (of, id) WHERE marks <> '';

-- The thrown ones. Example: SELECT * FROM thrown;
CREATE VIEW thrown AS
SELECT id, marks FROM ball;
"""


def test_the_page_is_the_one_that_the_schema_makes_today() -> None:
    """`make docs` writes it anew."""
    assert dictionary.page(schema.SCHEMA.read_text("utf-8")) == dictionary.PAGE.read_text("utf-8")


def test_every_table_and_view_of_an_archive_is_told_with_what_it_is_for() -> None:
    script = schema.SCHEMA.read_text("utf-8")
    told = {one.name: one for one in dictionary.made(script)}
    with sqlite3.connect(":memory:") as db:
        db.executescript(script)
    kept = db.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'"
    ).fetchall()
    db.close()
    assert [name for (name,) in kept if not told[name].told] == []
    assert [one.name for one in told.values() if one.kind == "view" and not one.example] == []
    indexes = [one for one in told.values() if one.kind == "index"]
    assert [one.name for one in indexes if not one.told.startswith("serves ")] == []


def test_a_table_is_told_with_types_keys_comments_and_indexes() -> None:
    page = dictionary.page(SCRIPT)
    assert '### ball\n\nWhat was thrown; "a" and b.\n' in page
    assert "| `id` | integer |  | primary 1 |  |" in page
    assert "| `of` | text |  | → `ball.id` | whose it is, in the end |" in page
    assert "| `marks` | text, json | null |  | JSON array |" in page
    assert "- `(of, id) WHERE marks <> ''` serves view thrown" in page


def test_a_view_is_told_with_its_example_and_its_columns() -> None:
    page = dictionary.page(SCRIPT)
    assert "### thrown\n\nThe thrown ones.\n\n```sql\nSELECT * FROM thrown;\n```" in page
    assert "Columns: `id`, `marks`" in page
