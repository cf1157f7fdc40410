"""What the daemon says of itself: to systemd, to a file, to the address that waits for a ping."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.daemon import clocks, daemon, ping, statusfile
from desk.daemon.children import Ended
from desk.daemon.notify import Notifier
from desk.daemon.ping import Ping, why_not
from desk.daemon.state import State, boot_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = clocks.Reading(1_795_000_000, 5000, 7000)


@pytest.mark.enable_socket
@pytest.mark.parametrize("is_abstract", [False, True])
def test_systemd_hears_each_word(tmp_path: Path, *, is_abstract: bool) -> None:
    address = f"@kenwatch-test-{os.getpid()}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + address[1:] if is_abstract else address)
        systemd.settimeout(5)
        notifier = Notifier.of({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "30000000"})
        assert notifier.watchdog == 30
        notifier.tell(READY="1", STATUS="two\nlines")
        assert systemd.recv(1000) == b"READY=1\nSTATUS=two lines"


@pytest.mark.enable_socket
def test_a_systemd_that_is_gone_or_none_is_no_trouble(tmp_path: Path) -> None:
    Notifier(str(tmp_path / "nowhere")).tell(READY="1")
    assert Notifier.of({}).watchdog is None
    Notifier.of({}).tell(READY="1")


def test_a_watchdog_of_another_process_is_not_ours() -> None:
    given_ = {"WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "77"}
    assert Notifier.of(given_, pid=78).watchdog is None
    assert Notifier.of(given_, pid=77).watchdog == 1
    assert Notifier.of({"WATCHDOG_USEC": "soon"}).watchdog is None


def record(**changes: Any) -> dict[str, Any]:
    whole = {
        "pid": 7, "started_at": "2026-11-23T10:00:00+00:00", "beat_at": "2026-11-23T16:00:00+00:00",
        "beat_since_boot": 6990.0, "boot": "b", "stopped": False, "crawl": None,
        "last_crawl": None, "problems": [],
    }  # fmt: skip
    return {**whole, **changes}


@pytest.mark.parametrize(
    ("changes", "is_well", "words"),
    [
        ({}, True, "running: pid 7 since 2026-11-23 15:00, no crawl yet"),
        ({"crawl": {"sources": ["a", "b"], "since": "2026-11-23T15:00:00+00:00"}}, True, "crawling 2 sources since 2026-11-23 20:00"),
        ({"last_crawl": {"ended_at": "2026-11-23T15:00:00+00:00", "meaning": "killed"}}, True, "last crawl ended at 2026-11-23 20:00 (killed)"),
        ({"next_due": "2026-11-23T16:20:00+00:00"}, True, "no crawl yet, looks next at 2026-11-23 21:20"),
        ({"stopped": True}, False, "stopped at 2026-11-23 21:00"),
        ({"beat_since_boot": 6000.0}, False, "stuck: pid 7, no sign of life for 16 minutes"),
        ({"beat_since_boot": 9000.0}, False, "gone without a word after"),
        ({"boot": "another"}, False, "gone without a word after"),
        ({"problems": [{"words": "a.db:\nis gone"}]}, False, "in trouble: a.db: is gone"),
    ],
)  # fmt: skip
def test_a_record_is_judged(changes: dict[str, Any], words: str, *, is_well: bool) -> None:
    found = statusfile.judge(record(**changes), NOW, "b", alive=True)
    assert found.is_well is is_well
    assert words in found.line


def test_a_process_that_is_gone_is_told_at_once() -> None:
    assert "gone without" in statusfile.judge(record(), NOW, "b", alive=False).line


def test_a_clock_set_by_years_makes_no_beat_old() -> None:
    later = clocks.Reading(NOW.wall + 3e8, NOW.running, NOW.since_boot)
    assert statusfile.judge(record(), later, "b", alive=True).is_well


def test_the_file_is_replaced_whole_and_says_how_it_is(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    state = State(db, "1", clocks.read, clocks.read())
    statusfile.write(db, state.beats({}))
    assert statusfile.standing(db, clocks.read()).is_well
    state.crawl_begins(["a", "b"])
    assert state.line().startswith("crawling 2 sources since")
    state.ended("crawl", Ended(5, 1.25), "4 of 5 sources read.")
    statusfile.write(db, state.beats({"crawl": None}))
    kept = json.loads(statusfile.path_of(db).read_text())
    assert kept["last_crawl"]["verdict"] == "4 of 5 sources read."
    assert kept["last_crawl"]["code"] == 5
    assert "crawl" in state.last_good
    state.problems.begin("x", "is full", clocks.read())
    assert state.line() == "in trouble: is full"
    assert [path.name for path in tmp_path.iterdir()] == ["a.db.daemon.json"]


def test_a_file_that_cannot_be_written_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a.db.daemon.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        statusfile.write(tmp_path / "a.db", {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.db.daemon.json"]


@given(st.one_of(st.binary(max_size=60), st.builds(lambda v: json.dumps(v).encode(), st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda c: st.lists(c, max_size=3) | st.dictionaries(st.sampled_from(["pid", "boot", "stopped", "problems"]), c, max_size=4), max_leaves=6))))  # fmt: skip
@settings(max_examples=80)
def test_a_file_of_any_content_is_told_in_words(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    db = tmp_path_factory.getbasetemp() / "any.db"
    statusfile.path_of(db).write_bytes(data)
    found = statusfile.standing(db, NOW)
    assert not found.is_well
    assert found.line


def test_check_is_one_line_and_a_code(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    done = CliRunner().invoke(daemon, ["--check", "--db", str(db)])
    assert (done.exit_code, done.output) == (1, "no daemon has run for this archive\n")
    statusfile.write(db, State(db, "1", clocks.read, clocks.read()).beats({}))
    done = CliRunner().invoke(daemon, ["--check", "--db", str(db)])
    assert done.exit_code == 0
    assert done.output.startswith(f"running: pid {os.getpid()} since")


def test_the_machine_s_start_has_a_name() -> None:
    assert boot_id() == boot_id()


class Receiver(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(Receiver.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def receiver() -> Iterator[str]:
    Receiver.status = 200
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://user:secret@127.0.0.1:{server.server_port}/token"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_ping_that_is_answered_is_well(receiver: str) -> None:
    plain = receiver.replace("user:secret@", "")
    assert why_not(plain) == ""
    Receiver.status = 500
    assert why_not(plain) == "answered 500"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/secret-token", "http://user:secret-token@127.0.0.1:9/", "ftp://x/secret-token",
     "file:///etc/secret-token", "http://[secret-token", "http://x:secret-token/", "https://127.0.0.1:9/secret-token",
     "http://127.0.0.1:9/secret-token\r\nX: y"],
)  # fmt: skip
def test_a_ping_that_fails_tells_no_address(url: str) -> None:
    words = why_not(url)
    assert words
    assert "secret-token" not in words
    assert "127.0.0.1" not in words


def test_a_ping_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ping, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        words = why_not(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert "no answer" in words or "cannot be reached" in words


def test_failures_are_told_once_until_it_answers_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    said = iter(["answered 500", "answered 500", "", ""])

    async def work() -> list[bool]:
        one = Ping(lambda _: next(said))
        return [await one("http://secret/") for _ in range(4)]

    assert asyncio.run(work()) == [False, False, True, True]
    assert caplog.text.count("the dead-man ping failed: answered 500") == 1
    assert caplog.text.count("answered again") == 1
    assert "secret" not in caplog.text


def test_a_warning_is_told_of_a_daemon_that_is_well() -> None:
    warned = record(warnings=[{"words": "the sink 'x'\nis dead"}])
    found = statusfile.judge(warned, NOW, "b", alive=True)
    assert found.is_well
    assert found.line.endswith("no crawl yet; the sink 'x' is dead")


def test_the_file_is_the_same_under_every_name_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "a.db")
    assert statusfile.path_of(tmp_path / "link.db") == tmp_path / "a.db.daemon.json"
