"""The words with which pages and hubs failed → what they say of the source. Pure.

Every word of ``crawler.failures``, of the readers of hubs and of ``pipelines.model.Reason`` has
its place here; what is not known counts as a site that gives no good answer, and never as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from pipelines.model import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

# of the whole site: blocked to down; unread and charset: what came could not be read;
# own: a matter of this machine; page: of one page alone; fine: the page came and was read
Kind = Literal["blocked", "challenge", "moved", "down", "unread", "charset", "own", "page", "fine"]
# what may stand for a trouble of the whole site where pages fail with it
OF_SITE: Final = frozenset({"blocked", "challenge", "moved", "down"})


@dataclass(frozen=True, slots=True)
class Sign:
    """What a word says: of which kind it is, and the phrase that tells it, with its values.

    ``no_network``: it would be the same if this machine had no network.
    """

    kind: Kind
    cause: str
    values: Mapping[str, str] = field(default_factory=dict)
    no_network: bool = False


_WORDS: Final[Mapping[str, Sign]] = {
    "host not found": Sign("down", "no_host", no_network=True),
    "connection refused": Sign("down", "no_answer", no_network=True),
    "timed out": Sign("down", "no_answer", no_network=True),
    "connection was lost": Sign("down", "no_answer", no_network=True),
    "no connection": Sign("down", "no_answer", no_network=True),
    "answer was cut short": Sign("down", "broken_answer"),
    "answer could not be unpacked": Sign("down", "broken_answer"),
    "answer is not proper HTTP": Sign("down", "broken_answer"),
    "certificate not valid": Sign("down", "certificate"),
    "secure connection failed": Sign("down", "certificate"),
    "throttled by the host": Sign("blocked", "throttled"),
    "robots.txt forbids it": Sign("blocked", "robots"),
    "redirected to the front page": Sign("moved", "redirects"),
    "redirected to a section page": Sign("moved", "redirects"),
    "redirected to a broken address": Sign("moved", "redirects"),
    "redirected to something that is not a web address": Sign("moved", "redirects"),
    "redirected to itself": Sign("moved", "redirects"),
    "redirected in a circle": Sign("moved", "redirects"),
    "redirected too often": Sign("moved", "redirects"),
    "is empty": Sign("unread", "nothing_there"),
    "holds no line of a robots.txt": Sign("unread", "other_content"),
    "cannot be read as a feed": Sign("unread", "other_content"),
    "not a web address": Sign("page", "page"),
    "larger than the cap": Sign("page", "page"),
    "was ignored": Sign("page", "page"),
    "run was ended before its turn": Sign("page", "page"),
    "address belongs to another source": Sign("page", "page"),
    "page asks for too much": Sign("page", "page"),
    "browser could not draw the page": Sign("own", "own"),
    "Chromium did not start": Sign("own", "own"),
    Reason.NOT_HTML: Sign("page", "page"),
    Reason.EMPTY: Sign("unread", "nothing_there"),
    Reason.TOO_LARGE: Sign("page", "page"),
    Reason.UNREADABLE: Sign("charset", "undecodable"),
    Reason.SOFT_404: Sign("page", "page"),
    Reason.CHALLENGE: Sign("challenge", "robot_check"),
    Reason.CONSENT: Sign("challenge", "consent"),
    Reason.NO_ARTICLE: Sign("unread", "textless"),
    Reason.NO_TEXT: Sign("unread", "textless"),
    Reason.SCREENED: Sign("fine", ""),
    Reason.SCREENED_CHECKED: Sign("fine", ""),
    Reason.OFF_TOPIC: Sign("fine", ""),
    Reason.TIMEOUT: Sign("unread", "textless"),
    Reason.CRASHED: Sign("unread", "textless"),
    Reason.TRUNCATED: Sign("down", "broken_answer"),
}
_STARTS: Final[tuple[tuple[str, Sign], ...]] = (
    ("throttled by the host", Sign("blocked", "throttled")),
    ("redirected more than ", Sign("moved", "redirects")),
    ("redirected to a private address", Sign("down", "private")),
    # a source that was read before has no such port: a redirect names it
    ("port ", Sign("moved", "redirects")),
    ("address is private", Sign("down", "private")),
    ("address is longer", Sign("page", "page")),
    ("address is broken", Sign("page", "page")),
    ("address is not http", Sign("page", "page")),
    ("address has no host", Sign("page", "page")),
    ("larger than the cap", Sign("unread", "other_content")),
    ("answer is packed in an unknown way", Sign("down", "broken_answer")),
    ("could not be fetched", Sign("down", "broken_answer")),
    ("could not be read", Sign("unread", "other_content")),
    ("is neither a sitemap", Sign("unread", "other_content")),
    ("is not a web page", Sign("unread", "other_content")),
    ("is no feed", Sign("unread", "other_content")),
    ("page never showed", Sign("unread", "nothing_there")),
    ("browser profiles are not kept", Sign("own", "own")),
    ("needs the browser extra", Sign("own", "own")),
    ("needs Chromium", Sign("own", "own")),
)
_WALL: Final = "blocks us: "
_MOVED: Final = "moved to host "
_ANSWERED: Final = re.compile(r"answered (\d{3})")
_INNER: Final = re.compile(r"(?:host gives no answer|robots\.txt unreachable) \((.+)\)")
_OTHER_KIND: Final = re.compile(r"is (?:a|an|plain|XML|JSON)\b.*, not a ")
_ADDRESS: Final = re.compile(r" \((https?://[^\s()]*)[^\s]*\)$")
_GONE: Final = frozenset({"404", "410"})
# 408, 421, 423 and 425 are of the moment, and ask to come again
_REFUSES: Final = re.compile(r"4(?!08|21|23|25)\d\d")


def sign_of(words: str) -> Sign:
    """What a reason says, with or without the address behind it.

    A reason that nobody has foreseen is told as it stands, as one of a site that is down.
    """
    told = without_address(words).strip()
    if told in _WORDS:
        return _WORDS[told]
    if found := _INNER.fullmatch(told):
        return sign_of(found[1])
    if told.startswith(_WALL):
        return _of_wall(told.removeprefix(_WALL))
    return _of_status(found[1]) if (found := _ANSWERED.fullmatch(told)) else _of_start(told)


def without_address(words: str) -> str:
    """A problem as the crawl wrote it, without the "(address)" at its end."""
    return _ADDRESS.sub("", words)


def address_in(words: str) -> str:
    """The address at the end of a problem, or ""."""
    found = _ADDRESS.search(words)
    return found[1] if found else ""


def _of_status(status: str) -> Sign:
    values = {"status": status}
    if status in _GONE:
        return Sign("moved", "not_found", values)
    return Sign("blocked" if _REFUSES.fullmatch(status) else "down", "answered", values)


def _of_wall(words: str) -> Sign:
    return _of_status(found[1]) if (found := _ANSWERED.fullmatch(words)) else _CHECK


_CHECK: Final = _WORDS[Reason.CHALLENGE]


def _of_start(told: str) -> Sign:
    if told.startswith(_MOVED):
        return Sign("moved", "moved_to", {"host": told.removeprefix(_MOVED)})
    if _OTHER_KIND.match(told):
        return Sign("unread", "other_content")
    if " is not a host of " in told:
        return Sign("moved", "redirects")
    if told.endswith(" to another site"):
        return Sign("page", "page")
    unknown = Sign("down", "other", {"words": told[:100]})
    known = next((sign for start, sign in _STARTS if told.startswith(start)), unknown)
    return Sign(known.kind, known.cause, {"words": told[:100]}) if known.kind == "own" else known


def is_known(words: str) -> bool:
    """Whether a reason has its place here."""
    return sign_of(words).cause != "other"
