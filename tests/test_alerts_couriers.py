from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.alerts import couriers
from desk.alerts.couriers import Delivered, carry, loads
from desk.alerts.outcome import NOT_TAKEN, TAKEN, Outcome
from tests.receivers import parcel

if TYPE_CHECKING:
    from pipelines.outbox import Parcel

REFUSED = Outcome("no", is_refusal=True)


def told(loads: list[list[Parcel]], send: object, limit: float = 5.0) -> list[Delivered]:
    found: list[Delivered] = []
    carry(loads, send, lambda _: limit, found.append)  # type: ignore[arg-type]
    return found


def load(sink: str, count: int) -> list[Parcel]:
    return [parcel(number, sink) for number in range(count)]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["taken", "refused", "trouble", "raises"]), max_size=6),
        max_size=30,
    )
)
def test_each_message_is_told_of_exactly_once_and_none_is_tried_after_a_trouble(
    answers: list[list[str]],
) -> None:
    tried: Counter[str] = Counter()

    def send(one: Parcel) -> Outcome:
        tried[one.sink] += 1
        answer = answers[int(one.sink)][one.id]
        if answer == "raises":
            raise ValueError(one.sink)
        return {"taken": TAKEN, "refused": REFUSED, "trouble": NOT_TAKEN}[answer]

    loads = [load(str(number), len(one)) for number, one in enumerate(answers)]
    found = told(loads, send)
    assert sorted(result.parcel.key for result in found) == sorted(
        one.key for parcels in loads for one in parcels
    )
    for number, one in enumerate(answers):
        bad = [place for place, answer in enumerate(one) if answer in {"trouble", "raises"}]
        assert tried[str(number)] == (bad[0] + 1 if bad else len(one))
        mine = [result.outcome for result in found if result.parcel.sink == str(number)]
        assert all(outcome.problem for outcome in mine[bad[0] :]) if bad else True
        untried = [outcome for outcome in mine if not outcome.is_tried]
        assert len(untried) == len(one) - tried[str(number)]


def test_messages_of_a_sink_go_in_their_order() -> None:
    order: list[int] = []

    def send(one: Parcel) -> Outcome:
        order.append(one.id)
        return TAKEN

    told([load("a", 20)], send)
    assert order == list(range(20))


def test_a_sink_that_hangs_holds_up_nobody_and_what_it_does_later_is_not_told() -> None:
    over = threading.Event()

    def send(one: Parcel) -> Outcome:
        if one.sink == "hangs":
            over.wait(30)
        return TAKEN

    before = time.monotonic()
    found = told([load("hangs", 3), load("well", 3)], send, limit=0.3)
    assert time.monotonic() - before < 5
    over.set()
    by_sink = {
        sink: [one.outcome for one in found if one.parcel.sink == sink]
        for sink in ("hangs", "well")
    }
    assert by_sink["well"] == [TAKEN] * 3
    silence = Outcome("gave no answer within 0.3 seconds")
    assert by_sink["hangs"] == [silence, *[replace(silence, is_tried=False)] * 2]


def test_a_result_that_comes_after_its_courier_was_written_off_is_not_told_twice() -> None:
    def limit(one: Parcel) -> float:
        # the first was sent, but the courier is too late to tell
        time.sleep(0.4 if (one.sink, one.id) == ("late", 1) else 0)
        return 0.2

    def send(one: Parcel) -> Outcome:
        time.sleep(0.0 if one.sink == "late" else 0.1)
        return TAKEN

    found: list[Delivered] = []
    carry([load("late", 2), load("well", 8)], send, limit, found.append)
    late = [one.outcome for one in found if one.parcel.sink == "late"]
    silence = Outcome("gave no answer within 0.2 seconds")
    assert late == [silence, replace(silence, is_tried=False)]
    assert len(found) == 10


def test_only_so_many_sinks_are_served_at_a_time() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def send(_: Parcel) -> Outcome:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.005)
        with lock:
            now[0] -= 1
        return TAKEN

    found = told([load(str(number), 1) for number in range(50)], send)
    assert len(found) == 50
    assert 1 < most[0] <= couriers.AT_A_TIME


def test_more_hanging_sinks_than_places_do_not_keep_a_well_one_waiting_for_ever() -> None:
    over = threading.Event()

    def send(one: Parcel) -> Outcome:
        if one.sink != "well":
            over.wait(30)
        return TAKEN

    loads = [load(str(number), 1) for number in range(couriers.AT_A_TIME)]
    found = told([*loads, load("well", 1)], send, limit=0.2)
    over.set()
    assert [one.outcome for one in found if one.parcel.sink == "well"] == [TAKEN]


def test_each_message_has_its_own_limit() -> None:
    def send(_: Parcel) -> Outcome:
        time.sleep(0.15)
        return TAKEN

    assert {one.outcome for one in told([load("a", 4)], send, limit=0.4)} == {TAKEN}


def test_couriers_do_not_keep_the_process_alive() -> None:
    kinds: list[bool] = []

    def send(_: Parcel) -> Outcome:
        kinds.append(threading.current_thread().daemon)
        return TAKEN

    told([load("a", 1)], send)
    assert kinds == [True]


def test_nothing_to_carry_is_nothing() -> None:
    assert told([], lambda _: TAKEN) == told([[]], lambda _: TAKEN) == []


def test_the_message_that_was_tried_least_goes_first_and_one_that_always_fails_last() -> None:
    tried = {1: 5, 2: 1, 3: 0, 4: 1, 5: 0}
    parcels = [parcel(number, attempts=attempts) for number, attempts in tried.items()]
    (mine, other) = loads([*parcels, parcel(9, "mail")])
    assert [one.id for one in mine] == [3, 2, 4, 5, 1]
    assert [one.id for one in other] == [9]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_no_message_is_lost_or_doubled_by_taking_turns(tried: list[int]) -> None:
    parcels = [parcel(number, attempts=attempts) for number, attempts in enumerate(tried)]
    (load,) = loads(parcels)
    assert sorted(one.id for one in load) == list(range(len(tried)))
    assert load[0].attempts == min(tried)
