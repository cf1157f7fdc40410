"""The commands import and export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crawler.ownsources import watched_sources
from crawler.sourcefile import to_toml
from crawler.sources import load_source, load_sources
from crawler.verdict import Exit
from desk.sources import importing, loading
from tests.builders import source
from tests.sources_folder import SOURCES, folder, kenwatch

if TYPE_CHECKING:
    from pathlib import Path

OPML = b"""<opml version="2.0"><body>
<outline text="New" xmlUrl="https://new.kz/rss" htmlUrl="https://new.kz/"/>
<outline text="Known" xmlUrl="https://oblast.kz/feed"/>
<outline text="Wrong" xmlUrl="javascript:alert(1)"/></body></opml>"""


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return folder(tmp_path / "sources")


def write(place: Path, content: bytes, name: str) -> Path:
    file = place.parent / name
    file.write_bytes(content)
    return file


def test_new_sites_become_files_and_known_ones_are_left_alone(place: Path) -> None:
    before = {file: file.read_bytes() for file in place.iterdir()}
    result = kenwatch("sources", "import", write(place, OPML, "f.opml"), sources=place)
    assert result.exit_code == Exit.OK
    words = " ".join(result.stdout.split())
    assert "new: new (New), 1 roads" in words
    assert "known: https://oblast.kz/feed is of oblast" in words
    assert "left out: javascript:alert(1): not an http(s) address" in words
    assert "1 source files written to" in words
    assert load_source(place / "new.toml").feeds[0].url == "https://new.kz/rss"
    assert {file: file.read_bytes() for file in before} == before
    again = kenwatch("sources", "import", "--json", place.parent / "f.opml", sources=place)
    told = json.loads(again.stdout)
    assert (told["new"], len(told["known"]), len(told["skipped"])) == ([], 2, 1)


def test_a_dry_run_writes_nothing(place: Path) -> None:
    file = write(place, OPML, "f.opml")
    result = kenwatch("sources", "import", "--dry-run", file, sources=place)
    assert "would be written" in " ".join(result.stdout.split())
    assert not (place / "new.toml").exists()


def test_for_the_built_in_sources_new_files_go_to_the_own_directory(tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_text("url,name\nhttps://new.example/rss,New\n")
    own = tmp_path / "own"
    result = kenwatch(
        "sources", "import", tmp_path / "f.csv", "--country", "cn", KENWATCH_CONFIG=str(own)
    )
    assert result.exit_code == Exit.OK, result.stderr
    made = load_source(own / "sources" / "new.toml")
    assert (made.name, made.country) == ("New", "CN")


def test_a_file_that_came_in_between_is_not_overwritten(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = watched_sources(place)
    monkeypatch.setattr(loading, "load", lambda _: known)
    (place / "new.toml").write_text("mine")
    result = kenwatch("sources", "import", write(place, OPML, "f.opml"), sources=place)
    assert "is there already" in " ".join(result.stdout.split())
    assert (place / "new.toml").read_text() == "mine"


def test_a_source_file_is_taken_over_as_it_is(place: Path) -> None:
    herald = source("herald", feeds=[{"url": "https://herald.kz/rss", "status": "works"}])
    file = write(place, to_toml(herald).encode(), "herald.toml")
    assert kenwatch("sources", "import", file, sources=place).exit_code == Exit.OK
    assert watched_sources(place)["herald"] == herald
    known = write(place, to_toml(source("other", hosts=["oblast.kz"])).encode(), "other.toml")
    result = kenwatch("sources", "import", known, "--json", sources=place)
    assert json.loads(result.stdout)["known"] == [
        {"url": "https://oblast.kz/", "source": "oblast"},
    ]


@pytest.mark.parametrize(
    ("content", "name", "words", "code"),
    [
        (b"  ", "f.opml", "is empty", Exit.ERROR),
        (b"x" * (importing.MAX_BYTES + 1), "f.csv", "is larger than 5 MB", Exit.ERROR),
        (b"<html/>", "f.xml", "is no OPML file", Exit.ERROR),
        (b"a,b\n", "f.csv", "has no column url", Exit.ERROR),
        (b"id = 1", "f.toml", "field", Exit.BAD_CONFIG),
    ],
)
def test_a_file_that_cannot_be_taken_over_is_told_in_one_line(
    place: Path, content: bytes, name: str, words: str, code: Exit
) -> None:
    file = write(place, content, name)
    result = kenwatch("sources", "import", file, sources=place)
    assert (result.exit_code, len(result.stderr.splitlines())) == (code, 1)
    assert str(file) in result.stderr
    assert words in result.stderr


def test_a_missing_file_or_country_is_told(place: Path) -> None:
    result = kenwatch("sources", "import", place / "no.opml", sources=place)
    assert (result.exit_code, "check the path" in result.stderr) == (Exit.ERROR, True)
    file = write(place, OPML, "f.opml")
    result = kenwatch("sources", "import", file, "--country", "Kazakhstan", sources=place)
    assert (result.exit_code, "no country code" in result.stderr) == (Exit.USAGE, True)


@pytest.mark.parametrize("exists", [True, False])
def test_a_directory_without_sources_takes_its_first_ones(tmp_path: Path, *, exists: bool) -> None:
    place = tmp_path / "mine"
    if exists:
        place.mkdir()
        (place / "switches.toml").write_text("[enabled]\n")
    (tmp_path / "f.opml").write_bytes(OPML)
    result = kenwatch("sources", "import", tmp_path / "f.opml", sources=place)
    assert result.exit_code == Exit.OK, result.stderr
    assert sorted(load_sources(place)) == ["new", "oblast"]


def test_a_directory_that_is_none_is_told(place: Path) -> None:
    file = write(place, OPML, "f.opml")
    result = kenwatch("sources", "import", file, sources=file)
    assert (result.exit_code, len(result.stderr.splitlines())) == (Exit.BAD_CONFIG, 1)
    assert "check the path" in result.stderr


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<opml><body><outline text='New' xmlUrl='https://new.kz/r", "ends before </opml>"),
        (b"<opml><body>", "ends before </opml>"),
        (b"<opml><body></body></opml>", "names no feed"),
        (b"<opml/>", "names no feed"),
    ],
)
def test_a_list_without_feeds_says_why(place: Path, body: bytes, words: str) -> None:
    result = kenwatch("sources", "import", "--dry-run", write(place, body, "f.opml"), sources=place)
    told = " ".join((result.stdout + result.stderr).split())
    assert (result.exit_code, words in told) == (Exit.ERROR, True)


def test_a_list_that_is_cut_short_gives_what_is_left_and_says_so(place: Path) -> None:
    file = write(place, OPML[:150], "f.opml")
    result = kenwatch("sources", "import", "--dry-run", "--json", file, sources=place)
    told = json.loads(result.stdout)
    assert [one["id"] for one in told["new"]] == ["new"]
    assert "ends before </opml>" in told["skipped"][-1]["reason"]


def test_a_private_address_needs_a_pin(place: Path) -> None:
    file = write(place, b"url\nhttp://10.0.0.1/rss\nhttps://x.kz:22/rss\n", "f.csv")
    result = kenwatch("sources", "import", file, "--json", sources=place)
    private, port = json.loads(result.stdout)["skipped"]
    assert private["reason"] == ("address is private (10.0.0.1); it needs a source file with a pin")
    assert "port 22" in port["reason"]


def test_a_source_is_never_called_as_the_file_of_switches(place: Path) -> None:
    file = write(place, b"url\nhttps://switches.kz/rss\n", "f.csv")
    result = kenwatch("sources", "import", file, sources=place)
    assert result.exit_code == Exit.OK
    assert watched_sources(place)["switches_2"].hosts == ("switches.kz",)
    text = to_toml(source("oblast_2", hosts=["x.kz"])).replace("oblast_2", "switches")
    wrong = write(place, text.encode(), "switches.toml")
    result = kenwatch("sources", "import", wrong, sources=place)
    assert (result.exit_code, "is kept for switches.toml" in result.stderr) == (
        Exit.BAD_CONFIG, True,
    )  # fmt: skip


def test_a_file_in_the_way_of_an_export_is_told(place: Path, tmp_path: Path) -> None:
    call = ("sources", "export", "--format", "toml", "oblast", "-o")
    (tmp_path / "there").write_text("mine")
    result = kenwatch(*call, tmp_path / "there", sources=place)
    assert (result.exit_code, "is a file; name a directory" in result.stderr) == (Exit.USAGE, True)
    result = kenwatch(*call, tmp_path / "there" / "below.toml", sources=place)
    assert (result.exit_code, "is no directory" in result.stderr) == (Exit.BAD_CONFIG, True)
    assert (tmp_path / "there").read_text() == "mine"


def test_a_list_of_which_nothing_is_usable_is_an_error_with_reasons(place: Path) -> None:
    many = "".join(f"<outline xmlUrl='ftp://x{n}.kz'/>" for n in range(30))
    file = write(place, f"<opml><body>{many}</body></opml>".encode(), "f.opml")
    result = kenwatch("sources", "import", file, sources=place)
    assert result.exit_code == Exit.ERROR
    words = " ".join(result.stdout.split())
    assert "and 10 more: --json shows all" in words
    assert "30 left out." in words


def test_opml_and_csv_go_to_a_file_or_to_stdout(place: Path, tmp_path: Path) -> None:
    result = kenwatch("sources", "export", "-o", tmp_path / "x.opml", sources=place)
    assert (result.exit_code, "2 of 3 left out: no feed." in result.stderr) == (Exit.OK, True)
    assert b'xmlUrl="https://rudny_news.kz/rss"' in (tmp_path / "x.opml").read_bytes()
    csv = kenwatch("sources", "export", "--format", "csv", sources=place).stdout
    assert len(csv.splitlines()) == 1 + sum(len(one.roads) for one in SOURCES)
    one = kenwatch("sources", "export", "--format", "csv", "oblast", sources=place).stdout
    assert len(one.splitlines()) == 2
    feeds = kenwatch("sources", "export", "rudny_news", sources=place)
    assert (feeds.stdout.startswith("<?xml"), feeds.stderr) == (True, "")


def test_source_files_go_into_a_directory_and_are_never_overwritten(
    place: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = kenwatch("sources", "export", "--format", "toml", "-o", out, sources=place)
    assert result.exit_code == Exit.OK
    assert load_sources(out) == load_sources(place)
    again = kenwatch("sources", "export", "--format", "toml", "-o", out, sources=place)
    assert (again.exit_code, "is there already" in again.stderr) == (Exit.BAD_CONFIG, True)


def test_one_source_file_goes_to_stdout_or_to_a_file(place: Path, tmp_path: Path) -> None:
    call = ("sources", "export", "--format", "toml")
    shown = kenwatch(*call, "oblast", sources=place).stdout
    file = tmp_path / "oblast.toml"
    kenwatch(*call, "oblast", "-o", file, sources=place)
    assert file.read_text("utf-8") == shown
    assert load_source(file) == SOURCES[1]
    result = kenwatch(*call, sources=place)
    assert (result.exit_code, "name one ID" in result.stderr) == (Exit.USAGE, True)


def test_all_built_in_sources_survive_the_way_through_csv(tmp_path: Path) -> None:
    csv, own = tmp_path / "all.csv", str(tmp_path / "own")
    kenwatch("sources", "export", "--format", "csv", "-o", csv, KENWATCH_CONFIG=own)
    place = folder(tmp_path / "sources")
    result = kenwatch("sources", "import", csv, "--json", sources=place, KENWATCH_CONFIG=own)
    built_in = {one.id: one for one in load_sources().values() if one.roads}
    told = json.loads(result.stdout)
    assert told["skipped"] == []
    assert {one["id"] for one in told["new"]} == built_in.keys()
    back = watched_sources(place)
    for one in built_in.values():
        assert [road.url for road in back[one.id].feeds] == [road.url for road in one.feeds]
        assert back[one.id].hosts[0] == one.hosts[0]
