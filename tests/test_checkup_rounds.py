"""A fault for each check of ``kenwatch doctor``: it is told, and the healthy neighbours stay ok."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crawler.ownsources import watched_sources
from desk import reader
from desk.checkup import archivefile, keptup, rounds, sourcelook
from desk.checkup import subject as subject_module
from desk.checkup.finding import Check
from desk.checkup.subject import CannotLookError
from desk.daemon.clocks import read as read_clocks
from desk.daemon.state import boot_id
from desk.daemon.statusfile import write as write_status
from desk.errors import UserError
from tests.checkedup import AT, SOURCE, change, configure, healthy, looked, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from desk.checkup.finding import Grade

    Harm = Callable[[Path], object]


@pytest.fixture(scope="module", name="sound")
def _sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Check]]:
    archive = healthy(tmp_path_factory.mktemp("sound"))
    return archive, looked(archive)


@pytest.fixture(name="archive")
def _archive(sound: tuple[Path, object], tmp_path: Path) -> Path:
    folder = tmp_path / "a"
    shutil.copytree(sound[0].parent, folder)
    configure(folder)
    return folder / "kenwatch.db"


def cut_page(archive: Path) -> None:
    """Harm an index, so that the schema can still be read."""
    with closing(sqlite3.connect(archive)) as db:
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name='page_queue'").fetchone()
    content = bytearray(archive.read_bytes())
    at = (root[0] - 1) * 4096
    content[at + 8 : at + 4000] = b"\x00" * 3992
    archive.write_bytes(content)


def message(state: str, hours: int) -> str:
    at = (AT - timedelta(hours=hours)).isoformat()
    return (
        "INSERT INTO outbox (key, kind, rule, sink, language, title, body, created_at, not_before,"
        f" state) VALUES ('k', 'story', 'r', 'chat', 'ru', 't', 'b', '{at}', '{at}', '{state}')"
    )


def status(**changed: object) -> Callable[[Path], None]:
    def write(archive: Path) -> None:
        clocks = read_clocks()
        record = {
            "pid": os.getpid(), "started_at": AT.isoformat(), "beat_at": clocks.moment.isoformat(),
            "beat_since_boot": clocks.since_boot, "boot": boot_id(), "stopped": False,
            "crawl": None, "last_crawl": None, "problems": [], "warnings": [],
        }  # fmt: skip
        write_status(archive, {**record, **changed})

    return write


def sql(*statements: str) -> Callable[[Path], None]:
    return lambda archive: change(archive, *statements)


def beside(name: str, text: str) -> Callable[[Path], object]:
    return lambda archive: (archive.parent / name).write_text(text, encoding="utf-8")


def failing_crawls(archive: Path) -> None:
    for number in range(2, 12):
        at = (AT - timedelta(hours=24 - 2 * number)).isoformat()
        change(
            archive,
            "INSERT INTO run (id, kind, started_at, finished_at, finish_reason, options)"
            f" VALUES ({number}, 'crawl', '{at}', '{at}', 'finished', '{{}}')",
            "INSERT INTO run_source (run_id, source_id, hubs_failed, problem)"
            f" VALUES ({number}, 'azattyq', 1, 'host gives no answer (timeout)')",
        )


def backup_of(archive: Path) -> Path:
    (found,) = (archive.parent / "backups").iterdir()
    return found


FAULTS: dict[str, tuple[Harm, str, Grade, str]] = {
    "harmed page": (cut_page, "archive", "fail", "is damaged"),
    "no database": (lambda a: a.write_text("text " * 400), "archive", "fail", "no kenwatch archive"),
    "other program": (sql("PRAGMA application_id = 7"), "archive", "fail", "of another program"),
    "newer": (sql("PRAGMA user_version = 99"), "archive", "fail", "newer kenwatch"),
    "older": (sql("PRAGMA user_version = 5"), "archive", "warn", "archive version 5"),
    "missing": (Path.unlink, "archive", "warn", "there is no archive yet"),
    "index lacks a text": (
        sql("DELETE FROM article_fts_docsize WHERE id = 5"),
        "search index", "fail", "lacks 1 article",
    ),
    "broken reference": (
        sql("DELETE FROM entity WHERE id = 'ridder'"), "references", "fail", "mention 1",
    ),
    "orphan": (
        sql("INSERT INTO visit (canonical_url, at, outcome) VALUES ('x', 'y', 'text')"),
        "references", "warn", "visit 1",
    ),
    "dropped trigger": (
        sql("DROP TRIGGER article_brief_update"),
        "triggers and views", "fail", "trigger article_brief_update is missing",
    ),
    "changed trigger": (
        sql("DROP TRIGGER article_brief_delete",
            "CREATE TRIGGER article_brief_delete AFTER DELETE ON article BEGIN SELECT 1; END"),
        "triggers and views", "fail", "trigger article_brief_delete is another",
    ),
    "dropped index": (
        sql("DROP INDEX article_brief_day"),
        "triggers and views", "warn", "index article_brief_day is missing",
    ),
    "dropped views": (
        sql(*(f"DROP VIEW {name}" for name in ("by_town", "latest", "undated"))),
        "triggers and views", "warn", "view by_town is missing, view latest is missing",
    ),
    "missing small columns": (
        sql("DELETE FROM article_brief WHERE article_id = 5"), "days", "fail", "article_brief 1",
    ),
    "small columns of nothing": (
        sql("INSERT INTO article_brief SELECT 99, day, at, source_id, language, 0, 0, 0"
            " FROM article_brief WHERE article_id = 1"),
        "days", "fail", "article_brief 1",
    ),
    "wrong day of an event": (
        sql("UPDATE event SET day = '2001-01-01'"), "days", "fail", "event ",
    ),
    "wrong day of a story": (
        sql("UPDATE story SET day = '2001-01-01'"), "days", "fail", "story ",
    ),
    "clock": (
        sql("UPDATE run SET started_at = '2027-01-01T00:00:00+00:00'"),
        "clock", "fail", "behind what the archive holds",
    ),
    "wrong source file": (beside("sources/b.toml", "id = 5"), "sources", "fail", "b.toml"),
    "nothing enabled": (
        beside("sources/switches.toml", "[enabled]\nazattyq = false"),
        "sources", "warn", "0 enabled",
    ),
    "source in trouble": (failing_crawls, "health", "warn", "azattyq (site down)"),
    "never asked": (
        beside("sources/b.toml", SOURCE.replace("azattyq", "b")), "never asked", "warn", "source: b",
    ),
    "forbidden pages": (
        sql("INSERT INTO source_day (source_id, day, reasons)"
            " VALUES ('azattyq', '2026-11-19', '{\"robots.txt forbids it\": 7}')"),
        "robots.txt", "ok", "azattyq (7 pages)",
    ),
    "forbidden list": (
        sql("INSERT INTO hub (url, source_id, kind, problem)"
            " VALUES ('u', 'azattyq', 'feed', 'robots.txt forbids it')"),
        "robots.txt", "warn", "azattyq (1 list)",
    ),
    "wrong configuration": (
        beside("kenwatch.toml", "langwidge = 1"), "configuration", "fail", "langwidge",
    ),
    "wrong name": (
        lambda a: configure(a.parent, '[[rules]]\nname = "r"\ntowns = ["Ridderr"]\n'),
        "configuration", "fail", "Ridderr",
    ),
    "daemon gone": (status(boot="another"), "daemon", "fail", "gone without a word"),
    "given up": (sql(message("given up", 1)), "messages", "fail", "chat 1"),
    "late": (sql(message("waiting", 5)), "messages", "warn", "1 message should have been sent"),
    "no backup": (lambda a: backup_of(a).unlink(), "backups", "warn", "holds none"),
    "foreign backup": (lambda a: backup_of(a).write_text("x"), "backups", "fail", "no backup of"),
    "old backup": (
        lambda a: backup_of(a).rename(a.parent / "backups" / "kenwatch-20261101T0000Z.db"),
        "backups", "warn", "19 days ago",
    ),
    "backup failed": (
        sql("INSERT INTO chore (name, began_at, ended_at, detail)"
            f" VALUES ('backup', '{AT.isoformat()}', '{AT.isoformat()}', 'no space')"),
        "backups", "fail", "the last one failed: no space",
    ),
}  # fmt: skip
# what cannot be looked at, or is touched too, where another check fails
TOUCHED = {
    "archive": {
        "search index", "references", "triggers and views", "days", "clock", "health",
        "never asked", "robots.txt", "messages", "backups",
        "towns",
    },
    "sources": {"never asked", "towns", "browser"},
    "configuration": {"sources", "never asked", "towns", "backups", "browser"},
    "health": set[str](),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_what_is_sound_stays_so(
    fault: str, archive: Path, sound: tuple[Path, Mapping[str, Check]]
) -> None:
    harm, name, grade, words = FAULTS[fault]
    harm(archive)
    found = looked(archive)
    assert (found[name].grade, words in found[name].found) == (grade, True), found[name]
    touched = TOUCHED.get(name, set()) | {name}
    before = sound[1]
    assert {one: found[one].grade for one in found if one not in touched} == {
        one: before[one].grade for one in before if one not in touched
    }
    # what stands beside a fault says so, or is sound
    assert all(found[one].grade in {"ok", "skip", "warn"} for one in touched - {name})
    assert grade == "ok" or found[name].mend


def test_a_sound_archive_has_no_fault(sound: tuple[Path, Mapping[str, Check]]) -> None:
    found = sound[1]
    assert [one for one in found.values() if one.grade == "fail"] == []
    everything = rounds.examine(subject(sound[0]))
    assert [one.what for one in everything if one.grade == "fail"] == []
    assert len({one.what for one in everything}) == len(everything) > len(found)
    assert {"archive", "search index", "references", "clock", "backups", "messages"} <= {
        name for name, one in found.items() if one.grade == "ok"
    }


def test_a_folder_for_backups_that_is_not_there_is_told_twice(archive: Path) -> None:
    shutil.rmtree(archive.parent / "backups")
    found = looked(archive)
    assert (found["backups"].grade, "no such folder" in found["backups"].found) == ("fail", True)
    assert "backup.folder" in found["configuration"].found
    configure(archive.parent, "[nothing]\n")
    file = archive.parent / "kenwatch.toml"
    file.write_text(file.read_text("utf-8").partition("[backup]")[0], encoding="utf-8")
    assert looked(archive)["backups"].grade == "warn"


def test_deep_reads_every_word_and_the_backup(archive: Path) -> None:
    sound = looked(archive, deep=True)
    assert "word by word" in sound["search index"].found
    assert sound["backups"].found.endswith("whole")
    change(archive, "DROP TRIGGER article_fts_update", "UPDATE article SET text = 'x' WHERE id = 3")
    cut_page(backup_of(archive))
    assert looked(archive)["search index"].grade == "ok"
    found = looked(archive, deep=True)
    assert (found["search index"].grade, found["archive"].grade) == ("fail", "ok")
    assert (found["backups"].grade, "is damaged" in found["backups"].found) == ("fail", True)


def test_what_doctor_says_of_wrong_days_mends_them(archive: Path) -> None:
    change(
        archive,
        "UPDATE event SET day = '2001-01-01'",
        "UPDATE story SET day = '2001-01-01'",
        "DELETE FROM article_brief WHERE article_id = 5",
        "UPDATE article_brief SET day = '2001-01-01', language = 'xx' WHERE article_id = 1",
    )
    found = looked(archive)["days"]
    assert (found.grade, "article_brief 2" in found.found) == ("fail", True)
    script = found.mend.partition('"')[2].removesuffix('"')
    with closing(sqlite3.connect(archive)) as db:
        db.executescript(script)
    assert looked(archive)["days"].grade == "ok"


def test_of_a_large_archive_the_days_of_the_newest_are_looked_at(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject_module, "_QUICK_BYTES", 10)
    monkeypatch.setattr(keptup, "_NEWEST", 2)
    change(archive, "DELETE FROM article_brief WHERE article_id = 1")
    found = looked(archive)["days"]
    assert (found.grade, found.mend) == ("ok", archivefile.DEEP)
    assert "newest 2 articles" in found.found
    assert looked(archive, deep=True)["days"].grade == "fail"
    change(archive, "DELETE FROM article_brief WHERE article_id = 5")
    assert looked(archive)["days"].grade == "fail"


def test_an_archive_of_an_older_version_is_left_as_it_is(archive: Path) -> None:
    change(archive, "PRAGMA user_version = 5")
    before = archive.read_bytes()
    looked(archive)
    assert archive.read_bytes() == before


def test_a_daemon_that_is_well_or_was_stopped_is_no_fault(archive: Path) -> None:
    status()(archive)
    found = looked(archive)
    assert (found["daemon"].grade, "running" in found["daemon"].found) == ("ok", True)
    status(stopped=True)(archive)
    assert looked(archive)["daemon"].grade == "ok"


def test_a_clock_that_was_set_while_the_daemon_ran_is_told(archive: Path) -> None:
    clocks = read_clocks()
    earlier = (clocks.moment - timedelta(hours=3)).isoformat()
    status(beat_at=earlier)(archive)
    found = looked(archive)["clock"]
    assert found.grade == "warn"
    assert "set ahead by 3 hours" in found.found or "set ahead by 2 hours" in found.found
    (archive.parent / "kenwatch.db.daemon.json").write_text("{}")
    assert looked(archive)["clock"].grade == "ok"


def test_who_writes_to_the_archive_is_told(archive: Path) -> None:
    lock = archive.with_name("kenwatch.db.lock")
    lock.write_text(json.dumps({"pid": os.getpid(), "command": "kenwatch crawl"}))
    assert looked(archive)["writer"].found == f"pid {os.getpid()}, kenwatch crawl writes to it"
    lock.write_text(json.dumps({"pid": 2**22 + 7, "command": "kenwatch crawl"}))
    assert "ended without a word" in looked(archive)["writer"].found


def test_one_check_that_breaks_down_stops_no_other(archive: Path) -> None:
    def broken(_: object) -> Check:
        raise ZeroDivisionError("\x1b[31mby zero")

    def blind(_: object) -> Check:
        raise CannotLookError("it is dark")

    def told(_: object) -> Check:
        raise UserError("a.db: is locked")

    def sound(_: object) -> Check:
        return Check("sound", "ok", "well")

    checks = {"broken": broken, "blind": blind, "told": told, "sound": sound}
    found = rounds.examine(subject(archive), checks)
    assert [(one.what, one.grade) for one in found] == [
        ("broken", "fail"), ("blind", "skip"), ("told", "fail"), ("sound", "ok"),
    ]  # fmt: skip
    assert found[0].found == "could not be looked at (ZeroDivisionError: by zero)"
    assert found[1].found == "not looked at: it is dark"


def test_a_copy_is_made_only_where_there_is_room(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archivefile, "free_bytes", lambda _: 10)
    found = looked(archive, deep=True)["search index"]
    assert (found.grade, found.mend) == ("skip", "set TMPDIR")
    assert "no room for a copy" in found.found


def test_a_locked_archive_is_waited_for_once(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.reader._BUSY_SECONDS", 0.02)
    monkeypatch.setattr("pipelines.upkeep.snapshot._BUSY_SECONDS", 0.02)
    opened: list[Path] = []

    def reading(path: Path) -> AbstractContextManager[sqlite3.Connection]:
        opened.append(path)
        return reader.reading(path)

    for module in (archivefile, subject_module):
        monkeypatch.setattr(module, "reading", reading)
    with closing(sqlite3.connect(archive, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        found = looked(archive)
    assert "is locked by another program" in found["archive"].found
    assert found["messages"].grade == "skip"
    assert opened == [archive]


def test_a_large_archive_is_read_whole_when_that_is_wanted(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject_module, "_QUICK_BYTES", 10)
    found = looked(archive)
    assert (found["archive"].grade, found["archive"].mend) == ("ok", archivefile.DEEP)
    assert (found["references"].grade, found["references"].mend) == ("skip", archivefile.DEEP)
    assert found["search index"].grade == "ok"
    deep = looked(archive, deep=True)
    assert (deep["archive"].found.endswith("whole"), deep["references"].grade) == (True, "ok")
    change(archive, "DELETE FROM article_fts_docsize WHERE id = 5")
    assert "lacks 1 article" in looked(archive)["search index"].found


def test_a_backup_that_is_cut_short_is_told(archive: Path) -> None:
    backup = backup_of(archive)
    backup.write_bytes(backup.read_bytes()[:5000])
    found = looked(archive, deep=True)["backups"]
    assert (found.grade, "is damaged" in found.found) == ("fail", True)


def test_every_town_with_a_local_source_that_was_asked_is_watched(archive: Path) -> None:
    file = archive.parent / "kenwatch.toml"
    text = file.read_text("utf-8")
    # the sources that kenwatch brings along
    file.write_text(text.replace(f'sources = "{archive.parent}/sources"\n', ""), encoding="utf-8")
    never = looked(archive)["towns"]
    assert (never.grade, never.mend) == ("warn", "kenwatch crawl")
    assert "were never asked, by the source files of kenwatch itself" in never.found
    with closing(sqlite3.connect(archive)) as db, db:
        db.executemany(
            "INSERT OR REPLACE INTO source (id, name, country, source_group, languages, enabled,"
            " interval_minutes, last_run_at)"
            " VALUES (?, 'x', 'KZ', 'regional', '[]', 1, 60, '2026-11-20')",
            [(name,) for name in watched_sources()],
        )
    asked = looked(archive)["towns"]
    assert (asked.grade, "has a local source that was asked" in asked.found) == ("ok", True)


def test_what_needs_the_archive_is_skipped_where_that_cannot_be_read(archive: Path) -> None:
    archive.write_text("text " * 400)
    found = rounds.examine(subject(archive), {"messages": rounds.CHECKS["messages"]})
    assert [(one.grade, one.found) for one in found] == [
        ("skip", "not looked at: the archive cannot be read")
    ]


def test_a_source_that_is_drawn_needs_a_browser(archive: Path) -> None:
    def found(program: str | None, *, installed: bool = True) -> Check:
        return sourcelook.browser(subject(archive), lambda _: program, lambda: installed)

    assert found(None, installed=False).grade == "ok"
    file = archive.parent / "sources" / "azattyq.toml"
    file.write_text(f'{file.read_text("utf-8")}render = "browser"\n', encoding="utf-8")
    assert found("/usr/bin/chromium").found == "/usr/bin/chromium, for azattyq"
    assert (found(None).grade, found(None).found) == ("fail", "azattyq: needs Chromium")
    assert found(None).mend.startswith("install it")
    assert "kenwatch[browser]" in found("x", installed=False).mend
