"""Stories as the archive tells them."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desk import storycards
from desk.reader import reading
from tests.desk_archive import add_copy, add_page, build, insert

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, SECOND = "https://copy.example/first", "https://copy.example/second"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Story 1 of articles 2 and 1, a copy of 1 and two of 2; stories 2 and 3 of one each."""
    path = build(tmp_path_factory.mktemp("storycards") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        english = json.dumps({"language": "en", "published_precision": "minute"})
        figures = json.dumps({"added": [], "missing": [], "figures": [["3", "4"]]})
        add_copy(db, 2, FIRST, source_id="steppe_news", record=english, differs=figures,
                 first_seen_at="2026-11-18T01:00:00+00:00", title="Copied")  # fmt: skip
        add_copy(db, 2, SECOND, source_id="azattyq", through_url=FIRST, agency="Steppe News",
                 published_at="2026-11-20T01:00:00+00:00")  # fmt: skip
        add_page(db, SECOND, 2, gone_at="2026-11-20T05:00:00+00:00", gone_why="answered 404")
        for story, article in ((2, 3), (3, 5)):
            insert(db, "story", id=story, lead_article_id=article)
            insert(db, "story_article", article_id=article, story_id=story, why="first")
    db.close()
    with reading(path) as found:
        yield found


def whole(db: sqlite3.Connection, story_id: int) -> storycards.Story:
    found = storycards.story(db, story_id)
    assert found is not None
    return found


def ids(found: list[storycards.StoryLine]) -> list[int]:
    return [one.id for one in found]


def test_the_story_that_began_last_comes_first(db: sqlite3.Connection) -> None:
    assert ids(storycards.newest(db, limit=9)) == [3, 1, 2]
    assert ids(storycards.newest(db, limit=1)) == [3]


def test_a_line_counts_languages_sources_articles_and_copies(db: sqlite3.Connection) -> None:
    (line,) = storycards.newest(db, sources=2, limit=9)
    assert (line.id, line.articles, line.copies, line.lead_article_id) == (1, 2, 3, 2)
    assert line.sources == ("vestnik", "azattyq", "steppe_news")
    assert line.languages == ("ru", "kk", "en")
    assert (line.headline, line.language) == ("Шахтёры Караганды остановили работу", "ru")
    assert (line.first_at, line.precision) == ("2026-11-18T18:00:00+00:00", "day")
    assert line.last_at == "2026-11-20T01:00:00+00:00"


def test_stories_are_chosen_by_time_town_and_number_of_sources(db: sqlite3.Connection) -> None:
    late = datetime(2026, 11, 19, 1, tzinfo=UTC)
    assert ids(storycards.newest(db, since=late, limit=9)) == [3, 1]
    assert ids(storycards.newest(db, town="karaganda", limit=9)) == [1]
    # Temirtau is an unsure reading in article 2
    assert ids(storycards.newest(db, town="temirtau", limit=9)) == [3]
    assert ids(storycards.newest(db, sources=3, limit=9)) == [1]
    assert ids(storycards.newest(db, sources=4, limit=9)) == []


def test_the_timeline_holds_every_text_with_what_is_known_of_it(db: sqlite3.Connection) -> None:
    timeline = whole(db, 1).timeline
    told = [(one["kind"], one["article_id"], one["source_id"]) for one in timeline]
    assert told == [
        ("article", 2, "vestnik"), ("article", 1, "azattyq"), ("copy", 1, "vestnik"),
        ("copy", 2, "steppe_news"), ("copy", 2, "azattyq"),
    ]  # fmt: skip
    assert (timeline[0]["published_at"], timeline[0]["precision"]) == ("2026-11-19", "day")
    assert timeline[3]["differs"]["figures"] == [["3", "4"]]
    last = timeline[4]
    assert (last["credits"], last["through"], last["through_source"]) == (
        "Steppe News", FIRST, "Steppe News",
    )  # fmt: skip
    assert (last["gone_at"], last["gone_why"]) == ("2026-11-20T05:00:00+00:00", "answered 404")
    assert (timeline[0]["differs"], timeline[0]["gone_at"]) == (None, None)


def test_the_timeline_and_the_first_publishers_are_those_of_the_views(
    db: sqlite3.Connection,
) -> None:
    for story_id in (1, 2, 3):
        found = whole(db, story_id)
        rows = db.execute("SELECT * FROM story_timeline WHERE story_id = ?", (story_id,))
        names = ("at", "source", "language", "kind", "title", "credits", "article_id", "url")
        own = {"source": "source_id"}
        assert [tuple(row[name] for name in names) for row in rows] == [
            tuple(one[own.get(name, name)] for name in names) for one in found.timeline
        ]
        view = db.execute("SELECT * FROM first_publisher WHERE story_id = ?", (story_id,))
        first = dict(view.fetchone())
        assert first["first_source"] == found.published_first["source_id"]
        assert first["first_at"] == found.published_first["at"] == found.line.first_at
        assert first["first_seen_source"] == found.seen_first["source_id"]
        assert first["first_seen_at"] == found.seen_first["at"]
        assert (first["sources"], first["articles"], first["copies"]) == (
            len(found.line.sources), found.line.articles, found.line.copies,
        )  # fmt: skip


def test_who_dates_first_and_who_was_seen_first_may_be_two(db: sqlite3.Connection) -> None:
    found = whole(db, 1)
    assert (found.published_first["source"], found.seen_first["source"]) == (
        "Горный вестник", "Steppe News",
    )  # fmt: skip


def test_there_is_a_headline_in_each_language_articles_before_copies(
    db: sqlite3.Connection,
) -> None:
    told = [(one["language"], one["article_id"], one["title"]) for one in whole(db, 1).headlines]
    assert told == [
        ("ru", 2, "Шахтёры Караганды остановили работу"),
        ("kk", 1, "Қарағандыда шахта апаты болды"),
        ("en", 2, "Copied"),
    ]


def test_links_tell_what_holds_a_story_together(db: sqlite3.Connection) -> None:
    assert whole(db, 1).links == ({"a": 1, "b": 2, "score": 0.9, "why": "figures and places"},)
    assert whole(db, 2).links == ()


def test_a_story_that_is_not_there_is_none(db: sqlite3.Connection) -> None:
    assert storycards.story(db, 99) is None
    assert storycards.story_of(db, 4) is None
    assert storycards.story_of(db, 1) == 1
