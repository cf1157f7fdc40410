"""Schema.org data in JSON-LD scripts: read leniently, looked up by what a record is.

JSON as publishers write it is often not JSON: trailing commas, raw line breaks, comments,
CDATA. It is read with our own ``json.loads`` under a size cap and never with patterns, whose
cost on hostile text grows with the square of its length.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARS = 400_000
MAX_RECORDS = 500

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|"
    r"(?:-->|//\]\]>|\]\]>|/\*\]\]>\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Reportage|Report|VideoObject)$")
_ORGANISATION = re.compile(r"Organization|Corporation|Brand|WebSite", re.IGNORECASE)


def read_records(raw: str) -> list[dict[str, Any]]:
    """All objects of one script, outer ones first; empty where it cannot be read as JSON."""
    if len(raw) > MAX_CHARS:
        return []
    raw = _WRAPPING.sub("", raw).strip().rstrip(";")
    value = _loads(raw)
    if value is None:
        value = _loads(_TRAILING_COMMA.sub("", raw))
    return list(_objects(value)) if value is not None else []


def _loads(raw: str) -> Any:
    try:
        return json.loads(raw, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Objects breadth first, so that the page's own record comes before what it cites."""
    queue = [value]
    for _ in range(MAX_RECORDS):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, dict):
            yield item
            queue += [child for child in item.values() if isinstance(child, dict | list)]
        elif isinstance(item, list):
            queue += item[:MAX_RECORDS]


def types(record: dict[str, Any]) -> list[str]:
    """The names of the record's types, without their vocabulary's address."""
    kinds = record.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [name.rsplit("/", 1)[-1] for name in names if isinstance(name, str)]


def articles(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records of articles, in order; those of videos only where there is no article."""
    found = [
        record for record in records if any(_ARTICLE_TYPE.search(name) for name in types(record))
    ]
    return [record for record in found if "VideoObject" not in types(record)] or found


def text(record: dict[str, Any], *path: str) -> str:
    """The text at a path of keys, "" where there is none; of a list, its first entry counts."""
    value: Any = record
    for key in path:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(key) if isinstance(value, dict) else None
    value = value[0] if isinstance(value, list) and value else value
    return value.strip() if isinstance(value, str) else ""


def people(record: dict[str, Any], key: str = "author") -> list[str]:
    """Names of the persons under a key: strings, objects, lists of both; no organisations."""
    value = record.get(key)
    names = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            names.append(entry.strip())
        elif isinstance(entry, dict) and not any(map(_ORGANISATION.search, types(entry))):
            names.append(text(entry, "name"))
    return [name for name in names if name]
