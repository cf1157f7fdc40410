"""The command rejudge."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from crawler.verdict import Exit
from desk.cli import cli
from pipelines.archive import Archive
from pipelines.judgement import Judgement, Verdict
from pipelines.model import Dated
from pipelines.rejudging import Rejudged, rejudge
from tests.stocked import add, again, body, stock

if TYPE_CHECKING:
    from pathlib import Path

OLD = Judgement(
    verdicts=(
        Verdict("mining", relevant=False, score=0.0),
        Verdict("monotown", relevant=True, score=9.0),
    )
)
OFF = ["Бүгін күн жылы болады.", "Ертең жаңбыр жауады, жел соғады.", "Қар ертең ериді."]


def kenwatch(db: Path, *words: str) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": "100"}
    return CliRunner().invoke(cli, ["rejudge", *words], env=env, catch_exceptions=False)


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    archive = stock(path, 0)
    store = again(archive)
    for number in range(12):
        add(store, number, body(number), judgement=OLD, title=f"Вести {number}\x1b[2J")
    add(store, 12, OFF, title="Ауа райы", language="kk", judgement=OLD)
    archive.close()
    return path


def test_it_tells_what_changed(db: Path) -> None:
    text = kenwatch(db).stdout
    lines = text.splitlines()
    assert lines[0] == "13 articles judged anew: 13 changed."
    assert lines[1] == "12 articles newly on mining:"
    assert lines[2].split() == ["1", "Вести", "0"]
    assert "  … and 2 more, --json has all" in lines
    assert "1 article no longer on mono-town:" in lines
    assert "1 article on no topic any more, kept all the same." in lines
    assert any(line.split()[:2] == ["mentions", "0"] for line in lines if line.strip())
    assert "\x1b" not in text


def test_a_second_time_nothing_changes(db: Path) -> None:
    kenwatch(db)
    assert kenwatch(db).stdout == "13 articles judged anew: 0 changed.\n"


def test_a_dry_run_changes_nothing(db: Path) -> None:
    text = kenwatch(db, "--dry-run").stdout
    assert text.startswith("13 articles judged anew: 13 would change.")
    assert text.endswith("Dry run: nothing was changed.\n")
    assert "13 changed" in kenwatch(db).stdout


def test_json_is_one_object_with_the_ids(db: Path) -> None:
    told = json.loads(kenwatch(db, "--json").stdout)
    assert (told["articles"], told["of"], told["changed"], told["dry_run"]) == (13, 13, 13, False)
    assert told["topics"] == {
        "mining": {"gained": list(range(1, 13)), "lost": []},
        "monotown": {"gained": [], "lost": [13]},
    }
    assert told["off_topic"] == [13]
    assert told["counts"].keys() == {"mentions", "facts", "events", "quotations"}
    assert told["counts"]["mentions"]["before"] == 0 < told["counts"]["mentions"]["after"]


def test_only_the_articles_since_a_moment_are_judged(db: Path) -> None:
    archive = Archive(db)
    old = Dated(datetime(2020, 1, 1, tzinfo=UTC), "day", "meta")
    add(again(archive), 20, body(20), published=old)
    archive.close()
    assert kenwatch(db, "--since", "2021-01-01").stdout.startswith("13 articles judged anew")
    wrong = kenwatch(db, "--since", "sometime")
    assert wrong.exit_code == Exit.USAGE
    assert "--since 'sometime': is no time" in wrong.stderr


def test_stopped_half_way_what_is_done_stays_done(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(archive: Archive, article_id: int) -> Rejudged:
        if article_id == 4:
            raise KeyboardInterrupt
        return rejudge(archive, article_id)

    monkeypatch.setattr("desk.rejudging.rejudge", stopped)
    result = kenwatch(db)
    assert result.exit_code == Exit.INTERRUPTED
    assert "Interrupted: 3 of 13 were judged; run it again for all." in result.stdout
    monkeypatch.undo()
    assert kenwatch(db).stdout.startswith("13 articles judged anew: 10 changed.")


def test_an_archive_that_cannot_be_used_is_told(db: Path, tmp_path: Path) -> None:
    missing = kenwatch(tmp_path / "none.db")
    assert missing.exit_code == Exit.ERROR
    assert "there is no archive yet" in missing.stderr
    archive = Archive(db)
    busy = kenwatch(db)
    archive.close()
    assert busy.exit_code == Exit.BUSY
    assert "another kenwatch is writing to it" in busy.stderr


def test_an_archive_without_articles_has_nothing_to_judge(tmp_path: Path) -> None:
    stock(tmp_path / "e.db", 0).close()
    assert kenwatch(tmp_path / "e.db").stdout == "0 articles judged anew: 0 changed.\n"
