"""Stored articles and the stories that they report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.judgement import Fact, Judgement, Mention
from pipelines.judgementrows import save_judgement
from pipelines.storylines import link_story, linking_anew
from tests.desk_archive import add_article, insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

RIDDER = Mention("ridder", "town", "Ridder", "text", (0, 6), 0.9)


def money(value: float, start: int) -> Fact:
    return Fact(kind="money", value=value, unit="KZT", quote="q", span=(start, start + 1))


def date(moment: str, start: int) -> Fact:
    return Fact(kind="date", unit="date", moment=moment, quote="q", span=(start, start + 1))


FIGURES = (money(1.1e12, 10), money(28.7e9, 20))
DATES = (date("2027", 30), date("2026-12-01", 40), date("2026-12-02", 50))


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    archive = Archive(tmp_path / "a.db")
    db = archive.connection
    insert(db, "entity", id="ridder", kind="town", name_en="x", name_ru="x", name_kk="x")
    for number in (1, 2):
        add_article(
            db, id=number, title="t", text="x", source_id="s", language="ru",
            published_at="2026-11-20T05:00:00+00:00",
        )  # fmt: skip
    yield db
    archive.close()


def judged(db: sqlite3.Connection, article_id: int, *facts: Fact) -> None:
    save_judgement(db, article_id, Judgement(mentions=(RIDDER,), facts=facts))


def stories(db: sqlite3.Connection) -> int:
    found = db.execute("SELECT count(DISTINCT story_id), count(*) FROM story_article").fetchone()
    assert found[1] == 2
    return int(found[0])


def test_two_reports_with_the_same_figures_and_place_are_one_story(db: sqlite3.Connection) -> None:
    for number in (1, 2):
        judged(db, number, *FIGURES, *DATES)
        link_story(db, number)
    assert stories(db) == 1


def test_dates_alone_link_nothing(db: sqlite3.Connection) -> None:
    for number in (1, 2):
        judged(db, number, *DATES)
        link_story(db, number)
    assert stories(db) == 2


def test_an_article_is_linked_anew_where_its_figures_changed(db: sqlite3.Connection) -> None:
    judged(db, 1, *FIGURES)
    judged(db, 2)
    for number in (1, 2):
        link_story(db, number)
    assert stories(db) == 2
    with linking_anew(db, 2):
        judged(db, 2, *FIGURES)
    assert stories(db) == 1
    with linking_anew(db, 2):
        judged(db, 2, FIGURES[0])
    assert stories(db) == 2


def test_an_article_that_says_the_same_stays_where_it_is(db: sqlite3.Connection) -> None:
    judged(db, 1, *FIGURES)
    judged(db, 2, *FIGURES)
    link_story(db, 1)
    db.execute("INSERT INTO story (id, lead_article_id) VALUES (9, 2)")
    db.execute("INSERT INTO story_article VALUES (2, 9, 'as it was')")
    with linking_anew(db, 2):
        judged(db, 2, *FIGURES, *DATES)
    assert stories(db) == 2
