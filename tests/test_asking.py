"""The commands search, latest and towns."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.verdict import Exit
from desk.cli import cli
from tests.desk_archive import build, empty

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("asking") / "kenwatch.db")


def kenwatch(db: Path, *words: str, columns: int = 80) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    return CliRunner().invoke(cli, list(words), env=env, catch_exceptions=False)


def ids(result: Result) -> list[int]:
    assert result.exit_code == 0, result.stderr
    return [row["id"] for row in json.loads(result.stdout)]


def test_search_finds_over_spellings_and_languages(db: Path) -> None:
    assert set(ids(kenwatch(db, "search", "караганды", "--json"))) == {1, 2, 4}
    assert ids(kenwatch(db, "search", "шахтеры", "-футбол", "--json")) == [2]
    assert ids(kenwatch(db, "search", "«чёрный", "снег»", "--json")) == [2]


def test_a_hit_in_the_title_comes_before_one_in_the_text(db: Path) -> None:
    assert ids(kenwatch(db, "search", "караганда", "--json"))[-1] == 4


def test_search_obeys_its_filters(db: Path) -> None:
    base = ("search", "шахта", "--json")
    assert ids(kenwatch(db, *base, "--language", "KK")) == [1]
    assert ids(kenwatch(db, *base, "--topic", "monotown")) == [2]
    # a day counts as readers of the source saw it: article 2 is of the 19th there
    assert ids(kenwatch(db, *base, "--town", "Қарағанды", "--since", "2026-11-19")) == [1, 2]
    assert ids(kenwatch(db, *base, "--town", "Қарағанды", "--since", "2026-11-20")) == []
    assert len(ids(kenwatch(db, *base, "--limit", "1"))) == 1


def test_search_shows_the_place_that_answers(db: Path) -> None:
    result = kenwatch(db, "search", "уголь")
    assert "Руда-уголь" in result.stdout
    rows = json.loads(kenwatch(db, "search", "уголь", "--json").stdout)
    assert "Руда-уголь" in rows[0]["snippet"]
    assert rows[0]["score"] > 0


def test_search_without_an_answer_says_so_beside_the_answer(db: Path) -> None:
    result = kenwatch(db, "search", "zeppelin", "--json")
    assert json.loads(result.stdout) == []
    assert "No article answers" in result.stderr
    assert kenwatch(db, "search", "zeppelin").stdout == ""


def test_search_takes_fields_in_any_language(db: Path) -> None:
    assert ids(kenwatch(db, "search", "town:Караганда event:accident", "--json")) == [1]
    assert ids(kenwatch(db, "search", "қала:Риддер после:2026", "--json")) == [3]
    assert ids(kenwatch(db, "search", "язык:ru шахта -футбол", "--json")) == [2]
    assert ids(kenwatch(db, "search", "шахта OR zinc", "--newest", "--json")) == [1, 2, 4, 3]


def test_what_was_not_understood_is_told_beside_the_answer(db: Path) -> None:
    result = kenwatch(db, "search", 'город:Темртау foo:bar "open', "--json")
    assert ids(result) == []
    assert "did you mean Темиртау?" in result.stderr
    assert "“foo:” is no field" in result.stderr
    assert 'a quotation mark in "open is not closed' in result.stderr
    hostile = kenwatch(db, "search", "town:\x1b[31mx\u202e шахта")
    assert "\x1b" not in hostile.stderr
    assert "\u202e" not in hostile.stderr


def test_a_line_that_asks_for_nothing_is_an_error_that_is_told_with_its_reason(db: Path) -> None:
    result = kenwatch(db, "search", "after:soon")
    assert result.exit_code == Exit.USAGE
    assert "after:soon is no date" in result.stderr
    assert "no word to look for" in result.stderr


def test_of_newest_articles_nothing_is_told_where_none_are_listed(db: Path) -> None:
    result = kenwatch(db, "search", "--", "-футбол")
    assert result.exit_code == Exit.USAGE
    assert "no word to look for" in result.stderr
    assert "newest" not in result.stderr


def test_the_same_query_by_fields_is_offered_beside_an_empty_answer(db: Path) -> None:
    result = kenwatch(db, "search", "Karaganda", "accident", "--json")
    assert json.loads(result.stdout) == []
    told = " ".join(result.stderr.split())
    assert "answers: 1; did you mean town:Karaganda event:accident?" in told


def test_help_shows_the_fields_line_by_line(db: Path) -> None:
    lines = kenwatch(db, "search", "--help").stdout.splitlines()
    assert any(line.strip().startswith("town:Ridder") for line in lines)
    assert not any("\\b" in line for line in lines)


def test_the_rest_of_an_answer_is_told_and_can_be_asked_for(db: Path) -> None:
    first = kenwatch(db, "search", "шахта", "--json", "--limit", "2")
    assert "1-2 of 3; --offset 2 shows the next" in first.stderr
    rest = kenwatch(db, "search", "шахта", "--json", "--limit", "2", "--offset", "2")
    assert len(ids(first) + ids(rest)) == len(set(ids(first) + ids(rest))) == 3
    assert rest.stderr == ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(min_size=1, max_size=60))
@example("шахта" * 2000)
@example("NEAR(a b)")
def test_no_query_gives_a_traceback(db: Path, words: str) -> None:
    result = kenwatch(db, "search", "--json", "--", words)
    assert result.exit_code in {Exit.OK, Exit.USAGE}
    if result.exit_code == Exit.OK:
        json.loads(result.stdout)


def test_a_mistyped_option_is_not_searched_for(db: Path) -> None:
    result = kenwatch(db, "search", "--lmit", "5", "шахта")
    assert result.exit_code == Exit.USAGE
    assert "--lmit" in result.stderr
    assert kenwatch(db, "search", "-шахта").exit_code == Exit.USAGE
    assert kenwatch(db, "search").exit_code == Exit.USAGE


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--town", "Темртау"), "did you mean Temirtau?"),
        (("--town", "Atlantis"), "`kenwatch towns` lists them"),
        (("--language", "russian"), "write kk, ru, en"),
        (("--since", "soon"), "write 24h, 7d"),
        (("--since", "2999-01-01"), "is still to come; write 24h, 7d"),
    ],
)
def test_a_wrong_filter_is_told_with_what_to_write(
    db: Path, options: tuple[str, str], words: str
) -> None:
    result = kenwatch(db, "latest", *options)
    assert result.exit_code == Exit.USAGE
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("columns", [80, 120])
def test_latest_fits_the_window(db: Path, columns: int) -> None:
    result = kenwatch(db, "latest", columns=columns)
    assert max(map(len, result.stdout.splitlines())) <= columns
    assert "[bold]today[/bold]" in " ".join(result.stdout.split())
    assert "\u202e" not in result.stdout
    assert "\x1b" not in result.stdout


def test_a_day_is_shown_as_a_day_and_a_moment_in_almaty(db: Path) -> None:
    lines = kenwatch(db, "latest", columns=120).stdout.splitlines()
    assert any("2026-11-19 10:10" in line and "azattyq" in line for line in lines)
    assert any("2026-11-19  " in line and "vestnik" in line for line in lines)
    assert any("no date" in line for line in lines)


def test_latest_gives_csv_that_no_spreadsheet_runs(db: Path) -> None:
    result = kenwatch(db, "latest", "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["id"] for row in rows] == ["5", "1", "2", "4", "3"]
    assert rows[3]["title"].startswith("'=СУММ")
    assert rows[2]["topics"] == "mining; mono-town"


def test_the_form_given_last_counts(db: Path) -> None:
    for both in (("--csv", "--json"), ("--json", "--csv")):
        refused = kenwatch(db, "latest", *both)
        assert (refused.exit_code, refused.stdout) == (Exit.USAGE, "")
        assert "not both" in refused.stderr


@pytest.mark.parametrize("command", ["latest", "towns"])
def test_an_empty_archive_says_what_to_do_and_answers_an_empty_list(
    tmp_path: Path, command: str
) -> None:
    path = empty(tmp_path / "empty.db")
    result = kenwatch(path, command, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "kenwatch crawl" in result.stderr
    assert kenwatch(path, command).stdout == ""


def test_filters_on_an_empty_archive_are_no_error(tmp_path: Path) -> None:
    path = empty(tmp_path / "empty.db")
    assert ids(kenwatch(path, "latest", "--json", "--town", "Ridder", "--language", "kk")) == []


def test_a_missing_archive_is_one_line(tmp_path: Path) -> None:
    result = kenwatch(tmp_path / "none.db", "latest")
    assert result.exit_code == Exit.ERROR
    assert result.stderr.startswith("kenwatch: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("columns", [80, 120])
def test_towns_are_listed(db: Path, columns: int) -> None:
    text = kenwatch(db, "towns", columns=columns).stdout
    assert "Қарағанды" in text
    assert ("East Kazakhstan Region" in text) == (columns == 120)
    assert json.loads(kenwatch(db, "towns", "--json").stdout)[0]["articles"] == 2
