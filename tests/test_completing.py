"""What a Tab fills in, from an archive or without one."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import click
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from crawler.verdict import Exit
from desk.cli import cli
from desk.completion import SHELLS, VARIABLE
from tests.desk_archive import build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="db", scope="module")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("completing") / "kenwatch.db")
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE entity SET name_en = 'New Ridder' WHERE id = 'ridder'")
    db.close()
    return path


def tab(words: str, db: Path | None = None) -> list[str]:
    """What is offered for the last of the words, which may be begun."""
    *before, last = words.split(" ")
    front = ["--db", str(db)] if db else []
    found = ShellComplete(cli, {}, "kenwatch", VARIABLE).get_completions([*front, *before], last)
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sto", ["stories", "story"]),
        ("sources swi", []),
        ("sources en", ["enable"]),
        ("alerts pre", ["preview"]),
        ("latest --li", ["--limit"]),
        ("timeline --event st", ["strike"]),
        ("latest --topic mono", ["monotown"]),
        ("latest --language k", ["kk"]),
        ("latest --town Tem", ["Temirtau"]),
        ("latest --town тем", ["Темиртау"]),
        ("latest --town Қар", ["Қарағанды"]),
        # shells part words at blanks
        ("latest --town new", ["ridder"]),
        ("entity qar", ["Qarmet"]),
        ("timeline Кара", ["Караганда"]),
        ("health --source ves", ["vestnik"]),
        ("sources show tengri", ["tengrinews"]),
        ("crawl --source azatty", ["azattyq", "azattyq_ruhy"]),
        ("story ", ["1"]),
        ("show 4", ["4"]),
        ("diff ", ["5", "1", "2", "4", "3"]),
        ("completion f", ["fish"]),
    ],
)
def test_tab_offers_what_begins_so(db: Path, words: str, offered: list[str]) -> None:
    assert tab(words, db) == offered


@pytest.mark.parametrize("words", ["latest --town T", "entity Q", "story ", "diff "])
def test_without_an_archive_a_tab_is_silent(
    tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.db").write_text("no archive")
    assert tab(words, tmp_path / "text.db") == []
    assert tab(words, tmp_path / "missing.db") == []
    assert capsys.readouterr() == ("", "")


def test_the_archive_of_the_environment_is_asked(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KENWATCH_DB", str(db))
    assert tab("entity qar") == ["Qarmet"]


def test_the_archive_of_the_configuration_is_asked_last(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KENWATCH_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kenwatch.toml").write_text(f'archive = "{db}"\n')
    with click.Context(cli):
        assert tab("entity qar") == ["Qarmet"]
    (tmp_path / "kenwatch.toml").write_text("archive = 3\n")
    with click.Context(cli):
        assert tab("entity qar") == []


def test_titles_steer_no_terminal(db: Path) -> None:
    found = ShellComplete(cli, {}, "kenwatch", VARIABLE).get_completions(
        ["--db", str(db), "show"], "5"
    )
    assert found[0].help == "Coal miners back [31m at work"


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])
    assert done.exit_code == 0
    assert f"{VARIABLE}={shell}_complete" in done.stdout


def test_another_shell_is_told_which_there_are() -> None:
    done = CliRunner().invoke(cli, ["completion", "tcsh"])
    assert done.exit_code == Exit.USAGE
    assert "bash" in done.stderr
