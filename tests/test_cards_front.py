"""What the front page, the towns and their pages ask of the archive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.cards import front, places, townpage, volumes
from tests.desk_archive import add_version, empty, insert
from tests.webnews import HOSTILE, LATER, NOW, connect, opened

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

DAY, MONTH = timedelta(days=1), timedelta(days=30)
AGES = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db: Any = opened(tmp_path_factory.mktemp("cards") / "archive.db")
    yield db
    db.close()


@pytest.fixture(scope="module", name="nothing")
def _nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    db = connect(empty(tmp_path_factory.mktemp("cards") / "empty.db"))
    yield db
    db.close()


def test_an_empty_archive_answers_every_question(nothing: sqlite3.Connection) -> None:
    assert front.newest_at(nothing, NOW) is None
    assert front.reports(nothing, []) == []
    assert front.edits(nothing, AGES, 5) == []
    assert front.removals(nothing, AGES, 5) == []
    assert front.states(nothing) == []
    assert front.sources(nothing) == {}
    assert front.stretches(nothing, AGES, NOW) == {}
    assert front.waiting(nothing, 10) == 0
    assert front.first_look(nothing) is None
    assert front.last_run(nothing) is None
    assert places.towns(nothing) == []
    assert places.last_event(nothing, "ridder") is None
    assert townpage.town(nothing, "ridder") is None
    assert volumes.articles(nothing, AGES, NOW) == []
    assert volumes.naming(nothing, ["ridder"], []) == {}
    assert volumes.in_windows(nothing, ["ridder"], [AGES, NOW]) == {"ridder": [0]}


def test_what_is_dated_ahead_is_not_the_newest(db: sqlite3.Connection) -> None:
    assert front.newest_at(db, NOW) == NOW - timedelta(hours=1)
    assert front.newest_at(db, NOW - timedelta(hours=2)) == NOW - timedelta(hours=2)


def test_articles_of_a_time_come_the_newest_first(db: sqlite3.Connection) -> None:
    assert volumes.articles(db, NOW - DAY, NOW) == [3, 2, 1, 7, 4]
    # the end is not of the time, its begin is
    assert volumes.articles(db, NOW - timedelta(hours=3), NOW - timedelta(hours=1)) == [2, 1]


def test_reports_tell_events_and_where_and_keep_the_order(db: sqlite3.Connection) -> None:
    rows = front.reports(db, [3, 7, 2])
    assert [(row["article_id"], row["kind"], row["place_id"]) for row in rows] == [
        (3, "strike", "karaganda"),
        (7, None, None),
        (2, "accident", "temirtau"),
    ]
    assert rows[0]["figures"][0]["value"] == 120
    assert rows[1]["figures"] == []


def test_leads_are_the_earliest_articles_of_stories(db: sqlite3.Connection) -> None:
    found = front.leads(db, [1, 5, 77], "xx")
    assert {key: row["article_id"] for key, row in found.items()} == {1: 1, 5: 6}
    assert found[1]["source"] == "Агентство"


def test_a_lead_is_of_the_readers_language_where_the_story_has_one(db: sqlite3.Connection) -> None:
    told = db.execute(
        "SELECT DISTINCT o.story_id, a.language FROM story_article o"
        " JOIN article a ON a.id = o.article_id"
    ).fetchall()
    assert told
    for story_id, language in told:
        assert front.leads(db, [story_id], language)[story_id]["language"] == language


def test_edits_that_only_add_are_not_told(db: sqlite3.Connection) -> None:
    (edit,) = front.edits(db, AGES, 5)
    assert (edit["flags"], edit["article_id"], edit["language"]) == (["figures"], 1, "ru")
    assert edit["changes"]["figures"][0]["after"] == "3"
    assert edit["announced"] is False
    assert front.edits(db, NOW, 5) == []


def test_the_newest_edits_come_first_and_no_more_than_asked_for(tmp_path: Any) -> None:
    def change(db: sqlite3.Connection) -> None:
        for hour in range(4, 9):
            add_version(db, "https://news.example/2", hour, "changed", flags='["names"]',
                        title=str(hour))  # fmt: skip

    db = opened(tmp_path / "archive.db", change)
    assert [one["title"] for one in front.edits(db, AGES, 2)] == ["8", "7"]
    db.close()


def test_texts_that_are_gone_are_told_once_each(db: sqlite3.Connection) -> None:
    assert {row["article_id"] for row in front.removals(db, AGES, 9)} == {4, 7}
    assert len(front.removals(db, AGES, 1)) == 1
    assert front.removals(db, LATER, 9) == []


def test_open_states_are_those_of_the_machine_and_of_watched_sources(tmp_path: Any) -> None:
    def change(db: sqlite3.Connection) -> None:
        db.execute("UPDATE source SET enabled = 0 WHERE id = 'world'")
        for source, ended in (("agency", None), ("world", None), ("portal", "2026"), ("", None)):
            insert(db, "issue", source_id=source, kind="state", url="", detail=source,
                   first_seen_at="2026-11-20T00:00:00+00:00", last_seen_at="2026", ended_at=ended,
                   evidence='{"state": "silent", "why": "x"}')  # fmt: skip

    db = opened(tmp_path / "archive.db", change)
    assert [(row["source_id"], row["state"]) for row in front.states(db)] == [
        ("", "silent"),
        ("agency", "silent"),
    ]
    assert list(front.sources(db)) == ["portal", "agency"]
    assert set(front.stretches(db, NOW - DAY, NOW)) == {"agency", "portal"}
    db.close()


def test_stretches_are_those_that_touch_the_time(db: sqlite3.Connection) -> None:
    (one,) = front.stretches(db, NOW - DAY, NOW)["agency"]
    assert one.ends == NOW
    assert front.stretches(db, LATER, LATER + DAY) == {}


def test_a_stretch_whose_times_cannot_be_read_proves_nothing(tmp_path: Any) -> None:
    def change(db: sqlite3.Connection) -> None:
        db.execute("UPDATE watch SET begins_at = '2026-00-00' WHERE source_id = 'agency'")

    db = opened(tmp_path / "archive.db", change)
    assert set(front.stretches(db, NOW - DAY, NOW)) == {
        "portal",
        "world",
    }
    db.close()


def test_waiting_pages_are_counted_up_to_a_limit(tmp_path: Any) -> None:
    def change(db: sqlite3.Connection) -> None:
        for number in range(4):
            insert(db, "page", canonical_url=str(number), url="u", via="feed", source_id="agency",
                   hub_url="h", state="queued", first_seen_at="2026", next_check_at="2026")  # fmt: skip

    db = opened(tmp_path / "archive.db", change)
    assert front.waiting(db, 9) == 4
    assert front.waiting(db, 3) == 3
    db.close()


def test_the_last_run_is_told_with_its_pages(db: sqlite3.Connection) -> None:
    run = front.last_run(db)
    assert run is not None
    assert (run["exit_code"], run["new"], run["copies"], run["revised"]) == (0, 3, 1, 0)
    assert front.first_look(db) == datetime(2026, 11, 1, tzinfo=UTC)


def test_days_are_those_of_almaty_and_topics_do_not_overlap(db: sqlite3.Connection) -> None:
    found = volumes.by_day(db, NOW - 40 * DAY, NOW)
    assert [
        (day.isoformat(), row["mining"], row["both"], row["monotown"], row["articles"])
        for day, row in found.items()
    ] == [("2026-11-01", 0, 0, 0, 1), ("2026-11-10", 0, 0, 1, 1), ("2026-11-20", 4, 1, 0, 5)]


def test_an_article_counts_once_for_each_town_that_it_names(db: sqlite3.Connection) -> None:
    ids = volumes.articles(db, NOW - DAY, NOW)
    towns = ["temirtau", "ridder", "tekeli"]
    assert volumes.naming(db, towns, ids) == {"temirtau": 2, "ridder": 2}
    edges = [NOW - 500 * DAY, NOW - 30 * DAY, NOW - DAY, NOW]
    assert volumes.in_windows(db, towns, edges) == {
        "temirtau": [1, 2, 2],
        "ridder": [0, 0, 2],
        "tekeli": [0, 0, 0],
    }


def test_the_last_event_is_the_one_told_last(db: sqlite3.Connection) -> None:
    found = places.last_event(db, "temirtau")
    assert found is not None
    assert (found["kind"], found["article_id"], found["title"]) == ("accident", 2, HOSTILE)
    assert places.last_event(db, "tekeli") is None


def test_places_have_their_names_and_where_they_lie(db: sqlite3.Connection) -> None:
    assert [row["id"] for row in places.towns(db)] == ["nowhere", "ridder", "tekeli", "temirtau"]
    assert places.regions(db)["Karaganda Region"]["id"] == "karaganda_region"
    found = places.names(db, ["karaganda", None, "nobody"])
    assert {key: row["kind"] for key, row in found.items()} == {"karaganda": "place"}


def test_a_town_has_its_mines_with_their_owners_and_its_companies(db: sqlite3.Connection) -> None:
    found = townpage.ties(db, "temirtau")
    assert [(row["id"], row["kind"], [one["id"] for one in row["owners"]]) for row in found] == [
        ("kostenko_mine", "asset", ["qarmet"]),
        ("qarmet", "company", []),
    ]
    assert townpage.ties(db, "tekeli") == []


def test_a_town_has_names_statuses_and_officials(db: sqlite3.Connection) -> None:
    assert [row["kind"] for row in townpage.names(db, "temirtau")] == ["current", *["former"] * 2]
    assert [row["status"] for row in townpage.statuses(db, "temirtau")] == ["current", "listed"]
    held = townpage.officials(db, ["temirtau", "karaganda_region"])
    assert [(row["id"], row["title_kk"]) for row in held] == [("akim", "әкім")]
    assert townpage.town(db, "qarmet") is None


def test_events_of_a_town_are_those_that_name_it_as_their_place(db: sqlite3.Connection) -> None:
    found = townpage.events(db, "temirtau")
    assert [(row["article_id"], row["story_id"], row["day"]) for row in found] == [
        (9, None, "2026-11-01"),
        (6, 5, "2026-11-20"),
        (5, 4, "2026-11-20"),
        (2, 1, "2026-11-20"),
        (1, 1, "2026-11-20"),
    ]


def test_events_are_chosen_by_kind_and_year_and_counted_by_story(db: sqlite3.Connection) -> None:
    def of(kind: str, year: str) -> list[int]:
        return [row["article_id"] for row in townpage.events(db, "temirtau", kind, year)]

    assert of("accident", "") == [2, 1]
    assert of("", "2026") == [9, 6, 5, 2, 1]
    assert of("accident", "2025") == []
    told = {
        (row["kind"], row["year"]): row["stories"] for row in townpage.event_counts(db, "temirtau")
    }
    assert told == {
        ("accident", "2026"): 1,
        ("layoff", "2026"): 1,
        ("policy", "2026"): 1,
        ("unheard of", "2026"): 1,
    }


def test_who_writes_is_counted_by_articles(db: sqlite3.Connection) -> None:
    found = townpage.told_by(db, [1, 2, 3, 5])
    assert [(row["id"], row["articles"]) for row in found] == [("agency", 3), ("portal", 1)]


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        (front._NEWEST, {"now": "2026"}),
        (front._REPORTS, {"ids": "[1]"}),
        (volumes._IDS, {"begin": "2025", "end": "2026", "most": 9}),
        (volumes._DAYS, {"begin": "2025", "end": "2026", "most": 9}),
        (volumes._NAMED, {"entities": "[]", "least": 1, "confident": 0.5}),
        (places._LAST, {"town": "x", "reach": 9}),
        (
            townpage._EVENTS,
            {"town": "x", "confident": 0.5, "reach": 9, "most": 9, "kind": "", "year": ""},
        ),
        (townpage._COUNTS, {"town": "x", "confident": 0.5, "reach": 9}),
        (front._WAITING, (9,)),
    ],
)
def test_no_question_reads_through_all_articles(
    db: sqlite3.Connection, sql: str, values: Any
) -> None:
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    scanned = [one for one in plan if one.startswith("SCAN") and "INDEX" not in one]
    tables = {one.split()[1] for one in scanned}
    assert not tables & {"a", "article", "m", "mention", "v", "event", "p", "page", "o"}
