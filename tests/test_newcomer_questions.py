"""A newcomer finds with the README alone what an analyst asks first: each command answers."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from desk.cli import cli
from tests.asked import later
from tests.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Crawled

README = (ROOT / "README.md").read_text("utf-8")
DEMO = "demo/kenwatch.db"
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]


@pytest.fixture(scope="module", name="path")
def _path(crawled: Crawled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return later(crawled, tmp_path_factory.mktemp("newcomer"))


def shown(start: str) -> list[str]:
    """The words of the README's command that begins so."""
    [command] = [line for line in COMMANDS if line.startswith(start)]
    return shlex.split(command)


def sql(path: Path, view: str) -> list[dict[str, object]]:
    """The answer to the README's question of a view in plain SQL."""
    [words] = [shlex.split(line) for line in COMMANDS if f"FROM {view}" in line]
    assert words[:2] == ["sqlite3", DEMO]
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    rows = [dict(row) for row in db.execute(words[2])]
    db.close()
    return rows


def told(path: Path, words: list[str], *added: str) -> str:
    """What a kenwatch command of the README prints on the sample archive."""
    assert words[0] == ".venv/bin/kenwatch"
    given = [str(path) if word == DEMO else word for word in words[1:]]
    done = CliRunner().invoke(cli, [*given, *added], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_all_accidents_of_the_last_year_in_ridder_with_casualties(path: Path) -> None:
    [accident] = sql(path, "casualties")
    assert (accident["day"], accident["dead"], accident["injured"]) == ("2026-11-07", 2, 3)
    assert "Риддер-Сокольном" in str(accident["quote"])


def edited(path: Path) -> str:
    """The id of the article that a newsroom has edited."""
    db = sqlite3.connect(path)
    [found] = db.execute("SELECT article_id FROM quiet_edits").fetchone()
    db.close()
    return str(found)


def test_who_published_a_story_first(path: Path) -> None:
    words = shown(".venv/bin/kenwatch story --article")
    words[words.index("--article") + 1] = edited(path)
    story = json.loads(told(path, words, "--json"))
    assert story["first_publisher"]["by_published"]["source_id"] == "agency"


def test_what_changed_in_an_article(path: Path) -> None:
    words = [edited(path) if word == "1" else word for word in shown(".venv/bin/kenwatch diff")]
    assert "[-Два-]{+Три+} проходчика погибли" in " ".join(told(path, words).split())
    assert "`figure_edits`" in README
    db = sqlite3.connect(path)
    [dead] = db.execute("SELECT before, after FROM figure_edits WHERE role = 'dead'").fetchall()
    db.close()
    assert dead == ("Два проходчика", "Три проходчика")


def test_which_towns_no_source_covers(path: Path) -> None:
    uncovered = {row["town"]: row["last_day"] for row in sql(path, "town_coverage")}
    assert uncovered["Ridder"] == "2026-11-17"
    assert uncovered["Tekeli"] is None
    assert not {"Abai", "Saran", "Shakhtinsk"} & uncovered.keys()


def test_which_towns_no_source_covers_by_the_source_files() -> None:
    words = shown(".venv/bin/kenwatch sources coverage")
    found = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
    assert found.exit_code == 0
    assert "Ridder" in found.stdout
