"""Every question of the gallery is answered by the sample archive as its page says."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING

import pytest

from desk.questions import TOPICS, Question, load
from samples import gallery
from tests.asked import later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Crawled

PAGE = gallery.PAGE.read_text("utf-8")
# what a reader may ask of an archive and, happily, this one has not
UNANSWERED: set[str] = set()


@pytest.fixture(scope="module", name="path")
def _path(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return later(crawled, tmp_path_factory.mktemp("asked"))


@pytest.fixture(scope="module", name="db")
def _db(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_there_are_enough_questions_each_named_once_and_of_a_known_topic() -> None:
    assert len(load()) >= 30
    assert len({one.name for one in load()}) == len(load())
    assert {one.topic for one in load()} == set(TOPICS)
    assert all(re.fullmatch(r"[a-z_]+", one.name) for one in load())


@pytest.mark.parametrize("question", load(), ids=lambda one: one.name)
def test_a_question_is_bounded_and_told_in_three_languages(question: Question) -> None:
    assert set(question.title) == {"en", "ru", "kk"}
    assert len(set(question.title.values())) == 3
    assert re.match(r"SELECT|WITH", question.sql)
    assert re.search(r"\nLIMIT \d+$", question.sql)
    assert set(re.findall(r":(\w+)", question.sql)) == set(question.parameters)
    assert ":" not in question.written().replace("folded :", "")


@pytest.mark.parametrize("question", load(), ids=lambda one: one.name)
def test_the_sample_archive_answers_with_parameters_as_with_their_values_in_place(
    db: sqlite3.Connection, question: Question
) -> None:
    rows = db.execute(question.sql, dict(question.parameters)).fetchall()
    assert rows == db.execute(question.written()).fetchall()
    assert bool(rows) != (question.name in UNANSWERED)


def test_the_page_of_questions_has_the_answers_of_today(path: Path) -> None:
    """`make docs` writes it anew."""
    assert gallery.answered(path, load()) == PAGE


def test_the_values_of_parameters_stand_in_the_written_sql_as_literals() -> None:
    asked = Question("a", "events", {}, "SELECT :a, :b, '12:c'", {"a": "O'Neil", "b": 2})
    assert asked.written() == "SELECT 'O''Neil', 2, '12:c'"


def test_what_would_be_markup_is_shown_as_it_is() -> None:
    shown = gallery.table(["a|b"], [["<b>|*x*\n[y](z)"], ["x" * 200], [None], [2.0]])
    assert shown.splitlines()[2] == r"| \<b>\|\*x\* \[y](z) |"
    assert shown.splitlines()[3] == f"| {'x' * 89}… |"
    assert shown.splitlines()[4:] == ["|  |", "| 2 |"]
    assert "No rows" in gallery.table(["a"], [])
