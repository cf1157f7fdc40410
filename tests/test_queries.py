"""Questions about articles."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desk import queries, searching
from desk.queries import Filters
from desk.reader import reading
from tests.desk_archive import ENTITIES, add_article, build, empty

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with reading(build(tmp_path_factory.mktemp("queries") / "kenwatch.db")) as db:
        yield db


def test_the_newest_come_first_and_one_without_a_date_by_its_first_sight(
    db: sqlite3.Connection,
) -> None:
    assert queries.newest(db, Filters(), None) == [5, 1, 2, 4, 3]
    assert queries.newest(db, Filters(), 2) == [5, 1]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(since=datetime(2026, 11, 19, tzinfo=UTC)), [5, 1]),
        (Filters(entity_id="karaganda"), [1, 2]),
        # a mention that is less than half sure does not count
        (Filters(entity_id="temirtau"), [5]),
        (Filters(language="ru"), [2, 4]),
        (Filters(topic="mining"), [5, 1, 2, 4]),
        (Filters(topic="monotown"), [2, 3]),
        (Filters(topic="monotown", language="en", entity_id="ridder"), [3]),
        (Filters(language="de"), []),
        (Filters(match=searching.parse("караганды").match), [1, 2, 4]),
        (Filters(match=searching.parse("караганды").match, language="kk"), [1]),
    ],
)
def test_filters_narrow(db: sqlite3.Connection, filters: Filters, wanted: list[int]) -> None:
    assert queries.newest(db, filters, None) == wanted


def test_a_day_is_that_of_the_source_and_an_hour_a_moment(tmp_path: Path) -> None:
    path = build(tmp_path / "days.db")
    with sqlite3.connect(path) as writing:
        # the 20th in UTC+6
        add_article(writing, id=9, source_id="vestnik", language="ru", title="Т", text="Т",
                    published_at="2026-11-19T18:00:00+00:00", published_day="2026-11-20",
                    published_precision="day")  # fmt: skip
    writing.close()
    with reading(path) as db:
        midnight = datetime(2026, 11, 19, 19, tzinfo=UTC)
        assert queries.newest(db, Filters(since=midnight), None) == [5, 9]
        assert queries.newest(db, Filters(since=midnight + timedelta(hours=1)), None) == [5]
        assert queries.newest(db, Filters(since=midnight - timedelta(hours=2)), None) == [5, 9]
        # its moment is of the day before, its day is not
        assert 9 not in queries.newest(db, Filters(since=midnight + timedelta(days=1)), None)
        sql, values = Filters(since=midnight).where()
        plan = db.execute(f"EXPLAIN QUERY PLAN SELECT a.id FROM article a WHERE {sql}", values)
        assert any("SEARCH a USING" in row[3] and "article_published" in row[3] for row in plan)


def test_lines_come_in_the_order_asked_and_unknown_ids_are_left_out(
    db: sqlite3.Connection,
) -> None:
    assert [line.id for line in queries.lines(db, [3, 99, 1])] == [3, 1]
    many = [1, 2] * 300
    assert [line.id for line in queries.lines(db, many)] == many


def test_a_line_tells_source_towns_topics_and_copies(db: sqlite3.Connection) -> None:
    first, second = queries.lines(db, [1, 2])
    assert (first.source, first.towns, first.topics, first.copies) == (
        "Азаттық",
        ("Karaganda",),
        ("mining",),
        1,
    )
    assert (second.topics, second.towns) == (("mining", "mono-town"), ("Karaganda",))


def test_stored_since_goes_by_the_first_version_not_by_the_date(db: sqlite3.Connection) -> None:
    # article 2 was published on the 18th and stored on the 19th
    since = datetime(2026, 11, 19, 0, 30, tzinfo=UTC)
    assert queries.stored_since(db, since, Filters()) == [5, 1, 2]
    assert queries.stored_since(db, since, Filters(language="kk")) == [1]


@pytest.mark.parametrize(
    "name", ["Karaganda", " karaganda", "КАРАГАНДА", "Қарағанды", "караганды", "karaganda "]
)
def test_a_town_is_known_by_its_names(db: sqlite3.Connection, name: str) -> None:
    assert queries.find_town(db, name) == "karaganda"


def test_an_unknown_town_gives_what_comes_near(db: sqlite3.Connection) -> None:
    near = queries.find_town(db, "Темртау")
    assert near == queries.UnknownTown("Темртау", ("Temirtau",))
    assert queries.find_town(db, "Atlantis") == queries.UnknownTown("Atlantis", ())
    # a company is no town
    assert not isinstance(queries.find_town(db, "Qarmet"), str)


def test_towns_are_listed_with_their_articles(db: sqlite3.Connection) -> None:
    towns = queries.towns(db)
    assert [(town.name_en, town.articles) for town in towns] == [
        ("Karaganda", 2),
        ("Ridder", 1),
        ("Temirtau", 1),
    ]
    assert towns[0].newest_at == "2026-11-19T05:10:00+00:00"
    assert len(towns) == sum(kind == "town" for kind, *_ in ENTITIES.values())


def test_an_archive_without_towns_knows_no_better(tmp_path: Path) -> None:
    with reading(empty(tmp_path / "e.db")) as db:
        assert queries.find_town(db, "Ridder") == "Ridder"
        assert queries.newest(db, Filters(entity_id="Ridder"), None) == []
