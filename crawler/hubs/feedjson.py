"""The entries of a JSON Feed (1.0 and 1.1) as raw texts. Pure; never raises."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from crawler.hubs.feedxml import Entry
from crawler.hubs.floods import bounded_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# no number of a feed is of use, and an endless one would raise
_DECODER = json.JSONDecoder(strict=False, parse_int=float)
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
_BETWEEN = re.compile(r"[\s,]*")
_FIELDS = {
    "link": "url",
    "id": "id",
    "title": "title",
    "published": "date_published",
    "updated": "date_modified",
    "language": "language",
    "other": "external_url",
}


def json_entries(text: str, base_url: str) -> list[Callable[[], Entry]] | None:
    """The entries of a JSON Feed in order, each to be read when it is wanted; None if it is none.

    Of a feed that is cut, the whole entries count, and one more for the cut.
    """
    text = bounded_json(text)
    try:
        feed = _DECODER.decode(text.lstrip("\ufeff \t\r\n\x00").rstrip("\x00"))
    except (ValueError, RecursionError):
        whole = list(_whole_items(text))
        feed = {"items": whole} if whole else None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        return None
    return [partial(_read, item, base_url, feed.get("language")) for item in items]


def _whole_items(text: str) -> Iterator[Any]:
    found = _ITEMS.search(text)
    at = found.end() if found else len(text)
    while (at := _end_of(_BETWEEN, text, at)) < len(text) and text[at] != "]":
        try:
            item, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield _CUT
            return
        yield item


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


_CUT = object()


def _read(item: object, base_url: str, language: object) -> Entry:
    if not isinstance(item, dict):
        return Entry(base_url, cut=item is _CUT)
    texts = {name: item[key] for name, key in _FIELDS.items() if isinstance(item.get(key), str)}
    if not texts.get("id", "").lower().startswith(("http:", "https:")):
        texts.pop("id", None)
    attachments = item.get("attachments")
    first = attachments[0] if isinstance(attachments, list) and attachments else None
    if isinstance(first, dict) and isinstance(first.get("url"), str):
        texts["enclosure"] = first["url"]
    return Entry(base_url, texts, language=language if isinstance(language, str) else "")
