"""``python -m desk.dictionary``: docs/schema.md, the data dictionary, from the schema itself.

What a table or view is for stands above it in ``pipelines/schema.sql``, what a column holds
beside it; SQLite is asked for the rest: types, keys, indexes, the columns of views.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "schema.md"
_MADE: Final = re.compile(
    r"(?P<above>(?:^--[^\n]*\n)*)^CREATE (?P<kind>TABLE|VIEW|INDEX|VIRTUAL TABLE|TRIGGER)"
    r" (?P<name>\w+)(?P<body>.*?;(?:\n|\Z))",
    re.MULTILINE | re.DOTALL,
)
_COLUMN: Final = re.compile(
    r"^  (?P<name>[a-z_]+) (?:TEXT|INTEGER|REAL)\b.*?--(?P<beside>[^\n]*(?:\n +--[^\n]*)*)",
    re.MULTILINE,
)
_INNER: Final = re.compile(r"^(sqlite_|\w+_fts_(data|idx|docsize|config)$)")
_HEAD: Final = """# The archive, table by table

<!-- Written by `make docs` from pipelines/schema.sql: change that. -->

Version {version}. One SQLite file (3.38 or newer), written by one process at a time; any program
can read it meanwhile. Begin with the [views](#views): each answers a question, and none needs a
function that SQLite does not have. [questions.md](questions.md) has questions with their answers.

Times are ISO 8601 in UTC (`2024-04-02T05:10:00+00:00`); `day`, `week`, `month` and `published` are
in Almaty. Of a JSON column `->>` takes a value (`changes ->> '$.headline[1]'`), and
`json_each(column)` makes rows.
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What the script makes: ``told`` is the comment above it, ``example`` its SQL there or ""."""

    kind: str
    name: str
    told: str
    example: str
    body: str


def made(script: str) -> list[Made]:
    """All that a commented script makes, in its order."""
    return [_made(found) for found in _MADE.finditer(script)]


def _made(found: re.Match[str]) -> Made:
    # a view's script begins with words on all views, an empty line above its own
    above = " ".join(line.removeprefix("--").strip() for line in found["above"].splitlines())
    told, _, example = above.partition("Example:")
    return Made(
        found["kind"].split()[-1].lower(), found["name"], told.strip(), example.strip(),
        found["body"],
    )  # fmt: skip


def beside(body: str) -> dict[str, str]:
    """The comment beside each column of a table."""
    return {
        found["name"]: re.sub(r"\s*\n\s*--\s*", " ", found["beside"]).strip()
        for found in _COLUMN.finditer(body)
    }


def page(script: str) -> str:
    """The whole page, for a commented script that makes an archive."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        db.executescript(script)
        known = [one for one in made(script) if not _INNER.match(one.name)]
        served = {one.name: one.told for one in known if one.kind == "index"}
        views = [one for one in known if one.kind == "view"]
        tables = [one for one in known if one.kind == "table"]
        parts = [
            _HEAD.format(version=schema.VERSION),
            _overview("Views", views),
            *(_view(db, one) for one in views),
            _overview("Tables", tables),
            *(_table(db, one, served) for one in tables),
        ]
    return "\n".join(parts)


def _overview(heading: str, known: Sequence[Made]) -> str:
    names = " · ".join(f"[{one.name}](#{one.name})" for one in known)
    return f"## {heading}\n\n{names}\n"


def _view(db: sqlite3.Connection, view: Made) -> str:
    columns = ", ".join(f"`{row['name']}`" for row in _columns(db, view.name))
    return f"### {view.name}\n\n{view.told}\n\n```sql\n{view.example}\n```\n\nColumns: {columns}\n"


def _table(db: sqlite3.Connection, table: Made, served: dict[str, str]) -> str:
    told = beside(table.body)
    foreign = {
        row["from"]: f"→ `{row['table']}.{row['to']}`"
        for row in db.execute(f"PRAGMA foreign_key_list({table.name})")
    }
    lines = [
        _line(row, told.get(row["name"], ""), foreign.get(row["name"], ""))
        for row in _columns(db, table.name)
    ]
    head = "| column | type | null | key | |\n| --- | --- | --- | --- | --- |\n"
    rows = "".join(lines)
    return f"### {table.name}\n\n{table.told}\n\n{head}{rows}{_indexes(db, table.name, served)}"


def _columns(db: sqlite3.Connection, name: str) -> Iterator[sqlite3.Row]:
    # without the columns that a full-text table hides
    rows = db.execute(f"PRAGMA table_xinfo({name})")
    return (row for row in rows if row["hidden"] != 1)


def _line(row: sqlite3.Row, told: str, foreign: str) -> str:
    """A column: its type (JSON where its comment says so), whether it may be null, its keys."""
    kind = f"{row['type']}, JSON" if told.startswith("JSON") or " JSON" in told else row["type"]
    null = "" if row["notnull"] or row["pk"] else "null"
    key = " ".join(filter(None, (f"primary {row['pk']}" if row["pk"] else "", foreign)))
    return f"| `{row['name']}` | {kind.lower()} | {null} | {key} | {told} |\n"


def _indexes(db: sqlite3.Connection, table: str, served: dict[str, str]) -> str:
    found = db.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql <> ''"
        " ORDER BY rowid",
        (table,),
    )
    lines = [f"- `{_what(row['sql'])}` {served.get(row['name'], '')}" for row in found]
    return "\n" + "\n".join(("Indexes:", "", *lines, "")) if lines else ""


def _what(sql: str) -> str:
    """The columns of an index, and of which rows it is."""
    return " ".join(sql.split(" ON ", 1)[1].split(" ", 1)[1].split())


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(schema.SCHEMA.read_text("utf-8")), encoding="utf-8")
    print(f"wrote {PAGE}")  # noqa: T201 - a program of its own


if __name__ == "__main__":
    main()
