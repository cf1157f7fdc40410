"""Addresses: the identity of an article, links made absolute, scope of a source. Pure.

The identity (``canonicalize``) is a key, not an address to fetch: it folds what only
decorates an address (tracking, AMP, mobile and print views), so that an article met on
several roads is one article.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from crawler.sources import Source

MAX_LENGTH = 2000
MAX_DEPTH = 12
MAX_REPEATS = 2
MAX_PARAMETERS = 12
_ABSURD_LENGTH = 8000
_MAX_HOST = 253

_DEFAULT_PORTS = {"http": 80, "https": 443}
_IGNORED_IN_HREF = re.compile(r"[\x00-\x1f\x7f]")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = "/%:@!$'()*+,;=~-._?&"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

_VIEW_HOST = re.compile(r"(?:www|m|mobile|amp|wap|pda)\.(?=[^.]+\.)")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_AMP_ENDING = re.compile(r"\.amp(?=\.html?$|$)", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)", re.IGNORECASE)
_VIEW_SEGMENTS = frozenset({"amp", "print"})
_LANGUAGE_SEGMENT = re.compile(r"[a-z]{2,3}|english|kyrgyzcha", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_.*|fb_.*|pk_.*|mtm_.*|piwik_.*|wt_.*|at_.*|vero_.*|_x_tr_.*|roistat.*|yd_.*"
    r"|(?:fb|g|y|ys|ym|dc|ms|tw|tt|rb_|vk_|wicked)clid|gclsrc|[wg]braid|igshid|igsh|_openstat|openstat"
    r"|from|ref|refs?rc|ref_?(?:src|url|id)|referr?er|referal|_ga|_gl|_hsenc|_hsmi|hsctatracking"
    r"|mc_[ce]id|mkt_tok|cmpid|cmp|ocid|ncid|ito|smid|spm|xtor|erid|tg_rhash|share|shared"
    r"|amp|outputtype|print|printable|pfstyle|nomobile|mobile|fullversion|is_amp|amp_.*"
    r"|phpsessid|jsessionid|sessionid|session_id|session|aspsessionid.*|cfid|cftoken|zenid|oscsid",
    re.IGNORECASE,
)
# "sid" is as often the number of a story as a session: only a long token is a session
_SESSION_VALUE = re.compile(r"(?=.*\d)[0-9a-z]{16,}", re.IGNORECASE)
_PRINT_VIEWS = frozenset(
    {("tmpl", "component"), ("format", "print"), ("version", "print"), ("view", "print"),
     ("format", "amp"), ("view", "amp"), ("type", "amp")}
)  # fmt: skip


def canonicalize(url: str, base: str = "") -> str | None:
    """The identity of an article's address, or None if it is not a sound http(s) address.

    The scheme becomes https unless a port is named that is not the scheme's own; the host
    loses www., m., amp. and the like; the query is sorted. Idempotent; never raises.
    """
    parts = _split(url, base)
    if parts is None:
        return None
    host, port = _host_of(parts), parts.port
    if host is None:
        return None
    while _VIEW_HOST.match(host):
        host = host.partition(".")[2]
    scheme, netloc = "https", host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        scheme, netloc = parts.scheme, f"{host}:{port}"
    path, query = _identity_path(parts.path), _identity_query(parts.query)
    identity = urlunsplit((scheme, netloc, path, query, ""))
    return identity if len(identity) <= _ABSURD_LENGTH else None


def safe_join(base: str, href: str) -> str | None:
    """The absolute http(s) address behind a link, ready to fetch, or None. Never raises.

    The fragment and any user name are dropped, the query is kept as it is.
    """
    if not href.strip():
        return None
    parts = _split(href, base)
    host = _host_of(parts) if parts else None
    if parts is None or host is None:
        return None
    port = parts.port
    default = port is None or port == _DEFAULT_PORTS[parts.scheme]
    netloc = host if default else f"{host}:{port}"
    path, query = _escaped(parts.path, _PATH_SAFE), _escaped(parts.query, _QUERY_SAFE)
    url = urlunsplit((parts.scheme, netloc, path or "/", query, ""))
    return url if canonicalize(url) else None


def scope_problem(source: Source, url: str) -> str | None:
    """None if the source's spider may fetch the address, else the reason in words."""
    problem = host_problem(source, url) or trap_problem(url)
    if problem:
        return problem
    for pattern in source.skip_url_re:
        if re.search(pattern, url):
            return f"left out by skip_url_re {pattern}"
    return None


