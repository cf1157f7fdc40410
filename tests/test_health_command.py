"""The command health: all sources, and one with what is known of it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from click.testing import CliRunner, Result

from desk.cli import cli
from desk.health.sheet import health_rows
from desk.reader import reading
from pipelines import states
from pipelines.archive import Archive
from tests.desk_archive import NOW, add_crawl, build, empty, insert

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime.fromisoformat(NOW)


def kenwatch(db: Path, *words: str, columns: int = 80) -> Result:
    env = {"KENWATCH_DB": str(db), "COLUMNS": str(columns)}
    with time_machine.travel(NOW, tick=False):
        return CliRunner().invoke(cli, list(words), env=env, catch_exceptions=False)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    """The small archive, where a source is refused for the third hour."""
    path = build(tmp_path / "kenwatch.db")
    with sqlite3.connect(path) as db:
        for number, hours in ((-3, 3), (-2, 2), (-1, 1)):
            at = (MOMENT - timedelta(hours=hours)).isoformat()
            insert(db, "run", id=number, kind="crawl", started_at=at, finished_at=at, options="{}")
            add_crawl(db, number, "vestnik", hubs_failed=1, problem="answered 403 (https://vestnik.example/rss)")  # fmt: skip
            add_crawl(db, number, "azattyq", hubs_ok=1, listed=9)
        db.execute("UPDATE run_source SET problem = 'answered 403 (https://vestnik.example/rss)' WHERE source_id = 'vestnik'")  # fmt: skip
        insert(db, "hub", url="https://vestnik.example/rss", source_id="vestnik", kind="feed",
               due_at=NOW, checked_at=NOW, problem="answered 403", failures=4)  # fmt: skip
    db.close()
    return path


@pytest.mark.parametrize("columns", [80, 120])
def test_health_names_a_state_per_source_worst_first(path: Path, columns: int) -> None:
    rows = json.loads(kenwatch(path, "health", "--json").stdout)
    assert [(row["source"], row["state"]) for row in rows] == [
        ("vestnik", "blocked"),
        ("azattyq", "ok"),
        ("steppe_news", "ok"),
    ]
    assert rows[0]["since"] == "2026-11-20T14:00:00+05:00"
    assert rows[0]["why"] == "it answers with error 403"
    assert rows[0]["figures"]["crawls"] == 4
    text = kenwatch(path, "health", columns=columns).stdout
    assert "2026-11-20 14:00" in text
    assert max(map(len, text.splitlines())) <= columns


def test_nothing_is_written_by_looking(path: Path) -> None:
    kenwatch(path, "health")
    with reading(path) as db:
        assert db.execute("SELECT count(*) FROM source_day").fetchone()[0] == 0
        assert states.open_states(db) == {}


def test_a_state_that_the_archive_keeps_is_told_with_its_begin(path: Path) -> None:
    archive = Archive(path)
    since = MOMENT - timedelta(days=9)
    shown = states.Shown(since=since, evidence={"state": "blocked", "why": "it answers with error 403"})  # fmt: skip
    with archive.write() as db:
        states.settle(db, "vestnik", shown, MOMENT, None)
    archive.close()
    with reading(path) as found:
        assert health_rows(found, MOMENT)[0]["since"] == "2026-11-11T17:00:00+05:00"


def test_a_sound_source_is_told_with_its_last_news_and_since_when_it_is_well(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM page WHERE source_id IN ('azattyq', 'steppe_news')")
        insert(db, "page", canonical_url="n", url="n", source_id="azattyq", via="feed", hub_url="h",
               state="kept", first_seen_at="2026-11-20T09:30:00+00:00")  # fmt: skip
        for number in range(1, 20):
            day = (MOMENT - timedelta(days=number)).date().isoformat()
            insert(db, "source_day", source_id="azattyq", day=day, hubs_ok=9, listed=20)
        first = db.execute("SELECT min(r.started_at) FROM run r JOIN run_source s ON s.run_id = r.id"
                           " WHERE s.source_id = 'azattyq' AND r.kind = 'crawl'").fetchone()[0]  # fmt: skip
    db.close()
    rows = {row["source"]: row for row in json.loads(kenwatch(path, "health", "--json").stdout)}
    well = rows["azattyq"]
    assert datetime.fromisoformat(well["since"]) <= datetime.fromisoformat(first)
    assert (well["last_new_at"], well["usual_a_day"]) == ("2026-11-20T14:30:00+05:00", 20)
    text = " ".join(kenwatch(path, "health", columns=120).stdout.split())
    assert "last new article found 2026-11-20 14:30; usually 20 a day" in text
    assert "has named no article so far" in text
    assert "0 listed" not in text
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM source_day")
        insert(db, "source_day", source_id="azattyq", day="2026-11-01", hubs_ok=9, listed=20)
    db.close()
    text = " ".join(kenwatch(path, "health", columns=120).stdout.split())
    assert "last new article found 2026-11-20 14:30 " in text


@pytest.mark.parametrize("is_over", [True, False])
def test_a_source_is_well_since_its_last_trouble_ended(path: Path, *, is_over: bool) -> None:
    archive = Archive(path)
    over = MOMENT - timedelta(days=2)
    shown = states.Shown(since=MOMENT - timedelta(days=9), evidence={"state": "thin", "why": "few"})
    with archive.write() as db:
        states.settle(db, "azattyq", shown, over, None)
        if is_over:
            states.settle(db, "azattyq", None, over, states.open_states(db)["azattyq"])
    archive.close()
    with reading(path) as found:
        row = next(row for row in health_rows(found, MOMENT) if row["source"] == "azattyq")
    assert (row["state"], row["since"]) == ("ok", "2026-11-18T17:00:00+05:00")


def test_a_trouble_goes_on_under_its_first_name(path: Path) -> None:
    archive = Archive(path)
    begin = MOMENT - timedelta(days=9)
    road = {"url": "https://a.kz/rss", "source_id": "azattyq", "kind": "feed", "due_at": NOW}
    told = {"checked_at": NOW, "changed_at": begin.isoformat(), "newest_at": begin.isoformat()}
    shown = states.Shown(since=begin, evidence={"state": "silent", "why": "nothing new"})
    with archive.write() as db:
        insert(db, "hub", **road, **told, doubt="frozen: its newest entry is of 2026-11-11")
        states.settle(db, "azattyq", shown, MOMENT, None)
    archive.close()
    with reading(path) as found:
        row = next(row for row in health_rows(found, MOMENT) if row["source"] == "azattyq")
    assert row["state"] == "silent"


def test_a_trouble_that_was_seen_once_is_told_as_such(path: Path) -> None:
    with sqlite3.connect(path) as db:
        insert(db, "run", id=9, kind="crawl", started_at=NOW, finished_at=NOW, options="{}")
        add_crawl(db, 9, "azattyq", hubs_failed=1, problem="timed out (https://a.example)")
    db.close()
    text = " ".join(kenwatch(path, "health").stdout.split())
    assert "seen once so far: its server does not answer" in text


def test_a_source_that_never_ran_and_one_that_is_off_are_told(tmp_path: Path) -> None:
    path = empty(tmp_path / "a.db")
    assert "kenwatch crawl" in kenwatch(path, "health").stderr
    with sqlite3.connect(path) as db:
        for name, enabled in (("new", 1), ("off", 0)):
            insert(db, "source", id=name, name=name, country="KZ", languages="[]",
                   source_group="national", enabled=enabled, interval_minutes=60)  # fmt: skip
    db.close()
    rows = json.loads(kenwatch(path, "health", "--json").stdout)
    assert [(row["source"], row["state"]) for row in rows] == [("new", "never run"), ("off", "off")]
    # neither is a trouble
    assert json.loads(kenwatch(path, "status", "--json").stdout)["trouble"] == []
    text = kenwatch(path, "health", "--source", "new").stdout
    assert "not known yet" in text


def test_a_machine_without_network_stands_first(path: Path) -> None:
    with sqlite3.connect(path) as db:
        for number in (20, 21):
            at = (MOMENT - timedelta(minutes=22 - number)).isoformat()
            insert(db, "run", id=number, kind="crawl", started_at=at, finished_at=at, options="{}")
            for name in ("azattyq", "vestnik", "steppe_news"):
                add_crawl(db, number, name, hubs_failed=1, problem=f"host not found (https://{name}.kz/rss)")  # fmt: skip
    db.close()
    rows = json.loads(kenwatch(path, "health", "--json").stdout)
    assert (rows[0]["source"], rows[0]["state"]) == ("", "offline")
    assert [row["state"] for row in rows[1:]] == ["blocked", "ok", "ok"]
    assert "this computer" in kenwatch(path, "health").stdout


def test_one_source_is_shown_with_days_roads_and_states(path: Path) -> None:
    archive = Archive(path)
    with archive.write() as db:
        shown = states.Shown(since=MOMENT, evidence={"state": "silent", "why": "nothing new"})
        states.settle(db, "vestnik", shown, MOMENT, None)
        states.settle(db, "vestnik", None, MOMENT, states.open_states(db)["vestnik"])
        for number in range(1, 40):
            day = (MOMENT - timedelta(days=number)).date().isoformat()
            insert(db, "source_day", source_id="vestnik", day=day, hubs_ok=9, listed=20, stored=2,
                   words=900, dated=2, timely=2, authored=1, lines=20, languages='{"ru": 2}')  # fmt: skip
    archive.close()
    record = json.loads(kenwatch(path, "health", "--source", "vestnik", "--json").stdout)
    assert record["usual"]["listed_a_day"] == 20
    assert record["usual"]["words"] == 450
    # yesterday is counted anew, and this archive has no crawl of it
    assert len(record["days"]) == 13
    assert record["days"][0]["usual_listed"] == 20
    assert record["roads"][0]["problem"] == "answered 403"
    assert "others" not in record["roads"][0]
    assert (record["states"][0]["state"], record["states"][0]["ended"]) == ("silent", "2026-11-20T17:00:00+05:00")  # fmt: skip
    text = kenwatch(path, "health", "--source", "vestnik", columns=120).stdout
    for words in ("20 (20)", "450 words a text", "50% with an author", "answered 403", "silent"):
        assert words in text
    assert max(map(len, text.splitlines())) <= 120
    lines = list(csv.DictReader(io.StringIO(kenwatch(path, "health", "--source", "vestnik", "--csv").stdout)))  # fmt: skip
    assert len(lines) == 13
    assert lines[0]["usual_listed"] == "20.0"


def test_a_young_source_says_what_is_not_known_yet(path: Path) -> None:
    archive = Archive(path)
    with archive.write() as db:
        for number in range(1, 20):
            day = (MOMENT - timedelta(days=number)).date().isoformat()
            insert(db, "source_day", source_id="azattyq", day=day, hubs_ok=9, listed=20)
    archive.close()
    text = kenwatch(path, "health", "--source", "azattyq").stdout
    assert "what its texts are like is not known yet" in " ".join(text.split())


def test_a_source_that_is_not_known_is_an_error_with_names_that_come_near(path: Path) -> None:
    result = kenwatch(path, "health", "--source", "vestnk")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean vestnik?" in result.stderr
    assert "`kenwatch health` names them" in kenwatch(path, "health", "--source", "zzz").stderr


def test_all_rows_are_given_as_csv(path: Path) -> None:
    lines = kenwatch(path, "health", "--csv").stdout.splitlines()
    assert lines[0].startswith("source,name,state,since,why")
    assert len(lines) == 4
