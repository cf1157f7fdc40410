from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from desk import options
from desk.config.chosen import Chosen, of_call
from desk.config.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_is_read_once_and_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "k.toml"
    choice = Chosen(path)
    path.write_text('contact = "a"', encoding="utf-8")
    assert choice.config.contact == "a"
    path.write_text("broken", encoding="utf-8")
    assert choice.config.contact == "a"
    with pytest.raises(ConfigError):
        _ = choice.settings


def test_secrets_are_looked_up_for_those_who_send_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "k.toml"
    path.write_text('[sinks]\nx = { file = "none" }', encoding="utf-8")
    assert list(Chosen(path).settings.sinks) == ["x"]
    assert capsys.readouterr().err == ""
    assert Chosen(path).config.sinks == {}
    assert "sinks.x is to be in" in capsys.readouterr().err


def test_all_commands_of_a_call_share_one_configuration() -> None:
    found: list[Chosen] = []

    @click.group()
    def above() -> None:
        found.append(options.chosen())

    @above.command()
    def below() -> None:
        found.append(options.chosen())

    assert CliRunner().invoke(above, ["below"]).exit_code == 0
    assert found[0] is found[1]


def test_outside_of_any_call_the_choice_is_open() -> None:
    assert of_call().file is None
