"""The command diff."""

from __future__ import annotations

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
    return build(tmp_path_factory.mktemp("diffing") / "kenwatch.db")


def diff(db: Path, *words: str) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "80"}
    return CliRunner().invoke(cli, ["diff", *words], env=env, catch_exceptions=False)


def test_a_change_is_shown_by_number_and_by_address_without_colour_when_piped(db: Path) -> None:
    shown = diff(db, "2").stdout
    assert "Погибли [-3-]{+4+} горняка." in shown
    assert "looked at 2 times" in shown
    assert "\x1b" not in shown
    assert diff(db, "https://news.example/2").stdout == shown
    assert "first seen" in diff(db, "2", "--full").stdout


def test_copies_have_histories_too(db: Path) -> None:
    shown = diff(db, "https://copy.example/1").stdout
    assert "a copy of 1 · Горный вестник" in shown
    assert "Never changed." in shown


def test_json_has_every_version_and_look_and_each_field_is_described(db: Path) -> None:
    found = json.loads(diff(db, "2", "--json").stdout)
    assert (found["changed"], found["cosmetic"], found["looks"]["count"]) == (1, 0, 2)
    first, second = found["versions"]
    assert (first["kind"], first["changes"]) == ("first", None)
    assert second["changes"]["figures"][0]["after_value"] == 4
    section = DOCUMENT.read_text("utf-8").split("\n## diff")[1].split("\n## ")[0]
    assert [name for name in found if f"`{name}`" not in section] == []
    assert f"{{{', '.join(found['looks'])}}}" in section
    assert f"{{{', '.join(second)}}}" in section
    assert [name for name in second["changes"] if name not in section] == []


def test_without_a_text_the_newest_edits_and_removals_are_listed(db: Path, tmp_path: Path) -> None:
    shown = diff(db).stdout
    assert "Горный вестник · 2 · figures, not announced" in shown
    assert "people dead: 3 горняка → 4 горняка" in shown
    found = json.loads(diff(db, "--json", "--limit", "5", "--since", "2026-11-01").stdout)
    (edit,) = found["edits"]
    assert (edit["article_id"], found["removed"]) == (2, [])
    section = DOCUMENT.read_text("utf-8").split("\n## diff")[1].split("\n## ")[0]
    assert f"{{{', '.join(found)}}}" in section
    assert f"{{{', '.join(edit)}}}" in section.replace("\n", " ")
    none = diff(empty(tmp_path / "e.db"))
    assert (none.exit_code, none.stdout) == (Exit.OK, "")
    assert "No edit" in none.stderr


def test_options_of_the_list_and_of_a_text_do_not_mix(db: Path) -> None:
    for words in (("--full",), ("2", "--since", "7d"), ("2", "--limit", "3")):
        result = diff(db, *words)
        assert (result.exit_code, result.stdout) == (Exit.USAGE, "")


def test_what_is_not_there_is_told_in_one_line(db: Path, tmp_path: Path) -> None:
    for target, told, code in (
        ("99", "holds no article 99; `kenwatch latest` lists them", Exit.ERROR),
        ("page.html", "give the number of an article or the address", Exit.USAGE),
    ):
        result = diff(db, target)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
        assert told in result.stderr
    assert "there is no archive yet" in diff(tmp_path / "none.db", "1").stderr
