"""What a robots.txt answer means for us, after RFC 9309; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from protego import Protego

AGENT: Final = "kenwatch"
LIMIT: Final = 500 * 1024

_AGENT_LINE: Final = re.compile(
    r"^[ \t]*user-?agent(?:[ \t]*:|[ \t])[ \t]*([*](?=[\s#]|$)|[a-z_-]*)[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
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
    text = re.sub(r"\r\n?", "\n", body.decode("utf-8-sig", errors="ignore"))
    return Rules(Protego.parse(_AGENT_LINE.sub(_for_us_or_not, text)))


def _for_us_or_not(line: re.Match[str]) -> str:
    """The line with the product token alone (RFC 9309 2.2.1), or with a name that is not ours.

    Protego takes "ken" for ours, and "kenwatch/1.0" or "Kenwatch Bot" for another's.
    """
    name = line[1].lower()
    return f"User-agent: {name if name in ('*', AGENT) else 'another'}"


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
