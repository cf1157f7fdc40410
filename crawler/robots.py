"""What a robots.txt answer means for us, after RFC 9309; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protego import Protego

AGENT: Final = "kenwatch"
LIMIT: Final = 500 * 1024

_OK: Final = range(200, 300)
_UNAVAILABLE: Final = range(400, 500)
_TOO_MANY: Final = 429


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site for one user agent."""

    parsed: Protego

    def allow(self, url: str) -> bool:
        """Whether the address may be fetched."""
        return bool(self.parsed.can_fetch(url, AGENT))

    @property
    def delay(self) -> float | None:
        """Seconds between requests that the site asks for (``Crawl-delay``), or None."""
        seconds = self.parsed.crawl_delay(AGENT)
        return None if seconds is None else float(seconds)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The rules are unknown, so nothing may be fetched now; ``why`` in words."""

    why: str


def parse(body: bytes) -> Rules:
    """The rules of a robots.txt body. Never raises: what is no rule is skipped.

    Only the first 500 KiB count (RFC 9309 2.5), cut at a line's end: half a line
    could forbid or allow far more than the whole one.
    """
    if len(body) > LIMIT:
        body = body[:LIMIT]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    return Rules(Protego.parse(body.decode("utf-8-sig", errors="ignore")))


def read(status: int, body: bytes) -> Rules | Unreachable:
    """The meaning of an answer to ``/robots.txt`` (RFC 9309 2.3.1).

    2xx: its rules; 4xx: all is allowed; everything else: not now. 429 asks
    for fewer requests, so it is read as "not now" although it is a 4xx.
    """
    if status in _OK:
        return parse(body)
    if status in _UNAVAILABLE and status != _TOO_MANY:
        return parse(b"")
    return Unreachable(f"answered {status}")
