"""Which addresses may be fetched: the pure half of the guard against private networks.

A news site decides what its links, redirects and name servers say, so each of them can point
the crawler at the machine it runs on or at the network around it. The other half, which
checks the address a name resolves to, is ``crawler.resolver``.
"""

from __future__ import annotations

import re
import string
import unicodedata
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Address = IPv4Address | IPv6Address

SCHEMES: Final = frozenset({"http", "https"})
LONGEST_URL: Final = 2083
PORTS: Final = frozenset({80, 443, 8080, 8443})

_NAT64: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE: Final = IPv6Network("::/96")
_SITE_LOCAL: Final = IPv6Network("fec0::/10")
# outside of these the v6 space is not handed out for public use
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
# the standard library calls it global, RFC 7526 withdrew it
_RELAY_ANYCAST: Final = frozenset(IPv4Address(f"192.88.99.{last}") for last in range(256))
_AROUND: Final = "[]" + string.whitespace + "\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)


def normal_host(host: str) -> str:
    """A host name in the one form used for comparison: lower case, punycode, no last dot.

    Letters that name preparation folds (full-width digits, the ideographic stop) are folded,
    as a resolver would. What is no legal name comes back folded only.
    """
    folded = unicodedata.normalize("NFKC", host).casefold()
    folded = unicodedata.normalize("NFKC", folded).replace("\u3002", ".")
    folded = folded.lstrip(_AROUND).rstrip(_AROUND + ".")
    if folded.isascii():
        return folded
    try:
        return folded.encode("idna").decode("ascii")
    except UnicodeError:
        return folded


def parse_literal(host: str) -> Address | None:
    """The address that a host spells out, or None where it is a name.

    Besides the usual forms it reads those of ``inet_aton(3)``, which resolvers accept too:
    one to four parts, each decimal, octal (``0177``) or hexadecimal (``0x7f``).
    """
    name = normal_host(host).partition("%")[0]
    try:
        return ip_address(name)
    except ValueError:
        return _parse_inet_aton(name)


def _parse_inet_aton(name: str) -> IPv4Address | None:
    parts = name.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):  # noqa: PLR2004 - bytes of IPv4
        return None
    try:
        *heads, tail = [_number(part) for part in parts]
        value = tail
        for place, head in enumerate(heads):
            value += _octet(head) << (8 * (3 - place))
        return IPv4Address(value) if tail < 256 ** (4 - len(heads)) else None
    except ValueError:
        return None


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if part.startswith("0") else int(part)


def _octet(value: int) -> int:
    if value.bit_length() > 8:  # noqa: PLR2004 - a byte
        raise ValueError("not a byte")
    return value


def embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside a v4-mapped, 6to4, Teredo, NAT64 or v4-compatible address.

    Forms: RFC 4291 2.5.5, RFC 3056, RFC 4380 (the client's address), RFC 6052, RFC 8215.
    """
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in (*_NAT64, _COMPATIBLE)):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_public(address: Address) -> bool:
    """Whether the address is reachable over the public internet, whatever form hides it."""
    if isinstance(address, IPv6Address):
        inner = embedded(address)
        if inner is not None:
            return is_public(inner)
        if address in _SITE_LOCAL or address not in _GLOBAL_UNICAST:
            return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and address not in _RELAY_ANYCAST
    )


def in_scope(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of a source's hosts, or differs from one by ``www.`` only."""
    bare = normal_host(host).removeprefix("www.")
    return bool(bare) and any(bare == normal_host(own).removeprefix("www.") for own in hosts)


def host_of(url: str) -> str:
    """The host of a URL in normal form; empty where the URL is broken or has none."""
    parts = _split(url)
    return normal_host(parts.hostname or "") if parts else ""


def refusal(url: str, pins: Mapping[str, str]) -> str | None:
    """Why a URL must not be fetched, in words, or None.

    ``pins`` maps hosts (normal form) to the address that their source allows by name.
    A name that is not pinned passes here: its address is judged when it is resolved.
    """
    if len(url) > LONGEST_URL:
        return f"address is longer than {LONGEST_URL} letters"
    parts = _split(url)
    if parts is None:
        return "address is broken"
    if parts.scheme not in SCHEMES:
        return f"address is not http or https but {parts.scheme or 'nothing'}:"
    host = normal_host(parts.hostname or "")
    if not host:
        return "address has no host"
    return None if host in pins else _unpinned_refusal(host, _port(parts))


def _unpinned_refusal(host: str, port: int) -> str | None:
    literal = parse_literal(host)
    if literal is not None and not is_public(literal):
        return f"address is private ({literal})"
    return None if port in PORTS else f"port {port} is not one of a web site"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def _port(parts: SplitResult) -> int:
    if parts.port is not None:
        return parts.port
    return 443 if parts.scheme == "https" else 80
