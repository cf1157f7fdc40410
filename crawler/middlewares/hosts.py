"""What a run knows of the hosts it asks: who is to be left alone, until when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from crawler.addresses import host_of
from crawler.failures import Blocked, Refused, Silent, Throttled
from crawler.politeness import slot_of


@dataclass(slots=True)
class Pauses:
    """Those of a slot: ``waited`` seconds in all, and nothing is asked before ``closed_until``."""

    waited: float = 0.0
    closed_until: datetime | None = None


@dataclass(slots=True)
class Host:
    """What a host answered: in a row no answer, and walls; words where it is given up for it."""

    failures: int = 0
    silent: str = ""
    walls: int = 0
    blocked: str = ""


class Hosts:
    """Pauses hold for a host with and without ``www.``; either may be dead where the other is not.

    Addresses are URLs.
    """

    def __init__(self) -> None:
        self._pauses: dict[str, Pauses] = {}
        self._hosts: dict[str, Host] = {}

    def pauses(self, url: str) -> Pauses:
        """The pauses of the slot of an address."""
        return self._pauses.setdefault(slot_of(url), Pauses())

    def host(self, url: str) -> Host:
        """The host of an address."""
        return self._hosts.setdefault(host_of(url), Host())

    def refusal(self, url: str) -> Refused | None:
        """Why an address is not to be asked for now, or None."""
        throttled, host = self.throttled(url), self.host(url)
        if throttled is not None:
            return throttled
        if host.silent:
            return Silent(host.silent)
        return Blocked(host.blocked) if host.blocked else None

    def throttled(self, url: str) -> Throttled | None:
        """The refusal of a slot that is closed for a while yet."""
        until = self.pauses(url).closed_until
        return Throttled(until) if until is not None and until > datetime.now(UTC) else None
