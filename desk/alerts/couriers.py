"""Messages carried to several sinks at a time; one that hangs holds up nobody else.

A thread cannot be ended from outside. A courier that overstays its limit is written off: what it
may still do is not looked at, and being a daemon thread it does not keep the process alive.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, NamedTuple

from desk.alerts.outcome import Outcome, of_error, of_silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.outbox import Parcel

AT_A_TIME: Final = 16


class Delivered(NamedTuple):
    """A message and what came of it."""

    parcel: Parcel
    outcome: Outcome


class _Courier(threading.Thread):
    """Carries the messages of one sink, one after the other, until one cannot be delivered.

    ``left`` is what nothing was told of yet; only the one who waits for it takes from it.
    """

    def __init__(self, load: Sequence[Parcel], errand: _Errand) -> None:
        super().__init__(name="courier", daemon=True)
        self.left = deque(load)
        self.is_written_off = threading.Event()
        self.limit = 0.0
        self.ends_at = 0.0
        self._load = tuple(load)
        self._errand = errand
        self._set_out(self._load[0])

    def _set_out(self, parcel: Parcel) -> None:
        self.limit = self._errand.limit(parcel)
        self.ends_at = time.monotonic() + self.limit

    def run(self) -> None:
        """Carry; each result is told at once."""
        number, is_over = 0, False
        while not is_over:
            parcel = self._load[number]
            outcome = self._try(parcel)
            if self.is_written_off.is_set():
                return
            number += 1
            is_over = number == len(self._load) or _is_trouble(outcome)
            if not is_over:
                # before the last is told of, so that its time is not taken for the next one's
                self._set_out(self._load[number])
            self._errand.told.put((self, Delivered(parcel, outcome), is_over))

    def _try(self, parcel: Parcel) -> Outcome:
        try:
            return self._errand.send(parcel)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are to be served
            return of_error(error)


class _Errand(NamedTuple):
    """How to send, how long that may take, and where to tell of it."""

    send: Callable[[Parcel], Outcome]
    limit: Callable[[Parcel], float]
    told: SimpleQueue[tuple[_Courier, Delivered, bool]]


def _is_trouble(outcome: Outcome) -> bool:
    return not (outcome.is_taken or outcome.is_refusal)


def loads(parcels: Sequence[Parcel]) -> list[list[Parcel]]:
    """The messages of each sink, as they are to be tried."""
    by_sink = attrgetter("sink")
    return [turns(list(load)) for _, load in groupby(sorted(parcels, key=by_sink), by_sink)]


def turns(load: Sequence[Parcel]) -> list[Parcel]:
    """The messages of a sink as they are to be tried: first the one that was tried least.

    A message at which the sink stumbles each time is soon behind all others; of those that were
    tried as often, give or take one, the first that was queued is the first to go.
    """
    first = min(load, key=attrgetter("attempts", "id"))
    rest = [parcel for parcel in load if parcel is not first]
    return [first, *sorted(rest, key=lambda one: (max(one.attempts, first.attempts + 1), one.id))]


def carry(
    loads: Iterable[Sequence[Parcel]],
    send: Callable[[Parcel], Outcome],
    limit: Callable[[Parcel], float],
    tell: Callable[[Delivered], None],
) -> None:
    """Deliver the load of each sink; every message of every load is told of exactly once.

    ``limit``: seconds that a message may take. Where a sink is in trouble, its further messages
    are told with the same problem as not tried. ``tell`` is called in this thread.
    """
    waiting = deque(load for load in loads if load)
    errand = _Errand(send, limit, SimpleQueue())
    running: set[_Courier] = set()
    while waiting or running:
        while waiting and len(running) < AT_A_TIME:
            courier = _Courier(waiting.popleft(), errand)
            running.add(courier)
            courier.start()
        wait = min(courier.ends_at for courier in running) - time.monotonic()
        try:
            courier, result, is_over = errand.told.get(timeout=max(0.0, wait))
        except Empty:
            _write_off(running, tell)
            continue
        if courier in running:
            _hear(courier, result, tell)
            if is_over:
                running.discard(courier)


def _hear(courier: _Courier, result: Delivered, tell: Callable[[Delivered], None]) -> None:
    courier.left.popleft()
    tell(result)
    if _is_trouble(result.outcome):
        _tell_untried(courier, result.outcome, tell)


def _tell_untried(courier: _Courier, outcome: Outcome, tell: Callable[[Delivered], None]) -> None:
    for parcel in courier.left:
        tell(Delivered(parcel, replace(outcome, is_tried=False, reached=frozenset())))


def _write_off(running: set[_Courier], tell: Callable[[Delivered], None]) -> None:
    for courier in [one for one in running if one.ends_at <= time.monotonic()]:
        courier.is_written_off.set()
        running.discard(courier)
        silence = of_silence(courier.limit)
        tell(Delivered(courier.left.popleft(), silence))
        _tell_untried(courier, silence, tell)
