from __future__ import annotations

import json
import sqlite3
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.ownsources import save_new
from crawler.rhythm import Rhythm, learn
from crawler.sourcefile import to_toml
from crawler.sources import load_sources
from crawler.verdict import Exit
from desk.sources import habits
from tests.builders import source
from tests.desk_archive import build
from tests.sources_folder import folder, kenwatch

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@pytest.fixture(name="place")
def _place(tmp_path: Path) -> Path:
    return folder(tmp_path / "sources")


def ids(place: Path, *options: str) -> list[str]:
    result = kenwatch("sources", "list", "--json", *options, sources=place)
    assert result.exit_code == Exit.OK, result.stderr
    return [line["id"] for line in json.loads(result.stdout)]


def test_every_filter_narrows_the_list(place: Path) -> None:
    assert ids(place) == ["oblast", "rudny_news", "steppe"]
    assert ids(place, "--country", "kg") == ["steppe"]
    assert ids(place, "--group", "regional") == ["oblast", "rudny_news"]
    assert ids(place, "--language", "kk") == ["rudny_news"]
    assert ids(place, "--status", "broken") == ["steppe"]
    assert ids(place, "--enabled") == ["oblast", "rudny_news"]
    assert ids(place, "--disabled") == ["steppe"]
    assert ids(place, "--town", "Рудный") == ["oblast", "rudny_news"]
    assert ids(place, "--town", "rudny", "--status", "works") == ["rudny_news"]


def test_an_empty_answer_is_told_beside_the_list(place: Path) -> None:
    result = kenwatch("sources", "list", "--json", "--country", "FR", sources=place)
    assert (json.loads(result.stdout), "No source answers" in result.stderr) == ([], True)
    assert kenwatch("sources", "list", "--country", "FR", sources=place).stdout == ""
    csv = kenwatch("sources", "list", "--csv", "--country", "FR", sources=place)
    assert csv.stdout.splitlines() == ["id"]


def test_the_list_fits_eighty_columns_and_says_how_each_source_is_watched(place: Path) -> None:
    result = kenwatch("sources", "list", "--long", sources=place)
    assert max(map(len, result.stdout.splitlines())) <= 80
    words = " ".join(result.stdout.split())
    assert "feed works 2026-11-22" in words
    assert "listing guess 2026-10-01" in words
    assert "sitemap broken unknown" in words
    assert (
        "3 sources: 1 watched by confirmed roads, 1 by discovery at run time, 1 switched off"
        in words
    )


def test_a_source_is_one_line_with_the_best_of_its_roads(place: Path) -> None:
    heads, *lines = kenwatch("sources", "list", sources=place).stdout.splitlines()
    assert heads.split() == ["source", "in", "road", "since", "watched", "group", "languages"]
    assert [line.split() for line in lines[:3]] == [
        ["oblast", "KZ", "guess", "2026-10-01", "discovery", "regional", "ru"],
        ["rudny_news", "KZ", "works", "2026-11-22", "roads", "regional", "ru", "kk"],
        ["steppe", "KG", "broken", "unknown", "off", "neighbouring", "ky"],
    ]


@pytest.mark.parametrize("options", [(), ("--long",), ("--town", "rudny")])
@pytest.mark.parametrize("width", [100, 80, 60, 40])
def test_a_narrow_window_breaks_no_word_of_the_list(
    place: Path, width: int, options: tuple[str, ...]
) -> None:
    result = kenwatch("sources", "list", *options, sources=place, COLUMNS=str(width))
    assert max(map(len, result.stdout.splitlines())) <= width
    words = set(result.stdout.split())
    assert {"oblast", "rudny_news", "guess", "works"} <= words
    whole = ("discovery", "regional", "neighbouring", "2026-11-22", "unknown", "watched", "local")
    begun = {word for word in words for full in whole if len(word) > 3 and full.startswith(word)}
    assert begun <= {*whole}


def test_the_list_of_a_town_tells_local_sources_from_those_of_the_oblast(place: Path) -> None:
    for options in ((), ("--long",)):
        call = ("sources", "list", "--town", "rudny", *options)
        shown = kenwatch(*call, sources=place).stdout
        near = {line.split()[0]: line.split()[2] for line in shown.splitlines() if " KZ " in line}
        assert near == {"oblast": "oblast", "rudny_news": "local"}


