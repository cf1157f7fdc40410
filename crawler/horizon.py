"""How far back and how deep the hubs of a source are followed. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.frontier import PendingHub
    from crawler.items import Discovery
    from crawler.sources import Source

SITEMAP_DEPTH = 3
# pages of a dated list that a look into the past may go through
BACKFILL_DEPTH = 200
# the roads behind the one in use are asked for the last days only
CHECK_WINDOW = timedelta(days=7)


def read_since(
    hub: PendingHub, source: Source, asked: datetime | None, now: datetime
) -> datetime | None:
    """The moment before which a hub's entries are left out; a sitemap may hold twenty years.

    ``asked`` is what the user asked for, and goes before all else.
    """
    if asked or hub.kind != "sitemap":
        return asked
    window = timedelta(days=source.window_days)
    return now - (min(window, CHECK_WINDOW) if hub.check else window)


def deepest(hub: PendingHub, source: Source, asked: datetime | None, found: Discovery) -> int:
    """How deep hubs are followed; a look into the past goes on while a list has dates."""
    if hub.kind != "listing":
        return SITEMAP_DEPTH
    dated = any(candidate.published_at for candidate in found.candidates)
    return BACKFILL_DEPTH if asked and dated else source.listing_depth
