"""Children go by a copy of the last good configuration, in the place of the original."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from desk.config.errors import ConfigError
from desk.config.loading import load
from desk.daemon.lastgood import LastGood
from desk.daemon.settings import Given, Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = 'sources = "s"\n[sinks]\nphone = { env = "PHONE" }\nmail = { file = "mail" }\n'


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "mail").write_text("mailto://x")
    path = tmp_path / "etc" / "k.toml"
    path.write_text(TEXT)
    return path


def settings(file: Path | None, folder: Path, **environ: str) -> tuple[Settings, LastGood]:
    good = LastGood(environ, folder)
    given = Given(config=file, archive=folder / "a.db", place=folder)
    return Settings(given, good.load, good), good


def test_children_read_the_last_good_file_while_the_file_is_broken(
    file: Path, tmp_path: Path
) -> None:
    found, good = settings(file, tmp_path, PHONE="tgram://a")
    assert found.options == ["--config", str(file)]
    with found.kept():
        for wrong in ("tick = 3", "[sinks", None):
            file.unlink() if wrong is None else file.write_text(wrong)
            with pytest.raises(ConfigError):
                found.renew()
            copy = tmp_path / "a.db.daemon.toml"
            assert found.options == ["--config", str(copy)]
            child = load(copy, {"PHONE": "tgram://a", **good.environment})
            assert child.sinks == found.config.sinks
            assert child.sources == file.parent / "s"
        file.write_text('contact = "new"')
        assert found.renew()
        assert load(copy, good.environment).contact == "new"
        assert copy.stat().st_mode & 0o777 == 0o600
    assert not copy.exists()
    assert good.environment == {}


def test_where_there_is_no_file_children_find_none_either(tmp_path: Path) -> None:
    found, good = settings(None, tmp_path)
    with found.kept():
        copy = tmp_path / "a.db.daemon.toml"
        assert copy.read_bytes() == b""
        assert good.environment == {"KENWATCH_CONFIG_FOLDER": str(tmp_path)}
        copy.unlink()
        assert not found.renew()
        assert copy.exists(), "one that somebody removed is made anew"


def test_a_copy_that_cannot_be_written_at_the_start_leaves_the_file_itself(
    file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    (tmp_path / "a.db.daemon.toml").mkdir()
    found, _ = settings(file, tmp_path)
    with found.kept():
        assert found.options == ["--config", str(file)]
    assert "the settings of children cannot be written (Is a directory)" in caplog.text
    assert not (tmp_path / "a.db.daemon.toml.new").exists()


def test_what_a_daemon_that_was_killed_left_is_replaced(file: Path, tmp_path: Path) -> None:
    for suffix in ("", ".new"):
        (tmp_path / f"a.db.daemon.toml{suffix}").write_text("old")
    found, _ = settings(file, tmp_path)
    with found.kept():
        assert (tmp_path / "a.db.daemon.toml").read_text() == TEXT
    assert [path.name for path in tmp_path.iterdir()] == ["etc"]


def test_the_variables_of_addresses_are_known(file: Path, tmp_path: Path) -> None:
    file.write_text(TEXT + '[daemon]\nping_url = { env = "PING" }')
    found, good = settings(file, tmp_path, KENWATCH_SINKS__DESK='{"env": "DESK"}')
    assert good.variables == frozenset()
    with found.kept():
        assert good.variables >= {"PHONE", "PING"}
        assert list(found.missing) == list(good.missing)
