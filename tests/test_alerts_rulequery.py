"""What a query of the configuration file means."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.alerts.rulequery import article_ids, condition, severity_of, story_ids
from desk.config.model import Query
from desk.errors import UserError
from desk.reader import reading
from pipelines.archive import Archive
from pipelines.text import fold_search
from tests.alertstories import NOW, add_text, copied, opened
from tests.desk_archive import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Story 1 of 1 (ru) and 2 (en), story 2 of 3 (a strike in Ridder), story 3 of 4 (long ago)."""
    path = tmp_path_factory.mktemp("rulequery") / "kenwatch.db"
    archive = opened(path)
    with archive.write() as db:
        add_text(db, 1, 1, hours=-5, people={"dead": 3})
        add_text(db, 2, 1, hours=-1, language="en", source_id="world", title="Miners die", event="")
        add_text(db, 3, 2, hours=-2, town="ridder", event="strike", is_mining=0, is_monotown=1)
        add_text(db, 4, 3, hours=-99, event="policy", towns=[])
        copied(db, 3, "https://copy.example/3", source_id="portal")
        title = "Жаңа кен орны"
        add_text(db, 5, 4, hours=-4, event="", language="kk", title=title, towns=[],
                 folded=fold_search(title))  # fmt: skip
    archive.close()
    with reading(path) as found:
        yield found


def articles(db: sqlite3.Connection, **given: Any) -> list[int]:
    return article_ids(db, Query(**given), since=None, limit=99)


def stories(db: sqlite3.Connection, **given: Any) -> list[int]:
    return story_ids(db, Query(**given), since=None, limit=99)


def test_an_empty_query_asks_for_all_the_newest_first(db: sqlite3.Connection) -> None:
    assert articles(db) == [2, 3, 5, 1, 4]
    assert stories(db) == [1, 2, 4, 3]
    assert article_ids(db, Query(), since=None, limit=2) == [2, 3]
    assert story_ids(db, Query(), since=None, limit=1) == [1]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"topics": ["monotown"]}, [3]),
        ({"topics": ["monotown", "mining"]}, [2, 3, 5, 1, 4]),
        ({"towns": ["Риддер"]}, [3]),
        ({"towns": ["қарағанды", "ridder"]}, [2, 3, 1, 4]),
        ({"companies": ["QARMET"]}, [3, 1, 4]),
        ({"companies": ["шахта имени Костенко"]}, [3, 1, 4]),
        ({"events": ["strike", "policy"]}, [3, 4]),
        ({"languages": ["EN", "kk"]}, [2, 5]),
        ({"sources": ["world"]}, [2]),
        ({"sources": ["portal"]}, [3]),
        ({"words": "кен орны"}, [5]),
        ({"words": "miners", "languages": ["ru"]}, []),
        ({"severity": "medium"}, [2, 3, 1]),
        ({"severity": "high"}, [2, 1]),
        (
            {
                "severity": "high",
                "events": ["accident"],
                "towns": ["karaganda"],
                "sources": ["agency"],
            },
            [1],
        ),
    ],
)
def test_each_key_narrows_what_is_found(
    db: sqlite3.Connection, given: dict[str, Any], found: list[int]
) -> None:
    assert articles(db, **given) == found
    held = {row[0]: row[1] for row in db.execute("SELECT article_id, story_id FROM story_article")}
    assert set(stories(db, **given)) == {held[one] for one in found}


def test_one_article_has_to_meet_all_keys(db: sqlite3.Connection) -> None:
    assert stories(db, languages=["en"], events=["accident"]) == []


def test_articles_are_chosen_by_their_date_and_stories_by_their_begin(
    db: sqlite3.Connection,
) -> None:
    since = NOW - timedelta(hours=3)
    assert article_ids(db, Query(), since=since, limit=9) == [2, 3]
    assert story_ids(db, Query(), since=since, limit=9) == [2]
    assert story_ids(db, Query(), since=NOW - timedelta(hours=6), limit=9) == [1, 2, 4]