def test_a_source_without_roads_is_listed_too(place: Path) -> None:
    save_new(place / "bare.toml", to_toml(source("bare")))
    shown = kenwatch("sources", "list", sources=place).stdout.splitlines()
    assert shown[1].split()[:5] == ["bare", "KZ", "none", "unknown", "discovery"]


@pytest.mark.parametrize("command", ["list", "coverage"])
def test_two_forms_at_once_are_refused(place: Path, command: str) -> None:
    result = kenwatch("sources", command, "--json", "--csv", sources=place)
    assert (result.exit_code, "give one of them" in result.stderr) == (Exit.USAGE, True)


def test_the_list_as_csv_has_a_column_a_kind_of_road(place: Path) -> None:
    heads, *lines = kenwatch("sources", "list", "--csv", sources=place).stdout.splitlines()
    assert heads.endswith("feed,feed_as_of,sitemap,sitemap_as_of,listing,listing_as_of")
    assert len(lines) == 3


def test_the_built_in_list_fits_eighty_columns(tmp_path: Path) -> None:
    result = kenwatch("sources", "list", KENWATCH_CONFIG=str(tmp_path))
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert all(name in result.stdout for name in load_sources())


def test_the_last_run_comes_from_the_archive(place: Path, tmp_path: Path) -> None:
    db = build(tmp_path / "a.db")
    with sqlite3.connect(db) as archive:
        archive.execute("UPDATE source SET id = 'oblast', last_run_at = ? WHERE id = 'vestnik'",
                        ("2026-11-20T07:00:00+00:00",))  # fmt: skip
    archive.close()
    result = kenwatch("sources", "list", "--db", db, "--json", sources=place)
    runs = {line["id"]: line["last_run_at"] for line in json.loads(result.stdout)}
    assert runs["oblast"] == "2026-11-20T07:00:00+00:00"
    assert runs["rudny_news"] is None
    assert (
        "2026-11-20 12:00"
        in kenwatch("sources", "show", "oblast", "--db", db, sources=place).stdout
    )


