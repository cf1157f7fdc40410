"""How long to wait before asking a host again: pure arithmetic, in seconds."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from crawler.addresses import host_of, normal_host

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.sources import Source

LONGEST_CRAWL_DELAY: Final = 60.0
LONGEST_RETRY_AFTER: Final = 3600.0


def slots(sources: Iterable[Source]) -> dict[str, dict[str, object]]:
    """The value of ``DOWNLOAD_SLOTS``: per host one request at a time and the source's delay.

    Where two sources share a host the longer delay holds. Keys are as ``slot_of`` gives them.
    """
    delays: dict[str, float] = {}
    for source in sources:
        for host in _hosts(source):
            delays[host] = max(delays.get(host, 0.0), source.delay_seconds)
    return {
        host: {"concurrency": 1, "delay": delay, "jitter": 0.0} for host, delay in delays.items()
    }


def _hosts(source: Source) -> set[str]:
    named = {normal_host(host) for host in (*source.hosts, *source.pin)}
    named |= {host_of(road.url) for road in source.roads}
    return {_bare(host) for host in named}


def slot_of(url: str) -> str:
    """The download slot of an address: its host without ``www.``, most often the same machine."""
    return _bare(host_of(url))


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks for, or None where it says nothing readable.

    Both forms of RFC 9110 10.2.3 are read, a date in the past is 0; never above an hour.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdecimal():
        # a number with many digits is refused by int(); it means "long" all the same
        return LONGEST_RETRY_AFTER if len(text) > 9 else min(float(text), LONGEST_RETRY_AFTER)  # noqa: PLR2004
    try:
        until = parsedate_to_datetime(text)
        until = until.replace(tzinfo=until.tzinfo or UTC)
        return min(max((until - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)
    except (ValueError, OverflowError):
        return None


def backoff(attempt: int, base: float) -> float:
    """Seconds before try number ``attempt`` + 1: ``base``, then twice, four times and so on."""
    return float(base * 2 ** max(attempt, 0))


def crawl_delay(asked: float | None, own: float, longest: float = LONGEST_CRAWL_DELAY) -> float:
    """The delay of a host: the source's own, or the longer one of its robots.txt up to a cap."""
    return max(own, min(asked or 0.0, longest))
