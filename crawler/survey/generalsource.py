"""A source for bytes that no source file speaks of: its scope is read off the bytes. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from crawler.hubs import hubbytes
from crawler.sources import Source
from crawler.urls import host_problem, safe_join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.items import Discovery

UNKNOWN_BASE: Final = "https://unknown.invalid/"
ID: Final = "adhoc"

# JSON may write "https:\/\/"
_LINK = re.compile(rb"""https?:\\?/\\?/[^\s"'<>\\/?#\x00-\x20]{1,253}""", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(https?://[^\s<>]{1,500})", re.IGNORECASE)
_OWN_LINK = re.compile(
    r"""<(?:\w{1,20}:)?link\b(?=[^<>]{0,500}?\brel\s{0,9}=\s{0,9}["']?(?:canonical|self)\b)"""
    r"""[^<>]{0,500}?\bhref\s{0,9}=\s{0,9}["']?(?P<url>(?:https?:)?/[^"'\s<>]{1,1000})""",
    re.IGNORECASE,
)
_OWN_META = re.compile(
    r"""<meta\b(?=[^<>]{0,500}?\bproperty\s{0,9}=\s{0,9}["']?og:url\b)"""
    r"""[^<>]{0,500}?\bcontent\s{0,9}=\s{0,9}["']?(?P<url>(?:https?:)?/[^"'\s<>]{1,1000})""",
    re.IGNORECASE,
)
_BASE_ELEMENT = re.compile(
    r"""<base\b[^<>]{0,300}?\bhref\s{0,9}=\s{0,9}["']?(?P<url>(?:https?:)?//[^"'\s<>]{1,1000})""",
    re.IGNORECASE,
)
# where the addresses of articles stand; namespaces, schemas, styles and pictures stand elsewhere
_NAMED = re.compile(
    r"""<a\b[^<>]{0,500}?\bhref\s{0,9}=\s{0,9}["']?(?P<a>https?://[^"'\s<>]{1,1000})"""
    r"""|<(?:\w{1,20}:)?(?:link|loc|guid|id)\b[^<>]{0,300}>\s{0,99}(?:<!\[CDATA\[)?\s{0,99}"""
    r"""(?P<text>https?://[^\s<>\]]{1,1000})"""
    r"""|<(?:\w{1,20}:)?link\b(?![^<>]{0,500}?\brel\s{0,9}=\s{0,9}["']?(?:style|pre|dns|icon|shortcut|apple))"""
    r"""[^<>]{0,300}?\bhref\s{0,9}=\s{0,9}["'](?P<atom>https?://[^"'\s<>]{1,1000})"""
    r"""|"(?:url|home_page_url|feed_url|link)"\s{0,9}:\s{0,9}"(?P<json>https?:[^"\s]{1,1000})"""
    r"""|^\s{0,9}(?:sitemap\s{0,9}:\s{0,9})?(?P<line>https?://[^\s<>]{1,1000})""",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 200_000
# twice the addresses that a sitemap may name (sitemaps.org), and so beyond its hosts
_MOST_HOSTS = 100_000
# what any site links to: never the site itself
_ELSEWHERE = re.compile(
    r"(?:[^/]+\.)?(?:t\.me|telegram\.(?:me|org|dog)|facebook\.com|fb\.com|vk\.(?:com|ru)|ok\.ru"
    r"|twitter\.com|x\.com|instagram\.com|threads\.(?:net|com)|youtube\.com|youtu\.be|tiktok\.com"
    r"|whatsapp\.com|wa\.me|linkedin\.com|pinterest\.com|reddit\.com|google\.(?:com|kz|ru)"
    r"|googleapis\.com|gstatic\.com|googletagmanager\.com|google-analytics\.com|apple\.com"
    r"|yandex\.(?:ru|kz|com)|mail\.ru|liveinternet\.ru|rambler\.ru|zero\.kz|dzen\.ru|w3\.org"
    r"|schema\.org|purl\.org|cloudflare\.com|cloudflareinsights\.com)"
)
# below these second names anyone may have a site: the site's own name is the third
_SHARED = frozenset(
    {"com", "org", "net", "edu", "gov", "mil", "co", "ac", "info", "biz", "blogspot",
     "wordpress", "livejournal", "ucoz", "github", "tilda"}
)  # fmt: skip


class _Hosts(tuple[str, ...]):  # noqa: SLOT001 - a tuple has no slot for its hash
    """Hosts that know their hash: it is asked for once an address, and there may be thousands."""

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or super().__eq__(other)


def base_of(body: bytes) -> str:
    """The address that bytes without one most likely came from, UNKNOWN_BASE if none is in them.

    A page or feed that names its own address is believed, its query included; else its <base>,
    else the front page of the host that is named most often where links to articles stand (of
    equal ones the first).
    """
    head = hubbytes.text_of(hubbytes.inflate(body)[:_HEAD])
    saved = _SAVED_FROM.search(head)
    site = _site_of(head)
    told = [saved[1]] if saved else []
    told += [unescape(m["url"]) for rule in (_OWN_LINK, _OWN_META) if (m := rule.search(head))]
    return next(filter(None, (safe_join(site or "", url) for url in told)), site or UNKNOWN_BASE)


def _site_of(head: str) -> str | None:
    element = _BASE_ELEMENT.search(head)
    address = safe_join("https:", unescape(element["url"])) if element else None
    if address:
        return address
    named = (m[m.lastindex or 0].replace("\\/", "/") for m in _NAMED.finditer(head))
    hosts = Counter(filter(None, (_front_page(url) for url in named)))
    return hosts.most_common(1)[0][0] if hosts else None


def _front_page(url: str) -> str | None:
    address = safe_join("", url)
    host = urlsplit(address).netloc if address else ""
    if not address or _ELSEWHERE.fullmatch(host):
        return None
    return f"{address.partition(':')[0]}://{host}/"


def general_source(base: str, body: bytes, *, site_only: bool) -> Source:
    """A source whose scope fits bytes from ``base``, without any pattern of its own.

    A feed, sitemap or robots.txt speaks for what it lists: all hosts that stand in the bytes are
    in scope. A listing page links to anyone: ``site_only`` leaves the site's own domain in scope,
    sub-domains included.
    """
    here = _host(base) or urlsplit(UNKNOWN_BASE).netloc
    source = Source(
        id=ID, name=here, country="KZ", languages=("kk", "ru", "en"), group="national",
        hosts=(here,),
    )  # fmt: skip
    own = (here, site_domain(here)) if site_only else (here,)
    return extended(_reaching(source, own), body, site_only=site_only)


def extended(source: Source, body: bytes, *, site_only: bool) -> Source:
    """The source with the hosts in scope that stand in the bytes of one of its hubs.

    All of them, or with ``site_only`` those that are sub-domains of the source's own domains.
    """
    named = Counter[str]()
    for link, times in Counter(_LINK.findall(hubbytes.inflate(body))).items():
        if host := _host(link.decode("utf-8", "replace").replace("\\", "")):
            named[host] += times
    within = [host for host, _ in named.most_common()]
    if site_only:
        own = frozenset(site_domain(host) for host in source.hosts)
        within = [host for host in within if site_domain(host) in own]
    return _reaching(source, (*source.hosts, *within))


def widened(source: Source, found: Discovery) -> Source | None:
    """The source with the hosts that a feed or sitemap was refused for; None if there are none."""
    entries = [one.entry for one in found.skipped if host_problem(source, one.entry)]
    known = frozenset(source.hosts)
    missed = [host for host in map(_host, entries) if host and host not in known]
    first, *others = source.hosts
    return _reaching(source, (first, *missed, *others)) if missed else None


def _reaching(source: Source, hosts: Iterable[str]) -> Source:
    kept = islice(dict.fromkeys(hosts), _MOST_HOSTS)
    return source.model_copy(update={"hosts": _Hosts(kept)})


def _host(url: str) -> str | None:
    """The host of an address with a port that is not the usual one; None for no address."""
    address = safe_join("", url)
    return urlsplit(address).netloc if address else None


def site_domain(host: str) -> str:
    """The part of a host that one owner has: "kaz.example.kz" → "example.kz"."""
    name = host.partition(":")[0]
    labels = name.split(".")
    if name.startswith("[") or name.replace(".", "").isdigit():
        return host
    keep = 3 if len(labels) > 2 and labels[-2] in _SHARED else 2  # noqa: PLR2004 - "news.com.kz"
    return ".".join(labels[-keep:])
