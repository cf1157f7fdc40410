"""The way to the sites: proxies, names, connections, robots.txt; a few sources as an example."""

from __future__ import annotations

import http.client
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from crawler.addresses import is_public, normal_host, parse_literal
from crawler.robots import LIMIT, Unreachable, read
from crawler.settings import user_agent
from desk.checkup.finding import Check, told
from desk.checkup.sourcelook import watched
from desk.cli import installed_version
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from urllib.parse import SplitResult

    from crawler.sources import Source
    from desk.checkup.subject import Subject

_EXAMPLES: Final = 5
_SECONDS: Final = 10.0
_PROXIES: Final = (
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "ALL_PROXY",
    "https_proxy",
    "http_proxy",
    "all_proxy",
)
_HTTPS: Final = 443
_UNKNOWN: Final = "its name is not found"


def proxies(environ: Mapping[str, str]) -> Check:
    """Which proxies are set, and who goes through them."""
    if own := environ.get("KENWATCH_PROXY", "").strip():
        found = f"crawls go through {_host(own)}, whose connections cannot be guarded from here"
        return Check("proxy", "warn", found, "unset KENWATCH_PROXY unless it is meant")
    found_here = [name for name in _PROXIES if environ.get(name)]
    if found_here:
        found = f"{', '.join(found_here)}: crawls do not use it, messages do"
        return Check("proxy", "ok", found, "set KENWATCH_PROXY if crawls need one")
    return Check("proxy", "ok", "none is set")


def _host(proxy: str) -> str:
    """Where a proxy is, without the password that may stand in front."""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return plain(parts.hostname or "a proxy")


@dataclass(frozen=True, slots=True)
class _FaultError(Exception):
    """Why a site cannot be read, in words, and what to do."""

    words: str
    mend: str = ""


def reach(source: Source, agent: str, seconds: float = _SECONDS) -> Check:
    """Whether a source answers, and whether its robots.txt lets kenwatch read its front page."""
    what = f"network: {source.id}"
    parts = urlsplit(source.front_page)
    try:
        address = _address(source, parts)
        status, body = _ask(source, parts, address, agent, seconds)
    except _FaultError as fault:
        return Check(what, "warn", f"{parts.hostname}: {fault.words}", fault.mend)
    rules = read(status, body)
    if isinstance(rules, Unreachable):
        found = f"{parts.hostname}: robots.txt {rules.why}, so that nothing is fetched for now"
        return Check(what, "warn", found)
    if not rules.allow(source.front_page):
        found = f"{parts.hostname}: robots.txt forbids the front page"
        return Check(what, "warn", found, f"kenwatch sources disable {source.id}")
    return Check(what, "ok", f"{parts.hostname} ({address}) answers, and robots.txt lets us read")


def _address(source: Source, parts: SplitResult) -> str:
    """The address to connect to; one that is not public only where the source pins it."""
    host = normal_host(parts.hostname or "")
    if host in (pins := {normal_host(name): one for name, one in source.pin.items()}):
        return pins[host]
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise _FaultError(_UNKNOWN, "is the site gone, or this machine offline?") from error
    address = str(found[0][4][0])
    literal = parse_literal(address)
    if literal is None or not is_public(literal):
        raise _FaultError(f"has the private address {address}, from which nothing is fetched")
    return address


def _ask(
    source: Source, parts: SplitResult, address: str, agent: str, seconds: float
) -> tuple[int, bytes]:
    """Status and begin of the site's robots.txt."""
    host = parts.hostname or ""
    port = parts.port or (_HTTPS if parts.scheme == "https" else 80)
    try:
        with closing(socket.create_connection((address, port), timeout=seconds)) as line:
            if parts.scheme == "https":
                line = _context(source).wrap_socket(line, server_hostname=host)  # noqa: PLW2901 - the same line, sealed
            connection = http.client.HTTPConnection(parts.netloc, timeout=seconds)
            connection.sock = line
            connection.request("GET", "/robots.txt", headers={"User-Agent": agent})
            answer = connection.getresponse()
            return answer.status, answer.read(LIMIT)
    except (OSError, http.client.HTTPException) as error:
        raise _fault(error, seconds) from error


def _context(source: Source) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not source.verify_tls:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _fault(error: Exception, seconds: float) -> _FaultError:
    match error:
        case ssl.SSLCertVerificationError():
            why = plain(error.verify_message)
            return _FaultError(f"its certificate is not valid ({why})", "is the clock right?")
        case ssl.SSLError():
            return _FaultError(f"no secure connection ({plain(error.reason)})")
        case TimeoutError():
            return _FaultError(f"no answer in {seconds:.0f} seconds")
        case ConnectionRefusedError():
            return _FaultError("refuses connections")
        case http.client.HTTPException():
            return _FaultError("its answer is no HTTP")
        case _:
            return _FaultError(f"cannot be reached ({getattr(error, 'strerror', None) or error})")


def examples(sources: Iterable[Source]) -> list[Source]:
    """A few enabled sources that are known to work, those first that matter most."""
    enabled = [one for one in sources if one.enabled]
    ranked = sorted(enabled, key=lambda one: (not one.is_confirmed, one.priority, one.id))
    return ranked[:_EXAMPLES]


def look(subject: Subject) -> Iterator[Check]:
    """All of these checks; sites are asked where that was wanted only."""
    yield proxies(subject.environ)
    if not subject.network:
        yield Check("network", "skip", "not asked", "kenwatch doctor --network")
        return
    if subject.environ.get("KENWATCH_PROXY", "").strip():
        yield Check("network", "skip", "not asked past the proxy", "kenwatch sources check")
        return
    agent = user_agent(installed_version(), subject.chosen.settings.contact)
    chosen = examples(watched(subject).values())
    with ThreadPoolExecutor(max_workers=_EXAMPLES) as pool:
        found = list(pool.map(lambda one: reach(one, agent), chosen))
    yield from [_offline(found)] if found and all(map(_is_unknown, found)) else found


def _is_unknown(check: Check) -> bool:
    return check.found.endswith(_UNKNOWN)


def _offline(found: list[Check]) -> Check:
    """Five names that are not found tell of this machine, not of five sites."""
    names = told(check.found.partition(":")[0] for check in found)
    mend = "is this machine online, and does its name server answer?"
    return Check("network", "fail", f"no name is found: {names}", mend)
