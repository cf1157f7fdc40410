"""The date and the time that the card of a link shows. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, TypeGuard

from crawler.hubs import hubbytes
from crawler.hubs.hubdates import parse_hub_date
from crawler.sections.cardtext import MAX_DATE_LETTERS, block_text, block_texts, is_date_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, tzinfo

    from lxml.etree import _Element

_DATE_MARK = re.compile(r"date|time|дата|kun|data\b|ago\b", re.IGNORECASE)
_BARE_TIME = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d")
_DATE_ATTRIBUTES = ("datetime", "data-date", "data-time", "data-datetime", "data-published")
_MAX_PARTS = 80


def card_date(card: _Element, *, zone: tzinfo, now: datetime) -> datetime | None:
    """The moment in UTC that a card shows: a time tag, an element called date, or a short text.

    A day and a time that stand apart in the card are put together.
    """
    shown = (*_date_texts(card), *_neighbours(card))
    dates = (parse_hub_date(raw, zone=zone, now=now) for raw in shown)
    found = next((date for date in dates if date), None)
    local = found.astimezone(zone) if found else None
    if local is None or (local.hour, local.minute) != (0, 0):
        return found
    clock = clock_text(card)
    moment = parse_hub_date(f"{local:%Y-%m-%d} {clock}", zone=zone, now=now) if clock else None
    return moment or found


def clock_text(card: _Element) -> str | None:
    """The bare time of day ("14:05") that a card shows, as written."""
    near = (*block_texts(card), *_neighbours(card))
    return next((text for text in near if _BARE_TIME.fullmatch(text)), None)


def _date_texts(card: _Element) -> Iterator[str]:
    for tag in islice(card.iter("*"), _MAX_PARTS):
        yield from filter(None, (tag.get(name) for name in _DATE_ATTRIBUTES))
        if tag.get("itemprop") == "datePublished":
            yield tag.get("content") or ""
        if tag.tag == "time":
            yield block_text(tag)
    for element in islice(card.iter("span", "div", "p", "small", "i", "b", "li", "td"), _MAX_PARTS):
        if _DATE_MARK.search(element.get("class", "")[:200]):
            text = block_text(element)[: MAX_DATE_LETTERS + 1]
            yield from (text,) if is_date_text(text) else ()
    yield from (part for part in block_texts(card) if is_date_text(part))


def _neighbours(card: _Element) -> Iterator[str]:
    """Dates beside a link in lists without cards: ``date link date link``."""
    before, parent = card.getprevious(), card.getparent()
    near = [before.tail if before is not None else parent.text if parent is not None else ""]
    near += [block_text(other) for other in (before, card.getnext()) if _is_plain(other)]
    near.append(card.tail)
    return (text for text in (hubbytes.plain(one or "") for one in near) if is_date_text(text))


def _is_plain(element: _Element | None) -> TypeGuard[_Element]:
    if element is None or element.tag in ("a", "script", "style"):
        return False
    return element.find(".//a") is None
