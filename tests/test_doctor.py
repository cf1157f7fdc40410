"""``kenwatch doctor``: what it prints, and its exit code."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.checkup import rounds
from desk.checkup.finding import FIELDS, Check
from desk.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from desk.checkup.subject import Subject


def doctor(tmp_path: Path, *words: str) -> Result:
    return CliRunner().invoke(
        cli, ["doctor", "--db", str(tmp_path / "a.db"), *words], catch_exceptions=False
    )


@pytest.mark.parametrize(
    ("grade", "code"), [("ok", Exit.OK), ("warn", Exit.OK), ("skip", Exit.OK), ("fail", Exit.ERROR)]
)
def test_the_command_fails_only_where_a_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, grade: Any, code: Exit
) -> None:
    checks = [Check("a", "ok", "fine"), Check("b", grade, "so so", "mend it")]
    monkeypatch.setattr(rounds, "examine", lambda _: checks)
    shown = doctor(tmp_path)
    assert (shown.exit_code, "so so. → mend it" in shown.stdout) == (code, True)
    assert shown.stderr.startswith("2 ok" if grade == "ok" else "1 ok, 1 ")
    told = doctor(tmp_path, "--json")
    assert (told.exit_code, json.loads(told.stdout)[1]["mend"]) == (code, "mend it")
    rows = list(csv.reader(io.StringIO(doctor(tmp_path, "--csv").stdout, newline="")))
    assert (tuple(rows[0]), rows[2]) == (FIELDS, ["b", grade, "so so", "mend it"])


def test_how_far_to_look_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Subject] = []

    def examine(of: Subject) -> list[Check]:
        seen.append(of)
        return []

    monkeypatch.setattr(rounds, "examine", examine)
    doctor(tmp_path)
    doctor(tmp_path, "--deep", "--network")
    assert [(one.deep, one.network) for one in seen] == [(False, False), (True, True)]


def test_a_wrong_configuration_is_a_finding_like_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kenwatch.toml").write_text("langwidge = 1")
    result = CliRunner().invoke(cli, ["doctor", "--json"], catch_exceptions=False)
    found = {one["what"]: one for one in json.loads(result.stdout)}
    assert result.exit_code == Exit.ERROR
    assert "langwidge" in found["configuration"]["found"]
    assert "configuration cannot be read" in found["sources"]["found"]
    assert found["archive"]["found"].startswith("kenwatch.db: there is no archive")