def test_a_broken_archive_does_not_hide_the_list(place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no archive at all" * 100)
    result = kenwatch("sources", "list", "--db", tmp_path / "a.db", "--json", sources=place)
    assert (result.exit_code, len(json.loads(result.stdout))) == (Exit.OK, 3)
    assert "Without the last runs" in result.stderr


def test_a_card_shows_everything_that_is_known(place: Path) -> None:
    result = kenwatch("sources", "show", "rudny_news", sources=place)
    words = " ".join(result.stdout.split())
    for told in (
        "Рудный сегодня", "kk: Рудный бүгін", "Kostanay Region", "towns rudny", "confirmed roads",
        "last run never", "12 articles a day, 80 to 400 words, 100% dated, 25% signed",
        "learnt nothing yet", "in a browser", r"/news/\d+$", "link required", "20 entries",
        "https://rudny_news.kz/rss", "kk: https://rudny_news.kz/kz/",
    ):  # fmt: skip
        assert told in words
    assert "rudny_news.toml" in result.stdout.replace("\n", "")
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_card_says_what_is_not_known(place: Path) -> None:
    words = " ".join(kenwatch("sources", "show", "steppe", sources=place).stdout.split())
    assert "terms not known" in words
    assert "articles told by their look" in words
    assert "watched switched off" in words


def test_a_card_as_json_holds_all_fields(place: Path) -> None:
    record = json.loads(kenwatch("sources", "show", "oblast", "--json", sources=place).stdout)
    assert (record["id"], record["watched_by"], record["learnt"]) == (
        "oblast", "discovery at run time", None,
    )  # fmt: skip
    assert record["listings"][0]["as_of"] == "2026-10-01"
    assert record["file"].endswith("oblast.toml")


def test_an_unknown_source_is_compared_with_the_known_ones(place: Path) -> None:
    result = kenwatch("sources", "show", "rudny_new", sources=place)
    assert (result.exit_code, "did you mean rudny_news?" in result.stderr) == (Exit.USAGE, True)
    result = kenwatch("sources", "show", "xyz", sources=place)
    assert "`kenwatch sources list` shows the names" in result.stderr


def test_a_wrong_source_file_is_told_in_one_line(place: Path) -> None:
    (place / "bad.toml").write_text("id = 1")
    result = kenwatch("sources", "list", sources=place)
    assert result.exit_code == Exit.BAD_CONFIG
    assert len(result.stderr.splitlines()) == 1
    assert "bad.toml: field" in result.stderr


def test_a_switch_that_meets_no_source_is_told(place: Path) -> None:
    (place / "switches.toml").write_text("[enabled]\nghost = true\n")
    result = kenwatch("sources", "list", sources=place)
    assert (result.exit_code, "no source is called ghost" in result.stderr) == (Exit.OK, True)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Path:
    db = build(tmp_path / "a.db")
    with sqlite3.connect(db) as archive:
        # a harvest on the first day, then three a day for ten days
        days = ["2026-11-01"] * 50 + [f"2026-11-{day:02}" for day in range(3, 13)] * 3
        for number, day in enumerate(days):
            archive.execute(
                "INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at)"
                " VALUES (?, '', 'oblast', 'feed', '', 'kept', ?)",
                (f"https://oblast.kz/{number}", f"{day}T12:00:00+00:00"),
            )
    archive.close()
    return db


def test_the_harvest_of_the_first_day_is_no_rate(archive: Path) -> None:
    from datetime import datetime

    told = habits.learnt(archive, "oblast", datetime(2026, 11, 12, 12, tzinfo=UTC))
    assert told == {
        "articles": 0, "listed_a_day": 3.0, "words": None, "dated": None, "signed": None,
    }  # fmt: skip


def test_habits_need_enough_articles(archive: Path) -> None:
    now = moment("2026-11-20")
    assert habits.learnt(archive, "nobody", now) is None
    few = habits.learnt(archive, "vestnik", now)
    assert few is not None
    assert (few["articles"], few["words"]) == (2, None)
    with sqlite3.connect(archive) as db:
        db.execute("UPDATE article SET source_id = 'vestnik'")
    db.close()
    enough = habits.learnt(archive, "vestnik", now)
    assert enough is not None
    assert (enough["articles"], enough["dated"]) == (5, 0.8)
    assert len(enough["words"]) == 2


def test_what_was_learnt_stands_on_the_card(archive: Path, place: Path) -> None:
    with sqlite3.connect(archive) as db:
        db.execute("UPDATE article SET source_id = 'oblast', words = id * 100")
    db.close()
    words = " ".join(
        kenwatch("sources", "show", "oblast", "--db", archive, sources=place).stdout.split()
    )
    assert "100 to 500 words, 80% dated" in words
    assert "(from 5 stored articles)" in words


def moment(day: str) -> datetime:
    from datetime import datetime

    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def test_how_each_road_answered_stands_on_the_card_and_found_ones_too(
    archive: Path, place: Path
) -> None:
    now = moment("2026-11-20")
    dates = [now - timedelta(hours=hours) for hours in range(96)]
    fresh = Rhythm.fresh(60)
    busy = learn(fresh, asked_at=now, last_asked_at=None, new=96, published=dates, zone=UTC)
    at = "2026-11-20T07:00:00+00:00"
    hubs = [
        (
            "https://oblast.kz/",
            "listing",
            "file",
            12,
            "frozen: its newest entry is of 2026-01-01",
            busy.to_json(),
        ),
        ("https://oblast.kz/found.xml", "feed", "found", None, None, "of another version"),
        ("https://oblast.kz/page/2", "listing", "named", 3, None, None),
    ]
    with sqlite3.connect(archive) as db:
        db.executemany(
            "INSERT INTO hub (source_id, checked_at, due_at, url, kind, origin, entries, doubt, rhythm)"
            " VALUES ('oblast', ?, ?, ?, ?, ?, ?, ?, ?)",
            [(at, at if hub[4] else None, *hub) for hub in hubs],
        )
    db.close()
    show = ("sources", "show", "oblast", "--db", archive)
    words = " ".join(kenwatch(*show, sources=place).stdout.split())
    assert "asked 2026-11-20 12:00, 12 entries, 19.5 a day, next 2026-11-20 12:00" in words
    assert "frozen: its newest entry is of 2026-01-01" in words
    assert "feed found https://oblast.kz/found.xml" in words
    assert "page/2" not in words
    roads = json.loads(kenwatch(*show, "--json", sources=place).stdout)["roads"]
    assert [(road["url"], road["entries_a_day"]) for road in roads] == [
        ("https://oblast.kz/", 19.5), ("https://oblast.kz/found.xml", None),
    ]  # fmt: skip
