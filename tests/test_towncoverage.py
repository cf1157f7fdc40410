from __future__ import annotations

from pathlib import Path

import pytest

from crawler.sources import BUILTIN
from desk.errors import UserError
from desk.sources.towncoverage import asked_of, coverage, covers_region, find_town, told_files
from pipelines.gazetteer.gazetteer import gazetteer
from tests.builders import source

TOWNS = gazetteer().towns
WORKS = [{"url": "https://x.kz/rss", "status": "works"}]
GUESS = [{"url": "https://x.kz/", "status": "guess"}]
KOSTANAY = "Kostanay Region"


def gap_of_rudny(*sources: object) -> str:
    (found,) = coverage([TOWNS["rudny"]], sources)  # type: ignore[arg-type]
    return found.gap


def test_all_27_towns_are_covered_or_named_as_gaps() -> None:
    found = coverage(TOWNS.values(), [])
    assert len(found) == 27
    assert {one.gap for one in found} == {"no local source is known, and none of the oblast"}


def test_local_sources_come_before_those_of_the_oblast() -> None:
    local = source("local", towns=["rudny"], region=KOSTANAY, feeds=WORKS)
    oblast = source("oblast", region=KOSTANAY, feeds=WORKS)
    other = source("other", region="Abai Region", feeds=WORKS)
    (found,) = coverage([TOWNS["rudny"]], [other, oblast, local])
    assert (found.local, found.oblast, found.gap) == ((local,), (oblast,), "")


def test_a_gap_says_what_is_missing() -> None:
    oblast = source("oblast", region=KOSTANAY, feeds=WORKS)
    guessed = source("guessed", towns=["rudny"], listings=GUESS)
    off = source("off", towns=["rudny"], feeds=WORKS, enabled=False)
    assert gap_of_rudny(oblast) == "no local source is known"
    assert gap_of_rudny(guessed) == "local sources by discovery at run time only"
    assert gap_of_rudny(off, oblast) == "its local sources are switched off"
    assert gap_of_rudny(off) == "its local sources are switched off, and none of the oblast"
    assert gap_of_rudny(off, guessed) == "local sources by discovery at run time only"


@pytest.mark.parametrize(
    "region",
    ["Kostanay Region", "Kostanay Region — Rudny", "Turkistan Region / Kostanay Region"],
)
def test_a_region_is_known_whatever_stands_beside_it(region: str) -> None:
    assert covers_region(source(region=region), KOSTANAY)


def test_a_source_without_region_is_of_no_oblast() -> None:
    assert not covers_region(source(), KOSTANAY)
    assert not covers_region(source(region="West Kostanay Region"), KOSTANAY)


@pytest.mark.parametrize("name", ["rudny", "Rudny", "Рудный", " рудный "])
def test_a_town_is_found_by_each_of_its_names(name: str) -> None:
    assert find_town(name, TOWNS).id == "rudny"


def test_an_unknown_town_is_compared_with_the_known_ones() -> None:
    with pytest.raises(UserError, match=r"did you mean Rudny\?"):
        find_town("Рудни", TOWNS)
    with pytest.raises(UserError, match="coverage` lists them") as told:
        find_town("xyzzy", TOWNS)
    assert told.value.code == 2


def test_an_answer_tells_by_which_files_it_stands_and_whether_they_were_ever_asked() -> None:
    assert told_files(Path("/watch/sources")) == "the source files in /watch/sources"
    assert told_files(BUILTIN) == "the source files of kenwatch itself"
    known = [source("one"), source("two"), source("three", enabled=False)]
    assert asked_of(known, {"one", "three"}) == "2 enabled, 1 of these ever asked"
