"""Which sources a crawl is about when some source files are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crawler.choosing import UnknownSourceError, asked_sources
from crawler.ownsources import readable_sources, save_new, watched_sources
from crawler.sourcefile import to_toml
from crawler.sources import BUILTIN, SourceError, load_sources, read_sources
from tests.builders import source

if TYPE_CHECKING:
    from pathlib import Path

BAD = "id = 'bad'\nnmae = 'x'\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("agency", "digest"):
        save_new(tmp_path / f"{name}.toml", to_toml(source(name)))
    (tmp_path / "bad.toml").write_text(BAD, "utf-8")
    return tmp_path


def test_a_wrong_file_costs_its_own_source_alone(folder: Path) -> None:
    chosen, faults = asked_sources(folder, ())
    assert [one.id for one in chosen] == ["agency", "digest"]
    assert list(faults) == [folder / "bad.toml"]
    assert faults[folder / "bad.toml"].startswith(f"{folder}/bad.toml: field 'nmae' is unknown")
    with pytest.raises(SourceError, match=r"bad\.toml"):
        watched_sources(folder)


def test_a_named_source_is_told_of_its_own_file_and_crawled_beside_others(folder: Path) -> None:
    assert [one.id for one in asked_sources(folder, ["digest"])[0]] == ["digest"]
    with pytest.raises(SourceError, match=r"bad\.toml: field 'nmae' is unknown"):
        asked_sources(folder, ["digest", "bad"])
    with pytest.raises(UnknownSourceError, match="did you mean agency"):
        asked_sources(folder, ["agenci"])


def test_a_source_that_is_defined_twice_is_read_once(folder: Path) -> None:
    (folder / "bad.toml").unlink()
    save_new(folder / "more" / "digest.toml", to_toml(source("digest", name="Second")))
    found, faults = read_sources(folder)
    assert found["digest"].name == "Digest"
    assert "defined twice" in str(faults[folder / "more" / "digest.toml"])
    assert [one.id for one in asked_sources(folder, ["digest"])[0]] == ["digest"]
    with pytest.raises(SourceError, match="defined twice"):
        load_sources(folder)


def test_where_no_file_is_right_nothing_can_be_done(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(BAD, "utf-8")
    for load in (readable_sources, watched_sources, load_sources):
        with pytest.raises(SourceError, match=r"bad\.toml"):
            load(tmp_path)


def test_a_wrong_own_file_does_not_bring_back_the_source_that_it_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KENWATCH_CONFIG", str(tmp_path))
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "inform.toml").write_text(BAD, "utf-8")
    found, faults = readable_sources()
    assert found.keys() == load_sources(BUILTIN).keys() - {"inform"}
    assert list(faults) == [tmp_path / "sources" / "inform.toml"]


def test_switches_that_cannot_be_read_switch_nothing_on(folder: Path) -> None:
    (folder / "switches.toml").write_text("[enabled", "utf-8")
    with pytest.raises(SourceError, match=r"switches\.toml"):
        readable_sources(folder)
