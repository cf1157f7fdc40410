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
    from collections.abc import Iterator, Sequence

MAX_CHARS = 400_000
MAX_RECORDS = 500
MAX_LISTED = 50

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|"
    r"(?:-->|//\]\]>|\]\]>|/\*\]\]>\*/)\s*;?\s*$"
)
_MAX_FIGURES = 6
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
    # a typed literal of linked data: {"@type": "Date", "@value": "2026-11-20"}
    value = value.get("@value") if isinstance(value, dict) else value
    return value.strip() if isinstance(value, str) else ""


def people(
    record: dict[str, Any], key: str = "author", *, records: Sequence[dict[str, Any]] = ()
) -> list[str]:
    """Names of the persons under a key: strings, objects, lists of both; no organisations.

    An author that is named by reference ("@id") is looked up among ``records``.
    """
    value = record.get(key)
    names = []
    for entry in value[:MAX_LISTED] if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            names.append(entry.strip())
        elif isinstance(entry, dict):
            named = _resolved(entry, records)
            if not any(map(_ORGANISATION.search, types(named))):
                names += strings(named.get("name"))[:1] or [_given_and_family(named)]
    return [name for name in names if name]


def _given_and_family(record: dict[str, Any]) -> str:
    return f"{text(record, 'givenName')} {text(record, 'familyName')}".strip()


def _resolved(entry: dict[str, Any], records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The record that a bare reference points to, or the entry itself."""
    reference = entry.get("@id")
    if "name" in entry or not isinstance(reference, str):
        return entry
    return next(
        (other for other in records if other.get("@id") == reference and "name" in other), entry
    )


def strings(value: Any) -> list[str]:
    """All texts of a value: a text, a list of texts, objects with a name or an address."""
    entries = value[:MAX_LISTED] if isinstance(value, list) else [value]
    found = []
    for entry in entries:
        if isinstance(entry, dict):
            named = (text(entry, key) for key in ("url", "contentUrl", "name", "@id"))
            found.append(next(filter(None, named), ""))
        elif isinstance(entry, str):
            found.append(entry.strip())
    return [line for line in found if line]


def crumbs(records: Sequence[dict[str, Any]]) -> list[str]:
    """The names in the first breadcrumb list, outermost first."""
    for record in records:
        if "BreadcrumbList" not in types(record):
            continue
        items = record.get("itemListElement")
        entries = (
            [entry for entry in items if isinstance(entry, dict)] if isinstance(items, list) else []
        )
        entries.sort(key=_position)
        return [name for e in entries if (name := text(e, "name") or text(e, "item", "name"))]
    return []


def _position(entry: dict[str, Any]) -> int:
    place = str(entry.get("position", ""))
    return int(place) if place.isdecimal() and len(place) < _MAX_FIGURES else 0
