"""Which parts of an index of sitemaps are worth reading. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.items import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.items import HubRef

# child sitemaps of one index that a run reads
MOST_CHILDREN, MOST_CHECKED, MOST_LOOKING_BACK = 50, 5, 2000
_NO_ARTICLES = re.compile(
    r"(?:^|[/_.-])(?:categor(?:y|ies)|(?:post_)?tags?|authors?|users?|images?|videos?|products?"
    r"|taxonom(?:y|ies)|attachments?|rubrics?|galler(?:y|ies))(?=[_.\d-]|$)[^/]*$",
    re.IGNORECASE,
)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def newest_children(
    hubs: Sequence[HubRef], *, check: bool = False, backfill: bool = False
) -> tuple[tuple[HubRef, ...], tuple[Skipped, ...]]:
    """The child sitemaps worth reading, newest first, and what is left out, with the reason.

    Without dates the higher number is the newer one. Sitemaps of tags, authors and the like
    are left out where others are there. Other hubs come back as they are.
    """
    maps = [hub for hub in hubs if hub.kind == "sitemap"]
    others = tuple(hub for hub in hubs if hub.kind != "sitemap")
    of_articles = [hub for hub in maps if not _NO_ARTICLES.search(hub.url)] or maps
    aside = [
        Skipped(hub.url[:200], "a sitemap of no articles") for hub in maps if hub not in of_articles
    ]
    ranked = sorted(of_articles, key=_newness, reverse=True)
    most = MOST_LOOKING_BACK if backfill else MOST_CHECKED if check else MOST_CHILDREN
    beyond = [
        Skipped(hub.url[:200], f"beyond the limit of {most} sitemaps") for hub in ranked[most:]
    ]
    return (*ranked[:most], *others), (*aside, *beyond)


def _newness(hub: HubRef) -> tuple[datetime, list[int]]:
    numbers = [int(digits[:12]) for digits in re.findall(r"\d+", hub.url)]
    return hub.modified_at or _LONG_AGO, numbers
