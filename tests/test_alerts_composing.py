"""Each story is told once a rule, and what changes of it is told as an update."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest

from desk.alerts.composing import FLOOD, compose, preview
from desk.alerts.rounds import found
from desk.errors import UserError
from pipelines.archive import Archive, ArchiveError
from tests.alertstories import (
    NOW,
    add_text,
    config,
    copied,
    merge,
    opened,
    part,
    queued,
    recount,
    remove,
    url_of,
)
from tests.desk_archive import insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALL = config({})
HOUR = timedelta(hours=1)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = opened(tmp_path / "kenwatch.db")
    yield archive
    archive.close()


def rows(archive: Archive) -> list[list[tuple[object, ...]]]:
    tables = ("alert", "alert_text", "outbox")
    return [
        [tuple(row) for row in archive.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
        for table in tables
    ]


def keys(archive: Archive) -> list[str]:
    """The keys without the moment that they bear."""
    return [re.sub(r"@\d{8}T\d{6}Z", "", row["key"]) for row in queued(archive.connection)]


def titles(archive: Archive) -> list[str]:
    return [row["title"] for row in queued(archive.connection)]


def test_a_story_is_one_message_to_each_sink_however_many_texts_it_has(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 1, source_id="world")
        copied(db, 1, "https://copy.example/1")
    assert compose(archive, config({"sinks": ["mail", "chat", "mail"]}), NOW) == 2
    assert keys(archive) == ["story:rule-0:1:mail", "story:rule-0:1:chat"]
    told = archive.connection.execute("SELECT canonical_url FROM alert_text ORDER BY 1")
    assert [row[0] for row in told] == ["https://copy.example/1", url_of(1), url_of(2)]


def test_composing_at_once_again_writes_nothing(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
    assert compose(archive, ALL, NOW) == 1
    before, changes = rows(archive), archive.connection.total_changes
    assert compose(archive, ALL, NOW) == 0
    assert rows(archive) == before
    assert archive.connection.total_changes == changes


def test_each_rule_tells_a_story_by_itself(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 2, town="ridder", event="strike")
    wanted = config({}, {"towns": ["Риддер"]}, {"events": ["crime"]}, {"sinks": []})
    assert compose(archive, wanted, NOW) == 3
    assert [row["rule"] for row in queued(archive.connection)] == ["rule-0", "rule-0", "rule-1"]


def test_new_reports_and_copies_of_a_told_story_are_no_message(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
    compose(archive, ALL, NOW)
    with archive.write() as db:
        add_text(db, 2, 1, source_id="world", language="en", title="Accident")
        copied(db, 2, "https://copy.example/2")
    assert compose(archive, ALL, NOW + HOUR) == 0
    told = archive.connection.execute("SELECT count(*) FROM alert_text").fetchone()[0]
    assert told == 3


def test_what_a_rule_has_told_is_found_without_a_look_at_what_others_told(archive: Archive) -> None:
    asked: list[str] = []
    archive.connection.set_trace_callback(asked.append)
    compose(archive, ALL, NOW)
    archive.connection.set_trace_callback(None)
    [query] = [one for one in asked if "FROM alert WHERE" in one]
    plan = [row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert "SEARCH alert USING INDEX alert_rule (rule=? AND last_at>?)" in plan


def test_told_stories_that_merge_are_not_told_again(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 1})
        add_text(db, 2, 2, people={"dead": 3})
    assert compose(archive, ALL, NOW) == 2
    with archive.write() as db:
        merge(db, 1, 2)
    assert compose(archive, ALL, NOW + HOUR) == 0
    with archive.write() as db:
        recount(db, 2, "dead", 5)
    assert compose(archive, ALL, NOW + 2 * HOUR) == 1
    assert keys(archive)[-1] == "update:rule-0:1:1:mail"
    assert compose(archive, ALL, NOW + 4 * HOUR) == 0


def test_a_part_that_leaves_a_told_story_is_not_told_again(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 1, people={"dead": 4})
    compose(archive, ALL, NOW)
    with archive.write() as db:
        add_text(db, 3, 1)
    compose(archive, ALL, NOW + HOUR)
    with archive.write() as db:
        part(db, 2, 12)
        part(db, 3, 13)
    assert compose(archive, ALL, NOW + 2 * HOUR) == 0


def test_a_copy_that_turns_out_to_be_the_original_changes_nothing(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        copied(db, 1, url_of(9))
    compose(archive, ALL, NOW)
    with archive.write() as db:
        db.execute("DELETE FROM copy")
        add_text(db, 9, 1)
        db.execute("UPDATE story SET lead_article_id = 9")
        for table in ("story_article", "event", "mention"):
            db.execute(f"DELETE FROM {table} WHERE article_id = 1")
        db.execute("DELETE FROM article WHERE id = 1")
        copied(db, 9, url_of(1))
    assert compose(archive, ALL, NOW + HOUR) == 0


def test_a_story_that_meets_the_rule_later_is_told_then(archive: Archive) -> None:
    grave = config({"severity": "high"})
    with archive.write() as db:
        add_text(db, 1, 1)
    assert compose(archive, grave, NOW) == 0
    with archive.write() as db:
        add_text(db, 2, 1, people={"dead": 2})
    assert compose(archive, grave, NOW + HOUR) == 1


def watched(archive: Archive, source: str, *, hours: float) -> None:
    """The first crawl of a source was so many hours from NOW."""
    with archive.write() as db:
        insert(db, "run", id=1, kind="crawl", options="{}",
               started_at=(NOW + hours * HOUR).isoformat())  # fmt: skip
        insert(db, "run_source", run_id=1, source_id=source)


@pytest.mark.parametrize(("hours", "messages"), [(-200, 1), (-96, 1), (-20, 0), (None, 0)])
def test_an_old_text_that_is_found_late_is_told_but_by_a_first_crawl(
    archive: Archive, hours: float | None, messages: int
) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-90, people={"dead": 3}, first_seen_at=NOW.isoformat())
        copied(db, 1, "https://copy.example/1", source_id="agency",
               published_at=(NOW - 89 * HOUR).isoformat(), first_seen_at=NOW.isoformat())  # fmt: skip
    if hours is not None:
        watched(archive, "agency", hours=hours)
    assert compose(archive, ALL, NOW) == messages


def test_a_text_of_a_site_s_archive_is_not_told_whenever_it_is_found(archive: Archive) -> None:
    watched(archive, "agency", hours=-2000)
    with archive.write() as db:
        add_text(db, 1, 1, hours=-15 * 24, first_seen_at=NOW.isoformat())
    assert compose(archive, ALL, NOW) == 0


def test_an_old_story_that_has_become_grave_is_told(archive: Archive) -> None:
    grave = config({"severity": "high"})
    with archive.write() as db:
        add_text(db, 1, 1, hours=-90)
        add_text(db, 2, 1, people={"dead": 3})
        add_text(db, 3, 2, hours=-90, people={"dead": 3})
        add_text(db, 4, 2, people={"dead": 3})
        add_text(db, 5, 3, hours=-90, event="")
        add_text(db, 6, 3, people={"dead": 3})
    assert compose(archive, grave, NOW) == 2
    assert {row[0] for row in archive.connection.execute("SELECT canonical_url FROM alert_text")} == {
        *(url_of(number) for number in (1, 2, 5, 6))
    }  # fmt: skip


def test_an_old_story_that_comes_to_the_subject_of_a_rule_is_told(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-90, event="")
        add_text(db, 2, 1)
    assert compose(archive, config({"events": ["accident"]}), NOW) == 1
    assert compose(archive, ALL, NOW) == 0


def test_a_story_that_began_too_long_ago_is_not_told(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, hours=-80)
        add_text(db, 2, 1)
        add_text(db, 3, 2)
        copied(db, 3, "https://copy.example/3", published_at=(NOW - 80 * HOUR).isoformat())
    assert compose(archive, ALL, NOW) == 0
    assert compose(archive, config({"max_age_days": 4}), NOW) == 2


def test_an_update_says_what_changed_and_bears_its_number(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
    compose(archive, ALL, NOW)
    for number, dead in enumerate((3, 4), 1):
        with archive.write() as db:
            recount(db, 1, "dead", dead)
        assert compose(archive, ALL, NOW + number * HOUR) == 1
    assert keys(archive)[1:] == ["update:rule-0:1:1:mail", "update:rule-0:1:2:mail"]
    assert titles(archive)[1].startswith("Update 1: 2 → 3 dead. ")
    assert titles(archive)[2].startswith("Update 2: 3 → 4 dead. ")
    assert [row["kind"] for row in queued(archive.connection)] == ["story", "update", "update"]
    assert {row["alert_id"] for row in queued(archive.connection)} == {1}


def test_updates_lie_half_an_hour_apart_and_tell_all_that_came_between(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
    compose(archive, ALL, NOW)
    for minutes, dead in ((10, 3), (20, 5)):
        with archive.write() as db:
            recount(db, 1, "dead", dead)
        assert compose(archive, ALL, NOW + timedelta(minutes=minutes)) == 0
    assert compose(archive, ALL, NOW + timedelta(minutes=30)) == 1
    assert titles(archive)[1].startswith("Update 1: 2 → 5 dead. ")


def test_a_clock_that_was_set_back_does_not_hold_updates(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
    compose(archive, ALL, NOW + 48 * HOUR)
    with archive.write() as db:
        recount(db, 1, "dead", 3)
    assert compose(archive, ALL, NOW) == 1


def test_a_rule_sends_no_more_updates_than_it_allows(archive: Archive) -> None:
    one = config({"updates": 1})
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
    compose(archive, one, NOW)
    sent = []
    for number, dead in enumerate((3, 4, 5), 1):
        with archive.write() as db:
            recount(db, 1, "dead", dead)
        sent.append(compose(archive, one, NOW + number * HOUR))
    assert sent == [1, 0, 0]


def test_a_removed_text_is_an_update_once(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
    compose(archive, ALL, NOW)
    with archive.write() as db:
        remove(db, 1)
    assert compose(archive, ALL, NOW + HOUR) == 1
    assert titles(archive)[1].startswith("Update 1: report removed. ")
    for gone_at in (None, NOW.isoformat()):
        with archive.write() as db:
            db.execute("UPDATE page SET gone_at = ?", (gone_at,))
        assert compose(archive, ALL, NOW + 3 * HOUR) == 0


def test_a_number_that_reports_stop_telling_and_tell_again_is_not_new(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
    compose(archive, ALL, NOW)
    with archive.write() as db:
        remove(db, 1)
        db.execute("UPDATE fact SET role = 'employed'")
    assert compose(archive, ALL, NOW + HOUR) == 1
    with archive.write() as db:
        db.execute("UPDATE fact SET role = 'dead'")
        add_text(db, 2, 1)
    assert compose(archive, ALL, NOW + 2 * HOUR) == 0


def test_quiet_hours_hold_messages_back_until_their_end(archive: Archive) -> None:
    quiet = config({"quiet": "16:30-18:00"})  # NOW is 17:00 in Almaty
    with archive.write() as db:
        add_text(db, 1, 1, people={"dead": 2})
        add_text(db, 2, 2)
    assert compose(archive, quiet, NOW) == 2
    held = {row["not_before"] for row in queued(archive.connection)}
    assert held == {"2026-11-20T13:00:00+00:00"}
    with archive.write() as db:
        recount(db, 1, "dead", 3)
    assert compose(archive, quiet, NOW + 0.8 * HOUR) == 0
    assert compose(archive, quiet, NOW + HOUR) == 1


def test_a_flood_of_stories_is_one_message_and_each_is_followed(archive: Archive) -> None:
    with archive.write() as db:
        for number in range(1, FLOOD + 2):
            add_text(db, number, number, people={"dead": 1} if number == 7 else None)
    assert compose(archive, ALL, NOW) == 1
    assert keys(archive) == ["story:rule-0:2026-11-20:1:mail"]
    (message,) = queued(archive.connection)
    assert message["title"] == "rule-0: 21 stories at once"
    assert "текст 7" in message["body"].split("\n\n")[1]
    assert message["alert_id"] is None
    assert compose(archive, ALL, NOW) == 0
    with archive.write() as db:
        recount(db, 7, "dead", 2)
        for number in range(30, 31 + FLOOD):
            add_text(db, number, number)
    assert compose(archive, ALL, NOW + HOUR) == 2
    # a second flood of one day is another message
    assert len(set(keys(archive))) == 3


def test_as_many_stories_as_are_no_flood_come_one_by_one_the_earliest_first(
    archive: Archive,
) -> None:
    with archive.write() as db:
        for number in range(1, FLOOD + 1):
            add_text(db, number, number, hours=-number, title=f"Текст {number}")
    assert compose(archive, ALL, NOW) == FLOOD
    assert titles(archive)[0].endswith(f"Текст {FLOOD}")


def test_a_rule_with_an_unknown_name_is_told_and_does_not_stop_the_others(
    archive: Archive,
) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
    broken = config({"towns": ["Karagandaa"]}, {}, {"sources": ["agenci"]})
    with pytest.raises(UserError) as told:
        compose(archive, broken, NOW)
    assert "rule 'rule-0': towns: 'Karagandaa' is not known; did you mean Karaganda?" in str(
        told.value
    )
    assert "rule 'rule-2': sources: 'agenci' is not known; did you mean agency" in str(told.value)
    assert keys(archive) == ["story:rule-1:1:mail"]


def test_a_message_is_in_the_language_of_its_rule_or_of_the_file(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
    compose(archive, config({}, {"language": "ru"}, language="kk"), NOW)
    assert [row["language"] for row in queued(archive.connection)] == ["kk", "ru"]
    assert [title.split(":")[0] for title in titles(archive)] == [
        "Апат, Қарағанды",
        "Авария, Караганда",
    ]


def test_a_kill_at_any_point_leaves_a_story_told_or_not_told_at_all(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 2)
    states = set()
    for after in count(1, 60):
        steps = count(1)
        archive.connection.set_progress_handler(lambda: next(steps) == after, 1)  # noqa: B023 - called at once
        broken = ""
        try:
            compose(archive, config({"sinks": ["mail", "chat"]}), NOW)
        except (ArchiveError, sqlite3.OperationalError) as error:
            broken = str(error)
        archive.connection.set_progress_handler(None, 0)
        if not broken:
            break
        assert "interrupted" in broken
        assert not archive.connection.in_transaction
        sizes = [len(table) for table in rows(archive)]
        assert sizes in ([0, 0, 0], [1, 1, 2], [2, 2, 4])
        states.add(tuple(sizes))
    assert states >= {(0, 0, 0), (1, 1, 2)}
    assert [len(table) for table in rows(archive)] == [2, 2, 4]


def test_a_preview_shows_told_and_untold_stories_and_writes_nothing(archive: Archive) -> None:
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 2, hours=-30)
    wanted = config(
        {"sinks": ["mail", "chat"], "quiet": "16:00-18:00"}, {"sinks": [], "events": ["crime"]}
    )
    compose(archive, wanted, NOW)
    changes = archive.connection.total_changes
    ((message,), _) = preview(archive.connection, wanted, NOW, NOW - 24 * HOUR)
    assert archive.connection.total_changes == changes
    (told,) = [
        row
        for row in queued(archive.connection)
        if "текст 1" in row["title"] and row["sink"] == "mail"
    ]
    assert (message.title, message.body) == (told["title"], told["body"])
    assert (message.sink, message.not_before) == ("mail, chat", NOW + HOUR)
    assert len(preview(archive.connection, wanted, NOW, NOW - 48 * HOUR)[0]) == 2


def test_a_story_that_is_there_no_more_is_not_found(archive: Archive) -> None:
    assert found(archive.connection, 7) is None


def test_a_preview_names_the_rule_that_means_nothing(archive: Archive) -> None:
    wanted = config({"companies": ["ridder"]})
    _, (problem,) = preview(archive.connection, wanted, NOW, NOW - HOUR)
    assert problem.startswith("rule 'rule-0': companies: 'ridder' is a town")
