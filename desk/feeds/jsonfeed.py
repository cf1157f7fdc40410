"""A JSON Feed 1.1 (jsonfeed.org/version/1.1). Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.feeds.heads import shortened, stamp, updated, urn
from desk.moments import from_archive
from desk.tables import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.feeds.heads import FeedHead
    from desk.queries import ArticleLine

Record = dict[str, Any]
_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(head: FeedHead, lines: Sequence[ArticleLine]) -> bytes:
    """The feed as bytes; ids are those of the Atom feed."""
    told: Record = {"version": _VERSION, "title": head.title}
    if head.self_url:
        told["feed_url"] = head.self_url
    told |= {"authors": [{"name": "kenwatch"}], "items": [_item(line) for line in lines]}
    # lone halves of letters cannot be written
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _item(line: ArticleLine) -> Record:
    published, changed = from_archive(line.published_at), updated(line)
    summary = shortened(plain(line.lead))
    item: Record = {
        "id": urn(line.canonical_url),
        "url": line.url if line.url.startswith(("https://", "http://")) else None,
        "title": plain(line.title) or line.url,
        # a reader takes an item without content for a broken one
        "content_text": summary,
        "summary": summary,
        "date_published": stamp(published) if published else None,
        "date_modified": stamp(changed) if changed else None,
        "authors": [{"name": plain(line.source)}],
        "tags": [*line.topics, *line.towns],
        "language": line.language,
    }
    return {key: value for key, value in item.items() if value}
