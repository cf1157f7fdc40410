"""What the comments of the schema say."""

from __future__ import annotations

from desk.schemanotes import notes, read

SCHEMA = """-- The archive.
-- Times are UTC.

-- A source.
-- Of news.
CREATE TABLE source (
  id TEXT PRIMARY KEY,                    -- its name
  name TEXT NOT NULL,
  due_at TEXT, -- when next
  PRIMARY KEY (id)
) STRICT;
CREATE INDEX x ON source (id);
CREATE TABLE bare (id TEXT);

-- The newest first. Example: SELECT * FROM latest
-- LIMIT 10;
CREATE VIEW latest AS
SELECT 1;
-- Full text.
CREATE VIRTUAL TABLE found USING fts5(
  title
);
"""


def test_a_comment_is_that_of_what_follows_it() -> None:
    found = read(SCHEMA)
    assert list(found) == ["source", "bare", "latest", "found"]
    assert found["source"].told == "A source. Of news."
    assert found["source"].columns == {"id": "its name", "name": "", "due_at": "when next"}
    assert (found["bare"].told, found["bare"].columns) == ("", {})
    assert found["found"].kind == "table"


def test_an_example_is_told_apart() -> None:
    view = read(SCHEMA)["latest"]
    assert (view.kind, view.told) == ("view", "The newest first.")
    assert view.example == "SELECT * FROM latest LIMIT 10;"


def test_every_view_of_the_archive_is_told() -> None:
    for note in notes().values():
        assert note.told or note.kind == "table", note.name
    assert notes()["article"].columns["is_mining"]