def test_a_story_with_an_early_copy_began_with_it(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a.db")
    with archive.write() as db:
        add_text(db, 1, 1)
        copied(db, 1, "https://copy.example/1", published_at=(NOW - timedelta(hours=9)).isoformat())
    assert story_ids(archive.connection, Query(), since=NOW - timedelta(hours=2), limit=9) == []
    archive.close()


def test_a_story_of_which_a_rule_has_told_a_text_is_left_out(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a.db")
    with archive.write() as db:
        add_text(db, 1, 1)
        add_text(db, 2, 2)
        copied(db, 2, "https://copy.example/2")
        insert(db, "alert", id=1, rule="told", first_at="x", last_at="x")
        for url in ("https://copy.example/2",):
            insert(db, "alert_text", rule="told", canonical_url=url, alert_id=1)
    found = [
        story_ids(archive.connection, Query(), since=None, limit=9, untold=rule)
        for rule in ("told", "other")
    ]
    archive.close()
    assert found == [[1], [2, 1]]


def test_how_grave_a_story_is_can_be_asked(db: sqlite3.Connection) -> None:
    assert [severity_of(db, story) for story in (1, 2, 3, 99)] == ["high", "medium", "low", "low"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"towns": ["Karagnda"]}, "towns: 'Karagnda' is not known; did you mean Karaganda? `kenwatch towns` lists them"),
        ({"towns": ["Zzz"]}, "towns: 'Zzz' is not known; `kenwatch towns` lists them"),
        ({"towns": ["qarmet"]}, "towns: 'qarmet' is a company; it belongs elsewhere"),
        ({"companies": ["Qarmett"]}, "companies: 'Qarmett' is not known; did you mean Qarmet"),
        ({"companies": ["Zzz"]}, "companies: 'Zzz' is not known; `kenwatch entity NAME` finds one"),
        ({"languages": ["russian"]}, "languages: 'russian' is no language code"),
        ({"sources": ["agensy"]}, "sources: 'agensy' is not known; did you mean agency"),
        ({"words": "-нет"}, "words: '-нет' names no word to look for"),
        ({"words": "шахта город:Риддер"}, "words: town: is for `kenwatch search`; a rule has fields of its own"),
    ],
)  # fmt: skip
def test_a_value_that_means_nothing_is_an_error_that_names_it(
    db: sqlite3.Connection, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(UserError) as told:
        condition(db, Query(**given))
    assert said in str(told.value)


def test_new_stories_are_looked_for_among_recent_articles_and_told_texts_by_their_address(
    tmp_path: Path,
) -> None:
    archive = opened(tmp_path / "a.db")
    asked: list[str] = []
    archive.connection.set_trace_callback(asked.append)
    story_ids(archive.connection, Query(), since=NOW, limit=9, untold="rule")
    archive.connection.set_trace_callback(None)
    [first, second] = [
        [row[3] for row in archive.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        for query in asked
        if query.startswith("SELECT o.story_id")
    ]
    archive.close()
    plan = [*first, *(step for step in second if not step.startswith("SCAN n VIRTUAL TABLE"))]
    assert any("SEARCH a USING INDEX article_published" in step for step in plan)
    assert (
        sum("SEARCH t USING PRIMARY KEY (rule=? AND canonical_url=?)" in step for step in plan) == 2
    )
    assert not any(step.startswith("SCAN") for step in plan)


def test_a_town_is_meant_where_a_village_has_its_name(db: sqlite3.Connection) -> None:
    assert condition(db, Query(towns=("Ақтау",))).values["towns"] == '["aktau"]'
    assert condition(db, Query(towns=("aktau_village",))).values["towns"] == '["aktau_village"]'


def test_a_name_that_several_have_is_an_error_that_names_them(tmp_path: Path) -> None:
    archive = opened(tmp_path / "a.db")
    with archive.write() as db:
        insert(db, "entity", id="east", kind="company", name_en="Qarmet", name_ru="x", name_kk="y")
    with pytest.raises(UserError, match="'Qarmet' means several; write one of east, qarmet"):
        condition(archive.connection, Query(companies=("Qarmet",)))
    assert (
        condition(archive.connection, Query(companies=("east",))).values["companies"] == '["east"]'
    )
    archive.close()


def test_a_source_that_was_never_crawled_is_known_where_it_comes_with_kenwatch(
    db: sqlite3.Connection,
) -> None:
    assert articles(db, sources=["tengrinews"]) == []


def test_in_an_archive_that_never_ran_every_name_is_taken(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "empty.db")
    query = Query(towns=("Ridder",), companies=("x",), sources=("y",))
    assert article_ids(archive.connection, query, since=None, limit=9) == []
    assert story_ids(archive.connection, query, since=NOW, limit=9) == []
    archive.close()
