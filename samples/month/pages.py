"""The pages, feeds and lists of the newsrooms as bytes, whole or broken. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.month.outlets import Outlet, RoadKind
    from samples.month.texts import Text
    from samples.month.troubles import Kind

LISTED: Final = 30
ROBOTS: Final = b"User-agent: *\nDisallow: /search\n"
# a clock that somebody set by hand: every date of the site is years ahead
_AHEAD: Final = timedelta(days=5 * 365)
# Kazakh letters that cp1251 has not: a database of that charset kept question marks in their place
_LOST: Final = str.maketrans(dict.fromkeys("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "?"))


@dataclass(frozen=True, slots=True)
class Reply:
    """What a site answers: status, media type, body, and where it sends the reader, if it does."""

    status: int
    media: str
    body: bytes
    location: str = ""


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("samples.month"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _html(template: str, **values: object) -> Reply:
    body = _environment().get_template(template).render(**values)
    return Reply(200, "text/html; charset=utf-8", body.encode())


def article(outlet: Outlet, text: Text, now: datetime, trouble: Kind | None) -> Reply:
    """The page of a text as it is now."""
    if trouble == "layout":
        return _html("shell.html", outlet=outlet)
    wording = text.at(now)
    paragraphs = wording.paragraphs[:1] if trouble == "thin" else wording.paragraphs
    reply = _html(
        f"{outlet.layout}.html",
        outlet=outlet,
        title=wording.title,
        paragraphs=paragraphs,
        author=text.author,
        published=_dated(text, trouble),
    )
    return _miswritten(reply) if trouble == "charset" else reply


def _dated(text: Text, trouble: Kind | None) -> datetime:
    return text.published + _AHEAD if trouble == "dates" else text.published


def _miswritten(reply: Reply) -> Reply:
    return Reply(reply.status, reply.media, reply.body.decode().translate(_LOST).encode())


def road(
    outlet: Outlet, kind: RoadKind, texts: Sequence[Text], trouble: Kind | None, base: str
) -> Reply:
    """A feed or list of the newest texts (newest first), as they were when published."""
    entries = [(text, _dated(text, trouble)) for text in texts[:LISTED]]
    values = {"outlet": outlet, "entries": entries, "base": base, "rfc822": _rfc822}
    if kind == "listing":
        return _html("list.html", **values)
    reply = _html(f"{kind}.xml", **values)
    media = "application/rss+xml" if kind == "rss" else "application/atom+xml"
    return Reply(reply.status, f"{media}; charset=utf-8", reply.body)


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))


def front(outlet: Outlet) -> Reply:
    """The front page: a name, and no news."""
    return _html("front.html", outlet=outlet)


def challenge() -> Reply:
    """What a guard before the site shows, with the status of a good answer."""
    return _html("challenge.html")


def refused() -> Reply:
    """The site does not want us."""
    return Reply(403, "text/html; charset=utf-8", b"<h1>403 Forbidden</h1>")


def missing() -> Reply:
    """No such page."""
    return Reply(404, "text/html; charset=utf-8", b"<h1>404</h1><p>Not found.</p>")


def moved(host: str, target: str) -> Reply:
    """The site is at another host now."""
    return Reply(301, "text/html; charset=utf-8", b"<p>Moved.</p>", f"http://{host}{target}")
