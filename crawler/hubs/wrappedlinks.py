"""The true address inside the address of a redirecting service. Pure; never raises."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

# services that put the whole address they lead to into their query
_SERVICE = re.compile(
    r"(?:[\w-]+\.)*(?:google\.[a-z.]{2,6}|bing\.com|yahoo\.com|yandex\.[a-z]{2,3}|facebook\.com"
    r"|vk\.com|feedburner\.com|getpocket\.com|msn\.com)",
    re.IGNORECASE,
)
_NAMES = ("url", "u", "to", "q", "ru")
_MAX_LAYERS = 3
_MAX_LENGTH = 8000


def unwrapped(url: str) -> str:
    """The http(s) address that a redirecting service names in its query, else the same again."""
    for _ in range(_MAX_LAYERS):
        inner = _inner(url)
        if inner is None:
            break
        url = inner
    return url


def _inner(url: str) -> str | None:
    if "?" not in url or len(url) > _MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    if not _SERVICE.fullmatch(host):
        return None
    named = dict(parse_qsl(parts.query))
    values = (named.get(name, "") for name in _NAMES)
    return next((value for value in values if value.startswith(("http://", "https://"))), None)
