"""Messages in the outbox, with a clock of the test's own."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import outbox, schema
from pipelines.outbox import Message, Parcel

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def message(number: int = 1, sink: str = "phone", not_before: datetime | None = None) -> Message:
    return Message(
        key=f"story:{number}:{sink}", kind="story", rule="r", sink=sink, language="kk",
        title="Шахта", body="Метан", not_before=not_before,
    )  # fmt: skip


def memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.ensure(db, "memory")
    return db


@pytest.fixture(name="db")
def _db() -> Iterator[sqlite3.Connection]:
    db = memory()
    yield db
    db.close()


def put(db: sqlite3.Connection, one: Message, now: datetime = NOW) -> Parcel:
    assert outbox.put(db, one, now)
    return outbox.still_waiting(db, [one.key])[one.key]


def keys(db: sqlite3.Connection, now: datetime = NOW, limit: int = 100) -> list[str]:
    return [parcel.key for parcel in outbox.waiting(db, now, limit)]


def test_a_key_is_queued_once_whatever_became_of_it(db: sqlite3.Connection) -> None:
    parcel = put(db, message())
    assert not outbox.put(db, replace(message(), title="other"), NOW)
    outbox.sent(db, parcel.id, NOW)
    assert not outbox.put(db, message(), NOW)
    assert keys(db, NOW + 300 * DAY) == []


def test_a_message_waits_until_its_time_and_comes_back_whole(db: sqlite3.Connection) -> None:
    held = replace(message(not_before=NOW + MINUTE), html="<p>", alert_id=None)
    put(db, held)
    assert keys(db) == []
    (parcel,) = outbox.waiting(db, NOW + MINUTE)
    given = replace(held, not_before=None)
    assert parcel == Parcel(
        **{**vars_of(given), "id": parcel.id, "attempts": 0, "created_at": NOW.isoformat()}
    )


def vars_of(one: Message) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Message.__dataclass_fields__}


def test_what_waits_comes_in_the_order_it_was_queued_and_no_sink_crowds_out_another(
    db: sqlite3.Connection,
) -> None:
    for number in range(10):
        put(db, message(number, "flood"), NOW - DAY)
    put(db, message(1, "calm"))
    assert keys(db, limit=3) == [
        "story:0:flood", "story:1:flood", "story:2:flood", "story:1:calm",
    ]  # fmt: skip


def fail_until_given_up(db: sqlite3.Connection, parcel: Parcel) -> list[timedelta]:
    """The pauses between trials that are made as soon as they are due."""
    now, pauses = NOW, []
    while outbox.still_waiting(db, [parcel.key]):
        due = next(
            now + span
            for span in (timedelta(0), *(MINUTE * step for step in range(1, 100)))
            if keys(db, now + span)
        )
        pauses.append(due - now)
        now = due
        (parcel,) = outbox.waiting(db, now)
        is_last = outbox.is_last(parcel, now)
        outbox.failed(db, parcel, "answered HTTP 500", now)
        assert is_last == (not outbox.still_waiting(db, [parcel.key]))
    return pauses[1:]


def test_pauses_double_up_to_an_hour_and_a_message_is_given_up_after_two_days(
    db: sqlite3.Connection,
) -> None:
    pauses = fail_until_given_up(db, put(db, message()))
    assert [pause // MINUTE for pause in pauses[:8]] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert set(pauses[6:]) == {60 * MINUTE}
    assert timedelta(hours=44) < sum(pauses, timedelta(0)) < timedelta(hours=52)
    assert keys(db, NOW + 30 * DAY) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40))
def test_a_failed_message_is_never_due_at_once(trials: int) -> None:
    db = memory()
    parcel = put(db, message())
    for number in range(trials):
        outbox.failed(db, replace(parcel, attempts=number), "no", NOW)
        assert keys(db, NOW + timedelta(seconds=59)) == []
    db.close()


def test_when_a_sink_takes_a_message_again_those_that_waited_for_it_go_at_once(
    db: sqlite3.Connection,
) -> None:
    first, second, refused = (put(db, message(number)) for number in range(3))
    quiet = put(db, message(3, not_before=NOW + DAY))
    other = put(db, message(4, "mail"))
    for one in (first, second, other):
        outbox.failed(db, one, "could not be reached", NOW)
    outbox.failed(db, refused, outbox.REFUSED + "answered HTTP 400", NOW)
    outbox.sent(db, first.id, NOW)
    assert keys(db) == [second.key]
    assert quiet.key not in keys(db, NOW + DAY - MINUTE)


def test_a_message_that_is_held_is_never_given_up_for_that(db: sqlite3.Connection) -> None:
    parcel = put(db, message())
    now = NOW
    for _ in range(100):
        outbox.held(db, parcel, "no sink of this name", now, now + outbox.LONGEST_PAUSE)
        assert keys(db, now + 59 * MINUTE) == []
        now += 60 * MINUTE
        assert keys(db, now) == [parcel.key]
    assert outbox.waiting(db, now)[0].attempts == 0


def test_what_was_given_up_can_be_tried_again(db: sqlite3.Connection) -> None:
    for number, sink in ((1, "phone"), (2, "mail")):
        one = replace(put(db, message(number, sink)), attempts=outbox.MAX_ATTEMPTS)
        outbox.failed(db, one, "no", NOW)
    assert keys(db, NOW + DAY) == []
    assert outbox.retry(db, NOW, "mail") == 1
    assert keys(db) == ["story:2:mail"]
    assert outbox.retry(db, NOW) == 1
    assert outbox.waiting(db, NOW)[0].attempts == 0
    assert outbox.retry(db, NOW) == 0


@pytest.mark.parametrize("off", [timedelta(days=1), timedelta(days=3650)])
def test_a_clock_that_was_wrong_holds_nothing_back_for_ever(
    db: sqlite3.Connection, off: timedelta
) -> None:
    put(db, message(1), NOW + off)
    failed = put(db, message(2), NOW)
    outbox.failed(db, failed, "no", NOW + off)
    put(db, message(3, not_before=NOW + 8 * 60 * MINUTE), NOW + 30 * MINUTE)
    # a small step of the clock does not break the quiet hours of the third
    assert keys(db) == ["story:1:phone", "story:2:phone"]


def test_each_sink_is_told_with_what_waits_went_and_was_given_up(db: sqlite3.Connection) -> None:
    sent, waits, lost = (put(db, message(number), NOW + number * MINUTE) for number in range(3))
    outbox.failed(db, lost, "refused: answered HTTP 400", NOW + MINUTE)
    outbox.failed(db, replace(lost, attempts=99), "answered HTTP 500", NOW + 2 * MINUTE)
    outbox.sent(db, sent.id, NOW + 3 * MINUTE)
    put(db, message(1, "mail"))
    mail, phone = outbox.tallies(db)
    assert (mail.sink, mail.waiting, mail.problem, mail.last_sent_at) == ("mail", 1, "", None)
    assert (phone.waiting, phone.sent, phone.given_up) == (1, 1, 1)
    assert phone.problem == "answered HTTP 500"
    assert phone.last_sent_at == (NOW + 3 * MINUTE).isoformat()
    assert phone.oldest_waiting_at == (NOW + MINUTE).isoformat()
    assert list(outbox.still_waiting(db, [sent.key, waits.key, "none"])) == [waits.key]


def test_what_waits_beside_a_failure_of_the_sink_waits_as_long_and_counts_no_trial(
    db: sqlite3.Connection,
) -> None:
    first, beside = (put(db, message(number)) for number in range(2))
    put(db, message(2, "mail"))
    outbox.failed(db, first, "could not be reached", NOW)
    assert keys(db) == ["story:2:mail"]
    assert outbox.still_waiting(db, [beside.key])[beside.key].attempts == 0
    outbox.failed(db, outbox.still_waiting(db, [beside.key])[beside.key], "no", NOW + MINUTE)
    # the sink has failed twice, whichever message it was
    assert keys(db, NOW + 2 * MINUTE) == ["story:2:mail"]
    assert len(keys(db, NOW + 3 * MINUTE)) == 3
    outbox.sent(db, first.id, NOW + MINUTE)
    assert beside.key in keys(db, NOW + MINUTE)


def test_a_message_that_was_refused_by_itself_holds_nothing_beside_it_back(
    db: sqlite3.Connection,
) -> None:
    first, beside = (put(db, message(number)) for number in range(2))
    outbox.failed(db, first, outbox.REFUSED + "answered HTTP 400", NOW)
    assert keys(db) == [beside.key]


def test_where_many_wait_those_that_were_tried_least_have_their_turn(
    db: sqlite3.Connection,
) -> None:
    parcels = [put(db, message(number)) for number in range(4)]
    for parcel in parcels[:2]:
        outbox.failed(db, parcel, "no", NOW)
    assert keys(db, NOW + 60 * MINUTE, limit=3) == [parcels[n].key for n in (0, 2, 3)]
    assert outbox.count_due(db, NOW + 60 * MINUTE) == 4


def test_a_message_tried_a_few_times_is_given_up_after_a_week_but_not_at_once(
    db: sqlite3.Connection,
) -> None:
    parcel = put(db, message())
    assert not outbox.is_last(replace(parcel, attempts=20), NOW + 6 * DAY)
    assert not outbox.is_last(replace(parcel, attempts=3), NOW + 60 * DAY)
    assert outbox.is_last(replace(parcel, attempts=7), NOW + 8 * DAY)


def test_a_moment_too_far_ahead_for_any_pause_or_quiet_hours_holds_nothing_back(
    db: sqlite3.Connection,
) -> None:
    far = put(db, message(1, not_before=NOW + 3 * DAY))
    put(db, message(2, not_before=NOW + DAY))
    assert keys(db) == [far.key]
    outbox.held(db, far, "", NOW + 300 * DAY, NOW + 300 * DAY + MINUTE)
    assert keys(db) == [far.key]
    assert outbox.count_due(db, NOW) == 1


def test_a_mark_is_of_one_message_of_one_archive(db: sqlite3.Connection) -> None:
    parcel = put(db, message())
    others = [
        replace(parcel, id=9),
        replace(parcel, key="k"),
        replace(parcel, created_at="2026"),
        replace(parcel, title="t"),
        replace(parcel, body="b"),
    ]
    assert len({one.mark for one in (parcel, *others)}) == 6
    assert replace(parcel, attempts=3, reached=frozenset("a")).mark == parcel.mark


def test_a_sink_of_which_not_all_took_its_last_message_is_told_so_until_all_do(
    db: sqlite3.Connection,
) -> None:
    first, second = (put(db, message(number)) for number in range(2))
    outbox.sent(db, first.id, NOW, "1 of 2 recipients did not take it")
    assert outbox.tallies(db)[0].problem == "1 of 2 recipients did not take it"
    outbox.sent(db, second.id, NOW + MINUTE)
    assert outbox.tallies(db)[0].problem == ""
