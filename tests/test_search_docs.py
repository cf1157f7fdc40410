"""What docs/search.md shows works, and it tells of every field."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.cli import cli
from desk.searchlanguage.fields import field_named
from tests.desk_archive import build

TEXT = (Path(__file__).parents[1] / "docs" / "search.md").read_text(encoding="utf-8")
SQL = re.findall(r"```sql\n(.*?)```", TEXT, re.DOTALL)
CALLS = re.findall(r"^kenwatch (search .+)$", TEXT, re.MULTILINE)


@pytest.fixture(scope="module", name="path")
def _path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("docs") / "kenwatch.db")


@pytest.mark.parametrize("sql", SQL)
def test_its_sql_finds_something_without_any_function_of_ours(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        assert db.execute(sql).fetchall()


@pytest.mark.parametrize("call", CALLS)
def test_its_calls_are_understood(path: Path, call: str) -> None:
    result = CliRunner().invoke(cli, shlex.split(call), env={"KENWATCH_DB": str(path)})
    assert result.exit_code == 0
    assert "is no field" not in result.stderr


def test_its_fields_are_fields() -> None:
    rows = re.findall(r"^\| `(\w+):` \| (.*?) \|", TEXT, re.MULTILINE)
    for name, others in rows:
        meant = {field_named(other) for other in (name, *re.findall(r"`(\w+):`", others))}
        assert len(meant) == 1
        assert meant != {None}
    assert len(rows) == 15
