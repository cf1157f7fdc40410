"""A run in which no host answered is held against nobody; a host that is down alone is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from crawler.frontier import HubReport
from pipelines.archive import Archive
from pipelines.frontier import SqliteFrontier
from pipelines.model import Reason, Rejection
from pipelines.pages import MAX_ATTEMPTS
from pipelines.runs import RunBook
from pipelines.silence import SOON
from pipelines.store import Refined, Store
from tests.builders import NOW, article, candidate, page, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crawler.sources import Source

SITES = ("agency", "digest", "herald")
DEAD = "host not found"


def site(name: str) -> Source:
    return source(name, feeds=({"url": f"https://{name}.kz/rss"},))


class Machine:
    """Crawls three sites again and again; each has a feed that is known, and a page that waits."""

    def __init__(self, path: Path) -> None:
        self.now = NOW
        self.archive = Archive(path)
        self.begin()
        for name in SITES:
            self.hear(name, candidate("/a", name))
        self.end()

    def begin(self) -> None:
        self.book = RunBook(self.archive, lambda: self.now)
        self.frontier = SqliteFrontier(self.archive, self.book, lambda: self.now)
        self.store = Store(self.archive, self.book, lambda: self.now)
        self.frontier.begin([site(name) for name in SITES], {})

    def end(self) -> None:
        self.frontier.finish("finished")

    def hear(self, name: str, *found: object, **told: object) -> None:
        hub = {"source_id": name, "url": f"https://{name}.kz/rss", "kind": "feed"}
        self.frontier.admit(HubReport(**{**hub, "candidates": found, **told}))  # type: ignore[arg-type]

    def deaf(self, name: str) -> None:
        """Nobody answers: not for the feed, and not for the page."""
        self.hear(name, problem=DEAD, unanswered=True)
        self.frontier.fail(candidate("/a", name), DEAD, "", retry=True, unanswered=True)

    def dark_run(self, *sites: str) -> None:
        self.begin()
        for name in sites or SITES:
            self.deaf(name)
        self.end()

    def due(self, table: str, column: str, name: str = "agency") -> timedelta:
        row = self.archive.connection.execute(
            f"SELECT min({column}) FROM {table} WHERE source_id = ?", (name,)
        ).fetchone()
        return datetime.fromisoformat(row[0]) - self.now

    def one(self, sql: str) -> object:
        return self.archive.connection.execute(sql).fetchone()[0]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "a.db")
    yield made
    made.archive.close()


def test_six_hours_without_network_delay_nothing_by_more_than_ten_minutes(
    machine: Machine,
) -> None:
    machine.now += timedelta(days=1)
    for _ in range(36):
        machine.now += SOON
        machine.dark_run()
        for name in SITES:
            assert machine.due("hub", "due_at", name) == SOON
            assert machine.due("page", "next_check_at", name) == SOON
    assert machine.one("SELECT max(failures) FROM hub") == 0
    assert machine.one("SELECT max(attempts) FROM page") == 0
    assert machine.one("SELECT count(*) FROM run WHERE exit_code = 6") == 36
    # what was wrong is told all the same
    assert machine.one(f"SELECT count(*) FROM run_source WHERE problem LIKE '{DEAD}%'") == 108
    machine.now += SOON
    assert machine.frontier.next_pages("agency", 5, ())


def test_attempts_from_before_the_outage_still_count(machine: Machine) -> None:
    machine.begin()
    for _ in range(MAX_ATTEMPTS - 1):
        machine.frontier.fail(candidate("/a"), "answered 500", "", retry=True)
    machine.end()
    machine.now += timedelta(days=1)
    machine.dark_run()
    assert machine.one("SELECT max(attempts) FROM page") == MAX_ATTEMPTS - 1
    assert machine.due("page", "next_check_at") == SOON


@pytest.mark.parametrize("sites", [("agency",), ("agency", "digest")])
def test_one_or_two_silent_hosts_are_their_own_trouble(
    machine: Machine, sites: tuple[str, ...]
) -> None:
    machine.dark_run(*sites)
    assert machine.due("hub", "due_at") == timedelta(minutes=30)
    assert machine.due("page", "next_check_at") == timedelta(hours=1)


@pytest.mark.parametrize("first", [True, False])
def test_one_answer_of_any_kind_means_that_there_is_a_network(
    machine: Machine, *, first: bool
) -> None:
    machine.begin()
    for name in SITES[::-1] if first else SITES:
        if name == "herald":
            machine.hear(name, problem="answered 404")
        else:
            machine.deaf(name)
    # a third silent host
    machine.hear("digest", url="https://www.digest.com/rss", problem=DEAD, unanswered=True)
    machine.end()
    assert machine.due("hub", "due_at") == timedelta(minutes=30)
    assert machine.one("SELECT max(attempts) FROM page") == 1


def test_a_page_that_came_is_an_answer(machine: Machine) -> None:
    machine.begin()
    for name in SITES:
        machine.deaf(name)
    got = page(candidate("/b", "herald"))
    machine.store.save(Refined(got, Rejection(Reason.OFF_TOPIC, "")))
    machine.end()
    assert machine.due("hub", "due_at") == timedelta(minutes=30)


def test_a_hub_that_was_not_due_yet_keeps_its_time_and_a_new_one_is_due_soon(
    machine: Machine,
) -> None:
    db = machine.archive.connection
    later = machine.now + timedelta(hours=5)
    db.execute("UPDATE hub SET due_at = ? WHERE source_id = 'agency'", (later.isoformat(),))
    machine.begin()
    for name in SITES:
        machine.deaf(name)
        machine.deaf(name)
    machine.hear("agency", url="https://www.agency.kz/news", problem=DEAD, unanswered=True)
    # a part is asked with the road that names it
    machine.hear("agency", url="https://agency.kz/2", origin="named", problem=DEAD, unanswered=True)
    machine.frontier.fail(candidate("/unknown"), DEAD, "", retry=True, unanswered=True)
    machine.end()
    rows = db.execute("SELECT url, due_at FROM hub WHERE source_id = 'agency'")
    found = {row["url"]: row["due_at"] for row in rows}
    assert found["https://agency.kz/rss"] == later.isoformat()
    assert found["https://www.agency.kz/news"] == (machine.now + SOON).isoformat()
    assert found["https://agency.kz/2"] is None


def test_a_stored_page_is_looked_at_again_soon(machine: Machine) -> None:
    machine.begin()
    of = candidate("/a")
    machine.store.save(Refined(page(of, fetched_at=machine.now), article(of, hour=None)))
    machine.end()
    machine.now += machine.due("page", "revisit_at")
    machine.dark_run()
    assert machine.due("page", "revisit_at") == SOON
    assert machine.one("SELECT next_check_at FROM page WHERE source_id = 'agency'") is None
