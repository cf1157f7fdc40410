"""Answers to the search line."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.cards import found, narrowing, pool
from desk.reader import reading
from pipelines.transliteration import search_spelling
from tests.desk_archive import add_article, build, empty, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATIN = ("Qaraǵandy shahtasy jabyldy", "Kenshiler ereýilge shyqty.", "kk", "Latin")


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("found") / "kenwatch.db")
    with sqlite3.connect(path) as writing:
        add_article(writing, id=6, source_id="azattyq", language="kk", script="Latin",
                    title=LATIN[0], text=LATIN[1], folded=search_spelling(*LATIN),
                    published_at="2026-11-10T04:00:00+00:00", published_day="2026-11-10")  # fmt: skip
    writing.close()
    with reading(path) as db:
        yield db


def find(db: sqlite3.Connection, line: str, **asked: Any) -> found.Found:
    return found.find(db, line, asked.pop("given", None), now=NOW, **asked)


def ids(db: sqlite3.Connection, line: str, **asked: Any) -> list[int]:
    return [hit.line.id for hit in find(db, line, **asked).hits]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("шахта", [1, 2, 4, 6]),
        ("шахта -футбол", [1, 2, 6]),
        ("town:Караганда шахта", [1, 2]),
        ("town:Karaganda", [1, 2]),
        ("-town:Karaganda шахта", [4, 6]),
        ("town:Ridder OR town:Temirtau", [3, 5]),
        ("event:авария", [1]),
        ("-event:accident language:kk", [6]),
        ("language:en", [3, 5]),
        ("topic:monotown -language:en", [2]),
        ("source:azattyq", [1, 6]),
        # a text is of each source that carries it
        ("source:vestnik language:kk", [1]),
        ("title:шахтёр", [2, 4]),
        ("title:шахтёр -title:соперник", [2]),
        ("title:шахтёр language:en", []),
        ("шахта -title:соперник", [1, 2, 6]),
        ("-title:соперник language:ru", [2]),
        ("-title:шахта language:ru", []),
        ("after:2026-11-19 шахта", [1, 2]),
        ("on:2026-11-19 шахта", [1, 2]),
        ("before:2026-11-01", [3]),
        ("after:24h", [5]),
        ("before:24h шахта", [1, 2, 4, 6]),
        ("town:Karaganda -шахтёры", [1]),
        ("караганды", [1, 2, 4, 6]),
        ("жабылды", [6]),
        ("work OR ереуіл", [5, 6]),
        ("«чёрный снег»", [2]),
        ("zeppelin", []),
        ("", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_an_answer_holds_what_was_asked(
    db: sqlite3.Connection, line: str, wanted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sorted(ids(db, line)) == wanted
    # the same by the other road, which large sets of articles take
    monkeypatch.setattr(narrowing, "_SMALL", 0)
    assert sorted(ids(db, line)) == wanted


def test_without_words_the_newest_come_first(db: sqlite3.Connection) -> None:
    answer = find(db, "")
    moments = [hit.line.published_at or hit.line.first_seen_at for hit in answer.hits]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 6
    assert not answer.has_words
    assert {hit.why for hit in answer.hits} == {("filters",)}
    assert answer.hits[0].snippet.text


def test_a_hit_shows_its_words_as_written(db: sqlite3.Connection) -> None:
    (hit,) = find(db, "Қарағанды шахтасы language:kk -метан").hits
    assert [hit.title.text[a:b] for a, b in hit.title.marks] == ["Qaraǵandy", "shahtasy"]
    assert "title" in hit.why
    (other,) = find(db, "ереуіл language:kk").hits
    assert [other.snippet.text[a:b] for a, b in other.snippet.marks] == ["ereýilge"]


def test_a_story_is_told_with_its_article(db: sqlite3.Connection) -> None:
    stories = {hit.line.id: hit.story_id for hit in find(db, "шахта").hits}
    assert (stories[1], stories[2], stories[4]) == (1, 1, None)


def test_pages_of_an_answer_make_up_the_whole(db: sqlite3.Connection) -> None:
    for order in ("best", "newest"):
        whole = ids(db, "шахта", order=order)
        parts = [ids(db, "шахта", order=order, limit=1, offset=at) for at in range(5)]
        assert [one for part in parts for one in part] == whole
    assert find(db, "шахта", limit=1).reachable == 4
    assert find(db, "шахта", limit=1).total == 4


def test_the_newest_can_come_first(db: sqlite3.Connection) -> None:
    found_ids = ids(db, "шахта", order="newest")
    assert found_ids.index(1) < found_ids.index(2) < found_ids.index(6)


def test_facets_count_the_answer(db: sqlite3.Connection) -> None:
    counted = find(db, "шахта").facets
    assert (counted.of, counted.is_bound) == (4, False)
    assert {one.value: one.count for one in counted.language} == {"kk": 2, "ru": 2}
    assert {one.value: one.count for one in counted.source} == {"azattyq": 2, "vestnik": 2}
    assert [one.names["kk"] for one in counted.town] == ["Қарағанды"]
    assert [(one.value, one.count) for one in counted.event] == [("accident", 1)]
    assert {one.value: one.count for one in counted.topic} == {"mining": 3, "monotown": 1}
    assert sum(one.count for one in counted.month) == sum(one.count for one in counted.year) == 4
    assert [one.value for one in counted.month] == ["2026-11"]
    assert find(db, "qarmet").facets.company[0].value == "qarmet"
    assert find(db, "шахта", with_facets=False).facets.of == 0


def test_an_empty_archive_answers_nothing(tmp_path: Path) -> None:
    with reading(empty(tmp_path / "empty.db")) as db:
        answer = find(db, "шахта town:Ridder")
        assert (answer.hits, answer.total, answer.facets.of) == ((), 0, 0)


@pytest.fixture(scope="module", name="many")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive in which the oldest article has the words in its title."""
    path = empty(tmp_path_factory.mktemp("many") / "kenwatch.db")
    with sqlite3.connect(path) as writing:
        insert(writing, "source", id="s", name="S", country="KZ", source_group="national",
               languages="[]", enabled=1, interval_minutes=60)  # fmt: skip
        for number in range(1, 41):
            title = "Обвал на руднике" if number in {1, 2} else f"Новости дня {number}"
            text = "Итог." if number == 2 else f"На руднике номер {number} тихо, обвала нет."
            if number == 3:
                text = "Рудник обвал. Хоккей."
            add_article(writing, id=number, source_id="s", language="ru", title=title, text=text,
                        published_at=f"2026-10-{1 + number % 28:02}T00:00:00+00:00")  # fmt: skip
    writing.close()
    with reading(path) as db:
        yield db


