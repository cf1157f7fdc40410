"""Stored texts by number and address."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.verdict import Exit
from desk import texts
from desk.errors import UserError
from desk.reader import reading
from tests.desk_archive import add_copy, add_page, build, empty

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTH = "https://copy.example/month"
ELSEWHERE = "https://page.example/elsewhere"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = build(tmp_path_factory.mktemp("texts") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        record = {"published_precision": "month", "published_day": "2026-11-01"}
        add_copy(db, 2, MONTH, url=f"{MONTH}?a=b", source_id="gone", record=json.dumps(record))
        add_page(db, ELSEWHERE, 1, text_url="https://copy.example/1")
    db.close()
    with reading(path) as found:
        yield found


def required(db: sqlite3.Connection, target: str) -> texts.StoredText:
    return texts.required(db, target, Path("k.db"))


def test_an_article_is_found_by_number_and_by_address(db: sqlite3.Connection) -> None:
    found = required(db, "2")
    assert found == required(db, "http://www.news.example/2?utm_source=x")
    assert (found.article_id, found.is_copy, found.source) == (2, False, "Горный вестник")
    assert (found.published_at, texts.published(found)) == ("2026-11-19", "2026-11-19")


def test_a_copy_is_found_by_its_address_and_by_that_of_its_page(db: sqlite3.Connection) -> None:
    found = required(db, "https://copy.example/1")
    assert found == required(db, ELSEWHERE)
    assert (found.article_id, found.is_copy, found.language) == (1, True, "kk")
    assert found.agency == "Азаттық"


def test_an_address_as_it_was_written_will_do(db: sqlite3.Connection) -> None:
    found = required(db, f"{MONTH}?a=b")
    assert found.canonical_url == MONTH
    assert (found.source, found.language, texts.published(found)) == ("gone", "und", "2026-11")


def test_a_text_without_date_has_none(db: sqlite3.Connection) -> None:
    assert texts.published(required(db, "4")) == ""


@pytest.mark.parametrize(
    ("target", "told", "code"),
    [
        ("99", "k.db: holds no article 99; `kenwatch latest` lists them", Exit.ERROR),
        ("9" * 40, f"holds no article {'9' * 30};", Exit.ERROR),
        ("https://news.example/99", "https://news.example/99: is not in k.db;", Exit.ERROR),
        ("http://[bad", "http://[bad: is not in k.db", Exit.ERROR),
        ("https://p.example/2", "was seen and is not stored: failed", Exit.ERROR),
        ("page.html", "'page.html': give the number of an article or", Exit.USAGE),
        (" ", "give the number of an article", Exit.USAGE),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(
    db: sqlite3.Connection, target: str, told: str, code: Exit
) -> None:
    with pytest.raises(UserError) as caught:
        required(db, target)
    assert told in str(caught.value)
    assert (caught.value.code, len(str(caught.value)) < 400) == (code, True)


def test_an_archive_without_articles_says_what_to_run_first(tmp_path: Path) -> None:
    with (
        reading(empty(tmp_path / "e.db")) as db,
        pytest.raises(UserError, match="kenwatch crawl"),
    ):
        required(db, "1")


def test_a_page_that_is_gone_is_told_with_its_reason(tmp_path: Path) -> None:
    path = build(tmp_path / "k.db")
    with sqlite3.connect(path) as db:
        gone = {"gone_at": "2026-11-20T00:00:00+00:00", "gone_why": "answered 404"}
        add_page(db, "https://news.example/1", 1, **gone)
        add_page(db, "https://news.example/3", 3)
    db.close()
    with reading(path) as found:
        assert texts.gone(found, "https://news.example/1") == gone
        nothing = {"gone_at": None, "gone_why": None}
        assert texts.gone(found, "https://news.example/3") == nothing
        assert texts.gone(found, "https://news.example/5") == nothing
