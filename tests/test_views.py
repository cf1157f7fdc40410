"""The views: their examples run, they find by index, and what triggers keep up stays true."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from desk.dictionary import made
from pipelines import schema
from tests.desk_archive import add_article, add_copy, add_page, build, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VIEWS = [one for one in made(schema.SCHEMA.read_text("utf-8")) if one.kind == "view"]
# asked of an archive of any size, they may read through none of these
LARGE = (
    r"SCAN (a|article|v|event|r|revision|c|copy|p|page|m|mention|f|fact|q|quotation)\b(?!.*USING)"
)
FILTERS = (
    "latest LIMIT 10",
    "undated LIMIT 10",
    "by_town WHERE town = 'Ridder'",
    "town_week WHERE town = 'Ridder'",
    "town_month WHERE town = 'Ridder'",
    "town_coverage",
    "company_log WHERE company = 'Qarmet'",
    "mine_log WHERE mine = 'Kostenko mine'",
    "commodity_month WHERE commodity = 'copper'",
    "what_happened LIMIT 10",
    "what_happened WHERE town = 'Ridder' AND event = 'accident'",
    "event_log LIMIT 10",
    "event_log WHERE day >= '2026-11-01'",
    "event_log WHERE day >= '2026-11'",
    "event_log WHERE town = 'Ridder' AND day >= '2026-11-01'",
    "casualties LIMIT 10",
    "casualties WHERE town = 'Ridder'",
    "casualties WHERE day >= '2026-11-01'",
    "disputed_casualties",
    "story_figures WHERE story_id = 1",
    "investments LIMIT 10",
    "investments_by_town",
    "licences LIMIT 10",
    "strikes WHERE day >= '2026-01-01'",
    "layoffs WHERE town = 'Ridder'",
    "ownership_changes LIMIT 10",
    "how_much LIMIT 10",
    "how_much WHERE day >= '2026-11-01'",
    "who_said LIMIT 10",
    "who_said WHERE day >= '2026-11-01'",
    "story_timeline WHERE story_id = 1",
    "first_publisher LIMIT 10",
    "first_publisher WHERE day >= '2026-11-01'",
    "first_publisher WHERE story_id = 1",
    "quiet_edits LIMIT 10",
    "figure_edits LIMIT 10",
    "removed LIMIT 10",
    "copied_from",
    "copy_share",
    "by_source_day WHERE day = '2026-11-20'",
    "by_source_day WHERE source = 'vestnik' AND day >= '2026-11-01'",
    "volume_month WHERE month >= '2026-01'",
    "run_summary WHERE run_id = 1",
    "last_run",
    "coverage WHERE day >= '2026-11-13'",
    "drops WHERE day >= '2026-11-13'",
    "source_health",
    "silent_sources",
)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(build(tmp_path / "a.db"), isolation_level=None)
    yield connection
    connection.close()


def one(db: sqlite3.Connection, sql: str) -> tuple[object, ...]:
    found: tuple[object, ...] = db.execute(sql).fetchone()
    return found


def test_every_example_runs_and_asks_its_own_view(db: sqlite3.Connection) -> None:
    for view in VIEWS:
        assert re.search(rf"\b{view.name}\b", view.example), view.name
        db.execute(view.example).fetchall()


@pytest.mark.parametrize("is_analyzed", [False, True])
def test_no_question_reads_through_texts_events_or_names(
    db: sqlite3.Connection, *, is_analyzed: bool
) -> None:
    # what the index of titles takes its words from is asked by rowid alone
    asked = {view.name for view in VIEWS} - {"article_title"}
    assert {words.split()[0] for words in FILTERS} == asked
    if is_analyzed:
        db.execute("ANALYZE")
        _of_a_large_archive(db)
    wrong = {}
    for words in FILTERS:
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {words}")]
        scans = [step for step in plan if re.match(LARGE, step)]
        if scans:
            wrong[words] = scans
    assert wrong == {}


def _of_a_large_archive(db: sqlite3.Connection) -> None:
    """Have SQLite plan as in an archive of 100,000 articles: it looks at nothing else."""
    counts = {
        "article": 100_000, "article_brief": 100_000, "event": 55_000, "mention": 660_000,
        "fact": 316_000, "quotation": 140_000, "copy": 33_000, "revision": 141_000,
        "page": 383_000, "story": 45_000, "story_article": 100_000, "entity": 527,
    }  # fmt: skip
    for table, count in counts.items():
        for name, idx in db.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = ?", (table,)).fetchall():  # fmt: skip
            tail = " ".join(idx.split()[1:])
            db.execute(
                "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?",
                (f"{count} {tail}".strip(), table, name),
            )
    db.execute("ANALYZE sqlite_schema")


def test_the_brief_of_an_article_comes_changes_and_goes_with_it(db: sqlite3.Connection) -> None:
    assert one(db, "SELECT count(*) FROM article_brief") == (5,)
    of_four = "SELECT day, at, is_dated FROM article_brief WHERE article_id = 4"
    assert one(db, of_four) == ("2026-11-01", "2026-11-01T00:00:00+00:00", 0)
    db.execute(
        "UPDATE article SET published_at = '2026-11-05T20:00:00+00:00',"
        " published_day = '2026-11-06', language = 'kk' WHERE id = 4"
    )
    assert one(db, of_four) == ("2026-11-06", "2026-11-05T20:00:00+00:00", 1)
    assert one(db, "SELECT language FROM article_brief WHERE article_id = 4") == ("kk",)
    db.execute("DELETE FROM article WHERE id = 4")
    assert db.execute(of_four).fetchone() is None


def test_a_day_that_nobody_can_read_keeps_no_article_out(db: sqlite3.Connection) -> None:
    add_article(db, id=9, source_id="vestnik", language="ru", title="T", text="X",
                first_seen_at="once upon a time")  # fmt: skip
    assert one(db, "SELECT day FROM article_brief WHERE article_id = 9") == ("once upon ",)


def test_events_and_stories_have_the_day_of_their_article_unless_the_moment_is_told(
    db: sqlite3.Connection,
) -> None:
    insert(db, "event", article_id=2, kind="strike", quote="q", span_start=0, span_end=1)
    days = "SELECT group_concat(kind || ' ' || day) FROM (SELECT kind, day FROM event ORDER BY 1)"
    assert one(db, days) == ("accident 2026-11-18,strike 2026-11-19",)
    db.execute("UPDATE article SET published_day = '2026-11-17' WHERE id = 2")
    assert one(db, days) == ("accident 2026-11-18,strike 2026-11-17",)
    assert one(db, "SELECT day FROM story") == ("2026-11-17",)
    db.execute("UPDATE event SET moment = '2026-10' WHERE kind = 'strike'")
    db.execute("UPDATE story SET lead_article_id = 1")
    assert one(db, "SELECT day FROM event WHERE kind = 'strike'") == ("2026-10",)
    assert one(db, "SELECT day FROM story") == one(db, "SELECT day FROM article_brief WHERE article_id = 1")  # fmt: skip


def test_of_each_story_one_sum_is_counted(db: sqlite3.Connection) -> None:
    for article, value in ((1, 5.0), (2, 7.0), (3, 11.0)):
        insert(db, "event", article_id=article, kind="investment", town_id="ridder", quote="q",
               span_start=0, span_end=1,
               figures=f'[{{"kind": "money", "value": {value}, "unit": "KZT"}}]')  # fmt: skip
    assert one(db, "SELECT town, currency, total, biggest, stories, reports FROM investments_by_town") == (
        "Ridder", "KZT", 18.0, 11.0, 2, 3,
    )  # fmt: skip


def test_a_dispute_is_one_of_reports_of_one_story(db: sqlite3.Connection) -> None:
    assert db.execute("SELECT * FROM disputed_casualties").fetchall() == []
    insert(db, "event", article_id=2, kind="accident", quote="q", span_start=0, span_end=1,
           figures='[{"kind": "people", "role": "dead", "value": 4}]')  # fmt: skip
    told = "SELECT story_id, role, lowest, highest, told FROM disputed_casualties"
    assert one(db, told) == (1, "dead", 3, 4, "vestnik 4, azattyq 3")


def test_a_town_without_a_local_source_is_told(db: sqlite3.Connection) -> None:
    db.execute("""UPDATE source SET towns = '["ridder"]' WHERE id = 'vestnik'""")
    db.execute("UPDATE source SET region = 'Karaganda Region' WHERE id = 'azattyq'")
    found = db.execute("SELECT town, articles, local_sources, oblast_sources FROM town_coverage")
    assert found.fetchall() == [
        ("Temirtau", 1, 0, 1), ("Karaganda", 2, 0, 1), ("Ridder", 1, 1, 0),
    ]  # fmt: skip


def test_a_source_that_never_gave_anything_is_silent_too(db: sqlite3.Connection) -> None:
    assert db.execute("SELECT * FROM silent_sources").fetchall() == []
    insert(db, "source", id="mute", name="Mute", country="KZ", source_group="national",
           languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
    insert(db, "issue", source_id="vestnik", kind="state", url="", detail="d",
           first_seen_at="2026-11-10", last_seen_at="2026-11-10",
           evidence='{"state": "silent", "why": "w"}')  # fmt: skip
    assert [tuple(row[:3]) for row in db.execute("SELECT * FROM silent_sources")] == [
        ("mute", "Mute", "ok"), ("vestnik", "Горный вестник", "silent"),
    ]  # fmt: skip


def test_who_brings_copies_alone_is_not_silent(db: sqlite3.Connection) -> None:
    insert(db, "source", id="echo", name="Echo", country="KZ", source_group="aggregator",
           languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
    add_copy(db, 2, "https://echo.example/1", source_id="echo")
    assert db.execute("SELECT source FROM silent_sources").fetchall() == []
    insert(db, "issue", source_id="echo", kind="state", url="", detail="d",
           first_seen_at="2026-11-20", last_seen_at="2026-11-20",
           evidence='{"state": "thin", "why": "w"}')  # fmt: skip
    assert one(db, "SELECT source, last_day FROM silent_sources") == ("echo", "2026-11-19")


def test_a_copy_counts_on_the_day_of_its_source_as_an_article_does(db: sqlite3.Connection) -> None:
    insert(db, "source", id="echo", name="Echo", country="KZ", source_group="aggregator",
           languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
    # midnight of the 21st in UTC+6 is 23:00 of the 20th in Almaty
    add_copy(db, 1, "https://echo.example/1", source_id="echo",
             published_at="2026-11-20T18:00:00+00:00",
             record='{"published_day": "2026-11-21", "published_precision": "day"}')  # fmt: skip
    # no date of its own: first seen on the 11th in Almaty, looked at again much later
    add_copy(db, 2, "https://echo.example/2", source_id="echo", published_at=None,
             first_seen_at="2026-11-10T20:00:00+00:00", fetched_at="2026-11-20T07:00:00+00:00",
             record='{"published_day": null}')  # fmt: skip
    asked = "SELECT day, articles, copies FROM by_source_day WHERE source = 'echo'"
    assert db.execute(asked).fetchall() == [("2026-11-21", 0, 1), ("2026-11-11", 0, 1)]
    both = (
        "SELECT articles, copies FROM by_source_day WHERE source = 'vestnik' AND day = '2026-11-19'"
    )
    assert db.execute(both).fetchall() == [(1, 1)]


def test_the_days_of_copies_are_found_by_their_index(db: sqlite3.Connection) -> None:
    of_source = "source = 'vestnik' AND day = '2026-11-20'"
    for words in (f"by_source_day WHERE {of_source}", "silent_sources"):
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {words}")]
        steps = [step for step in plan if re.match(r"(SEARCH|SCAN) (c|copy)\b", step)]
        assert steps, words
        assert all(re.match(r"SEARCH c USING .*INDEX copy_day", step) for step in steps), steps


def test_an_event_of_a_month_is_found_from_that_month_on(db: sqlite3.Connection) -> None:
    db.execute("UPDATE event SET moment = '2026-07'")
    for day, found in (("2026-07", 1), ("2026-07-01", 0)):
        assert one(db, f"SELECT count(*) FROM what_happened WHERE day >= '{day}'") == (found,)
    db.execute("UPDATE event SET moment = '2030-12-15'")
    assert one(db, "SELECT count(*) FROM what_happened WHERE day <= '2026-11-20'") == (0,)


def test_what_was_taken_in_from_disk_was_not_listed(db: sqlite3.Connection) -> None:
    add_page(db, "https://news.example/1", 1, day="2026-11-19")
    for number, source in enumerate(("disk", "vestnik")):
        add_page(db, f"https://saved.example/{number}", 2, via="disk", source_id=source,
                 day="2026-11-19")  # fmt: skip
    found = db.execute("SELECT source, day, listed, kept FROM coverage").fetchall()
    assert found == [("vestnik", "2026-11-19", 1, 1)]


def test_a_text_is_removed_when_no_page_shows_it(db: sqlite3.Connection) -> None:
    text = "https://news.example/1"
    add_page(db, text, 1, text_url=text)
    add_page(db, f"{text}/amp", 1, text_url=text, gone_at="2026-11-19T10:00:00+00:00",
             gone_why="answered 404")  # fmt: skip
    assert db.execute("SELECT * FROM removed").fetchall() == []
    db.execute("UPDATE page SET gone_at = '2026-11-20T10:00:00+00:00' WHERE canonical_url = ?", (text,))  # fmt: skip
    assert db.execute("SELECT gone_at, url FROM removed").fetchall() == [
        ("2026-11-20T10:00:00+00:00", text),
    ]  # fmt: skip
