"""The shape of the archive: created once, refused when it is not ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.migrations.functions import FUNCTIONS

if TYPE_CHECKING:
    import sqlite3

VERSION = 7
# "kenw": marks the file as a kenwatch archive, so that a foreign database is never written to
APPLICATION_ID = 0x6B656E77
SCHEMA = Path(__file__).with_name("schema.sql")
MIGRATIONS = Path(__file__).with_name("migrations")
_VIEW = re.compile(r"^CREATE VIEW (?P<name>\w+) AS$.*?;$", re.MULTILINE | re.DOTALL)


class SchemaError(Exception):
    """The file is no kenwatch archive, or a newer one. Raised by ``ensure``."""


def ensure(connection: sqlite3.Connection, path: str) -> None:
    """Create the tables in an empty file, bring an older archive up to date.

    ``path`` is only used in messages. Raises SchemaError for a file that is not ours.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if version == VERSION and owner == APPLICATION_ID:
        return
    if owner == APPLICATION_ID and version > VERSION:
        raise SchemaError(
            f"{path}: was written by a newer kenwatch (archive version {version}, this one "
            f"knows {VERSION}); update kenwatch"
        )
    if owner == APPLICATION_ID:
        _migrate(connection, version)
        return
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise SchemaError(f"{path}: is a database of another program; choose another --db file")
    _create(connection)


def _create(connection: sqlite3.Connection) -> None:
    script = SCHEMA.read_text(encoding="utf-8")
    # one transaction, so that a kill leaves either no table or all of them
    connection.executescript(
        f"BEGIN IMMEDIATE;\n{script}\n"
        f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {VERSION};\nCOMMIT;"
    )


def _views() -> str:
    """A script that makes the views anew: they hold no rows, so no step has to know of them."""
    found = list(_VIEW.finditer(SCHEMA.read_text(encoding="utf-8")))
    # all go first: one may name another
    gone = (f"DROP VIEW IF EXISTS {view['name']};" for view in found)
    return "\n".join(("", *gone, *(view[0] for view in found)))


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    # for what SQL cannot say
    for name, (count, function) in FUNCTIONS.items():
        connection.create_function(name, count, function, deterministic=True)
    for step in range(version + 1, VERSION + 1):
        script = (MIGRATIONS / f"{step:04}.sql").read_text(encoding="utf-8")
        if step == VERSION:
            script += _views()
        # all of a step or nothing of it
        connection.executescript(
            f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {step};\nCOMMIT;"
        )