def test_of_very_many_the_newest_are_looked_at_and_old_ones_that_fit_well(
    many: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = find(many, "обвал рудник")
    assert (whole.total, whole.total_is_bound) == (40, False)
    monkeypatch.setattr(pool, "COUNTED", 10)
    answer = find(many, "обвал рудник")
    assert (answer.total, answer.total_is_bound, answer.facets.of) == (10, True, 10)
    # in the title, and next to each other
    assert {hit.line.id for hit in answer.hits} == {1, 2, 3, *range(31, 41)}
    assert answer.hits[0].line.id in {1, 2}
    assert answer.reachable == 13
    assert 3 not in ids(many, "обвал рудник -хоккей")
    assert len(ids(many, "")) == find(many, "").total == 10
    assert find(many, "-рудник").total_is_bound
    assert find(many, "обвал рудник", order="newest").reachable == 10


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=80), st.sampled_from(["best", "newest"]))
@example("title:- OR title:x", "best")
@example("-title:шахта title:", "best")
@example('after:"" town:"" entity:x', "newest")
@example("on:2026-02-30 language:xx source:\x00", "best")
@example("шахта OR -town:x OR «»", "best")
@example("\ud800:\udfff", "best")
def test_no_line_fails(db: sqlite3.Connection, line: str, order: found.Order) -> None:
    answer = find(db, line, order=order)
    assert answer.total >= len(answer.hits)
