"""A real daemon over the sample sites, as a user starts it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import scheduler
from crawler.verdict import Exit
from desk.config.model import Config
from desk.daemon.settings import Given, Settings
from pipelines.lockfile import beside
from samples.server import SampleServer
from samples.sources import write_sources
from tests.daemons import alive, daemon, family, pages, until
from tests.running import ROOT, environment, kenwatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from tests.daemons import Running


def start(db: Path, sources: Path) -> AbstractContextManager[Running]:
    words = ("--db", str(db), "--sources-dir", str(sources), "--tick", "0.2")
    return daemon("scheduler.py", *words)


@pytest.fixture(scope="module")
def server() -> Iterator[SampleServer]:
    with SampleServer() as running:
        yield running


@pytest.fixture
def sources(server: SampleServer, tmp_path: Path) -> Path:
    """Two of the sample sites: a crawl of all takes long and shows nothing more."""
    folder = tmp_path / "sources"
    write_sources(folder, server.port)
    for path in folder.glob("*.toml"):
        if path.stem not in ("sosed", "herald"):
            path.unlink()
    server.log.clear()
    server.delay = 0.0
    return folder


def test_sigterm_as_soon_as_the_daemon_has_started_ends_it(sources: Path, tmp_path: Path) -> None:
    with start(tmp_path / "a.db", sources) as running:
        until(lambda: running.said("daemon started"))
        assert running.stop()[0] == 0
    assert "Traceback" not in "".join(running.lines)


def test_the_daemon_crawls_what_is_due_once_and_refuses_a_second_one(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    (sources / "herald.toml").unlink()
    with start(db, sources) as running:
        until(lambda: running.said("crawl ended with code 0 (every source was read)"))
        asked = len(server.log)
        second = kenwatch("daemon", "--db", db, "--sources-dir", sources)
        assert (second.returncode, second.stdout) == (75, "")
        assert second.stderr == (
            f"{db}: a daemon is already running for it (pid {running.process.pid})\n"
        )
        code, seconds = running.stop()
    assert (code, running.said("daemon stopped")) == (0, True)
    assert seconds < 10
    assert not running.said("Traceback")
    assert not running.said("crawling", times=2)
    assert len(server.log) == asked
    assert set(pages(db)) <= {"kept", "rejected"}


def test_a_crawl_ended_by_sigterm_loses_nothing(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    server.delay = 0.2
    with start(db, sources) as running:
        until(lambda: len(server.log) > 4)
        crawl = running.child("crawl")
        processes = family(crawl)
        code, seconds = running.stop()
        assert (code, running.said("crawl ended with code 11")) == (0, True), running.lines
    assert seconds < 10
    assert crawl in processes
    until(lambda: not any(map(alive, processes)), seconds=3)
    assert "Traceback" not in "".join(running.lines)
    assert pages(db)["queued"] > 0
    server.delay = 0.0
    assert kenwatch("crawl", "--db", db, "--sources-dir", sources).returncode == 0
    assert set(pages(db)) <= {"kept", "rejected"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells the children")
def test_a_daemon_that_is_killed_leaves_no_crawl_behind(
    server: SampleServer, sources: Path, tmp_path: Path
) -> None:
    server.delay = 0.2
    with start(tmp_path / "a.db", sources) as running:
        until(lambda: len(server.log) > 4)
        processes = family(running.child("crawl"))
        assert processes
        running.process.kill()
        # a worker that is still reading its word lists notices a moment later
        until(lambda: not any(map(alive, processes)), seconds=25)
    assert pages(tmp_path / "a.db")["queued"] > 0
    checked = kenwatch("daemon", "--check", "--db", tmp_path / "a.db")
    assert (checked.returncode, checked.stdout.partition(" after")[0]) == (1, "gone without a word")
    server.delay = 0.0
    with start(tmp_path / "a.db", sources) as running:
        until(lambda: running.said("daemon started"))
        assert running.stop()[0] == 0
    assert pages(tmp_path / "a.db")["queued"] > 0


def test_a_damaged_archive_is_told_in_words(sources: Path, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    db.write_bytes(b"no archive at all " * 300)
    done = kenwatch("daemon", "--db", db, "--sources-dir", sources)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "a.db: is no kenwatch archive" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--db", "nowhere/a.db"), 1, "its folder does not exist"),
        (("--sources-dir", "nowhere"), 4, "nowhere: holds no source file"),
    ],
)
def test_what_keeps_the_daemon_from_starting_is_one_line(
    arguments: tuple[str, ...], code: int, words: str, tmp_path: Path
) -> None:
    done = kenwatch("daemon", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (code, 1)
    assert words in done.stderr
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("tick", ["0", "-1", "nan", "inf", "soon"])
def test_a_tick_that_is_no_sensible_time_is_refused(
    tick: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        scheduler.main(["--tick", tick])
    assert raised.value.code == Exit.USAGE
    assert "--tick" in capsys.readouterr().err


def test_the_script_explains_itself() -> None:
    done = subprocess.run(
        [sys.executable, "scheduler.py", "--help"],
        cwd=ROOT, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "--sources-dir" in done.stdout


def test_children_go_on_with_the_last_good_configuration(sources: Path, tmp_path: Path) -> None:
    later = (sources / "herald.toml").read_text()
    (sources / "herald.toml").unlink()
    db, config = tmp_path / "a.db", tmp_path / "k.toml"
    config.write_text(
        f'archive = "a.db"\nsources = "{sources.name}"\n[alarms]\nsinks = ["phone"]\n'
        "[daemon]\ntick_seconds = 0.5\nstatus_port = 0"
    )
    given = environment(KENWATCH_SINKS__PHONE="json://127.0.0.1:9/")
    with daemon("scheduler.py", "--config", str(config), env=given) as running:
        until(lambda: running.said("crawl ended with code 0 (every source was read)"))
        config.write_text("[[rules")
        until(lambda: running.said("the daemon goes on with the configuration it has"))
        (sources / "herald.toml").write_text(later)
        until(lambda: running.said("crawl ended with code 0 (every source was read)", times=2))
        config.unlink()
        until(lambda: running.said("cannot be read (No such file or directory)"))
        assert beside(db, ".daemon.toml").exists()
        assert running.stop()[0] == 0
    assert not running.said("code 4")
    assert not beside(db, ".daemon.toml").exists()


def test_a_second_daemon_for_the_same_file_under_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
    with scheduler._only_one(tmp_path / "a.db"):
        done = kenwatch("daemon", "--db", tmp_path / "link.db")
    assert done.returncode == Exit.BUSY
    assert "already running" in done.stderr


def test_new_addresses_are_kept_out_of_the_log_when_the_configuration_changes() -> None:
    seen: list[Config] = []
    settings = Settings(Given(), lambda _: Config(contact="a"))
    made = scheduler.Daemon(settings, log=seen.append)
    made._add_jobs()
    made._changed()
    assert seen == [settings.config]


def test_a_working_directory_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def gone() -> Path:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("pathlib.Path.cwd", gone)
    assert scheduler.main(["--db", str(tmp_path / "a.db")]) == Exit.ERROR
    assert "the working directory cannot be used" in capsys.readouterr().err
