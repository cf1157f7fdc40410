"""The command show."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build, empty

DOCUMENT = Path(__file__).parents[1] / "docs" / "compare.md"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("showing") / "kenwatch.db")


def show(db: Path, *words: str, columns: int = 80) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    return CliRunner().invoke(cli, ["show", *words], env=env, catch_exceptions=False)


def test_show_prints_all_about_an_article(db: Path) -> None:
    text = " ".join(show(db, "1").stdout.split())
    for words in (
        "Азаттық · kk · 2026-11-19 10:10 (Almaty), to the minute, from json-ld",
        "“шахта” +4.2",
        "Karaganda («Қарағандыда»)",
        "accident (2026-11-18, Karaganda): «метан жарылды» [people dead: 3]",
        "Горный вестник, 2026-11-19 12:00: 97% alike, 3% its own; credits Азаттық;",
        "1 paragraph added, other figures: 3 → 4. https://copy.example/1",
        "https://news.example/1",
        "first: 2 (ru, Горный вестник) Шахтёры Караганды",
    ):
        assert words in text


def test_show_gives_one_json_value_and_csv(db: Path) -> None:
    record = json.loads(show(db, "2", "--json").stdout)
    assert record["title"] == "Шахтёры Караганды остановили работу"
    assert record["revisions"][1]["kind"] == "changed"
    (row,) = csv.DictReader(io.StringIO(show(db, "2", "--csv").stdout))
    assert row["id"] == "2"


def test_show_of_an_unknown_article_says_where_to_look(db: Path, tmp_path: Path) -> None:
    assert "`kenwatch latest`" in show(db, "99").stderr
    result = show(empty(tmp_path / "e.db"), "1")
    assert (result.exit_code, "kenwatch crawl" in result.stderr) == (Exit.ERROR, True)
    assert show(db, "first").exit_code == Exit.USAGE


def test_an_article_is_shown_by_its_address_too(db: Path) -> None:
    assert show(db, "https://news.example/2").stdout == show(db, "2").stdout


def test_what_the_site_changed_is_told_with_what_that_concerns(db: Path) -> None:
    page = " ".join(show(db, "2").stdout.split())
    assert "changes (kenwatch diff 2) - 2026-11-19 07:00 changed (figures): Шахтёры" in page
    assert "same story (kenwatch story 1) - 2026-11-19 10:10: 1 (kk, Азаттық)" in page


def test_the_address_of_a_copy_shows_the_copy(db: Path) -> None:
    page = " ".join(show(db, "https://copy.example/1").stdout.split())
    assert "Көшірме Горный вестник · kk · 2026-11-19 12:00" in page
    assert "a copy of 1: «Қарағандыда шахта апаты болды», first published by Азаттық" in page
    found = json.loads(show(db, "https://copy.example/1", "--json").stdout)
    assert (found["is_copy"], found["text"], found["credits"]) == (True, "Көшірме", "Азаттық")
    assert (found["copy_of"]["id"], found["story_id"]) == (1, 1)
    assert "story: kenwatch story 1 differs: 1 paragraph added" in page
    assert "word by word: kenwatch compare 1 https://copy.example/1" in page
    assert f"{{{', '.join(found['copy_of'])}}}" in DOCUMENT.read_text("utf-8").replace("\n", " ")
    (row,) = csv.DictReader(io.StringIO(show(db, "https://copy.example/1", "--csv").stdout))
    assert row["title"] == "Көшірме"
