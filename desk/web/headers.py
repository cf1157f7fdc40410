"""The head of every answer: what a browser may do with it, and for whom it is. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desk.web.language import COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Head = list[tuple[bytes, bytes]]

# no script and no style but the files of this server; nothing from elsewhere, framed by nobody
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FEATURES: Final = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)
SECURITY: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", _FEATURES.encode()),
)
_YEAR: Final = 365 * 24 * 3600
_OWN: Final = frozenset(name for name, _ in SECURITY)
# "/path" leads to this server; "//host" and "/\host" do not
_HERE: Final = re.compile(rb"/(?![/\\])[\x21-\x7e]*")


def secured(head: Iterable[Sequence[bytes]]) -> Head:
    """The head with the security headers, and without a way to another site."""
    kept = [(name.lower(), value) for name, value in head if name.lower() not in _OWN]
    return [*((name, _stays(name, value)) for name, value in kept), *SECURITY]


def _stays(name: bytes, value: bytes) -> bytes:
    return b"/" if name == b"location" and not _HERE.fullmatch(value) else value


def in_language(head: Head, language: str) -> Head:
    """The head of a page that is written in a language, chosen by the reader or the browser."""
    if not any(name == b"content-type" and value.startswith(b"text/html") for name, value in head):
        return head
    given = [part.strip() for name, value in head if name == b"vary" for part in value.split(b",")]
    vary = dict.fromkeys((*filter(None, given), b"Cookie", b"Accept-Language"))
    kept = [pair for pair in head if pair[0] != b"vary"]
    return [*kept, (b"vary", b", ".join(vary)), (b"content-language", language.encode())]


def remembering(head: Head, language: str) -> Head:
    """The head with the cookie that keeps the language; what sets a cookie is nobody else's."""
    cookie = f"{COOKIE}={language}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly"
    kept = [pair for pair in head if pair[0] != b"cache-control"]
    return [
        *kept,
        (b"set-cookie", cookie.encode()),
        (b"cache-control", b"private, no-store"),
    ]
