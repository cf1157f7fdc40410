"""The group itself, and the commands test, coverage, enable and disable."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from crawler.ownsources import read_switches, watched_sources
from crawler.sources import Road, Source, SourceError
from crawler.verdict import Exit
from desk.sources import TABLE, switching
from tests.desk_archive import build
from tests.running import ROOT
from tests.sources_folder import folder, kenwatch

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return folder(tmp_path / "sources")


def test_the_group_lists_its_commands_and_compares_unknown_ones() -> None:
    shown = kenwatch("sources", "--help").stdout
    assert all(name in shown for name in TABLE)
    result = kenwatch("sources", "lst")
    assert (result.exit_code, "Did you mean" in result.stderr) == (Exit.USAGE, True)


@pytest.mark.parametrize("name", TABLE)
def test_every_command_of_the_group_explains_itself_with_an_example(name: str) -> None:
    result = kenwatch("sources", name, "--help")
    assert result.exit_code == Exit.OK
    assert f"kenwatch sources {name}" in result.stdout.split("Examples:")[1]


def test_the_page_on_sources_names_every_command_and_every_field() -> None:
    page = (ROOT / "docs" / "sources.md").read_text("utf-8")
    described = set(re.findall(r"^(\w+) = |`(\w+)[ `]", page, re.MULTILINE))
    names = {name for pair in described for name in pair}
    assert Source.model_fields.keys() | Road.model_fields.keys() <= names
    assert TABLE.keys() <= names


def test_an_address_is_told_apart_without_asking_for_it(place: Path) -> None:
    result = kenwatch(
        "sources", "test", "https://m.rudny_news.kz/kz/news/7?utm_source=x", sources=place
    )
    assert "not fetched: no source has this host" in result.stdout
    result = kenwatch("sources", "test", "https://www.rudny_news.kz/kz/news/7", sources=place)
    words = " ".join(result.stdout.split())
    for told in ("identity https://rudny_news.kz/kz/news/7", "source rudny_news", "language kk",
                 r"pattern yes: /news/\d+$", "an article, by the source's pattern"):  # fmt: skip
        assert told in words
    other = kenwatch("sources", "test", "https://rudny_news.kz/x", sources=place).stdout
    assert "no article: no pattern of the source fits" in other


def test_an_address_can_be_seen_with_the_eyes_of_one_source(place: Path) -> None:
    result = kenwatch(
        "sources", "test", "--source", "oblast", "https://x.kz/1", "--json", sources=place
    )
    (report,) = json.loads(result.stdout)
    assert report["refused"] == "host x.kz is not one of the source's"
    result = kenwatch("sources", "test", "https://oblast.kz/o-nas", sources=place)
    assert "the source has none" in result.stdout


def test_what_is_no_address_is_told(place: Path) -> None:
    result = kenwatch("sources", "test", "oblast.kz", sources=place)
    assert (result.exit_code, result.stderr) == (
        Exit.USAGE, "kenwatch: oblast.kz: is not an http(s) address; give it whole\n",
    )  # fmt: skip


def test_the_coverage_names_sources_and_gaps_of_all_towns(place: Path) -> None:
    records = json.loads(kenwatch("sources", "coverage", "--json", sources=place).stdout)
    assert len(records) == 27
    towns = {record["town"]: record for record in records}
    assert (towns["rudny"]["local"], towns["rudny"]["oblast"]) == (["rudny_news"], ["oblast"])
    assert (towns["rudny"]["confirmed"], towns["rudny"]["gap"]) == (["rudny_news"], "")
    assert towns["lisakovsk"]["gap"] == "no local source is known"
    assert towns["ridder"]["gap"] == "no local source is known, and none of the oblast"


def test_the_coverage_tells_by_which_files_it_stands(place: Path, tmp_path: Path) -> None:
    archive = build(tmp_path / "kenwatch.db")
    told = kenwatch("sources", "coverage", "--json", "--db", archive, sources=place).stderr
    assert told.startswith(f"by the source files in {place}: ")
    assert f" enabled, 0 of these ever asked by {archive}" in " ".join(told.split())
    # there need be no archive yet
    assert "0 of these ever asked" in kenwatch("sources", "coverage", sources=place).stderr


def test_the_coverage_fits_eighty_columns_and_ends_with_the_sum(place: Path) -> None:
    result = kenwatch("sources", "coverage", sources=place)
    assert max(map(len, result.stdout.splitlines())) <= 80
    words = " ".join(result.stdout.split())
    assert (
        "27 towns: 1 with a local source by a confirmed road, 0 with a weaker one, 26 without any."
        in words
    )
    kenwatch("sources", "disable", "oblast", sources=place)
    one = " ".join(
        kenwatch("sources", "coverage", "--town", "Рудный", sources=place).stdout.split()
    )
    assert "1 town: 1 with" in one
    assert "(oblast)" in one


def test_a_town_whose_local_sources_are_switched_off_is_without_any(place: Path) -> None:
    kenwatch("sources", "disable", "rudny_news", sources=place)
    call = ("sources", "coverage", "--town", "rudny")
    words = " ".join(kenwatch(*call, sources=place).stdout.split())
    assert "0 with a local source by a confirmed road, 0 with a weaker one, 1 without any." in words


def test_the_coverage_explains_its_marks_and_says_a_common_gap_once(place: Path) -> None:
    table = kenwatch("sources", "coverage", sources=place).stdout
    assert "*: watched by discovery at run time" in table
    assert "( ): switched off" not in table
    kenwatch("sources", "disable", "oblast", "rudny_news", sources=place)
    one = kenwatch("sources", "coverage", "--town", "rudny", sources=place).stdout
    assert "( ): switched off" in one
    assert "*" not in one
    (place / "rudny_news.toml").unlink()
    (place / "oblast.toml").unlink()
    (place / "switches.toml").unlink()
    words = " ".join(kenwatch("sources", "coverage", sources=place).stdout.split())
    gap = "no local source is known, and none of the oblast"
    assert words.count(gap) == 1
    assert f"In each of them: {gap}." in words


def test_the_coverage_of_an_unknown_town_is_refused(place: Path) -> None:
    result = kenwatch("sources", "coverage", "--town", "Atlantis", sources=place)
    assert (result.exit_code, "no mono-town" in result.stderr) == (Exit.USAGE, True)


def test_a_switch_is_kept_and_told(place: Path) -> None:
    result = kenwatch("sources", "disable", "oblast", "steppe", sources=place)
    assert result.stdout == "oblast: switched off\nsteppe: already switched off\n"
    assert "switches.toml" in result.stderr
    assert read_switches(place / "switches.toml") == {"oblast": False}
    kenwatch("sources", "enable", "steppe", sources=place)
    assert {one.id: one.enabled for one in watched_sources(place).values()} == {
        "rudny_news": True, "oblast": False, "steppe": True,
    }  # fmt: skip
    again = kenwatch("sources", "enable", "steppe", sources=place)
    assert (again.stdout, again.stderr) == ("steppe: already watched\n", "")


def test_built_in_sources_are_switched_in_the_own_directory(tmp_path: Path) -> None:
    result = kenwatch("sources", "disable", "tass", KENWATCH_CONFIG=str(tmp_path / "own"))
    assert result.exit_code == Exit.OK
    assert read_switches(tmp_path / "own" / "switches.toml") == {"tass": False}


def test_an_unknown_source_is_not_switched(place: Path) -> None:
    result = kenwatch("sources", "enable", "oblast", "nobody", sources=place)
    assert (result.exit_code, "no source is called 'nobody'" in result.stderr) == (Exit.USAGE, True)
    assert not (place / "switches.toml").exists()


def test_a_switch_that_cannot_be_written_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise SourceError("switches.toml: cannot be written (disk full); check its rights")

    monkeypatch.setattr(switching, "save_switches", full)
    result = kenwatch("sources", "disable", "oblast", sources=place)
    assert (result.exit_code, result.stdout) == (Exit.BAD_CONFIG, "")
    assert result.stderr.startswith("kenwatch: switches.toml: cannot be written")
