"""The status page: what it shows, to whom, and what it does not let happen to it."""

from __future__ import annotations

import http.client
import json
import socket
import sqlite3
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from desk.daemon import answers, archivefigures, clocks
from desk.daemon.cached import Cached
from desk.daemon.children import Ended
from desk.daemon.metrics import Metrics
from desk.daemon.page import Answer, Page
from desk.daemon.state import State
from desk.errors import UserError
from desk.reader import reading
from pipelines.archive import Archive
from tests.desk_archive import NOW, build

if TYPE_CHECKING:
    from collections.abc import Iterator

MOMENT = datetime.fromisoformat(NOW)


def state_of(archive: Path) -> State:
    return State(archive, "1.2.3", clocks.read, clocks.read())


@contextmanager
def page(**paths: object) -> Iterator[Page]:
    calls = {f"/{name}": call for name, call in paths.items()}
    opened = Page.opened(calls, 0)  # type: ignore[arg-type]
    assert opened is not None
    try:
        yield opened
    finally:
        opened.close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def raw(port: int, data: bytes, *, more: bool = False) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one:
        one.sendall(data)
        if not more:
            one.shutdown(socket.SHUT_WR)
        said = b""
        while part := one.recv(65536):
            said += part
        return said


def test_paths_methods_and_hosts_are_minded() -> None:
    with page(healthz=lambda: Answer(200, b"well")) as one:
        assert ask(one.port, "/healthz") == (200, b"well")
        assert ask(one.port, "/healthz?x=1") == (200, b"well")
        assert ask(one.port, "/healthz", "HEAD") == (200, b"")
        assert ask(one.port, "/other")[0] == 404
        assert ask(one.port, "/healthz", "POST")[0] == 405
        assert ask(one.port, "/healthz", Host="evil.example:9117")[0] == 421
        assert ask(one.port, "/healthz", Host=f"localhost:{one.port}")[0] == 200
        assert b" 400 " in raw(one.port, b"GET /healthz HTTP/1.1\r\n\r\n")
        twice = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n"
        assert b" 400 " in raw(one.port, twice)


def test_what_is_too_long_or_breaks_off_costs_nothing() -> None:
    with page(healthz=lambda: Answer(200, b"well")) as one:
        long = b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 100_000
        assert b" 431 " in raw(one.port, long, more=True)
        assert raw(one.port, b"GET /heal") == b""
        assert ask(one.port, "/healthz")[0] == 200


def test_a_client_that_says_nothing_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.daemon.page._SECONDS", 0.3)
    with page(healthz=lambda: Answer(200, b"well")) as one:
        assert b" 408 " in raw(one.port, b"GET /heal", more=True)


