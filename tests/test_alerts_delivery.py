"""Delivery to real receivers that are well, down, slow, ill, or die at the wrong moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from crawler.verdict import Exit
from desk.alerts import posting
from desk.alerts.delivery import deliver
from desk.alerts.journal import Entry, Journal, read_entries
from desk.alerts.noting import Delivery, write_entries
from desk.alerts.outcome import NOT_TAKEN, TAKEN, Outcome, of_status
from desk.errors import UserError
from pipelines import outbox
from pipelines.archive import Archive, ArchiveFullError
from pipelines.outbox import MAX_ATTEMPTS
from tests.outboxes import NOW, Clock, message, put, rows, states
from tests.receivers import Hook, Mailbox, closed_port, config_of, hook, mailbox
from tests.running import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


@pytest.fixture(name="well")
def _well() -> Iterator[Hook]:
    with hook() as taken:
        yield taken


@pytest.fixture(name="db")
def _db(tmp_path: Path) -> Path:
    return tmp_path / "kenwatch.db"


def sinks(**addresses: str) -> Any:
    lines = [f'{name} = "{address}"' for name, address in addresses.items()]
    return config_of("\n".join(["[sinks]", *lines]))


def post_within(seconds: float) -> posting.Send:
    return lambda address, one: posting.post(address, one, seconds)


def test_what_waits_is_sent_once(db: Path, clock: Clock, well: Hook) -> None:
    put(db, [message(1), message(2), message(3, not_before=NOW.replace(hour=20))])
    config = sinks(hook=well.address())
    assert deliver(db, config, clock, posting.post) == Delivery(sent=2)
    assert deliver(db, config, clock, posting.post) == Delivery()
    assert well.keys == ["story:deadly:1:hook", "story:deadly:2:hook"]
    clock.pass_(hours=8)
    assert deliver(db, config, clock, posting.post).sent == 1
    assert set(states(db).values()) == {"sent"}


@pytest.mark.parametrize(
    "ill", ["down", "hangs", "answers 500", "half an answer", "no address", "mail down"]
)
def test_a_sink_in_trouble_costs_its_neighbours_nothing(
    db: Path, clock: Clock, well: Hook, ill: str
) -> None:
    with hook() as other, mailbox() as box:
        behaviours = {"answers 500": lambda: 500, "half an answer": lambda: None}
        other.behave = behaviours.get(ill, other.hang)
        bad = {
            "down": f"json://127.0.0.1:{closed_port()}/",
            "no address": "nonsense",
            "mail down": Mailbox(closed_port()).address(),
        }.get(ill, other.address())
        names = ("bad", "hook", "mail")
        put(db, [message(number, sink) for number in (1, 2) for sink in names])
        config = sinks(bad=bad, hook=well.address(), mail=box.address())
        before = time.monotonic()
        done = deliver(db, config, clock, post_within(30), seconds=0.8)
        assert time.monotonic() - before < 6
        assert (done.sent, done.failed, done.untried, done.given_up) == (4, 1, 1, 0)
        assert [sink for sink, _ in done.problems] == ["bad"]
        assert len(well.keys) == len(box.mails) == 2
        # its second was not tried
        assert len(other.payloads) <= 1
    assert {row["sink"] for row in rows(db) if row["state"] == "waiting"} == {"bad"}


def test_a_message_that_was_refused_does_not_keep_back_the_next_of_its_sink(
    db: Path, clock: Clock, well: Hook
) -> None:
    answers = iter([400, 200])
    well.behave = lambda: next(answers)
    put(db, [message(1), message(2)])
    done = deliver(db, sinks(hook=well.address()), clock, posting.post)
    assert (done.sent, done.failed) == (1, 1)
    assert [row["problem"] for row in rows(db)] == ["refused: answered HTTP 400 (Bad Request)", ""]


def test_a_dead_sink_is_tried_ever_less_and_its_message_given_up_after_two_days(
    db: Path, clock: Clock
) -> None:
    put(db, [message()])
    config = sinks(hook="json://gone.example")
    tries, minutes = 0, 0
    while states(db)["story:deadly:1:hook"] == "waiting":
        done = deliver(db, config, clock, lambda _, __: NOT_TAKEN)
        tries += done.failed + done.given_up
        minutes += 30
        clock.pass_(minutes=30)
    assert done.given_up == 1
    assert tries == MAX_ATTEMPTS
    assert 44 * 60 < minutes < 56 * 60
    assert deliver(db, config, clock, lambda _, __: TAKEN) == Delivery()


def test_a_sink_that_is_well_again_gets_what_waited_in_its_order(
    db: Path, clock: Clock, well: Hook
) -> None:
    config = sinks(hook=well.address())
    well.behave = lambda: 503
    for number in range(4):
        put(db, [message(number)], clock.now)
        deliver(db, config, clock, posting.post)
        clock.pass_(minutes=11)
    well.payloads.clear()
    well.behave = lambda: 200
    put(db, [message(9)], clock.now)
    for _ in range(2):
        deliver(db, config, clock, posting.post)
    assert sorted(well.keys) == [f"story:deadly:{number}:hook" for number in (0, 1, 2, 3, 9)]
    assert set(states(db).values()) == {"sent"}


def test_a_sink_that_left_the_file_keeps_its_messages(db: Path, clock: Clock, well: Hook) -> None:
    put(db, [message(1, "old"), message(2)])
    done = deliver(db, sinks(hook=well.address()), clock, posting.post)
    assert (done.sent, done.held, done.failed) == (1, 1, 0)
    assert done.problems == (("old", "no sink of this name is in the configuration file"),)
    clock.pass_(days=30)
    assert deliver(db, sinks(old=well.address()), clock, posting.post).sent == 1


QUIET = """
[[rules]]
name = "deadly"
quiet = "22:00-07:00"
[[digests]]
name = "day"
quiet = "22:00-07:00"
[alarms]
quiet = "17:00-18:00"
"""


def test_quiet_hours_hold_back_what_an_ill_sink_left_over_and_all_go_when_they_end(
    db: Path, clock: Clock, well: Hook
) -> None:
    config = config_of(f'[sinks]\nhook = "{well.address()}"\n{QUIET}')
    # 17:00 in Almaty
    put(db, [message(1), message(2, rule="day"), message(3, kind="alarm", rule="")])
    well.behave = lambda: 503
    clock.pass_(hours=1)
    assert (done := deliver(db, config, clock, posting.post)).failed == 1, done
    assert done.untried == 2
    well.behave = lambda: 200
    well.payloads.clear()
    # 22:30: only the alarm has no quiet hours now
    clock.pass_(hours=4, minutes=30)
    assert deliver(db, config, clock, posting.post) == Delivery(sent=1)
    assert well.keys == ["story:deadly:3:hook"]
    clock.pass_(hours=8)
    assert deliver(db, config, clock, posting.post) == Delivery()
    clock.pass_(minutes=30)
    assert deliver(db, config, clock, posting.post) == Delivery(sent=2)


def test_two_deliveries_are_never_under_way(db: Path, clock: Clock, well: Hook) -> None:
    put(db, [message()])
    with FileLock(f"{db}.deliver.lock"):
        done = deliver(db, sinks(hook=well.address()), clock, posting.post)
    assert (done, well.payloads) == (Delivery(is_elsewhere=True), [])


def test_while_a_crawl_holds_the_archive_messages_go_and_are_noted_after_it(
    db: Path, clock: Clock, well: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.alerts.delivery._LOOKS", 1)
    put(db, [message(1), message(2, not_before=NOW.replace(hour=13))])
    crawl = FileLock(f"{db}.lock", thread_local=False)
    crawl.acquire()

    def post(address: str, one: Any) -> Any:
        # it ends while the second is sent, which fell due meanwhile
        if one.id == 2:
            crawl.release()
        else:
            clock.pass_(hours=2)
        return posting.post(address, one)

    assert deliver(db, sinks(hook=well.address()), clock, post) == Delivery(sent=2)
    assert len(well.payloads) == 2
    assert not Journal(db).entries


COMMAND = (sys.executable, "-m", "desk", "alerts", "send")


def start(db: Path, file: Path, address: str) -> subprocess.Popen[str]:
    file.write_text(f'[sinks]\nhook = "{address}"\n')
    return subprocess.Popen(
        [*COMMAND, "--db", str(db), "--config", str(file)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
    )  # fmt: skip


def finished(child: subprocess.Popen[str]) -> str:
    out, err = child.communicate(timeout=60)
    return out + err


def test_a_kill_after_the_receiver_took_it_has_it_sent_again_with_its_key(
    db: Path, tmp_path: Path, well: Hook
) -> None:
    put(db, [message()])
    child: list[subprocess.Popen[str]] = []

    def kill() -> None:
        os.kill(child[0].pid, signal.SIGKILL)
        child[0].wait()

    well.behave = kill
    child.append(start(db, tmp_path / "k.toml", well.address()))
    finished(child[0])
    assert child[0].returncode == -signal.SIGKILL
    assert states(db) == {"story:deadly:1:hook": "waiting"}
    well.behave = lambda: 200
    again = start(db, tmp_path / "k.toml", well.address())
    assert "1 message sent" in finished(again)
    assert well.keys == ["story:deadly:1:hook"] * 2
    assert states(db) == {"story:deadly:1:hook": "sent"}


def test_a_kill_while_it_waits_for_the_archive_has_nothing_sent_again(
    db: Path, tmp_path: Path, well: Hook
) -> None:
    put(db, [message()])
    crawl = Archive(db)
    child = start(db, tmp_path / "k.toml", well.address())
    journal = tmp_path / "kenwatch.db.deliver.jsonl"
    deadline = time.monotonic() + 30
    # a note stands there before the message goes, its result after
    while not (journal.exists() and read_entries(journal.read_text())):
        assert time.monotonic() < deadline, finished(child)
        time.sleep(0.05)
    child.kill()
    finished(child)
    crawl.close()
    again = start(db, tmp_path / "k.toml", well.address())
    assert "1 message sent" in finished(again)
    assert len(well.payloads) == 1
    assert states(db) == {"story:deadly:1:hook": "sent"}


def test_a_receiver_that_hangs_does_not_keep_the_process_from_ending(
    db: Path, clock: Clock, tmp_path: Path
) -> None:
    put(db, [message()])
    script = tmp_path / "hanging.py"
    script.write_text(
        "import sys, time\nfrom pathlib import Path\nfrom desk.alerts.delivery import deliver\n"
        "from tests.receivers import config_of\nfrom tests.outboxes import Clock\n"
        "config = config_of('[sinks]\\nhook = \"json://127.0.0.1:1\"')\n"
        "print(deliver(Path(sys.argv[1]), config, Clock(), lambda *_: time.sleep(600), seconds=0.2))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(db)], capture_output=True, text=True, timeout=60,
        env=environment(), check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "gave no answer within 0.2 seconds" in done.stdout
    assert clock.now == NOW


def test_entries_of_messages_that_no_longer_wait_are_passed_over(db: Path) -> None:
    put(db, [message(1), message(2)])
    archive = Archive(db)
    first, second = outbox.waiting(archive.connection, NOW)
    entries = [
        Entry.of(first, TAKEN, NOW),
        Entry.of(first, NOT_TAKEN, NOW),
        Entry.of(replace(second, key="of another archive"), TAKEN, NOW),
        Entry.of(replace(second, title="Another story"), TAKEN, NOW),
        Entry.of(replace(second, created_at="2026-11-19T12:00:00+00:00"), TAKEN, NOW),
    ]
    with archive.write() as connection:
        assert write_entries(connection, entries) == Delivery(sent=1)
    archive.close()
    assert states(db) == {"story:deadly:1:hook": "sent", "story:deadly:2:hook": "waiting"}


def test_an_archive_that_cannot_be_used_is_an_error_in_words(
    db: Path, clock: Clock, well: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = sinks(hook=well.address())
    with pytest.raises(UserError, match="there is no archive yet"):
        deliver(db, config, clock, posting.post)
    put(db, [message()])

    def full(*_: object) -> None:
        raise ArchiveFullError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("desk.alerts.delivery.write_entries", full)
        with pytest.raises(UserError, match="no space left") as error:
            deliver(db, config, clock, posting.post)
    assert error.value.code == Exit.NO_SPACE
    # it is known that it was sent
    assert deliver(db, config, clock, posting.post) == Delivery(sent=1)
    assert len(well.payloads) == 1


def test_an_archive_that_cannot_be_opened_for_writing_is_an_error_in_words(
    db: Path, clock: Clock, well: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(db, [message()])

    def full(_: object) -> None:
        raise ArchiveFullError("no space left")

    monkeypatch.setattr("desk.alerts.delivery.Archive", full)
    with pytest.raises(UserError, match="no space left"):
        deliver(db, sinks(hook=well.address()), clock, posting.post)


def test_files_beside_the_archive_that_cannot_be_used_are_named(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(UserError, match=r"k\.db\.deliver\.lock: cannot be written"):
        deliver(tmp_path / "a file" / "k.db", sinks(), clock, posting.post)
    (tmp_path / "k.db.deliver.jsonl").mkdir()
    with pytest.raises(UserError, match=r"k\.db\.deliver\.jsonl: cannot be read"):
        deliver(tmp_path / "k.db", sinks(), clock, posting.post)


def test_many_sinks_are_served_side_by_side(db: Path, clock: Clock) -> None:
    names = [f"s{number}" for number in range(40)]
    put(db, [message(1, name) for name in names])
    together = threading.Barrier(8)

    def send(_: str, __: object) -> Any:
        together.wait(10)
        return TAKEN

    done = deliver(db, sinks(**dict.fromkeys(names, "json://x")), clock, send)
    assert done == Delivery(sent=40)


def due(db: Path, clock: Clock) -> int:
    archive = Archive(db)
    found = outbox.count_due(archive.connection, clock())
    archive.close()
    return found


@pytest.mark.parametrize("bad", [of_status(500), of_status(403), NOT_TAKEN])
def test_a_message_at_which_a_sink_stumbles_costs_those_beside_it_nothing(
    db: Path, clock: Clock, bad: Outcome
) -> None:
    put(db, [message(number) for number in range(1, 6)])
    config, asked = sinks(hook="json://ill.example"), Counter[int]()

    def send(_: str, one: Any) -> Outcome:
        asked[one.id] += 1
        return bad if one.id == 1 else TAKEN

    deliver(db, config, clock, send)
    for row in rows(db)[1:]:
        assert (row["attempts"], row["state"]) == (0, "waiting")
    clock.pass_(minutes=1)
    deliver(db, config, clock, send)
    clock.pass_(minutes=3)
    deliver(db, config, clock, send)
    assert [row["state"] for row in rows(db)] == ["waiting", *["sent"] * 4]
    assert all(asked[number] == 1 for number in range(2, 6))


def test_only_what_was_tried_is_given_up(db: Path, clock: Clock) -> None:
    put(db, [message(number) for number in range(1, 4)])
    config, asked = sinks(hook="json://gone.example"), Counter[int]()

    def send(_: str, one: Any) -> Outcome:
        asked[one.id] += 1
        return NOT_TAKEN

    for _ in range(24 * 6):
        deliver(db, config, clock, send)
        clock.pass_(hours=1)
    assert [asked[row["id"]] for row in rows(db)] == [row["attempts"] for row in rows(db)]
    assert [row["attempts"] for row in rows(db)] == [48] * 3
    deliver(db, config, clock, send)
    clock.pass_(days=2)
    # a week is over: of many that wait for a dead sink none waits for ever
    assert deliver(db, config, clock, send).given_up == 1


def test_a_dead_mailbox_costs_the_living_one_nothing(db: Path, clock: Clock) -> None:
    for to in ("good@desk.example,gone@desk.example", "gone@desk.example,good@desk.example"):
        archive = db.with_name(f"{to[:4]}.db")
        put(archive, [message(number, "mail") for number in (1, 2, 3)])
        with mailbox() as box:
            box.answers["RCPT"] = "550 no such user"
            address = box.address().replace("to=desk@news.example", f"to={to}")
            done = deliver(archive, sinks(mail=address), clock, posting.post)
        assert [mail["Subject"] for mail in box.mails] == ["Авария 1", "Авария 2", "Авария 3"]
        words = "1 of 2 recipients did not take it: the mail server refused a recipient"
        assert done == Delivery(sent=3, problems=(("mail", words),))
        assert set(states(archive).values()) == {"sent"}


def test_a_mailbox_that_is_full_for_now_gets_it_later_and_the_others_not_again(
    db: Path, clock: Clock
) -> None:
    put(db, [message(1, "mail"), message(2, "mail")])
    with mailbox() as box:
        box.answers["RCPT"] = "452 mailbox full"
        to = "to=good@desk.example,full@desk.example"
        config = sinks(mail=box.address().replace("to=desk@news.example", to))
        assert deliver(db, config, clock, posting.post).failed == 2
        clock.pass_(minutes=2)
        # who has it is remembered over several failures
        assert deliver(db, config, clock, posting.post).failed == 2
        del box.answers["RCPT"]
        clock.pass_(minutes=30)
        assert deliver(db, config, clock, posting.post) == Delivery(sent=2)
        assert sorted(to for _, (to,) in box.envelopes) == [
            *["full@desk.example"] * 2, *["good@desk.example"] * 2,
        ]  # fmt: skip
    journal = db.with_name("kenwatch.db.deliver.jsonl")
    assert not journal.exists()


def test_no_address_is_written_beside_the_archive(db: Path, clock: Clock) -> None:
    put(db, [message(1, "mail")])
    with mailbox() as box:
        box.answers["RCPT"] = "452 mailbox full"
        to = "to=good@desk.example,full@desk.example"
        config = sinks(mail=box.address().replace("to=desk@news.example", to))
        deliver(db, config, clock, posting.post)
    text = db.with_name("kenwatch.db.deliver.jsonl").read_text()
    assert "recipients" in text
    assert "desk.example" not in text


def test_what_could_not_be_noted_is_not_sent(
    db: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(db, [message(1), message(2)])
    sent: list[Any] = []

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    def send(_: str, one: Any) -> Outcome:
        sent.append(one)
        return TAKEN

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "_append", full)
        for _ in range(3):
            done = deliver(db, sinks(hook="json://x"), clock, send)
    assert (sent, done.untried) == ([], 2)
    assert "deliver.jsonl cannot be written (No space left on device)" in done.fault
    assert deliver(db, sinks(hook="json://x"), clock, send) == Delivery(sent=2)


def test_what_was_sent_is_known_though_the_disk_filled_up_meanwhile(
    db: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(db, [message()])
    sent: list[Any] = []

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    def send(_: str, one: Any) -> Outcome:
        sent.append(one)
        monkeypatch.setattr(Journal, "_append", full)
        return TAKEN

    def no_room(*_: object) -> None:
        raise ArchiveFullError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr("desk.alerts.delivery.write_entries", no_room)
        for _ in range(3):
            with pytest.raises(UserError, match="no space left"):
                deliver(db, sinks(hook="json://x"), clock, send)
    assert len(sent) == 1
    assert deliver(db, sinks(hook="json://x"), clock, send) == Delivery(sent=1)
    assert len(sent) == 1


def test_a_journal_of_another_archive_says_nothing_of_this_one(db: Path, clock: Clock) -> None:
    put(db, [message(title="An explosion")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("desk.alerts.delivery._LOOKS", 0)
        patch.setattr("desk.alerts.delivery._PATIENCE_SECONDS", -1)
        assert deliver(db, sinks(hook="json://x"), clock, lambda *_: TAKEN).unnoted == 1
    db.unlink()
    # the same key and number for another story
    put(db, [message(title="A fire")])
    sent: list[str] = []

    def send(_: str, one: Any) -> Outcome:
        sent.append(one.title)
        return TAKEN

    assert deliver(db, sinks(hook="json://x"), clock, send) == Delivery(sent=1)
    assert sent == ["A fire"]


def test_quiet_hours_of_a_wrong_clock_hold_nothing_back_for_years(db: Path, clock: Clock) -> None:
    put(db, [message()])
    config = config_of(f'[sinks]\nhook = "json://x"\n{QUIET}')
    well = clock.now
    # 23:00 in Almaty, years ahead
    clock.now = well.replace(year=2030, hour=18)
    assert deliver(db, config, clock, lambda *_: TAKEN) == Delivery()
    clock.now = well + timedelta(minutes=1)
    assert due(db, clock) == 1
    assert deliver(db, config, clock, lambda *_: TAKEN) == Delivery(sent=1)
