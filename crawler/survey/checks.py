"""What is known of a road after it was asked once: records and the reading of failures. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from crawler.sources import Source

CheckKind = Literal["feed", "sitemap", "listing", "front page", "robots"]
Verdict = Literal[
    "works", "dns", "refused", "timeout", "tls", "robots", "blocked", "challenge", "moved",
    "not_found", "server_error", "feed_is_html", "not_a_feed", "not_a_sitemap", "not_a_page",
    "empty", "frozen", "no_articles", "private", "unreadable",
]  # fmt: skip

_WRAPPED: Final = re.compile(r"(?:robots\.txt unreachable|host gives no answer) \((.*)\)")
_WORDS: Final[tuple[tuple[str, Verdict], ...]] = (
    ("host not found", "dns"),
    ("connection refused", "refused"),
    ("no connection", "refused"),
    ("timed out", "timeout"),
    ("certificate", "tls"),
    ("secure connection", "tls"),
    ("robots.txt", "robots"),
    ("throttled", "blocked"),
    ("blocks us: answered", "blocked"),
    ("blocks us", "challenge"),
    ("address is private", "private"),
    ("redirected to a private", "private"),
    ("moved to", "moved"),
    ("redirected", "moved"),
)
_OF_THE_HOST: Final = frozenset({"dns", "refused", "timeout", "tls", "private"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a road: whose it is, where and what is expected there."""

    source: Source
    url: str
    kind: CheckKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the address after redirects, lower-case header names, seconds it took."""

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadCheck:
    """How a road answered. ``verdict`` "works" is the only good one; ``cause`` tells the others.

    ``entries``: articles it lists; ``newest_at``: the date of the newest, aware UTC; ``dated``:
    the share (0 to 1) of entries with a date; ``seconds``: until the answer began; ``found``:
    addresses of feeds and sitemaps that it names and the source file does not have.
    """

    source_id: str
    url: str
    kind: CheckKind
    verdict: Verdict
    cause: str = ""
    entries: int = 0
    newest_at: datetime | None = None
    dated: float | None = None
    http_status: int | None = None
    final_url: str | None = None
    seconds: float | None = None
    content_type: str = ""
    found: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether articles can be learnt of on this road."""
        return self.verdict == "works"


def judge_failure(asked: Asked, words: str) -> RoadCheck:
    """The check of a request without an answer, from the reason in words (``failures.describe``).

    A host that could not even be asked for its robots.txt is judged by why.
    """
    inner = _WRAPPED.fullmatch(words)
    cause = inner[1] if inner and _verdict_of_words(inner[1]) in _OF_THE_HOST else words
    return RoadCheck(
        source_id=asked.source.id,
        url=asked.url,
        kind=asked.kind,
        verdict=_verdict_of_words(cause),
        cause=cause,
    )


def _verdict_of_words(words: str) -> Verdict:
    return next((verdict for mark, verdict in _WORDS if words.startswith(mark)), "unreadable")