def test_too_many_at_once_are_refused_and_threads_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.daemon.page._CONNECTIONS", 3)
    go_on = threading.Event()

    def slow() -> Answer:
        go_on.wait(20)
        return Answer(200)

    with page(slow=slow) as one:
        before = threading.active_count()
        waiting = [socket.create_connection(("127.0.0.1", one.port)) for _ in range(3)]
        for each in waiting:
            each.sendall(b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(0.3)
        assert ask(one.port, "/slow")[0] == 503
        assert threading.active_count() <= before + 3
        go_on.set()
        for each in waiting:
            assert b" 200 " in each.recv(1000)
            each.close()


def test_a_page_that_fails_is_500_and_the_next_one_answers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def bad() -> Answer:
        raise ValueError("a surprise")

    with page(bad=bad, good=lambda: Answer(200)) as one:
        assert ask(one.port, "/bad")[0] == 500
        assert ask(one.port, "/good")[0] == 200
    assert "a surprise" in caplog.text


def test_a_port_that_is_taken_is_told_and_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    with page() as one:
        assert Page.opened({}, one.port) is None
    assert "no status page; set another status_port" in caplog.text


def test_healthz_is_503_with_reasons_and_200_without(tmp_path: Path) -> None:
    state = state_of(tmp_path / "a.db")
    assert json.loads(answers.healthz(state).body)["problems"] == ["the daemon is starting"]
    state.beats({})
    assert answers.healthz(state).status == 200
    state.problems.begin("archive", "a.db: is gone", clocks.read())
    state.beats({"crawl": datetime.now(UTC)})
    found = answers.healthz(state)
    assert (found.status, json.loads(found.body)["problems"]) == (503, ["a.db: is gone"])


def test_a_heart_that_does_not_beat_is_seen(tmp_path: Path) -> None:
    state, now = state_of(tmp_path / "a.db"), clocks.read()
    state.beats({})
    state.clock = lambda: clocks.Reading(now.wall, now.running + 300, now.since_boot + 300)
    found = answers.healthz(state)
    assert found.status == 503
    assert "no sign of life for" in found.body.decode()


def samples(state: State) -> dict[tuple[str, tuple[str, ...]], float]:
    body = Metrics(state).page().body.decode()
    return {
        (one.name, tuple(value for _, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(body)
        for one in family.samples
    }


def test_the_figures_are_readable_for_prometheus_and_true(tmp_path: Path) -> None:
    db = build(tmp_path / "a.db")
    archive = Archive(db)
    with archive.write() as connection:
        connection.execute(
            "INSERT INTO outbox (key, kind, rule, sink, language, title, body, created_at, not_before)"
            " VALUES ('k', 'test', '', 'x', 'en', 't', 'b', '2020-01-01T00:00:00+00:00', '2020-01-01T00:00:00+00:00')"
        )
        connection.execute(
            "INSERT INTO chore VALUES ('backup', 'x', 'x', '2026-01-01T00:00:00+00:00', '')"
        )
    archive.close()
    state = state_of(db)
    state.ended("crawl", Ended(0, 2.5))
    state.ended("crawl", Ended(-9, 1.5))
    state.ended("tend", Ended(0, 1))
    state.beats({})
    found = samples(state)
    assert found["kenwatch_info", ("1.2.3",)] == 1
    assert found["kenwatch_children_total", ("-9", "crawl", "killed")] == 1
    assert found["kenwatch_child_seconds_sum", ("crawl",)] == 4
    assert found["kenwatch_child_seconds_count", ("crawl",)] == 2
    assert found["kenwatch_archive_readable", ()] == 1
    assert found["kenwatch_queued_pages", ()] == 2
    assert found["kenwatch_retry_pages", ()] == 1
    assert found["kenwatch_outbox_messages", ("waiting",)] == 1
    assert found["kenwatch_outbox_oldest_seconds", ()] > 1e8
    assert found["kenwatch_last_backup_timestamp_seconds", ()] == 1_767_225_600
    assert found["kenwatch_archive_bytes", ("database",)] > 0
    assert found["kenwatch_last_success_timestamp_seconds", ("crawl",)] > 1e9
    assert found["process_open_fds", ()] > 0
    assert any(name == "kenwatch_sources" for name, _ in found)


def test_figures_of_the_last_day(tmp_path: Path) -> None:
    figures = archivefigures.look(build(tmp_path / "a.db"), MOMENT, 10)
    assert figures.delays.keys() <= set(archivefigures.QUANTILES)
    assert all(0 <= delay <= 86_400 for delay in figures.delays.values())
    assert figures.backup_at is None
    assert figures.oldest_waiting_seconds == 0
    assert figures.outcomes


def test_no_figure_reads_a_table_that_grows_for_years_from_end_to_end(tmp_path: Path) -> None:
    taken: list[str] = []
    with reading(build(tmp_path / "a.db")) as db:
        db.set_trace_callback(taken.append)
        archivefigures._figures(db, MOMENT)
        db.set_trace_callback(None)
        plans = [
            str(row[3]) for query in taken for row in db.execute(f"EXPLAIN QUERY PLAN {query}")
        ]
    for index in ("page_queue", "outbox_waiting", "outbox_given_up", "run_started", "article_"):
        assert any(index in step for step in plans), index
    # the queue and what waits in the outbox, and as many sources as there are files
    allowed = ("page USING INDEX page_queue", "outbox USING", "s", "s USING", "issue USING", "(")
    scans = [step.removeprefix("SCAN ") for step in plans if step.startswith("SCAN ")]
    assert [step for step in scans if step != "s" and not step.startswith(allowed)] == []


def test_a_log_that_goes_between_two_looks_costs_no_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = build(tmp_path / "a.db")
    monkeypatch.setattr(Path, "exists", lambda *_: True)
    found = samples(state_of(db))
    assert found["kenwatch_archive_bytes", ("database",)] > 0
    assert ("kenwatch_archive_bytes", ("wal",)) not in found


def test_many_reasons_are_summed_up(tmp_path: Path) -> None:
    db = build(tmp_path / "a.db")
    archive = Archive(db)
    now = datetime.now(UTC) - timedelta(hours=1)
    with archive.write() as connection:
        connection.execute("DELETE FROM run_outcome")
        connection.execute("UPDATE run SET started_at = ?", (now.isoformat(),))
        source = connection.execute("SELECT id FROM source").fetchone()[0]
        run = connection.execute("SELECT id FROM run").fetchone()[0]
        connection.executemany(
            "INSERT INTO run_outcome VALUES (?, ?, 'failed', ?, 1)",
            [(run, source, f'reason "{number}" \n\\ {"x" * 200}') for number in range(200)],
        )
    archive.close()
    found = {
        key: value for key, value in samples(state_of(db)).items() if key[0] == "kenwatch_day_pages"
    }
    assert sum(found.values()) == 200
    assert len(found) == 41
    assert found["kenwatch_day_pages", ("failed", "other")] == 160


def test_without_an_archive_the_other_figures_stand(tmp_path: Path) -> None:
    found = samples(state_of(tmp_path / "none.db"))
    assert found["kenwatch_archive_readable", ()] == 0
    assert ("kenwatch_queued_pages", ()) not in found
    assert samples(state_of(tmp_path / "no" / "none.db"))["kenwatch_problems", ()] == 0


def test_a_look_that_takes_too_long_is_broken_off(tmp_path: Path) -> None:
    db = build(tmp_path / "a.db")
    connection = sqlite3.connect(db)
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
        " INSERT INTO page (canonical_url, url, source_id, via, hub_url, state, first_seen_at,"
        " next_check_at) SELECT 'x' || i, 'x', 's', 'feed', 'h', 'queued', '', '' FROM n"
    )
    connection.commit()
    connection.close()
    with pytest.raises(UserError, match="interrupted"):
        archivefigures.look(db, MOMENT, -1)


def test_a_value_is_kept_for_a_while_and_got_once() -> None:
    now, calls = [0.0], list[float]()

    def count() -> int:
        calls.append(now[0])
        return len(calls)

    cached = Cached(count, seconds=15, patience=5, clock=lambda: now[0])
    assert [cached.get(), cached.get()] == [1, 1]
    now[0] = 16
    assert cached.get() == 2


def test_a_value_that_hangs_keeps_nobody_and_one_thread() -> None:
    go_on, calls = threading.Event(), list[int]()

    def hang() -> int:
        calls.append(1)
        go_on.wait(20)
        return 5

    cached = Cached(hang, seconds=15, patience=0.05, clock=time.monotonic)
    assert [cached.get(), cached.get(), len(calls)] == [None, None, 1]
    go_on.set()
    time.sleep(0.1)
    assert cached.get() == 5


def test_a_value_that_raises_is_none_until_the_next_try() -> None:
    def fail() -> int:
        raise UserError("is gone")

    cached = Cached(fail, seconds=15, patience=5, clock=time.monotonic)
    assert cached.get() is None


def test_a_dead_receiver_is_a_warning_and_no_failure(tmp_path: Path) -> None:
    state = state_of(tmp_path / "a.db")
    state.problems.begin("sink phone", "takes nothing", clocks.read(), is_warning=True)
    state.beats({})
    found = answers.healthz(state)
    assert (found.status, json.loads(found.body)["warnings"]) == (200, ["takes nothing"])
    assert state.line() == "waiting for the next source to be due"
