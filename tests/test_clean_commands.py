"""The commands clean and boilerplate."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.lazygroup import LazyGroup
from pipelines.archive import Archive
from tests.stocked import ADVERT, LABEL, add, again, body, stock

if TYPE_CHECKING:
    from pathlib import Path

GROUP = LazyGroup(
    "kenwatch",
    table={
        "clean": ("desk.cleaning:clean", "Clean."),
        "boilerplate": ("desk.boilerplate:boilerplate", "Lines."),
    },
)


def kenwatch(db: Path, *words: str, columns: int = 120) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    return CliRunner().invoke(GROUP, list(words), env=env, catch_exceptions=False)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    archive = stock(path)
    for number in range(20, 24):
        add(again(archive), number, [*body(number), "Справка", "Айта кетейік, кен бар."])
    archive.close()
    return path


def test_clean_tells_what_it_took_out_and_of_how_many(db: Path) -> None:
    result = kenwatch(db, "clean")
    assert result.exit_code == 0
    assert "agency: 12 articles changed" in result.stdout
    assert f"   12 × {ADVERT}" in result.stdout
    assert f"   12 × {LABEL}" in result.stdout
    assert kenwatch(db, "clean").stdout.startswith("Nothing to take out")


def test_clean_gives_one_json_value(db: Path) -> None:
    [done] = json.loads(kenwatch(db, "clean", "--json", "--source", "agency").stdout)
    assert (done["source"], done["texts"], done["articles"], done["copies"]) == (
        "agency",
        16,
        12,
        0,
    )
    assert {"line": LABEL, "texts": 12} in done["lines"]


def test_a_dry_run_changes_neither_articles_nor_lines(db: Path) -> None:
    result = kenwatch(db, "clean", "--dry-run")
    assert "agency: 12 articles would change" in result.stdout
    assert result.stdout.endswith("Dry run: nothing was changed.\n")
    assert json.loads(kenwatch(db, "boilerplate", "list", "--json").stdout) == []
    assert "12 articles changed" in kenwatch(db, "clean").stdout


def test_clean_counts_copies_and_articles_that_lost_their_topic(db: Path) -> None:
    archive = Archive(db)
    store = again(archive)
    line = "Шахта, рудник, медь: вести горной отрасли Риддера"
    for number in range(30, 34):
        own = ["Бүгін күн жылы.", *body(number)[4:], line]
        for name in ("agency", "digest"):
            add(store, number, own, name)
    archive.close()
    kenwatch(db, "clean")
    for name in ("agency", "digest"):
        assert kenwatch(db, "boilerplate", "approve", name, line).exit_code == 0
    text = kenwatch(db, "clean").stdout
    assert "digest: 4 copies changed\n" in text
    assert "agency: 4 articles changed\n" in text
    assert "4 articles no longer on a topic, kept all the same" in text


def test_many_lines_are_cut_short(db: Path) -> None:
    archive = Archive(db)
    store = again(archive)
    many = [f"Читайте также {'а' * n}" for n in range(1, 33)]
    for number in range(50, 60):
        add(store, number, [*body(number), *many])
    archive.close()
    assert "and 3 lines more; --json shows all" in kenwatch(db, "clean").stdout


def test_clean_refuses_what_it_does_not_know(db: Path, tmp_path: Path) -> None:
    result = kenwatch(db, "clean", "--source", "nobody")
    assert result.exit_code == Exit.USAGE
    assert "--source nobody: the archive has no article of it" in result.stderr
    missing = kenwatch(tmp_path / "none.db", "clean")
    assert missing.exit_code == Exit.ERROR
    assert "there is no archive yet" in missing.stderr


def test_a_locked_archive_is_told_as_everywhere(db: Path) -> None:
    archive = Archive(db)
    for words in (["clean"], ["boilerplate", "approve", "agency", "1"]):
        result = kenwatch(db, *words)
        assert result.exit_code == Exit.BUSY
        assert "another kenwatch is writing to it" in result.stderr
    archive.close()


@pytest.mark.parametrize("columns", [80, 120])
def test_the_list_shows_each_line_with_its_state_and_evidence(db: Path, columns: int) -> None:
    kenwatch(db, "clean")
    text = kenwatch(db, "boilerplate", "list", columns=columns).stdout
    assert max(map(len, text.splitlines())) <= columns
    for words in ("agency", LABEL, "learnt", "proposed", "12 of 16", "Справка", "tail"):
        assert words in text
    # why stands below the line, in a narrow window too
    assert "a call to the reader" in " ".join(text.split())


def test_the_list_can_be_narrowed_and_given_as_data(db: Path) -> None:
    kenwatch(db, "clean")
    proposed = json.loads(
        kenwatch(db, "boilerplate", "list", "--state", "proposed", "--json").stdout
    )
    assert {row["example"] for row in proposed} == {"Справка", "Айта кетейік, кен бар."}
    assert {row["source"] for row in proposed} == {"agency"}
    table = kenwatch(db, "boilerplate", "list", "--csv").stdout
    assert table.startswith("source,number,state,place,articles")
    nothing = kenwatch(db, "boilerplate", "list", "--source", "digest")
    assert nothing.stdout == ""
    assert "`kenwatch clean` looks for them" in nothing.stderr


@pytest.mark.parametrize("words", ["Справка", "СПРАВКА:", "{number}"])
def test_an_approved_line_goes_from_then_on(db: Path, words: str) -> None:
    kenwatch(db, "clean")
    [row] = [
        row
        for row in json.loads(kenwatch(db, "boilerplate", "list", "--json").stdout)
        if row["example"] == "Справка"
    ]
    result = kenwatch(db, "boilerplate", "approve", "agency", words.format(**row))
    assert result.stdout == "agency: taken out from now on: Справка\n"
    assert "`kenwatch clean --source agency`" in result.stderr
    assert "agency: 4 articles changed\n      4 × Справка" in kenwatch(db, "clean").stdout


def test_a_kept_line_stays(db: Path) -> None:
    kenwatch(db, "clean", "--dry-run")
    kenwatch(db, "clean")
    archive = Archive(db)
    store = again(archive)
    for number in range(60, 64):
        add(store, number)
    archive.close()
    result = kenwatch(db, "boilerplate", "keep", "agency", LABEL)
    assert result.stdout == f"agency: stays from now on: {LABEL}\n"
    assert "`kenwatch clean --source agency` brings it back" in result.stderr
    dry = kenwatch(db, "clean", "--dry-run").stdout
    assert "agency: 12 articles would get kept lines back" in dry
    text = kenwatch(db, "clean").stdout
    assert "agency: 4 articles changed\nagency: 12 articles got kept lines back\n" in text
    assert ADVERT in text
    assert LABEL not in text


@pytest.mark.parametrize(
    ("site", "line", "told"),
    [
        ("agency", "Жоқ нәрсе", "list --source agency` shows them"),
        ("agency", "99", "list --source agency` shows them"),
        ("nobody", "1", "nobody: no recurring line of it is known"),
    ],
)
def test_an_unknown_line_is_told_with_what_to_do(db: Path, site: str, line: str, told: str) -> None:
    kenwatch(db, "clean")
    for command in ("approve", "keep"):
        result = kenwatch(db, "boilerplate", command, site, line)
        assert result.exit_code == Exit.USAGE
        assert told in result.stderr


def test_an_unknown_command_of_the_group_is_compared_with_the_known_ones(db: Path) -> None:
    result = kenwatch(db, "boilerplate", "aprove")
    assert result.exit_code == Exit.USAGE
    assert "approve" in result.stderr
