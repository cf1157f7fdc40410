"""Which host and which site an address is of; an address that is none has neither."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address, None of a broken one ("http://[")."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def host_of(url: str) -> str:
    """The host in small letters, "" of a relative or broken address."""
    parts = parts_of(url)
    return (parts.hostname or "") if parts else ""


def site_of(url: str) -> str:
    """The last two labels of the host: kaz.zakon.kz and www.zakon.kz are one site."""
    return ".".join(host_of(url).split(".")[-2:])
