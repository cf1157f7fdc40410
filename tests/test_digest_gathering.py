"""What happened in a day or a week, read from an archive."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.config.model import Query
from desk.digest.contents import Period
from desk.digest.gathering import gather
from desk.errors import UserError
from desk.reader import reading
from tests.builders import source
from tests.desk_archive import add_article, add_copy, add_page, add_version, build, empty, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.digest.contents import Contents

BEGIN, END = datetime(2026, 11, 19, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC)
PERIOD = Period(begin=BEGIN, end=END, every="day")
NOW = END + timedelta(minutes=3)
COPY = "https://copy.example/1"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("gathering") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        # article 1 (accident) was seen on the 19th; of story 1, which article 2 began on the 18th
        db.execute("UPDATE article SET first_seen_at = '2026-11-18T20:00:00+00:00' WHERE id = 2")
        for story, article in ((2, 3), (3, 5), (4, 4)):
            insert(db, "story", id=story, lead_article_id=article)
            insert(db, "story_article", article_id=article, story_id=story, why="first")
        # article 4 has no date; it names a mine in Ridder in its lead
        db.execute("UPDATE article SET first_seen_at = '2026-11-19T10:00:00+00:00' WHERE id = 4")
        insert(db, "mention", article_id=4, entity_id="ridder", field="lead", span_start=0,
               span_end=5, surface="Риддер", confidence=0.9)  # fmt: skip
        # article 3 is of October, and was found now
        db.execute("UPDATE article SET first_seen_at = '2026-11-19T11:00:00+00:00' WHERE id = 3")
        add_version(db, "https://news.example/2", 5, "changed", flags='["extended"]')
        add_version(db, COPY, 6, "changed", flags='["names"]', changes=json.dumps(
            {"names": {"added": ["А. Ким"], "removed": []}, "blame": {"before": ["a", "b"]}}))  # fmt: skip
        add_page(db, COPY, 1, gone_at="2026-11-19T05:00:00+00:00", gone_why="answered 404")
        add_page(db, "https://news.example/9", 9, gone_at="2026-11-22T05:00:00+00:00")
        db.execute("UPDATE page SET article_id = NULL WHERE article_id = 9")
        _watches(db)
        _states(db)
    db.close()
    with reading(path) as found:
        yield found


def _watches(db: sqlite3.Connection) -> None:
    for name, begins, ends in (
        ("azattyq", "2026-11-01", "2026-11-20T00:02"), ("vestnik", "2026-11-19T12:00", "2026-11-20"),
        ("steppe_news", "1 Nov", "2026-11-30"),
    ):  # fmt: skip
        insert(db, "watch", hub_url=f"https://{name}.example/", source_id=name, begins_at=begins,
               ends_at=ends)  # fmt: skip
    for number, state in enumerate(("kept", "queued")):
        insert(db, "page", canonical_url=f"https://day.example/{number}", url="u", via="feed",
               source_id="azattyq", hub_url="h", state=state, day="2026-11-19",
               first_seen_at="2026-11-19T06:00:00+00:00",
               next_check_at="2026-11-19T09:00:00+00:00" if state == "queued" else None)  # fmt: skip


def _states(db: sqlite3.Connection) -> None:
    rows = (
        ("azattyq", "silent", "2026-11-18T01:00:00+00:00", "2026-11-19T02:00:00+00:00"),
        ("vestnik", "thin", "2026-11-19T01:00:00+00:00", "2026-11-19T03:00:00+00:00"),
        ("vestnik", "site down", "2026-11-19T04:00:00+00:00", None),
        ("steppe_news", "blocked", "2026-11-01T00:00:00+00:00", "2026-11-10T00:00:00+00:00"),
        ("nobody", "silent", "2026-11-19T01:00:00+00:00", None),
        ("", "offline", "2026-11-19T07:00:00+00:00", "2026-11-19T08:00:00+00:00"),
    )
    for number, (name, state, since, until) in enumerate(rows):
        insert(db, "issue", source_id=name, kind="state", url="", detail=str(number),
               first_seen_at=since, last_seen_at=since, ended_at=until,
               evidence=json.dumps({"state": state, "why": "no answer"}))  # fmt: skip


def gathered(
    db: sqlite3.Connection, period: Period = PERIOD, now: datetime = NOW, **query: Any
) -> Contents:
    known = {"azattyq": source("azattyq", towns=("ridder",))}
    return gather(db, Query(**query), period, now, name="x", sources=known)


def ids(rows: Any) -> list[int]:
    return [one.id for one in rows]


def test_stories_are_new_late_or_grown_by_when_their_texts_were_seen(
    db: sqlite3.Connection,
) -> None:
    found = gathered(db)
    assert (ids(found.new), ids(found.late), ids(found.grown)) == ([4], [2], [1])
    (grown,) = found.grown
    # the copy was found a little behind the period, and is dated within it
    assert (grown.new_articles, grown.new_copies, grown.articles, grown.copies) == (1, 1, 2, 1)
    assert (grown.event.kind, grown.event.place_id, grown.event.place) == (
        "accident", "karaganda", grown.event.place,
    )  # fmt: skip
    assert grown.event.place is not None
    assert grown.event.place.of("kk") == "Қарағанды"


def test_the_town_of_a_lead_is_the_place_of_a_story_without_event(db: sqlite3.Connection) -> None:
    (new,) = gathered(db).new
    assert new.event.place is not None
    assert new.event.place.en == "Ridder"


def test_a_digest_of_days_ago_has_what_was_published_then_and_found_later(
    db: sqlite3.Connection,
) -> None:
    # article 5 is dated 20 November, 06:00, and was seen then; an undated one counts when seen
    early = Period(
        begin=datetime(2026, 9, 30, tzinfo=UTC), end=datetime(2026, 10, 7, tzinfo=UTC), every="week"
    )
    assert ids(gathered(db, early).new) == [2]
    after = Period(begin=END, end=END + timedelta(days=1), every="day")
    found = gathered(db, after)
    # the copy of article 1 was seen on the 20th
    assert (ids(found.new), ids(found.grown), ids(found.late)) == ([3], [1], [])
    assert (found.grown[0].new_articles, found.grown[0].new_copies) == (0, 1)


def test_edits_that_say_something_else_are_told_and_the_others_counted(
    db: sqlite3.Connection,
) -> None:
    found = gathered(db)
    copied, edited = found.edits
    assert found.extended == 1
    assert (copied.names_added, copied.blame, copied.headline) == (("А. Ким",), ("a b", ""), None)
    assert (edited.language, edited.source, edited.flags) == ("ru", "Горный вестник", ("figures",))
    assert [(one.role, one.before, one.after) for one in edited.figures] == [
        ("dead", "3 горняка", "4 горняка")
    ]


def test_a_text_that_was_taken_down_in_the_period_is_told(db: sqlite3.Connection) -> None:
    (gone,) = gathered(db).removals
    assert (gone.title, gone.source, gone.language, gone.why) == (
        "Көшірме", "Горный вестник", "kk", "answered 404",
    )  # fmt: skip


def test_the_last_state_of_each_watched_source_within_the_period_is_told(
    db: sqlite3.Connection,
) -> None:
    told = [(one.source, one.state, one.until is None) for one in gathered(db).troubles]
    assert told == [
        ("Горный вестник", "site down", True), ("", "offline", False), ("Азаттық", "silent", False),
    ]  # fmt: skip


def test_the_watch_tells_who_was_followed_and_what_is_missing(db: sqlite3.Connection) -> None:
    watch = gathered(db).watch
    assert watch.followed == ("Азаттық",)
    assert dict(watch.gaps) == {"Steppe News": 2, "Горный вестник": 1}
    assert watch.until is None
    assert (watch.listed, watch.missing, watch.all_towns) == (2, 1, 27)
    assert watch.towns is not None
    assert len(watch.towns) == 26
    assert "Ridder" not in {town.en for town in watch.towns}


def test_the_earliest_last_look_is_told_while_a_period_is_not_over(db: sqlite3.Connection) -> None:
    now = datetime(2026, 11, 20, 0, 10, tzinfo=UTC)
    watch = gathered(db, Period(begin=BEGIN, end=now, every="day"), now).watch
    assert watch.until == datetime(2026, 11, 20, 0, 2, tzinfo=UTC)


def test_without_source_files_the_towns_are_not_known(db: sqlite3.Connection) -> None:
    found = gather(db, Query(), PERIOD, NOW, name="x", sources=None)
    assert found.watch.towns is None


def test_a_query_limits_stories_edits_removals_and_sources(db: sqlite3.Connection) -> None:
    found = gathered(db, languages=("en",), sources=("azattyq",))
    assert found.is_empty
    assert found.watch.sources == 1
    assert [one.state for one in found.troubles] == ["offline", "silent"]
    assert found.limits == (("languages", ("en",)), ("sources", ("azattyq",)))
    karaganda = gathered(db, towns=("Караганда",), severity="medium", words="шахта")
    assert (ids(karaganda.grown), ids(karaganda.new)) == ([1], [])
    assert [name for name, _ in karaganda.limits] == ["towns", "severity", "words"]


def test_what_is_not_grave_enough_is_left_out_with_its_edits(db: sqlite3.Connection) -> None:
    found = gathered(db, severity="medium")
    assert (ids(found.new), ids(found.late), ids(found.grown)) == ([], [], [1])
    # both edits are of articles of story 1, and so is the text that was taken down
    assert (len(found.edits), len(found.removals)) == (2, 1)
    assert gathered(db, events=("strike",), severity="high").is_empty


def test_a_page_whose_text_is_lost_is_told_where_all_is_meant_only(db: sqlite3.Connection) -> None:
    period = Period(
        begin=datetime(2026, 11, 22, tzinfo=UTC), end=datetime(2026, 11, 23, tzinfo=UTC),
        every="day",
    )  # fmt: skip
    (gone,) = gathered(db, period).removals
    assert (gone.title, gone.source, gone.language) == ("", "", "")
    assert gathered(db, period, topics=("mining",)).removals == ()


def test_a_query_that_names_nobody_is_told(db: sqlite3.Connection) -> None:
    with pytest.raises(UserError, match="Nowhere"):
        gathered(db, towns=("Nowhere",))


def test_an_archive_without_any_row_has_nothing_to_tell(tmp_path: Path) -> None:
    with reading(empty(tmp_path / "e.db")) as db:
        found = gathered(db)
    assert found.is_empty
    assert found.watch.sources == 0


def test_a_new_copy_of_an_old_story_counts_as_a_copy(tmp_path: Path) -> None:
    path = build(tmp_path / "c.db")
    with sqlite3.connect(path) as db:
        insert(db, "story", id=9, lead_article_id=9)
        add_article(db, id=9, source_id="vestnik", language="ru", title="t", text="x",
                    published_at="2026-11-10T00:00:00+00:00", is_mining=1)  # fmt: skip
        insert(db, "story_article", article_id=9, story_id=9, why="first")
        add_copy(db, 9, "https://c.example/9", first_seen_at="2026-11-19T09:00:00+00:00")
    db.close()
    with reading(path) as db:
        (grown,) = [one for one in gathered(db).grown if one.id == 9]
    assert (grown.new_articles, grown.new_copies) == (0, 1)
