"""Where a link stands on a page: its card with heading and date, or the page's furniture. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, TypeGuard

from crawler import hubbytes
from crawler.hubdates import parse_hub_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from lxml.etree import _Element

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FURNITURE_TAGS = frozenset({"nav", "header", "footer", "menu"})
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|topbar|breadcrumbs?|social|share|sharing"
    r"|lang(?:uages?|s)?|banner|advert(?:isement)?|reklama|promo|partners?|copyright|tags?|cookie)"
    r"(?:$|[\s_-])|(?:^|\s)(?:(?:site|main|page|top)[_-])?header(?:$|\s)",
    re.IGNORECASE,
)
_DATE_MARK = re.compile(r"date|time|дата|kun|data\b|ago\b", re.IGNORECASE)
_LOOKS_DATED = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|\d{1,2}\s[^\W\d_]{3,}|\d{4}\s?ж"
    r"|сегодня|вчера|бүгін|кеше|назад|бұрын|today|yesterday|\bago\b",
    re.IGNORECASE,
)
_MAX_CLIMB = 6
_MAX_ABOVE = 40
_MAX_PARTS = 80
_MAX_PIECES = 8
_MAX_DATE_LETTERS = 60
_TEXT_CAP = 300
_MENU_LETTERS = 24


def is_heading(anchor: _Element) -> bool:
    """Whether a link stands in a heading or holds one."""
    within = any(parent.tag in _HEADINGS for parent in islice(anchor.iterancestors(), 3))
    return within or _heading_within(anchor) is not None


def _heading_within(element: _Element) -> _Element | None:
    near = islice(element.iter("*"), _MAX_PARTS)
    return next((one for one in near if one.tag in _HEADINGS), None)


def in_furniture(anchor: _Element) -> bool:
    """Whether a link stands in a menu, header, footer, share bar, banner or the like."""
    for parent in (anchor, *islice(anchor.iterancestors(), _MAX_ABOVE)):
        if parent.tag in ("body", "html", "article", "main"):
            return False
        names = f"{parent.get('class', '')[:200]} {parent.get('id', '')[:100]}"
        marked = parent.tag in _FURNITURE_TAGS or _FURNITURE.search(names)
        if marked and not _of_card(parent):
            return True
    return False


def _of_card(element: _Element) -> bool:
    """``<header>`` of an ``<article>`` is a card's own."""
    return any(parent.tag == "article" for parent in islice(element.iterancestors(), 3))


def find_card(anchor: _Element) -> _Element:
    """The largest element around a link that holds links to this address only."""
    href, card = anchor.get("href"), anchor
    for parent in islice(anchor.iterancestors(), _MAX_CLIMB):
        if parent.tag in ("body", "html", "main") or _leads_elsewhere(parent, href):
            break
        card = parent
    return card


def _leads_elsewhere(element: _Element, href: str | None) -> bool:
    """Whether a further headline or picture leads to another address."""
    anchors = element.iter("a")
    for other in islice(anchors, _MAX_PARTS):
        elsewhere = other.get("href") not in (None, href)
        if elsewhere and (_is_wordy(other) or other.find(".//img") is not None):
            return True
    return next(anchors, None) is not None


def _is_wordy(element: _Element) -> bool:
    """Whether a link says more than menus and tags do."""
    pieces = islice(element.itertext(), _MAX_PIECES)
    return sum(len(str(piece).strip()) for piece in pieces) > _MENU_LETTERS


def card_title(element: _Element) -> str:
    """The headline of a link or card: its heading, or the longest piece of a link's own words."""
    heading = _heading_within(element)
    if heading is not None and _text(heading):
        return _text(heading)
    if element.tag != "a":
        return ""
    parts = [part for part in _parts(element) if not _is_date_text(part)]
    return max(parts, key=len, default="")


def image_title(anchor: _Element) -> str:
    """What stands for the words of a link that has none: its title, its picture's description."""
    image = next(anchor.iter("img"), None)
    described = "" if image is None else image.get("alt") or ""
    return hubbytes.plain(anchor.get("title") or described, _TEXT_CAP)


def _text(element: _Element) -> str:
    return hubbytes.plain(" ".join(_parts(element)), _TEXT_CAP)


def _parts(element: _Element) -> Iterator[str]:
    """The text pieces of an element, block by block, as plain text."""
    pieces = (hubbytes.plain(str(piece), _TEXT_CAP) for piece in element.itertext())
    return islice((piece for piece in pieces if piece), _MAX_PARTS)


def card_date(card: _Element, *, zone: tzinfo, now: datetime) -> datetime | None:
    """The date that a card shows: a time tag, an element called date, or a short text."""
    shown = (*_date_texts(card), *_neighbours(card))
    dates = (parse_hub_date(raw, zone=zone, now=now) for raw in shown)
    return next((date for date in dates if date), None)


def _date_texts(card: _Element) -> Iterator[str]:
    for tag in islice(card.iter("time"), 3):
        yield from filter(None, (tag.get("datetime"), _text(tag)))
    for element in islice(card.iter("span", "div", "p", "small", "i", "b", "li", "td"), _MAX_PARTS):
        if _DATE_MARK.search(element.get("class", "")[:200]):
            yield _text(element)[:_MAX_DATE_LETTERS]
    yield from (part for part in _parts(card) if _is_date_text(part))


def _is_date_text(text: str) -> bool:
    return len(text) <= _MAX_DATE_LETTERS and bool(_LOOKS_DATED.search(text))


def _neighbours(card: _Element) -> Iterator[str]:
    """Dates beside a link in lists without cards: ``date link date link``."""
    before, parent = card.getprevious(), card.getparent()
    near = [before.tail if before is not None else parent.text if parent is not None else ""]
    near += [_text(other) for other in (before, card.getnext()) if _is_plain(other)]
    near.append(card.tail)
    return (text for text in (hubbytes.plain(one or "") for one in near) if _is_date_text(text))


def _is_plain(element: _Element | None) -> TypeGuard[_Element]:
    if element is None or element.tag in ("a", "script", "style"):
        return False
    return element.find(".//a") is None
