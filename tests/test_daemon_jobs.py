"""Jobs go round whatever the clock does, and a job that goes wrong is told and runs again."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.config import loading
from desk.config.model import Config
from desk.daemon import clocks
from desk.daemon.children import Children
from desk.daemon.every import Every
from desk.daemon.heart import Heart
from desk.daemon.jobs import Jobs
from desk.daemon.lastgood import LastGood
from desk.daemon.notify import Notifier
from desk.daemon.reporting import Reporting
from desk.daemon.settings import Given, Settings
from desk.daemon.state import State
from desk.errors import UserError

if TYPE_CHECKING:
    from datetime import tzinfo


class Shifted:
    """The real clocks, of which the wall clock and the sleep can be set."""

    def __init__(self) -> None:
        self.wall, self.running = 0.0, 0.0

    def __call__(self) -> clocks.Reading:
        now = clocks.read()
        return replace(now, wall=now.wall + self.wall, running=now.running + self.running,
                       since_boot=now.since_boot + self.running)  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Shifted:
    shifted = Shifted()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(seconds=shifted.wall)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Clock)
    return shifted


class Bench:
    """Jobs and a heart without children."""

    def __init__(self, folder: Path, clock: Shifted, notifier: Notifier | None = None) -> None:
        self.words = ""
        self.settings = Settings(Given(archive=folder / "a.db"), self._load)
        self.children = Children()
        self.state = State(folder / "a.db", "1", clock, clock())
        self.reporting = Reporting(self.settings, self.children, self.state)
        self.jobs = Jobs(self.state, self.reporting)
        self.changes = 0
        self.heart = Heart(
            self.settings, self.children, self.state, self.reporting, jobs=self.jobs,
            notifier=notifier or Notifier(), on_change=self._changed,
        )  # fmt: skip

    def _load(self, _: Path | None) -> Config:
        if self.words:
            raise UserError(self.words)
        return Config()

    def _changed(self) -> None:
        self.changes += 1

    async def during(self, seconds: float) -> None:
        self.jobs.start()
        try:
            await asyncio.sleep(seconds)
        finally:
            self.jobs.shutdown()


DAY = 86_400.0


@pytest.mark.parametrize("jump", [60.0, -60.0, DAY, -DAY, 3652 * DAY, -3652 * DAY])
def test_a_job_goes_round_after_a_clock_was_set(
    jump: float, tmp_path: Path, clock: Shifted
) -> None:
    async def work() -> tuple[int, int]:
        bench, runs = Bench(tmp_path, clock), list[float]()

        async def job() -> None:
            runs.append(clock().running)

        bench.jobs.add("crawl", job, interval=0.05, longest=5)
        bench.jobs.start()
        await asyncio.sleep(0.2)
        clock.wall = jump
        await bench.heart.beat()
        before = len(runs)
        await asyncio.sleep(0.3)
        bench.jobs.shutdown()
        return before, len(runs)

    before, after = asyncio.run(work())
    assert before >= 1
    # on, and not thousands of times for what was missed
    assert 1 <= after - before < 20


def test_a_job_that_raises_is_told_once_and_well_again_when_it_runs(
    tmp_path: Path, clock: Shifted, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> list[bool]:
        bench, seen = Bench(tmp_path, clock), list[bool]()

        async def job() -> None:
            seen.append("job crawl" in bench.state.problems.open)
            if len(seen) < 4:
                raise ValueError("a surprise")

        bench.jobs.add("crawl", job, interval=0.02, longest=5)
        await bench.during(0.4)
        return seen

    seen = asyncio.run(work())
    assert seen[:5] == [False, True, True, True, False]
    assert caplog.text.count("the job 'crawl' went wrong: ValueError: a surprise") == 1


def test_a_job_that_stopped_going_round_is_told_and_armed_anew(
    tmp_path: Path, clock: Shifted, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> tuple[bool, bool, int]:
        bench, runs = Bench(tmp_path, clock), list[int]()

        async def job() -> None:
            runs.append(1)

        bench.jobs.add("crawl", job, interval=30, longest=5)
        bench.jobs.start()
        await asyncio.sleep(0.1)
        bench.jobs._scheduler.remove_job("crawl")
        clock.running = 1000
        first = bench.jobs.look_after()
        await asyncio.sleep(0.2)
        second = bench.jobs.look_after()
        bench.jobs.shutdown()
        return first, second, len(runs)

    assert asyncio.run(work()) == (False, True, 2)
    assert "the job 'crawl' did not run for 16 minutes" in caplog.text


def test_a_job_that_does_not_end_is_told_and_silences_the_watchdog(
    tmp_path: Path, clock: Shifted
) -> None:
    told: list[dict[str, str]] = []

    class Listening(Notifier):
        def tell(self, **words: str) -> None:
            told.append(words)

    async def work() -> Bench:
        bench = Bench(tmp_path, clock, Listening())

        async def job() -> None:
            await asyncio.sleep(60)

        bench.jobs.add("crawl", job, interval=30, longest=100)
        bench.jobs.start()
        await asyncio.sleep(0.05)
        await bench.heart.beat()
        clock.running = 500
        await bench.heart.beat()
        bench.jobs.pause()
        await bench.jobs.settle(0.01)
        bench.jobs.shutdown()
        return bench

    bench = asyncio.run(work())
    assert [words.get("WATCHDOG") for words in told] == ["1"]
    assert "does not end" in bench.state.record["problems"][0]["words"]
    assert told[0]["STATUS"] == "waiting for the next source to be due"


def test_a_change_of_an_interval_counts_from_now(tmp_path: Path, clock: Shifted) -> None:
    async def work() -> list[float]:
        bench = Bench(tmp_path, clock)

        async def job() -> None:
            return None

        bench.jobs.add("crawl", job, interval=3600, longest=5)
        bench.jobs.change("crawl", 3600)
        bench.jobs.change("crawl", 600)
        bench.jobs.start()
        await asyncio.sleep(0.05)
        ahead = [at - clock().moment for at in bench.jobs.next_runs().values() if at]
        bench.jobs.shutdown()
        return [one.total_seconds() for one in ahead]

    [ahead] = asyncio.run(work())
    assert 590 < ahead <= 660


def test_a_configuration_in_trouble_is_told_and_one_that_changed_is_taken_over(
    tmp_path: Path, clock: Shifted, caplog: pytest.LogCaptureFixture
) -> None:
    async def work() -> Bench:
        bench = Bench(tmp_path, clock)
        bench.words = "kenwatch.toml: key 'rules' is wrong"
        await bench.heart.beat()
        assert "configuration" in bench.state.problems.open
        bench.words = ""
        bench.settings.given = Given(archive=tmp_path / "a.db", tick=5)
        await bench.heart.beat()
        return bench

    bench = asyncio.run(work())
    assert "kenwatch.toml: key 'rules' is wrong; the daemon goes on with the" in caplog.text
    assert (bench.changes, bool(bench.state.problems)) == (1, False)
    assert bench.settings.config.daemon.tick_seconds == 5


def test_a_status_file_that_cannot_be_written_is_told(tmp_path: Path, clock: Shifted) -> None:
    async def work() -> Bench:
        bench = Bench(tmp_path / "gone", clock)
        await bench.heart.beat()
        return bench

    assert "cannot be written" in asyncio.run(work()).state.problems.open["file"].words


def test_a_beat_that_raises_does_not_stop_the_heart(
    tmp_path: Path, clock: Shifted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> tuple[int, Bench]:
        bench, beats = Bench(tmp_path, clock), list[int]()
        bench.settings.given = Given(archive=tmp_path / "a.db", tick=0.2)
        bench.settings.renew()

        def reap(_: object) -> int:
            beats.append(1)
            if len(beats) > 2:
                bench.children.stopping.set()
            raise RuntimeError("a surprise")

        monkeypatch.setattr(Children, "reap", reap)
        await bench.heart.run()
        return len(beats), bench

    beats, bench = asyncio.run(work())
    assert beats == 3
    assert "a surprise" in bench.state.problems.open["heart"].words


@given(st.floats(0.2, 86_400), st.datetimes(timezones=st.just(UTC)))
@settings(max_examples=80)
def test_the_next_time_is_always_ahead_and_never_far(seconds: float, now: datetime) -> None:
    found = Every(seconds).get_next_fire_time(None, now)
    if found is None:
        assert now.year == 9999
    else:
        assert timedelta(0) < found - now <= timedelta(seconds=seconds * 1.11)


def test_settings_keep_what_cannot_change_while_running(tmp_path: Path) -> None:
    files = iter(
        [
            Config(),
            Config.model_validate(
                {"archive": "b.db", "daemon": {"status_port": 1, "tick_seconds": 9}}
            ),
        ]
    )
    found = Settings(Given(config=tmp_path / "k.toml"), lambda _: next(files))
    assert found.options == ["--config", str(tmp_path / "k.toml")]
    assert found.renew()
    assert found.config.archive == Path("kenwatch.db")
    assert found.config.daemon.status_port == 9117
    assert found.config.daemon.tick_seconds == 9


def test_options_win_over_the_file(tmp_path: Path) -> None:
    def load(_: Path | None) -> Config:
        return Config.model_validate({"archive": "file.db", "daemon": {"tick_seconds": 60}})

    given_ = Given(archive=tmp_path / "a.db", sources=tmp_path, tick=3)
    config = Settings(given_, load).config
    assert (config.archive, config.sources) == (tmp_path / "a.db", tmp_path)
    assert config.daemon.tick_seconds == 3
    assert Settings(Given(), load).options == []


def test_a_disk_that_hangs_costs_one_thread_and_is_told(
    tmp_path: Path, clock: Shifted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.daemon.heart._READ_SECONDS", 0.01)
    go_on, looks = threading.Event(), list[int]()

    async def work() -> Bench:
        bench = Bench(tmp_path, clock)

        def hang(_: Path | None) -> Config:
            looks.append(1)
            go_on.wait(20)
            return Config(contact="new")

        bench.settings.load = hang
        for _ in range(5):
            await bench.heart.beat()
        assert "does not answer" in bench.state.problems.open["configuration"].words
        go_on.set()
        await asyncio.sleep(0.2)
        await bench.heart.beat()
        await bench.heart.settle(1)
        return bench

    bench = asyncio.run(work())
    assert len(looks) == 1
    assert "configuration" not in bench.state.problems.open
    assert bench.changes == 1


def test_a_part_of_a_beat_that_goes_wrong_keeps_none_of_the_others(
    tmp_path: Path, clock: Shifted, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> tuple[bool, bool]:
        bench, cries = Bench(tmp_path, clock), list[int]()

        async def cry() -> None:
            cries.append(1)

        def fail(*_: object) -> None:
            raise FileNotFoundError("the folder is gone")

        monkeypatch.setattr(bench.reporting, "cry", cry)
        for name in ("desk.daemon.statusfile.write", "desk.daemon.children.Children.reap"):
            monkeypatch.setattr(name, fail)
            bench.heart._crying = None
            await bench.heart.beat()
            await bench.heart.settle(1)
        assert len(cries) == 2
        was_told = "heart" in bench.state.problems.open
        monkeypatch.setattr("desk.daemon.children.Children.reap", lambda _: 0)
        await bench.heart.beat()
        await bench.heart.settle(1)
        return was_told, "heart" in bench.state.problems.open

    assert asyncio.run(work()) == (True, False)


def test_a_receiver_without_an_address_is_told_until_it_has_one(
    tmp_path: Path, clock: Shifted
) -> None:
    path = tmp_path / "k.toml"
    path.write_text('[sinks]\nphone = { file = "phone" }\nmail = "mailto://x"')

    async def work() -> list[list[str]]:
        bench, found = Bench(tmp_path, clock), []
        good = LastGood({}, tmp_path)
        given_ = Given(config=path, archive=tmp_path / "a.db")
        bench.heart._settings = Settings(given_, good.load, good)
        with bench.heart._settings.kept():
            for _ in range(2):
                await bench.heart.beat()
                found.append(list(bench.state.problems.open))
                (tmp_path / "phone").write_text("tgram://a")
        await bench.heart.settle(1)
        return found

    assert asyncio.run(work()) == [["sinks.phone"], []]


def test_a_file_that_was_there_and_is_gone_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KENWATCH_CONFIG", raising=False)
    found = Settings(Given(place=tmp_path), loading.load)
    assert found.config.archive == tmp_path / "kenwatch.db"
    file = tmp_path / "kenwatch.toml"
    file.write_text('contact = "here"')
    assert found.renew()
    file.unlink()
    with pytest.raises(UserError, match="cannot be read"):
        found.renew()
    assert found.config.contact == "here"


def test_every_path_is_seen_from_where_the_daemon_was_started(tmp_path: Path) -> None:
    values = {"log": {"file": "a.log"}, "backup": {"folder": "b"}, "raw_pages": {"folder": "r"}}
    config = Given(archive=Path("x.db"), place=tmp_path).over(Config.model_validate(values))
    assert (config.archive, config.log.file) == (tmp_path / "x.db", tmp_path / "a.log")
    assert (config.backup.folder, config.raw_pages.folder) == (tmp_path / "b", tmp_path / "r")
    assert Given(place=tmp_path).over(Config()).log.file is None
