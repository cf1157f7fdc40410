"""One look at the health of all sources: rows of states, and messages in the outbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk.config.model import Config
from desk.health.watching import assess
from pipelines import states
from pipelines.archive import Archive
from tests.desk_archive import add_crawl, insert

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HOSTS = ("agency", "courier", "miner", "steppe")
DEAD, REFUSED, GOOD = "timed out", "answered 403", None


def config(**alarms: Any) -> Config:
    told = {"sinks": ["desk"], "language": "ru", **alarms}
    return Config.model_validate({"sinks": {"desk": "json://localhost"}, "alarms": told})


class Room:
    """An archive, a clock, and crawls that are told how each source answered."""

    def __init__(self, path: Path) -> None:
        self.archive, self.now, self._run = Archive(path), NOW, 0
        self.db = self.archive.connection
        self._asked: tuple[str, ...] = HOSTS
        for name in HOSTS:
            insert(self.db, "source", id=name, name=name.title(), country="KZ", languages="[]",
                   source_group="national", enabled=1, interval_minutes=60)  # fmt: skip

    def crawl(self, **problems: str | None) -> None:
        """A crawl after an hour; sources that are not named are well."""
        self.now += HOUR
        self._run += 1
        at = self.now.isoformat()
        insert(self.db, "run", id=self._run, kind="crawl", started_at=at, finished_at=at, options="{}")  # fmt: skip
        for name in self._asked:
            problem = problems.get(name)
            words = f"{problem} (https://{name}.kz/rss)" if problem else None
            counts = {"hubs_failed": 1} if problem else {"hubs_ok": 1, "listed": 9}
            add_crawl(self.db, self._run, name, problem=words, **counts)

    def crawl_of(self, *names: str, problem: str | None) -> None:
        """The same, in which these sources alone were asked."""
        self._asked = names
        self.crawl(**dict.fromkeys(names, problem))
        self._asked = HOSTS

    def look(self, settings: Config | None = None, wait: timedelta = MINUTE) -> int:
        self.now += wait
        return assess(self.archive, settings or config(), self.now)

    def states(self) -> dict[str, str]:
        return {name: row.state for name, row in states.open_states(self.db).items()}

    def messages(self) -> list[str]:
        return [row[0] for row in self.db.execute("SELECT body FROM outbox ORDER BY id")]


@pytest.fixture(name="room")
def _room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path / "a.db")
    yield room
    room.archive.close()


def go_down(room: Room, **problems: str | None) -> None:
    room.crawl()
    for _ in range(3):
        room.crawl(**problems)


def test_a_look_counts_the_days_and_says_nothing_while_all_is_well(room: Room) -> None:
    room.crawl()
    assert room.look() == 0
    assert room.db.execute("SELECT sum(crawls) FROM source_day").fetchone()[0] == 4
    assert (room.states(), room.messages()) == ({}, [])


def test_a_trouble_is_a_row_and_one_message(room: Room) -> None:
    go_down(room, agency=DEAD, miner=REFUSED)
    assert room.look() == 2
    assert room.states() == {"agency": "site down", "miner": "blocked"}
    (body,) = room.messages()
    first, second, *_ = body.split("\n")
    assert first == "Agency: сайт недоступен с 20 нояб., 14:00 (сервер не отвечает)"
    assert second == "Miner: доступ закрыт с 20 нояб., 14:00 (сайт отвечает ошибкой 403)"
    row = dict(room.db.execute("SELECT * FROM outbox").fetchone())
    assert (row["kind"], row["sink"], row["language"], row["rule"]) == ("alarm", "desk", "ru", "")
    assert row["title"] == "kenwatch: проблемы с 2 источниками"


def test_the_row_of_a_state_names_the_address_that_shows_it(room: Room) -> None:
    road = {"url": "https://miner.kz/news", "source_id": "miner", "kind": "listing", "due_at": "x"}
    insert(room.db, "hub", **road)
    go_down(room, agency=DEAD)
    walled = {"run_id": 4, "source_id": "miner", "outcome": "failed", "reason": REFUSED, "pages": 4}
    insert(room.db, "run_outcome", **walled)
    insert(room.db, "run_outcome", **{**walled, "run_id": 3})
    room.look()
    rows = room.db.execute("SELECT url FROM issue WHERE kind = 'state' ORDER BY source_id")
    assert [row[0] for row in rows] == ["https://agency.kz/rss", "https://miner.kz/news"]


def test_a_silence_keeps_the_name_under_which_it_was_found(room: Room) -> None:
    begin = room.now
    for _ in range(3):
        room.crawl()
    still = {"changed_at": begin.isoformat(), "newest_at": begin.isoformat(), "entries": 9}
    hub = {"url": "https://agency.kz/rss", "source_id": "agency", "kind": "feed", "due_at": "x"}
    room.now += timedelta(days=9)
    doubt = {
        "doubt": "frozen: its newest entry is of 2026-11-20",
        "checked_at": room.now.isoformat(),
    }
    insert(room.db, "hub", **hub, **still, **doubt)
    # what is usual was not known when it fell silent: its only feed is what shows it
    shown = states.Shown(since=begin, evidence={"state": "silent", "why": "nothing new"})
    with room.archive.write() as db:
        states.settle(db, "agency", shown, room.now, None)
    assert room.look() == 0
    assert room.states() == {"agency": "silent"}
    (row,) = room.db.execute("SELECT times, evidence ->> 'why' FROM issue WHERE kind = 'state'")
    assert tuple(row) == (2, "the newest entry of its feed is of 20 November 2026")


def test_the_next_looks_change_and_tell_nothing(room: Room) -> None:
    go_down(room, agency=DEAD)
    assert [room.look() for _ in range(3)] == [1, 0, 0]
    assert len(room.messages()) == 1
    times = room.db.execute("SELECT times FROM issue WHERE kind = 'state'").fetchone()[0]
    assert times == 3


def test_a_source_that_is_well_again_is_told_with_the_next_message(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.look()
    room.crawl(miner=DEAD)
    room.crawl(miner=DEAD)
    assert room.look() == 2
    assert room.states() == {"miner": "site down"}
    assert "Снова в порядке: Agency." in room.messages()[1]
    room.look(wait=30 * HOUR)
    assert len(room.messages()) == 2


def test_offline_is_one_state_of_the_machine_and_no_source_changes(room: Room) -> None:
    go_down(room, agency=REFUSED)
    room.look()
    for _ in range(4):
        room.crawl(**dict.fromkeys(HOSTS, "host not found"))
        room.look()
    assert room.states() == {"agency": "blocked", "": "offline"}
    room.crawl(agency=REFUSED)
    assert room.look() == 1
    assert room.states() == {"agency": "blocked"}
    first, second, third = room.messages()
    assert second.startswith("Сети нет с 20 нояб., 17:01: не отвечает ни один из 4 сайтов.")
    assert third.startswith("Связь восстановлена. Сети не было с 20 нояб., 17:01, всего 4 часа.")
    assert "Agency" in first


def test_sites_that_are_down_in_crawls_of_their_own_are_told_and_freeze_nobody(room: Room) -> None:
    room.crawl()
    for _ in range(4):
        room.crawl_of("agency", "courier", "miner", problem=DEAD)
        room.crawl_of("steppe", problem=GOOD)
        room.look()
    down = dict.fromkeys(("agency", "courier", "miner"), "site down")
    assert room.states() == down
    for _ in range(4):
        room.crawl_of("steppe", problem=REFUSED)
        room.crawl_of("agency", "courier", "miner", problem=DEAD)
        room.look()
    assert "offline" not in room.states().values()
    assert room.states()["steppe"] == "blocked"


def test_a_single_crawl_without_network_changes_nothing_yet(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.look()
    room.crawl(**dict.fromkeys(HOSTS, "no connection"))
    assert room.look() == 0
    assert room.states() == {"agency": "site down"}


def test_a_source_that_is_switched_off_has_no_state_and_nothing_is_told_of_it(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.look()
    room.db.execute("UPDATE source SET enabled = 0 WHERE id = 'agency'")
    assert room.look() == 1
    assert room.states() == {}
    room.look(wait=30 * HOUR)
    assert len(room.messages()) == 1


def test_an_alarm_waits_for_the_end_of_quiet_hours(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.look(config(quiet="12:00-20:00"))
    held = room.db.execute("SELECT not_before FROM outbox").fetchone()[0]
    assert held == "2026-11-20T15:00:00+00:00"


def test_each_sink_has_its_message_and_without_sinks_there_is_none(room: Room) -> None:
    go_down(room, agency=DEAD)
    assert room.look(config(sinks=[])) == 1
    assert room.messages() == []
    two = Config.model_validate(
        {"sinks": {"a": "json://x", "b": "json://y"}, "alarms": {"sinks": ["a", "b"]}}
    )
    room.look(two)
    assert len(set(room.messages())) == 1
    assert len(room.messages()) == 2


def test_a_state_that_turns_into_another_waits_to_be_told(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.look()
    for _ in range(3):
        room.crawl(agency=REFUSED)
    assert room.look() == 1
    assert room.states() == {"agency": "blocked"}
    assert len(room.messages()) == 1
    for _ in range(24):
        room.crawl(agency=REFUSED)
        room.look()
    assert len(room.messages()) == 2
    assert "доступ закрыт" in room.messages()[1]


def test_a_state_that_days_show_ends_a_day_after_it_was_seen_last(room: Room) -> None:
    room.crawl()
    for name, figures in (("agency", {"listed": 5}), ("miner", {"crawls": 5})):
        shown = states.Shown(since=NOW, evidence={"state": "thin", "why": "few", **figures})
        states.settle(room.db, name, shown, room.now, None)
    assert room.look() == 1
    assert room.states() == {"agency": "thin"}
    assert room.look(wait=23 * HOUR) == 0
    assert room.look(wait=HOUR) == 1
    assert room.states() == {}


def test_a_state_that_was_seen_by_a_clock_ahead_does_not_last_until_then(room: Room) -> None:
    room.crawl()
    shown = states.Shown(since=NOW, evidence={"state": "thin", "why": "few", "listed": 5})
    states.settle(room.db, "agency", shown, NOW + timedelta(days=900), None)
    assert room.look() == 1
    assert room.states() == {}


def test_a_look_that_fails_leaves_nothing_half_done(room: Room) -> None:
    go_down(room, agency=DEAD)
    room.db.execute("DROP TABLE outbox")
    with pytest.raises(Exception, match="outbox"):
        room.look()
    assert room.states() == {}
    assert room.db.execute("SELECT count(*) FROM source_day").fetchone()[0] == 0
