"""The command itself: names, help, errors, exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from crawler.verdict import Exit
from desk import cli as command
from desk.errors import UserError
from desk.lazygroup import LazyGroup
from tests.desk_archive import build

ROOT = Path(__file__).parents[1]
OWN = [
    name
    for name, (where, _) in command.COMMANDS.items()
    if where.partition(":")[0] not in {"desk.crawling", "desk.reading", "desk.daemon"}
]


def test_help_shows_every_command_in_one_line_without_importing_it() -> None:
    heavy = "scrapy lxml datasette apprise sqlite3 rich trafilatura"
    code = (
        "import sys; from desk.cli import cli; cli.main(['--help'], standalone_mode=False);"
        f"print('LOADED', [m for m in {heavy.split()!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("LOADED []\n")
    for name, (_, line) in command.COMMANDS.items():
        assert any(name in row and line in row for row in done.stdout.splitlines())
    assert "another kenwatch is writing" in done.stdout


@pytest.mark.parametrize("name", OWN)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    result = CliRunner().invoke(command.cli, [name, "--help"])
    assert result.exit_code == 0
    assert f"kenwatch {name}" in result.stdout.split("Examples:")[1]


def test_an_unknown_command_is_compared_with_the_known_ones() -> None:
    result = CliRunner().invoke(command.cli, ["serch"])
    assert result.exit_code == Exit.USAGE
    assert "Did you mean 'search'?" in result.stderr
    assert CliRunner().invoke(command.cli, ["--nonsense"]).exit_code == Exit.USAGE
    context = click.Context(command.cli)
    assert command.cli.get_command(context, "serch") is None
    assert command.cli.list_commands(context) == list(command.COMMANDS)


def test_the_version_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(command.cli, ["--version"])
    assert (result.exit_code, result.stdout.startswith("kenwatch ")) == (0, True)

    def missing(_: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(command, "version", missing)
    assert command.installed_version() == "unknown"


def test_a_user_error_becomes_one_line_and_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def failing() -> None:
        raise UserError("sources/x.toml:\n is wrong; mend it", Exit.BAD_CONFIG)

    monkeypatch.setattr(LazyGroup, "get_command", lambda *_: failing)
    result = CliRunner().invoke(command.cli, ["latest"])
    assert result.exit_code == Exit.BAD_CONFIG
    assert result.stderr == "kenwatch: sources/x.toml: is wrong; mend it\n"


def run_main(monkeypatch: pytest.MonkeyPatch, body: object) -> object:
    monkeypatch.setattr(command.cli, "main", body)
    with pytest.raises(SystemExit) as stop:
        command.main()
    return stop.value.code


def raising(error: BaseException) -> object:
    def body(**_: object) -> None:
        raise error

    return body


def test_main_ends_with_the_code_of_what_happened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_main(monkeypatch, lambda **_: None) == Exit.OK
    assert run_main(monkeypatch, lambda **_: 5) == Exit.SOME_FAILED
    assert run_main(monkeypatch, raising(click.UsageError("wrong"))) == Exit.USAGE
    assert run_main(monkeypatch, raising(KeyboardInterrupt())) == Exit.INTERRUPTED
    assert run_main(monkeypatch, raising(click.Abort())) == Exit.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    script = f"{sys.executable} -m desk export --db {path} | head -c 10; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["export"], ["export", "--format", "jsonl"], ["latest"]])
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, words: list[str]) -> None:
    path = build(tmp_path / "a.db")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desk", *words, "--db", str(path)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == Exit.NO_SPACE
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kenwatch: No space left on device")
    assert "Exception" not in done.stderr


def test_another_error_of_the_system_is_not_taken_for_a_full_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(command.cli, "main", raising(PermissionError(13, "Permission denied")))
    with pytest.raises(PermissionError):
        command.main()


def test_python_m_desk_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desk", "latest", "--db", "/nowhere/x.db"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == Exit.ERROR
    assert done.stderr.startswith("kenwatch: /nowhere/x.db: there is no archive yet")


def test_a_screen_without_cyrillic_gives_no_traceback(tmp_path: Path) -> None:
    path = build(tmp_path / "a.db")
    done = subprocess.run(
        [sys.executable, "-m", "desk", "latest", "--db", str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ridder" in done.stdout