def host_problem(source: Source, url: str) -> str | None:
    """None if the address is on one of the source's hosts (or www. of one), else the reason."""
    parts = _split(url)
    host = _host_of(parts) if parts else None
    if parts is None or host is None:
        return "not an http(s) address"
    if {_without_www(host), _without_www(parts.netloc.lower())} & _allowed(source.hosts):
        return None
    return f"host {host} is not one of the source's"


@lru_cache(maxsize=512)
def _allowed(hosts: tuple[str, ...]) -> frozenset[str]:
    # asked for each address of a sitemap
    return frozenset(_without_www(name.lower()) for name in hosts)


def trap_problem(url: str) -> str | None:
    """None, or why the address looks like one of an endless series (length, depth, repetition)."""
    if len(url) > MAX_LENGTH:
        return f"address is longer than {MAX_LENGTH} letters"
    parts = _split(url)
    if parts is None:
        return "not an http(s) address"
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > MAX_DEPTH:
        return f"path is deeper than {MAX_DEPTH}"
    if segments and max(Counter(segments).values()) > MAX_REPEATS:
        return "path repeats itself"
    if parts.query.count("&") >= MAX_PARAMETERS:
        return f"query has more than {MAX_PARAMETERS} parameters"
    return None


def is_article(source: Source, url: str) -> bool | None:
    """Whether an address is an article's by the source's patterns; None where it has none."""
    if not source.article_url_re:
        return None
    spellings = (url, canonicalize(url) or url)
    return any(re.search(pattern, text) for pattern in source.article_url_re for text in spellings)


def _split(url: str, base: str = "") -> SplitResult | None:
    """The parts of an absolute http(s) address with a host and a sound port, else None."""
    if len(url) + len(base) > _ABSURD_LENGTH:
        return None
    url = _IGNORED_IN_HREF.sub("", url).strip()
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname or not sound:
        return None
    return parts


def _host_of(parts: SplitResult) -> str | None:
    """The host in lower case, as punycode or bracketed IPv6; None if no host can look so."""
    name = (parts.hostname or "").rstrip(".")
    if "[" in parts.netloc:
        return _bracketed(name)
    try:
        host = name.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        return None
    return host if len(host) <= _MAX_HOST and _HOST.fullmatch(host) else None


def _bracketed(name: str) -> str | None:
    try:
        address = ipaddress.IPv6Address(name)
    except ValueError:
        return None
    return None if address.scope_id else f"[{address.compressed}]"


def _without_www(host: str) -> str:
    return host.removeprefix("www.")


def _escaped(text: str, safe: str) -> str:
    """Percent-encode what must be, decode what need not be, hex in upper case (RFC 3986, 6.2.2)."""

    def normal(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter in _UNRESERVED else match[0].upper()

    text = _BARE_PERCENT.sub("%25", text)
    return _ESCAPE.sub(normal, quote(text, safe=safe, errors="replace"))


def _identity_path(path: str) -> str:
    path = _PATH_SESSION.sub("", _escaped(path, _PATH_SAFE))
    segments = _without_dots([part for part in path.split("/") if part])
    while (shorter := _without_view(segments)) != segments:
        segments = shorter
    return "/" + "/".join(segments)


def _without_dots(segments: list[str]) -> list[str]:
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return kept


def _without_view(segments: list[str]) -> list[str]:
    """The path without one mark of an AMP or print view or of a directory's index page."""
    if not segments:
        return segments
    *front, last = segments
    if last.lower() in _VIEW_SEGMENTS or _INDEX.fullmatch(last) or not _AMP_ENDING.sub("", last):
        return front
    if _AMP_ENDING.search(last):
        return [*front, _AMP_ENDING.sub("", last)]
    if segments[0].lower() in _VIEW_SEGMENTS:
        return segments[1:]
    if front and _LANGUAGE_SEGMENT.fullmatch(front[0]) and segments[1].lower() in _VIEW_SEGMENTS:
        return [segments[0], *segments[2:]]
    return segments


def _identity_query(query: str) -> str:
    kept = set()
    for pair in _escaped(query, _QUERY_SAFE).split("&"):
        # links copied out of HTML without unescaping carry "&amp;name="
        name, _, value = re.sub(r"^(?:amp;)+", "", pair).partition("=")
        if (name or value) and not _is_decoration(name.lower(), value):
            kept.add(f"{name}={value}" if value else name)
    return "&".join(sorted(kept))


def _is_decoration(name: str, value: str) -> bool:
    if name in {"sid", "s"} and _SESSION_VALUE.fullmatch(value):
        return True
    return bool(_TRACKING.fullmatch(name)) or (name, value.lower()) in _PRINT_VIEWS
