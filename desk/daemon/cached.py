"""A value that is costly to get: kept for a while, got in a thread, never waited for long."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Cached(Generic[T]):
    """``get`` returns the value, at most ``seconds`` old, or None where it is not to be had now.

    ``call`` may raise or hang: one thread at a time tries it, and nobody waits longer than
    ``patience`` seconds. ``clock`` is in seconds.
    """

    def __init__(
        self,
        call: Callable[[], T],
        *,
        seconds: float,
        patience: float,
        clock: Callable[[], float],
    ) -> None:
        self._call, self._seconds, self._patience, self._clock = call, seconds, patience, clock
        self._lock = threading.Lock()
        self._value: T | None = None
        self._got_at: float | None = None
        self._trying: threading.Thread | None = None

    def get(self) -> T | None:
        """The value; safe to call from any thread."""
        with self._lock:
            if self._got_at is not None and self._clock() - self._got_at < self._seconds:
                return self._value
            if self._trying is None or not self._trying.is_alive():
                self._trying = threading.Thread(target=self._try, name="figures", daemon=True)
                self._trying.start()
            trying = self._trying
        trying.join(self._patience)
        return None if trying.is_alive() else self._value

    def _try(self) -> None:
        try:
            value = self._call()
        except Exception:  # noqa: BLE001 - told by who looks at the archive for its work
            value = None
        with self._lock:
            self._value, self._got_at = value, self._clock()
