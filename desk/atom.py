"""An Atom 1.0 feed (RFC 4287) of the newest articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import click
from lxml import etree

from desk import moments, options, queries
from desk.files import write_out
from desk.reader import reading
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ATOM = "http://www.w3.org/2005/Atom"
# lxml takes None for the default namespace, its stubs do not know
_DEFAULT: Any = {None: _ATOM}
_XML = "http://www.w3.org/XML/1998/namespace"
# letters that XML 1.0 cannot hold
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUMMARY = 600


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself; its id follows from ``identity``, the name of its question."""

    title: str
    identity: str
    self_url: str | None = None


def atom(head: FeedHead, lines: Sequence[queries.ArticleLine], now: datetime) -> bytes:
    """The feed as bytes. Ids depend on the article's address only, so they stay for ever.

    The feed's ``updated`` is that of its newest entry, so that the same entries give the same
    bytes; without entries it is ``now``.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap=_DEFAULT)
    _text(feed, "id", _urn(f"kenwatch:{head.identity}"))
    _text(feed, "title", head.title)
    changes = [changed for line in lines if (changed := _updated(line))]
    _text(feed, "updated", _stamp(max(changes, default=now)))
    _text(_child(feed, "author"), "name", "kenwatch")
    if head.self_url:
        _child(feed, "link", rel="self", href=head.self_url)
    _text(feed, "generator", "kenwatch")
    for line in lines:
        _entry(feed, line, now)
    tree: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return tree


def _entry(feed: etree._Element, line: queries.ArticleLine, now: datetime) -> None:
    entry = _child(feed, "entry")
    _text(entry, "id", _urn(line.canonical_url))
    title = _text(entry, "title", plain(line.title) or line.url)
    title.set(f"{{{_XML}}}lang", line.language)
    _text(entry, "updated", _stamp(_updated(line) or now))
    if published := moments.from_archive(line.published_at):
        _text(entry, "published", _stamp(published))
    if line.url.startswith(("https://", "http://")):
        _child(entry, "link", rel="alternate", href=line.url)
    _text(_child(entry, "author"), "name", line.source)
    for term in (*line.topics, *line.towns):
        _child(entry, "category", term=term)
    summary = _text(entry, "summary", _shortened(plain(line.lead)))
    summary.set(f"{{{_XML}}}lang", line.language)


def _updated(line: queries.ArticleLine) -> datetime | None:
    stamps = (line.modified_at, line.published_at, line.first_seen_at)
    return next((moment for stamp in stamps if (moment := moments.from_archive(stamp))), None)


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    for key, value in attributes.items():
        child.set(key, _ILLEGAL.sub("", value))
    return child


def _text(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = _child(parent, name)
    child.text = _ILLEGAL.sub("", text)
    return child


def _shortened(text: str) -> str:
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rsplit(None, 1)[0] + " …"


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name.encode("utf-8", "replace").decode()).urn


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@click.command(
    epilog=options.examples(
        "kenwatch feed --topic mining --out mining.xml",
        'kenwatch feed --words "шахта авария" --town Темиртау > accidents.xml',
    )
)
@click.option("--title", metavar="TITLE", help="The title of the feed.")
@click.option("--self-url", metavar="URL", help="Where the feed will be served, if known.")
@click.option("--out", type=options.FILE, metavar="FILE", help="Write here in place of the screen.")
@options.limit_option(50)
@options.words_option
@options.filter_options
@options.db_option
def feed(
    title: str | None,
    self_url: str | None,
    out: Path | None,
    limit: int,
    db: Path,
    **given: str,
) -> None:
    """Write an Atom feed of the newest articles, for a feed reader.

    The file is replaced in one step, so that a web server may serve it at any moment.
    """
    with reading(db) as archive:
        ids = queries.newest(archive, options.filters(archive, given), limit)
        lines = list(queries.lines(archive, ids))
    parts = [f"{name}={value}" for name, value in sorted(given.items()) if value]
    name = title or ": ".join(
        filter(None, ("kenwatch", ", ".join(p.split("=", 1)[1] for p in parts)))
    )
    head = FeedHead(title=name, identity="&".join(parts), self_url=self_url)
    write_out([atom(head, lines, options.now())], out)
