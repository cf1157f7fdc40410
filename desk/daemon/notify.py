"""Words to systemd (sd_notify(3)): ready, alive, stopping. Nothing where it does not listen."""

from __future__ import annotations

import contextlib
import os
import socket
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Notifier:
    """Sends datagrams to the socket that systemd names; ``watchdog``: seconds it waits for one."""

    def __init__(self, address: str = "", watchdog: float | None = None) -> None:
        # an @ stands for the zero byte of an abstract address
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self.watchdog = watchdog

    @classmethod
    def of(cls, environ: Mapping[str, str] = os.environ, pid: int | None = None) -> Self:
        """As the environment says; a watchdog that is meant for another process is none of ours."""
        span, own = environ.get("WATCHDOG_USEC", ""), str(pid or os.getpid())
        is_ours = span.isdigit() and int(span) > 0 and environ.get("WATCHDOG_PID", own) == own
        return cls(environ.get("NOTIFY_SOCKET", ""), int(span) / 1e6 if is_ours else None)

    def tell(self, **words: str) -> None:
        """Send ``NAME=value`` lines; a systemd that cannot be reached is no trouble of ours."""
        if not self._address:
            return
        lines = "\n".join(f"{name}={' '.join(value.split())}" for name, value in words.items())
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
            one.setblocking(False)
            one.sendto(lines.encode(), self._address)
