"""The newest stories that answer a filter, a page at a time."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from desk.cards import storylist
from desk.cards.storylist import StoryFilter, listed
from tests import desk_archive
from tests.desk_rooms import reading

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Stories 2 to 6 of one article each, newest last; story 6 has a second one that disputes it."""
    path = desk_archive.build(tmp_path_factory.mktemp("stories") / "a.db")
    with sqlite3.connect(path) as db:
        for number in range(2, 7):
            _article(db, 100 + number, f"2026-11-2{number}T05:00:00+00:00", "azattyq", 4.0)
            desk_archive.insert(db, "story", id=number, lead_article_id=100 + number)
            _in_story(db, 100 + number, number)
        _article(db, 200, "2026-11-26T05:30:00+00:00", "vestnik", 2.0)
        _in_story(db, 200, 6)
        db.execute("DELETE FROM story_article WHERE article_id = 105")
    db.close()
    connection = reading(path)
    yield connection
    connection.close()


def _article(db: sqlite3.Connection, number: int, at: str, source: str, dead: float) -> None:
    desk_archive.add_article(
        db, id=number, source_id=source, language="ru", title=f"Авария {number}",
        text="На шахте погибли горняки.", published_at=at, published_precision="minute",
        towns=[("ridder", "шахте", 0.9)] if number % 2 else [],
    )  # fmt: skip
    figure = {"kind": "people", "role": "dead", "value": dead, "unit": "people", "quote": "q"}
    desk_archive.insert(
        db, "fact", article_id=number, span_start=9, span_end=16, subject="", **figure
    )
    desk_archive.insert(
        db, "event", article_id=number, kind="accident", quote="q", span_start=0, span_end=9,
        figures=json.dumps([{**figure, "span": [9, 16]}]),
    )  # fmt: skip


def _in_story(db: sqlite3.Connection, article: int, story: int) -> None:
    desk_archive.insert(db, "story_article", article_id=article, story_id=story, why="w")


def ids(found: storylist.StoryPage) -> list[int]:
    return [one.line.id for one in found.stories]


def test_pages_follow_each_other_without_gap_or_repetition(db: sqlite3.Connection) -> None:
    seen: list[int] = []
    asked = StoryFilter()
    while True:
        page = listed(db, asked, 2)
        seen += ids(page)
        if page.after is None:
            break
        asked = StoryFilter(before=page.after)
    # a story whose leading article left it is none
    assert seen == [6, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (StoryFilter(since="2026-11-23"), [6, 4, 3]),
        (StoryFilter(named="ridder"), [3]),
        (StoryFilter(named="ridder", before=("2026-11-22", 1)), []),
        (StoryFilter(event="accident", sources=2), [6, 1]),
        (StoryFilter(event="strike"), []),
        (StoryFilter(disputed=True), [6]),
    ],
)
def test_a_story_answers_all_that_is_asked(
    db: sqlite3.Connection, asked: StoryFilter, found: list[int]
) -> None:
    page = listed(db, asked, 10)
    assert ids(page) == found
    assert (page.after, page.is_cut) == (None, False)


@pytest.mark.parametrize("rare", [0, 5000])
def test_a_name_that_is_seldom_or_often_told_has_all_its_stories(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, rare: int
) -> None:
    monkeypatch.setattr(storylist, "_RARE", rare)
    assert ids(listed(db, StoryFilter(named="karaganda"), 10)) == [1]
    assert ids(listed(db, StoryFilter(named="temirtau"), 10)) == []


def test_a_story_comes_with_its_events_places_and_figures(db: sqlite3.Connection) -> None:
    one = listed(db, StoryFilter(named="ridder"), 1).stories[0]
    assert one.events == ("accident",)
    assert [place["id"] for place in one.places] == ["ridder"]
    assert one.figures is not None
    assert one.figures.counts[0]["value"] == 4


def test_figures_of_a_large_story_are_left_to_its_page(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storylist, "_FEW", 1)
    told = {one.line.id: one.figures for one in listed(db, StoryFilter(), 9).stories}
    assert told[6] is None
    assert told[2] is not None


@pytest.mark.parametrize("bound", ["_COMPARED", "_TEXTS"])
def test_a_page_ends_where_it_has_looked_through_enough(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(storylist, bound, 1)
    page = listed(db, StoryFilter(disputed=True), 9)
    assert (page.is_cut, page.looked, page.reached) == (True, 1, "2026-11-26T05:00:00+00:00")
    assert page.after == ("2026-11-26T05:00:00+00:00", 106)


def test_an_empty_archive_has_no_stories(tmp_path: Any) -> None:
    connection = reading(desk_archive.empty(tmp_path / "empty.db"))
    page = listed(connection, StoryFilter(), 5)
    connection.close()
    assert (page.stories, page.after, page.looked, page.reached) == ((), None, 0, None)
