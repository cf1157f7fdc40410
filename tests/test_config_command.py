from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from desk.config import command, loading
from desk.config.model import Config

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KENWATCH_DB", raising=False)
    return tmp_path


def call(*arguments: str, **environ: str) -> Result:
    return CliRunner().invoke(cli, arguments, env=environ)


def test_the_example_is_a_file_that_loads(folder: Path) -> None:
    text = call("config", "example").stdout
    path = folder / "kenwatch.toml"
    path.write_text(text, encoding="utf-8")
    config = loading.load(path, {})
    assert [rule.name for rule in config.rules] == ["accidents", "ridder"]
    # what it says of the defaults is true
    assert (config.daemon, config.log, config.backup) == (
        Config().daemon,
        Config().log,
        Config().backup,
    )


def test_the_example_loads_with_every_setting_switched_on(folder: Path) -> None:
    text = re.sub(r"(?m)^#(?=\S)", "", command.EXAMPLE.read_text(encoding="utf-8"))
    (folder / "board-url").write_text("json://board.example/", encoding="utf-8")
    path = folder / "full.toml"
    path.write_text(text, encoding="utf-8")
    config = loading.load(path, {"PHONE_URL": "tgram://a/b"})
    assert set(config.sinks) == {"desk", "phone", "board"}
    assert config.rules[0].sinks == ("phone", "desk")
    assert config.backup.folder == folder / "backups"


def test_the_example_names_every_key_of_the_model() -> None:
    text = re.sub(r"(?m)^#(?=\S)", "", command.EXAMPLE.read_text(encoding="utf-8"))
    values = tomllib.loads(text)
    assert set(values) == set(Config.model_fields)
    for section in ("daemon", "log", "backup", "raw_pages"):
        kind = Config.model_fields[section].annotation
        assert kind is not None
        assert set(values[section]) == set(kind.model_fields)


def test_show_prints_toml_or_json(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text('[sinks]\nx = "json://SECRET"', encoding="utf-8")
    assert tomllib.loads(call("config", "show").stdout)["sinks"] == {"x": "json://…"}
    shown = json.loads(call("config", "show", "--json", KENWATCH_LOG__KEEP="3").stdout)
    assert shown["file"] == "kenwatch.toml"
    assert shown["settings"]["log.keep"] == {
        "value": 3,
        "from": "environment: KENWATCH_LOG__KEEP",
    }
    (folder / "kenwatch.toml").unlink()
    assert json.loads(call("config", "show", "--json").stdout)["file"] is None


def test_check_lists_every_fault_and_ends_with_the_code_of_a_bad_file(folder: Path) -> None:
    assert call("config", "check").exit_code == Exit.OK
    (folder / "kenwatch.toml").write_text("a = 1\nb = 1\nc = 1\nd = 1\ne = 1", encoding="utf-8")
    result = call("config", "check", "--json")
    assert result.exit_code == Exit.BAD_CONFIG
    assert [one["grade"] for one in json.loads(result.stdout)] == ["fail"] * 5


def test_the_file_is_named_before_or_behind_the_command(folder: Path) -> None:
    (folder / "a.toml").write_text('contact = "a"', encoding="utf-8")
    for arguments in (
        ("--config", "a.toml", "config", "show", "--json"),
        ("config", "show", "--json", "--config", "a.toml"),
    ):
        shown = json.loads(call(*arguments).stdout)
        assert shown["settings"]["contact"]["value"] == "a"


def test_the_archive_of_the_file_is_the_one_that_commands_read(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text('archive = "mine.db"', encoding="utf-8")
    assert "mine.db: there is no archive yet" in call("latest").stderr
    assert "env.db: there is no archive yet" in call("latest", KENWATCH_DB="env.db").stderr
    assert "opt.db: there is no archive" in call("latest", "--db", "opt.db", KENWATCH_DB="e").stderr


def test_the_sources_of_the_file_are_those_that_commands_read(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text('sources = "mine"', encoding="utf-8")
    for arguments in (("sources", "list"), ("crawl", "--dry-run"), ("doctor",)):
        result = call(*arguments)
        assert "mine" in result.output
        assert "no such directory" in result.output.lower() or result.exit_code != Exit.OK


def test_a_broken_file_is_told_by_every_command_but_help(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text("\narchive = x\n", encoding="utf-8")
    result = call("latest")
    assert result.exit_code == Exit.BAD_CONFIG
    assert result.stderr.startswith("kenwatch: kenwatch.toml, line 2: is no TOML")
    assert "Traceback" not in result.output
    for arguments in (("--help",), ("latest", "--help"), ("config", "--help"), ("--version",)):
        assert call(*arguments).exit_code == Exit.OK


def test_a_secret_that_only_the_service_may_read_does_not_stop_a_reader(folder: Path) -> None:
    text = 'archive = "mine.db"\n[sinks]\nphone = { file = "/run/credentials/none" }'
    (folder / "kenwatch.toml").write_text(text, encoding="utf-8")
    assert "mine.db: there is no archive yet" in call("latest").stderr
    assert "sinks.phone is to be in" in call("config", "show").stderr
    checked = call("config", "check")
    assert checked.exit_code == Exit.BAD_CONFIG
    assert "sinks.phone" in checked.stdout


def test_a_command_called_alone_finds_the_file_as_well(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text('contact = "alone"', encoding="utf-8")
    result = CliRunner().invoke(command.config, ["show"])
    assert 'contact = "alone"' in result.stdout
