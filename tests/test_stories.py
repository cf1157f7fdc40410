"""The commands stories and story."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build, empty

DOCUMENT = Path(__file__).parents[1] / "docs" / "compare.md"


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = build(tmp_path_factory.mktemp("stories") / "kenwatch.db")
    with sqlite3.connect(path) as db:
        facts = (1, 3), (2, 5)
        db.executemany(
            "INSERT INTO fact (article_id, span_start, span_end, kind, value, unit, quote, role)"
            " VALUES (?, 0, 1, 'people', ?, 'people', 'q', 'dead')",
            facts,
        )
    db.close()
    return path


def kenwatch(db: Path, *words: str) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "80"}
    return CliRunner().invoke(cli, list(words), env=env, catch_exceptions=False)


def test_stories_are_listed_as_a_table_json_and_csv(db: Path) -> None:
    shown = kenwatch(db, "stories").stdout
    assert "Шахтёры Караганды остановили работу" in shown
    assert "2 articles and 1 copy: vestnik, azattyq" in shown
    assert "\x1b" not in shown
    (found,) = json.loads(kenwatch(db, "stories", "--json").stdout)
    assert (found["id"], found["sources"]) == (1, ["vestnik", "azattyq"])
    (row,) = csv.DictReader(io.StringIO(kenwatch(db, "stories", "--csv").stdout))
    assert row.keys() == found.keys()
    described = DOCUMENT.read_text("utf-8").split("\n## stories")[1].split("\n## ")[0]
    assert [name for name in found if f"`{name}`" not in described] == []


def test_stories_obey_their_filters(db: Path) -> None:
    def count(*words: str) -> int:
        return len(json.loads(kenwatch(db, "stories", "--json", *words).stdout))

    assert count("--since", "2026-11-19", "--town", "Қарағанды", "--min-sources", "2") == 1
    assert count("--since", "2026-11-20") == count("--min-sources", "3") == 0
    assert count("--town", "ridder") == 0
    assert "No story answers this." in kenwatch(db, "stories", "--min-sources", "3").stderr
    assert kenwatch(db, "stories", "--town", "Atlantis").exit_code == Exit.USAGE


def test_stories_whose_sources_contradict_each_other_are_found(db: Path) -> None:
    (found,) = json.loads(kenwatch(db, "stories", "--disputed", "--json").stdout)
    assert found["id"] == 1
    assert (
        json.loads(kenwatch(db, "stories", "--disputed", "--town", "ridder", "--json").stdout) == []
    )


def test_two_forms_at_once_are_refused(db: Path) -> None:
    result = kenwatch(db, "stories", "--json", "--csv")
    assert (result.exit_code, result.stdout) == (Exit.USAGE, "")
    assert "not both" in result.stderr


def test_an_archive_without_stories_says_what_to_run_first(tmp_path: Path) -> None:
    result = kenwatch(empty(tmp_path / "e.db"), "stories")
    assert (result.exit_code, result.stdout) == (Exit.OK, "")
    assert "run `kenwatch crawl` first" in result.stderr


def test_a_story_is_shown_by_its_id_and_by_an_article_or_copy_of_it(db: Path) -> None:
    shown = kenwatch(db, "story", "1").stdout
    assert "Story 1  2 articles and 1 copy" in shown
    assert "people dead:" in shown
    assert "\x1b" not in shown
    for article in ("2", "https://news.example/1", "https://copy.example/1"):
        assert kenwatch(db, "story", "--article", article).stdout == shown


def test_json_of_a_story_has_each_field_that_is_described(db: Path) -> None:
    found = json.loads(kenwatch(db, "story", "1", "--json").stdout)
    first = found["first_publisher"]
    assert (first["by_published"]["source_id"], first["differ"]) == ("vestnik", False)
    assert found["disputed"][0]["said"][0] == {
        "article_id": 1, "source": "Азаттық", "source_id": "azattyq",
        "at": "2026-11-19T05:10:00+00:00", "value": 3, "quote": "q", "version": "",
    }  # fmt: skip
    described = DOCUMENT.read_text("utf-8").split("\n## stories")[1].split("\n## ")[0]
    assert [name for name in found if f"`{name}`" not in described] == []
    (count,) = found["counts"]
    for record in (
        first, first["by_published"], found["headlines"][0], found["timeline"][0], count,
        count["said"][0], found["disputed"][0],
    ):  # fmt: skip
        assert f"{{{', '.join(record)}}}" in described


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (("99",), "holds no story 99 (the newest is 1)", Exit.ERROR),
        (("99",), "`kenwatch stories` lists them", Exit.ERROR),
        (("--article", "99"), "holds no article 99", Exit.ERROR),
        (("--article", "3"), "article 3 is in no story; `kenwatch show 3` shows it", Exit.ERROR),
        (("9" * 30,), "holds no story 999", Exit.ERROR),
        ((), "give a story's ID or --article", Exit.USAGE),
        (("1", "--article", "1"), "give a story's ID or --article ID, not both", Exit.USAGE),
        (("first",), "'first' is no number of a story; `kenwatch stories` lists them", Exit.USAGE),
    ],
)
def test_what_is_not_there_is_told_with_what_to_do(
    db: Path, words: tuple[str, ...], told: str, code: Exit
) -> None:
    result = kenwatch(db, "story", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert told in result.stderr
