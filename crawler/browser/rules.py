"""Sites drawn by script: which requests a browser draws, and what it may ask for; pure.

The browser itself has no network. Each address that a page wants is judged here, and what may
be had is fetched by the crawl's own handlers (``crawler.browser.drawing``), whose guard, pins,
certificates and caps hold for it as for any other request.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, Literal

from crawler.addresses import host_of, in_scope, normal_host, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from crawler.sources import Source

# the only ones whose answer can be a page for readers
_DRAWN: Final = frozenset({"hub", "listing", "front page", "page"})
EXTRA_MISSING: Final = "needs the browser extra: pip install kenwatch[browser]"
CHROMIUM_MISSING: Final = (
    "needs Chromium: install it (Debian: apt install chromium) or name it in KENWATCH_CHROMIUM"
)
_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
# what Chromium needs of our environment; the rest is none of its business
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

# no name resolves, and no connection is made but by a proxy whose name does not resolve: what
# escapes the page's routes (sockets, prefetching, updates of Chromium itself) leads nowhere
_NO_NETWORK: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://nowhere.invalid:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
)
_FRUGAL: Final = (
    "--js-flags=--max-old-space-size=512",
    "--blink-settings=imagesEnabled=false",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--renderer-process-limit=2",
)
# peer connections look for ways round a proxy, and no text needs one
NO_PEERS: Final = """for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection",
  "WebTransport"]) { try { delete globalThis[name] } catch {} }"""
# the bytes that are handed on are UTF-8, whatever the page said of itself
NO_CHARSET: Final = """() => document
  .querySelectorAll('meta[charset], meta[http-equiv="content-type" i]')
  .forEach(mark => mark.remove())"""
LENGTH: Final = "() => document.documentElement.outerHTML.length"

_FETCHED: Final = frozenset({"script", "xhr", "fetch"})
_HARMLESS: Final = frozenset({"GET", "HEAD"})
MOST_PARTS: Final = 150
MOST_PART_BYTES: Final = 32 * 1024 * 1024

# hop-by-hop, or ours to say, or a trace of the visit that nobody needs
_NOT_SENT: Final = frozenset(
    {
        "accept-encoding", "connection", "content-length", "cookie", "host", "keep-alive",
        "proxy-authorization", "referer", "te", "transfer-encoding", "upgrade", "user-agent",
    }
)  # fmt: skip
_NOT_HANDED_IN: Final = frozenset(
    {
        "alt-svc", "connection", "content-encoding", "content-length", "keep-alive", "link",
        "set-cookie", "strict-transport-security", "transfer-encoding",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a page. ``kind`` is Chromium's name of the resource's type."""

    url: str
    kind: str
    method: str = "GET"


@dataclass(slots=True)
class Visit:
    """What one page took so far: ``parts`` in number, ``size`` in bytes, reasons of refusals."""

    parts: int = 0
    size: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    def refuse(self, reason: str) -> None:
        """Count a part that was not fetched."""
        self.refused[reason] = self.refused.get(reason, 0) + 1

    @property
    def words(self) -> str:
        """What was not fetched, for the log; empty where nothing was refused."""
        return ", ".join(f"{count} × {reason}" for reason, count in sorted(self.refused.items()))


def request_meta(source: Source, kind: str) -> dict[str, Any]:
    """What to add to the meta of a request; empty where plain HTTP is meant.

    ``kind``: "page", "front page" or the kind of a hub; feeds, sitemaps and robots.txt are
    never drawn.
    """
    if source.render != "browser" or kind not in _DRAWN:
        return {}
    return {"playwright": True, "wait_for": source.wait_for}


def settings_for(sources: Iterable[Source]) -> dict[str, Any]:
    """Scrapy settings to add: none unless a source is drawn by a browser.

    ``DOWNLOAD_HANDLERS`` holds two schemes only; the project's other entries are to stay.
    """
    if not any(source.render == "browser" for source in sources):
        return {}
    return {
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.browser.drawing.DrawingHTTPHandler",
            "https": "crawler.browser.drawing.DrawingHTTPSHandler",
        },
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_BROWSER_PROVIDER": "crawler.browser.chromium.Chromium",
    }


