from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import ownsources
from crawler.ownsources import (
    holds_sources,
    own_directory,
    place_of_new,
    read_switches,
    save_new,
    save_switches,
    source_file,
    switches_file,
    watched_sources,
)
from crawler.sourcefile import to_toml
from crawler.sources import BUILTIN, SourceError, load_sources
from tests.builders import source


@pytest.fixture(autouse=True, name="own")
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KENWATCH_CONFIG", str(tmp_path / "own"))
    return tmp_path / "own"


def folder(place: Path, *names: str) -> Path:
    for name in names:
        save_new(place / f"{name}.toml", to_toml(source(name)))
    return place


def test_the_own_directory_is_named_by_the_environment(tmp_path: Path) -> None:
    kenwatch, config = str(tmp_path / "k"), str(tmp_path / "c")
    both = {"KENWATCH_CONFIG": kenwatch, "XDG_CONFIG_HOME": config}
    assert own_directory(both) == tmp_path / "k"
    assert own_directory({"XDG_CONFIG_HOME": config}) == tmp_path / "c" / "kenwatch"
    assert own_directory({}).parts[-2:] == (".config", "kenwatch")


def test_the_variable_may_name_the_configuration_file_in_the_directory(tmp_path: Path) -> None:
    named = tmp_path / "settings"
    assert own_directory({"KENWATCH_CONFIG": str(tmp_path / "x.toml")}) == tmp_path
    assert own_directory({"KENWATCH_CONFIG": str(named)}) == named
    named.write_text("", encoding="utf-8")
    assert own_directory({"KENWATCH_CONFIG": str(named)}) == tmp_path


def test_a_user_without_home_keeps_own_sources_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> None:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", homeless)
    assert own_directory({}) == Path(".kenwatch").absolute()


def test_own_sources_that_cannot_be_read_are_not_passed_over(own: Path) -> None:
    own.mkdir()
    (own / "sources").write_text("")
    with pytest.raises(SourceError, match="sources: cannot be read"):
        watched_sources()


def test_without_own_files_the_built_in_sources_are_watched(own: Path) -> None:
    assert watched_sources() == load_sources()
    (own / "sources").mkdir(parents=True)
    assert watched_sources() == load_sources()


def test_own_sources_join_the_built_in_ones_and_replace_their_namesakes(own: Path) -> None:
    folder(own / "sources", "steppe_herald", "inform")
    found = watched_sources()
    assert found["steppe_herald"].hosts == ("steppe_herald.kz",)
    assert found["inform"].hosts == ("inform.kz",)
    assert found.keys() == load_sources().keys() | {"steppe_herald"}


def test_own_sources_join_no_other_directory(own: Path, tmp_path: Path) -> None:
    folder(own / "sources", "steppe_herald")
    assert watched_sources(folder(tmp_path / "x", "a", "b")).keys() == {"a", "b"}


def test_switches_change_what_is_enabled_and_nothing_else(own: Path) -> None:
    built_in = load_sources()
    save_switches(own / "switches.toml", {"inform": False, "tengrinews": True, "gone": False})
    found = watched_sources()
    assert not found["inform"].enabled
    assert found["inform"].model_copy(update={"enabled": True}) == built_in["inform"]
    assert {name for name in found if found[name] != built_in[name]} == {"inform"}


def test_a_directory_that_is_not_built_in_keeps_its_own_switches(tmp_path: Path) -> None:
    place = folder(tmp_path / "x", "a")
    assert switches_file(place) == place / "switches.toml"
    save_switches(switches_file(place), {"a": False})
    assert not watched_sources(place)["a"].enabled


def test_new_files_belong_beside_the_user_and_not_into_the_package(own: Path) -> None:
    assert place_of_new(BUILTIN) == own / "sources"
    assert place_of_new(own) == own


def test_the_file_of_a_source_is_the_one_that_counts(own: Path) -> None:
    assert source_file(BUILTIN, "inform") == BUILTIN / "kz" / "inform.toml"
    folder(own / "sources", "inform")
    assert source_file(BUILTIN, "inform") == own / "sources" / "inform.toml"
    assert source_file(BUILTIN, "no_such_source") is None


@settings(max_examples=50)
@given(st.dictionaries(st.from_regex(r"[a-z0-9][a-z0-9_]{0,20}", fullmatch=True), st.booleans()))
def test_switches_are_read_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, switches: dict[str, bool]
) -> None:
    file = tmp_path_factory.mktemp("switches") / "switches.toml"
    save_switches(file, switches)
    assert read_switches(file) == switches


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[enabled", "is not TOML"),
        (b"\xff\xfe", "is not TOML in UTF-8"),
        (b'[enabled]\ninform = "no"', "holds more than"),
        (b"enabled = 1", "holds more than"),
        (b"[disabled]\ninform = true", "holds more than"),
    ],
)
def test_a_wrong_file_of_switches_is_told_in_words(own: Path, content: bytes, words: str) -> None:
    own.mkdir()
    (own / "switches.toml").write_bytes(content)
    with pytest.raises(SourceError, match=words) as told:
        watched_sources()
    assert str(own / "switches.toml") in str(told.value)


def test_switches_that_cannot_be_read_are_told_in_words(own: Path) -> None:
    (own / "switches.toml").mkdir(parents=True)
    with pytest.raises(SourceError, match="cannot be read"):
        watched_sources()


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "a" / "x.toml"
    save_new(file, "first")
    with pytest.raises(SourceError, match="is there already"):
        save_new(file, "second")
    assert file.read_text() == "first"
    assert list(file.parent.iterdir()) == [file]


def test_a_place_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        save_new(tmp_path / "file" / "x.toml", "text")


def test_half_a_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ownsources, "_put", full)
    with pytest.raises(SourceError, match="No space left"):
        save_switches(tmp_path / "switches.toml", {"a": True})
    assert list(tmp_path.iterdir()) == []


def test_a_directory_holds_sources_only_where_there_is_a_source_file(tmp_path: Path) -> None:
    assert not holds_sources(tmp_path / "missing")
    (tmp_path / "switches.toml").write_text("[enabled]\n")
    assert not holds_sources(tmp_path)
    (tmp_path / "kz").mkdir()
    (tmp_path / "kz" / "x.toml").write_text("")
    assert holds_sources(tmp_path)
    with pytest.raises(SourceError, match="check the path"):
        holds_sources(tmp_path / "kz" / "x.toml")
