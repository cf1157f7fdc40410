"""The command entity."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build, insert

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("entity") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        for number in range(20):
            insert(db, "entity", id=f"north_{number:02}", kind="asset", name_en="North mine",
                   name_ru=f"Северный {number}", name_kk="Солтүстік")  # fmt: skip
        insert(db, "entity_name", entity_id="qarmet", language="ru", kind="former",
               name="АрселорМиттал Темиртау", since="", until="2023-12")  # fmt: skip
    db.close()
    return path


def kenwatch(db: Path, *words: str, columns: int = 100) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    return CliRunner().invoke(cli, ["entity", *words], env=env, catch_exceptions=False)


def test_a_card_is_shown_with_its_latest_articles(db: Path) -> None:
    text = kenwatch(db, "темиртау").stdout
    assert text.startswith("Temirtau  town, id temirtau")
    assert "1 article, the first of 2026-11-20" in text
    assert "Coal miners back at work" in text
    assert "\x1b" not in text


def test_a_former_name_of_several_words_is_found_without_quotes(db: Path) -> None:
    text = kenwatch(db, "АрселорМиттал", "Темиртау").stdout
    assert "former names: АрселорМиттал Темиртау (until 2023-12)" in text


def test_an_entity_that_no_article_names_has_a_card_too(db: Path) -> None:
    text = kenwatch(db, "north_03").stdout
    assert "No stored article names it." in text
    assert "title" not in text


def test_of_many_with_a_name_some_are_shown_and_the_others_named(db: Path) -> None:
    result = kenwatch(db, "North mine")
    assert result.stdout.count("asset, id north_") == 3
    assert "Also named so, by id: north_03 (asset), north_04 (asset)," in result.stderr
    assert "north_14 (asset) and 5 more" in result.stderr
    few = kenwatch(db, "Северный 1").stderr
    assert few == ""


def test_json_is_a_list_of_cards_with_all_that_is_known(db: Path) -> None:
    [card] = json.loads(kenwatch(db, "qarmet", "--json", "--limit", "1").stdout)
    assert (card["id"], card["kind"], card["articles"]) == ("qarmet", "company", 1)
    assert card["names"][0]["name"] == "АрселорМиттал Темиртау"
    assert [line["id"] for line in card["newest"]] == [5]
    assert len(json.loads(kenwatch(db, "north mine", "--json").stdout)) == 20


@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit_the_window(db: Path, columns: int) -> None:
    lines = kenwatch(db, "karaganda", columns=columns).stdout.splitlines()
    assert max(map(len, lines)) <= columns


def test_an_unknown_name_is_told_with_what_to_do(db: Path) -> None:
    near = kenwatch(db, "Temirtaw")
    assert near.exit_code == Exit.ERROR
    assert near.stderr == (
        "kenwatch: 'Temirtaw': nothing of this name is watched; did you mean Temirtau?\n"
    )
    assert "`kenwatch search` finds words in the articles" in kenwatch(db, "xyzzy").stderr
    assert len(kenwatch(db, "y" * 5000).stderr) < 200


@pytest.mark.parametrize("name", ["", "   "])
def test_no_name_is_wrong_use(db: Path, name: str) -> None:
    result = kenwatch(db, name)
    assert result.exit_code == Exit.USAGE
    assert "give the name of a town, company, mine, commodity or person" in result.stderr


def test_a_missing_archive_is_told(tmp_path: Path) -> None:
    result = kenwatch(tmp_path / "none.db", "Ridder")
    assert result.exit_code == Exit.ERROR
    assert "there is no archive yet" in result.stderr