def is_installed(find: Callable[[str], object | None] = find_spec) -> bool:
    """Whether the extra ``kenwatch[browser]`` is there."""
    return find("scrapy_playwright") is not None


def executable(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> str | None:
    """The Chromium to start: ``KENWATCH_CHROMIUM``, else the first on the path, else None."""
    named = environment.get("KENWATCH_CHROMIUM", "").strip()
    if named:
        return which(named)
    return next((found for found in map(which, _PROGRAMS) if found), None)


def launch_options(
    program: str, environment: Mapping[str, str], *, is_root: bool
) -> dict[str, Any]:
    """Arguments of Playwright's ``launch``: no network, little memory, its own sandbox."""
    return {
        "executable_path": program,
        # Chromium refuses to start its sandbox as root
        "chromium_sandbox": not is_root,
        "args": [*_NO_NETWORK, *_FRUGAL],
        "env": {name: environment[name] for name in _ENVIRONMENT if name in environment},
        # the crawl ends the browser when it has ended its own work
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }


def context_options(user_agent: str) -> dict[str, Any]:
    """Arguments of Playwright's ``new_context``; a context is a profile that nobody else sees."""
    return {"user_agent": user_agent, "accept_downloads": False, "service_workers": "block"}


def answer_at_once(part: Part) -> Literal["empty", "abort"] | None:
    """How a part is answered that the text does not need; None where it is to be fetched.

    Style sheets are answered empty: some pages wait for them, or stop where they fail.
    """
    if part.kind == "stylesheet":
        return "empty"
    return None if part.kind in _FETCHED else "abort"


def part_refusal(
    part: Part, source: Source, pins: Mapping[str, str], visit: Visit | None = None
) -> str | None:
    """Why a script or datum that a page asks for is not fetched, in words, or None.

    ``pins``: those of all sources; a page reaches its own source's only.
    """
    spent = visit or Visit()
    if spent.parts >= MOST_PARTS or spent.size >= MOST_PART_BYTES:
        return "page asks for too much"
    own = {
        normal_host(host): pins[normal_host(host)]
        for host in source.pin
        if normal_host(host) in pins
    }
    problem = refusal(part.url, own)
    if problem:
        return problem
    host = host_of(part.url)
    if host in pins and host not in own:
        return "address belongs to another source"
    if part.method not in _HARMLESS and not is_own(host, source):
        return f"{part.method} to another site"
    return None


def is_own(host: str, source: Source) -> bool:
    """Whether a host is the source's, or a subdomain of one that is (an interface for data)."""
    hosts = (*source.hosts, *source.pin)
    ends = tuple(f".{normal_host(own).removeprefix('www.')}" for own in hosts)
    return in_scope(host, hosts) or host.endswith(ends)


def sent_headers(asked: Mapping[str, str], user_agent: str) -> dict[str, str]:
    """The headers that a part is fetched with: the page's own, less traces, with our name."""
    kept = {
        name: value
        for name, value in asked.items()
        if name.lower() not in _NOT_SENT and not name.lower().startswith("sec-")
    }
    return {**kept, "User-Agent": user_agent}


def handed_in(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer that the page may see: no cookies, nothing on the transport."""
    return {name: value for name, value in headers.items() if name.lower() not in _NOT_HANDED_IN}


def content_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of a drawn page, which is UTF-8 whatever was sent.

    Its validators go: the empty shell stays the same while its contents change.
    """
    dropped = {"content-type", "content-encoding", "content-length", "etag", "last-modified"}
    kept = {name: value for name, value in headers.items() if name.lower() not in dropped}
    return {**kept, "Content-Type": "text/html; charset=utf-8"}
