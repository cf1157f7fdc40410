"""The list of stories in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desk.web import stories
from desk.web.words import Words
from tests import desk_archive
from tests.desk_rooms import asked, reading

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    connection = reading(desk_archive.build(tmp_path_factory.mktemp("stories") / "a.db"))
    yield connection
    connection.close()


def room(db: sqlite3.Connection, **given: str) -> Any:
    return stories.room(db, asked("/stories", "ru", **given))


def ids(db: sqlite3.Connection, **given: str) -> list[int]:
    return [one.line.id for one in room(db, **given)["found"].stories]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, [1]),
        ({"since": "7d"}, [1]),
        ({"since": "2026-11-20"}, []),
        ({"town": "Қарағанды"}, [1]),
        ({"town": "ridder"}, []),
        ({"event": "accident", "sources": "2"}, [1]),
        ({"event": "strike"}, []),
        ({"sources": "9"}, []),
        ({"disputed": "1"}, []),
        ({"before": "2026-11-18T18:00:00+00:00_2"}, []),
        ({"before": "nonsense"}, [1]),
    ],
)
def test_stories_answer_the_filters(
    db: sqlite3.Connection, given: dict[str, str], found: list[int]
) -> None:
    assert ids(db, **given) == found


def test_what_means_nothing_is_told_and_nothing_is_listed(db: sqlite3.Connection) -> None:
    told = room(db, since="lately", town="Караганды-город")
    assert told["found"] is None
    assert len(told["problems"]) == 2
    assert "lately" in told["problems"][0]
    assert room(db, town="Рудер")["problems"][0].endswith("Ridder?")
    assert room(db, town="qqqqqq")["problems"][0].count("?") == 0


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("2026-11-19T05:10:00+00:00_17", ("2026-11-19T05:10:00+00:00", 17)),
        ("", None),
        ("2026-11-19_x", None),
        (f"2026-11-19_{'9' * 19}", None),
        ("x_5", None),
    ],
)
def test_only_a_place_in_the_list_is_one(told: str, place: tuple[str, int] | None) -> None:
    assert stories.before(told) == place


def test_the_next_page_keeps_the_filters(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.cards.storylist._LOOKED", 1)
    told = room(db, event="strike")
    assert told["found"].is_cut
    assert told["older"].startswith(
        "/stories?event=strike&before=2026-11-18T18%3A00%3A00%2B00%3A00_2"
    )


def test_an_empty_archive_says_so(tmp_path: Any) -> None:
    connection = reading(desk_archive.empty(tmp_path / "empty.db"))
    told = room(connection)
    connection.close()
    assert (told["has_any"], told["found"].stories) == (False, ())


def test_stories_and_events_have_names_of_their_own_in_kazakh() -> None:
    words = Words("kk", "web_story", "web_front")
    assert words("stories") == Words("kk", "web")("nav_stories") == "Сюжеттер"
    assert words("story_number", id=2) == "№\u00a02 сюжет"
    assert "сюжет" in words("all_stories")
    assert "оқиға" in Words("kk", "web_towns")("events_none_chosen")
