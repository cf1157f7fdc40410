"""What the daemon has done: crawls of what is due, tending, delivery, alarms; without a process."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.config.model import Config
from desk.daemon import clocks, reporting
from desk.daemon.archivelook import ArchiveLook
from desk.daemon.aside import aside
from desk.daemon.children import Children, Ended
from desk.daemon.crawls import Crawls, crawl_words, verdict_of
from desk.daemon.errands import Errands
from desk.daemon.problems import Problems
from desk.daemon.reporting import Reporting
from desk.daemon.settings import Given, Settings
from desk.daemon.state import State
from desk.errors import UserError
from pipelines.archive import Archive
from pipelines.moments import iso
from tests.crawling import write_source
from tests.receivers import closed_port, hook
from tests.running import kenwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Played(Children):
    """Children that end as they are told to; what was asked of them is in ``asked``."""

    def __init__(self, end: Callable[[list[str]], Ended]) -> None:
        super().__init__()
        self.asked: list[list[str]] = []
        self.end = end

    async def run(self, name: str, words: Sequence[str], limit: float) -> Ended:
        assert limit > 0
        assert name
        self.asked.append(list(words))
        return self.end(list(words))


class Fixed:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> clocks.Reading:
        return clocks.Reading(1_795_000_000 + self.passed, self.passed, self.passed)


class House:
    """All parts over a folder of sources, with played children."""

    def __init__(self, folder: Path, end: Callable[[list[str]], Ended], **config: Any) -> None:
        self.clock = Fixed()
        whole = Config.model_validate(
            {"archive": str(folder / "a.db"), "sources": str(folder), **config}
        )
        self.settings = Settings(Given(config=folder / "k.toml"), lambda _: whole)
        self.children = Played(end)
        self.state = State(folder / "a.db", "1", self.clock, self.clock(), Problems(grace=60))
        self.reporting = Reporting(self.settings, self.children, self.state)
        self.look = ArchiveLook(folder / "a.db")
        parts = (self.settings, self.children, self.look, self.state, self.reporting)
        self.crawls, self.errands = Crawls(*parts), Errands(*parts)

    @property
    def crawled(self) -> list[list[str]]:
        """The sources of each crawl."""
        return [
            [word.removeprefix("--source=") for word in words if word.startswith("--source=")]
            for words in self.children.asked
            if "crawl" in words
        ]

    def ticks(self, crawls: int) -> None:
        async def work() -> None:
            while len(self.crawled) < crawls:
                await self.crawls.tick()
                self.clock.passed += 601

        asyncio.run(work())


@pytest.fixture
def sixty(tmp_path: Path) -> Path:
    for number in range(60):
        write_source(tmp_path, f"s{number:02}")
    return tmp_path


def test_crawls_that_all_die_come_to_every_source(sixty: Path) -> None:
    house = House(sixty, lambda _: Ended(-9))
    house.ticks(3)
    assert len({name for names in house.crawled for name in names}) == 60


def test_a_source_whose_crawl_of_it_alone_died_is_named(
    sixty: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(sixty, lambda words: Ended(-9 if "--source=s03" in words else 0))
    house.ticks(25)
    assert ["s03"] in house.crawled
    assert "s03: a crawl of it alone died; others go first" in caplog.text
    assert len([names for names in house.crawled if "s03" in names]) < 13


def test_what_is_not_for_the_sources_makes_no_crawl_smaller(sixty: Path) -> None:
    house = House(sixty, lambda _: Ended(75))
    house.ticks(3)
    assert [len(names) for names in house.crawled] == [20] * 3
    assert "another kenwatch" in house.state.problems.open["crawl"].words


def test_a_crawl_that_failed_is_not_repeated_at_every_tick(sixty: Path) -> None:
    house = House(sixty, lambda _: Ended(3, said=("a.db: no space left",)))

    async def work() -> None:
        for _ in range(1000):
            await house.crawls.tick()
            house.clock.passed += 30

    asyncio.run(work())
    assert len(house.crawled) < 60
    assert "no space left" in house.state.problems.open["crawl"].words
    house.children.end = lambda _: Ended(0, answer=json.dumps({"verdict": "All well."}))
    house.ticks(len(house.crawled) + 1)
    assert not house.state.problems
    assert house.state.last_crawl is not None
    assert house.state.last_crawl["verdict"] == "All well."


def test_a_source_file_in_trouble_starts_no_crawl_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("id = 'bad'")
    house = House(tmp_path, lambda _: Ended(0))
    assert asyncio.run(house.crawls.tick()) is False
    assert "bad.toml" in house.state.problems.open["sources"].words


def test_wrong_source_files_are_told_and_all_other_sources_are_crawled(sixty: Path) -> None:
    for name in ("bad", "worse"):
        (sixty / f"{name}.toml").write_text(f"id = '{name}'")
    house = House(sixty, lambda _: Ended(0), daemon={"sources_per_crawl": 100})
    house.ticks(1)
    assert len(house.crawled[0]) == 60
    told = house.state.problems.open["sources"].words
    assert told.startswith("2 wrong: ")
    assert "bad.toml: field" in told
    assert "worse.toml: field" in told
    (sixty / "bad.toml").unlink()
    house.clock.passed += 601
    asyncio.run(house.crawls.tick())
    assert house.state.problems.open["sources"].words.startswith(f"{sixty}/worse.toml: field")
    (sixty / "worse.toml").unlink()
    house.clock.passed += 601
    asyncio.run(house.crawls.tick())
    assert not house.state.problems


def test_raw_pages_are_kept_where_it_is_said_and_empty_files_are_not(sixty: Path) -> None:
    raw = sixty / "raw"
    house = House(sixty, lambda _: Ended(0), raw_pages={"folder": str(raw)})
    house.ticks(1)
    [words] = house.children.asked
    path = words[words.index("--warc") + 1]
    assert path.startswith(str(raw))
    assert path.endswith("Z.warc.gz")
    assert list(raw.iterdir()) == []


def test_a_folder_of_raw_pages_in_trouble_costs_them_and_not_the_news(sixty: Path) -> None:
    (sixty / "raw").write_text("a file")
    house = House(sixty, lambda _: Ended(0), raw_pages={"folder": str(sixty / "raw")})
    house.ticks(1)
    assert "--warc" not in house.children.asked[0]
    assert "raw pages cannot be kept" in house.state.problems.open["raw pages"].words


def test_a_crawl_waits_for_one_that_was_started_by_hand_and_keeps_time_for_itself() -> None:
    words = crawl_words(Config(), ["a"], None)
    assert "--wait=600" in words
    short = Config.model_validate({"daemon": {"crawl_limit_minutes": 4}})
    assert "--wait=120" in crawl_words(short, ["a"], None)


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_an_answer_of_any_kind_gives_a_line_or_none(answer: str) -> None:
    assert "\n" not in verdict_of(answer)
    assert verdict_of(json.dumps({"verdict": "two\nlines"})) == "two lines"


def archive(folder: Path, messages: int = 0) -> None:
    one = Archive(folder / "a.db")
    with one.write() as db:
        db.executemany(
            "INSERT INTO outbox (key, kind, rule, sink, language, title, body, created_at, not_before)"
            " VALUES (?, 'test', '', 'x', 'en', 't', 'b', '2020-01-01', '2020-01-01')",
            [(str(number),) for number in range(messages)],
        )
    one.close()


def test_without_an_archive_nothing_is_tended_and_nothing_sent(tmp_path: Path) -> None:
    house = House(tmp_path, lambda _: Ended(0))

    async def work() -> None:
        await house.errands.tend()
        await house.errands.deliver()

    asyncio.run(work())
    assert house.children.asked == []


def test_tending_is_told_the_same_file_and_not_done_twice_in_a_row(tmp_path: Path) -> None:
    archive(tmp_path)
    house = House(tmp_path, lambda _: Ended(0))

    async def work() -> None:
        await house.errands.tend()
        await house.errands.tend(unless_within=60)
        house.clock.passed += 61
        await house.errands.tend(unless_within=60)

    asyncio.run(work())
    options = ["--config", str(tmp_path / "k.toml")]
    words = [*options, "tend", "--wait=600", "--db", str(tmp_path / "a.db")]
    assert house.children.asked == [words, words]


def test_tending_that_keeps_failing_is_a_problem_until_it_works(tmp_path: Path) -> None:
    archive(tmp_path)
    house = House(tmp_path, lambda _: Ended(1, said=("kenwatch: step health failed",)))

    async def work() -> list[bool]:
        troubles = []
        for _ in range(3):
            await house.errands.tend()
            troubles.append("tend" in house.state.problems.open)
        house.children.end = lambda _: Ended(0)
        await house.errands.tend()
        return [*troubles, "tend" in house.state.problems.open]

    assert asyncio.run(work()) == [False, True, True, False]


def test_nothing_is_tended_while_the_archive_is_in_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"no archive" * 500)
    write_source(tmp_path, "one")
    house = House(tmp_path, lambda _: Ended(0))

    async def work() -> None:
        await house.crawls.tick()
        await house.errands.tend()
        await house.errands.deliver()

    asyncio.run(work())
    assert house.children.asked == []
    assert "is no kenwatch archive" in house.state.problems.open["archive"].words


def test_delivery_that_gets_nowhere_is_tried_ever_later(tmp_path: Path) -> None:
    archive(tmp_path, messages=1)
    house = House(tmp_path, lambda _: Ended(0))

    async def work() -> None:
        for _ in range(1000):
            await house.errands.deliver()
            house.clock.passed += 15

    asyncio.run(work())
    assert 5 < len(house.children.asked) < 40


def test_delivery_that_works_goes_on_at_once(tmp_path: Path) -> None:
    archive(tmp_path, messages=1)

    def send(_: list[str]) -> Ended:
        with sqlite3.connect(tmp_path / "a.db") as db:
            db.execute("UPDATE outbox SET state = 'sent'")
        db.close()
        return Ended(0)

    house = House(tmp_path, send)

    async def work() -> None:
        await house.errands.deliver()
        archive(tmp_path / ".", messages=0)
        with sqlite3.connect(tmp_path / "a.db") as db:
            db.execute("UPDATE outbox SET state = 'waiting'")
        db.close()
        house.clock.passed += 1
        await house.errands.deliver()

    asyncio.run(work())
    assert len(house.children.asked) == 2


def test_alarms_go_to_people_past_the_archive_and_to_nobody_without_a_sink(tmp_path: Path) -> None:
    sinks = {"sinks": {"phone": "json://127.0.0.1/"}, "alarms": {"sinks": ["phone"]}}
    loud, quiet = House(tmp_path, lambda _: Ended(0), **sinks), House(tmp_path, lambda _: Ended(0))

    async def work() -> None:
        for house in (loud, quiet):
            house.reporting.trouble("archive", "a.db: is gone")
            await house.reporting.cry()
            house.clock.passed = 61
            await house.reporting.cry()
            house.reporting.well("archive")
            await house.reporting.cry()

    asyncio.run(work())
    cries = [words[2:] for words in loud.children.asked]
    said = ["alerts", "cry", "--problem", "a.db: is gone", "--db", str(tmp_path / "a.db")]
    assert cries == [said, [*said, "--over"]]
    assert quiet.children.asked == []


def test_an_alarm_that_cannot_be_sent_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    house = House(tmp_path, lambda _: Ended(1), sinks={"x": "json://h/"}, alarms={"sinks": ["x"]})
    house.reporting.trouble("archive", "is gone")
    house.clock.passed = 61
    asyncio.run(house.reporting.cry())
    assert "no alarm could be sent (code 1)" in caplog.text


def test_an_empty_file_is_a_begin_and_one_that_went_away_is_not(tmp_path: Path) -> None:
    look = ArchiveLook(tmp_path / "a.db")
    assert look.turns() == {}
    (tmp_path / "a.db").touch()
    assert look.turns() == {}
    assert look.messages(clocks.read().moment) == 0
    archive(tmp_path, messages=2)
    assert look.turns() == {}
    assert look.messages(clocks.read().moment) == 2
    (tmp_path / "a.db").unlink()
    with pytest.raises(UserError, match="is gone or empty"):
        look.turns()


def test_an_archive_behind_a_file_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="cannot be read"):
        ArchiveLook(tmp_path / "file" / "a.db").turns()


def test_what_hangs_aside_does_not_hold_the_loop_and_errors_come_back() -> None:
    def fail() -> None:
        raise UserError("is gone")

    async def work() -> int:
        with pytest.raises(UserError):
            await aside(fail)
        return await aside(lambda: 5)

    assert asyncio.run(work()) == 5


def test_an_alarm_that_reached_one_of_two_is_told_and_one_that_reached_none_comes_again(
    tmp_path: Path,
) -> None:
    answers = [Ended(1), Ended(1, answer="x (mail): is dead\ny (json): took the message\n")]
    house = House(
        tmp_path, lambda _: answers.pop(0), sinks={"x": "json://h/"}, alarms={"sinks": ["x"]}
    )
    house.reporting.trouble("archive", "is gone")

    async def work() -> None:
        for _ in range(500):
            house.clock.passed += 10
            await house.reporting.cry()

    asyncio.run(work())
    assert answers == []
    assert len(house.children.asked) == 2


def test_the_child_that_tells_people_prints_what_is_looked_for(tmp_path: Path) -> None:
    with hook() as one:
        config = tmp_path / "k.toml"
        config.write_text(
            f'[sinks]\ndead = "json://127.0.0.1:{closed_port()}/"\nhook = "{one.address()}"\n'
            '[alarms]\nsinks = ["dead", "hook"]\n'
        )
        done = kenwatch("--config", config, "alerts", "cry", "--problem", "is gone", "--db", "a.db")
    assert done.returncode == 1
    assert reporting._TAKEN in done.stdout


def put(folder: Path, **values: object) -> None:
    whole = {
        "kind": "test", "rule": "", "language": "en", "title": "t", "body": "b",
        "created_at": "2026-01-01", "not_before": "2099-01-01", **values,
    }  # fmt: skip
    with sqlite3.connect(folder / "a.db") as db:
        names = ", ".join(whole)
        marks = ", ".join(f":{name}" for name in whole)
        db.execute(f"INSERT INTO outbox ({names}) VALUES ({marks})", whole)
    db.close()


def test_a_sink_that_takes_nothing_for_an_hour_is_warned_of_until_it_does(tmp_path: Path) -> None:
    archive(tmp_path)
    now = iso(Fixed()().moment)
    put(tmp_path, key="1", sink="phone", attempts=7, tried_at=now, problem="is away")
    put(tmp_path, key="2", sink="mail", state="given up", tried_at=now, problem="no such user")
    put(tmp_path, key="3", sink="young", attempts=6, tried_at=now)
    put(tmp_path, key="4", sink="alive", attempts=9, tried_at="2026-01-01")
    put(tmp_path, key="5", sink="alive", state="sent", sent_at=now)
    put(tmp_path, key="6", sink="removed", attempts=9, tried_at=now)
    put(tmp_path, key="7", sink="old", state="given up", tried_at="2026-01-01")
    sinks = dict.fromkeys(("phone", "mail", "young", "alive", "old"), "json://127.0.0.1:9/")
    house = House(tmp_path, lambda _: Ended(0), sinks=sinks)
    asyncio.run(house.errands.deliver())
    words = house.state.problems.words(warnings=True)
    assert [one.partition(":")[0] for one in sorted(words)] == [
        "no message reaches the sink 'mail'",
        "no message reaches the sink 'phone'",
    ]
    assert "1 waiting for over an hour, 0 given up within a day (is away)" in sorted(words)[1]
    put(tmp_path, key="8", sink="phone", state="sent", sent_at="2099-01-01")
    asyncio.run(house.errands.deliver())
    assert len(house.state.problems.open) == 2
    house.clock.passed += 301
    asyncio.run(house.errands.deliver())
    assert list(house.state.problems.open) == ["sink mail"]


def test_an_archive_in_trouble_tells_nothing_of_sinks(tmp_path: Path) -> None:
    assert ArchiveLook(tmp_path / "a.db").dead_sinks(clocks.read().moment) == {}
    (tmp_path / "a.db").write_bytes(b"no archive" * 500)
    house = House(tmp_path, lambda _: Ended(0))
    asyncio.run(house.errands.deliver())
    assert not house.state.problems.open
