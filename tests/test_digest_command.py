"""``kenwatch digest``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from desk import options
from desk.digest.command import digest
from desk.lazygroup import LazyGroup
from tests.desk_archive import build, insert

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


@pytest.fixture(name="call")
def _call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calls the command on the small archive, at half past five in the afternoon of Almaty."""
    import sqlite3

    path = build(tmp_path / "kenwatch.db")
    with sqlite3.connect(path) as db:
        insert(db, "story", id=3, lead_article_id=5)
        insert(db, "story_article", article_id=5, story_id=3, why="first")
    db.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(options, "now", lambda: NOW)
    for name in ("KENWATCH_CONFIG", "KENWATCH_DB", "KENWATCH_SOURCES"):
        monkeypatch.delenv(name, raising=False)
    group = LazyGroup("kenwatch", table={"digest": ("desk.digest.command:digest", "x")})

    def call(*words: str) -> Result:
        return CliRunner().invoke(group, ["digest", *words])

    return call


def test_without_a_word_it_tells_of_the_last_day(call: Any) -> None:
    found = call()
    assert found.exit_code == 0
    assert found.stdout.startswith("DAILY DIGEST, 20 NOVEMBER 2026\n")
    assert "19 Nov, 17:30 – 20 Nov, 17:30" in found.stdout
    assert "Coal miners back at work" in found.stdout


def test_a_week_in_kazakh_with_a_page(call: Any, tmp_path: Path) -> None:
    found = call("--every", "week", "--language", "kk", "--html", "week.html")
    assert found.stdout.startswith("АПТАЛЫҚ ШОЛУ")
    assert found.stderr == "Written: week.html\n"
    assert '<html lang="kk">' in (tmp_path / "week.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("until", "period"),
    [
        ("2026-11-19", "19 Nov, 00:00 – 20 Nov, 00:00"),
        # today is meant up to now
        ("2026-11-20", "19 Nov, 17:30 – 20 Nov, 17:30"),
        ("2026-11-19T08:00", "18 Nov, 08:00 – 19 Nov, 08:00"),
        ("24h", "18 Nov, 17:30 – 19 Nov, 17:30"),
    ],
)
def test_until_is_a_day_with_all_of_it_or_a_moment(call: Any, until: str, period: str) -> None:
    assert period in call("--until", until).stdout


@pytest.mark.parametrize(
    ("words", "trouble"),
    [
        (("--until", "soon"), "is no time"),
        (("--until", "2026-11-21"), "is still to come"),
        (("--name", "mornig"), "did you mean morning?"),
        (("--name", "xyz"), "known: morning, weekly"),
        (("--name", "morning", "--every", "day"), "give one"),
    ],
)
def test_what_means_nothing_is_told_in_a_line(
    call: Any, tmp_path: Path, words: tuple[str, ...], trouble: str
) -> None:
    _config(tmp_path)
    found = call(*words)
    assert found.exit_code == 2
    assert trouble in found.stderr
    assert found.stderr.count("\n") == 1


def _config(folder: Path) -> None:
    (folder / "kenwatch.toml").write_text(
        'language = "ru"\n'
        '[[digests]]\nname = "morning"\nat = "08:00"\ntopics = ["mining"]\n'
        '[[digests]]\nname = "weekly"\nevery = "week"\nlanguage = "kk"\n',
        encoding="utf-8",
    )


def test_a_digest_of_the_configuration_has_its_query_time_and_language(
    call: Any, tmp_path: Path
) -> None:
    _config(tmp_path)
    morning = call("--name", "morning").stdout
    assert morning.startswith("ДАЙДЖЕСТ ЗА СУТКИ, 20 НОЯБРЯ 2026 Г.\nГорнодобывающая отрасль\n")
    assert "19 нояб., 08:00 – 20 нояб., 08:00" in morning
    assert call("--name", "weekly").stdout.startswith("АПТАЛЫҚ ШОЛУ, 2026 Ж. 16 ҚАРАША")
    assert call("--name", "weekly", "--language", "en").stdout.startswith("WEEKLY DIGEST")


def test_as_json_it_is_one_object_with_moments_in_utc(call: Any) -> None:
    found = json.loads(call("--json").stdout)
    assert found["period"]["end"] == "2026-11-20T12:30:00+00:00"
    assert [one["id"] for one in found["new"]] == [3]
    assert (found["is_empty"], found["watch"]["is_whole"]) == (False, False)


def test_without_an_archive_it_says_what_to_do(call: Any) -> None:
    found = call("--db", "nowhere.db")
    assert found.exit_code == 1
    assert "kenwatch crawl" in found.stderr


def test_it_can_be_called_alone(tmp_path: Path) -> None:
    found = CliRunner().invoke(digest, ["--db", str(build(tmp_path / "a.db")), "--language", "en"])
    assert found.exit_code == 0
