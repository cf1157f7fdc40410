from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from desk.config import loading, showing
from desk.config.environment import Given
from desk.config.model import Config

if TYPE_CHECKING:
    from pathlib import Path

FULL = """
language = "kk"
[sinks]
phone = "tgram://123456:SECRET/7"
[daemon]
ping_url = "https://ping.example/SECRET"
[log]
file = "x.log"
[[rules]]
name = "fires"
towns = ["Риддер"]
quiet = "22:00-07:00"
[[rules]]
name = "other"
[[digests]]
name = "morning"
at = "07:30"
"""


@pytest.fixture(name="loaded")
def _loaded(tmp_path: Path) -> loading.Loaded:
    path = tmp_path / "k.toml"
    path.write_text(FULL, encoding="utf-8")
    return loading.read(path, {"KENWATCH_DAEMON__TICK_SECONDS": "3"})


def test_every_value_is_shown_with_its_origin(loaded: loading.Loaded) -> None:
    found = {one.name: (one.value, one.origin) for one in showing.settings(loaded)}
    assert found["language"] == ("kk", "file")
    assert found["daemon.tick_seconds"] == (3.0, "environment: KENWATCH_DAEMON__TICK_SECONDS")
    assert found["daemon.crawl_minutes"] == (5, "default")
    assert found["rules.0.quiet"] == ("22:00-07:00", "file")
    assert found["rules.1.name"] == ("other", "file")
    assert found["digests.0.at"] == ("07:30", "file")
    assert found["alarms.quiet"] == (None, "default")


def test_addresses_are_masked(loaded: loading.Loaded) -> None:
    found = {one.name: one.value for one in showing.settings(loaded)}
    assert (found["sinks.phone"], found["daemon.ping_url"]) == ("tgram://…", "https://…")
    assert "SECRET" not in showing.as_toml(showing.settings(loaded), loaded.file)


def test_what_is_shown_is_toml_that_means_the_same(loaded: loading.Loaded) -> None:
    shown = tomllib.loads(showing.as_toml(showing.settings(loaded), loaded.file))
    again = Config.model_validate(shown)
    hidden = {"sinks", "daemon"}
    assert again.model_dump(exclude=hidden) == loaded.config.model_dump(exclude=hidden)
    assert again.daemon.tick_seconds == 3


def test_the_defaults_alone_are_toml_too() -> None:
    loaded = loading.Loaded(Config(), None, {}, Given())
    text = showing.as_toml(showing.settings(loaded), None)
    assert text.startswith("# no configuration file")
    assert Config.model_validate(tomllib.loads(text)) == Config()
    assert "# no rules" in text
