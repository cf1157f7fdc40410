"""Read from the archive what the roads of a source named, for feeds that may be behind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from desk.health.lagging import LONG_ENOUGH, Named
from desk.moments import from_archive

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from desk.health.observed import Road

_REACH: Final = timedelta(days=28)
_MOST: Final = 5000
# through index page_listed, from the newest back
NAMED: Final = """
SELECT p.canonical_url, s.hub_url, s.first_seen_at FROM (
  SELECT canonical_url FROM page
  WHERE source_id = :source AND first_seen_at >= :since AND via <> 'disk' AND state <> 'old'
  ORDER BY first_seen_at DESC LIMIT :most) p
JOIN sighting s ON s.canonical_url = p.canonical_url
"""


def with_others(
    db: sqlite3.Connection, source_id: str, roads: Sequence[Road], now: datetime
) -> tuple[Road, ...]:
    """The roads, and with the feeds that brought nothing for a while what others named."""
    if len([road for road in roads if road.answers]) < 2 or not any(map(_may_be_behind, roads)):  # noqa: PLR2004 - one and another
        return tuple(roads)
    pages = _named(db, source_id, now)
    return tuple(_with(road, pages) if _may_be_behind(road) else road for road in roads)


def _may_be_behind(road: Road) -> bool:
    if road.kind != "feed" or road.is_check or not road.answers:
        return False
    asked, changed = road.checked_at, road.changed_at
    return asked is not None and (changed is None or asked - changed >= LONG_ENOUGH)


def _named(db: sqlite3.Connection, source_id: str, now: datetime) -> list[Mapping[str, datetime]]:
    """When each hub named each article of the last weeks."""
    since = (now - _REACH).astimezone(UTC).isoformat()
    pages: Mapping[str, dict[str, datetime]] = defaultdict(dict)
    for page, hub, at in db.execute(NAMED, {"source": source_id, "since": since, "most": _MOST}):
        moment = from_archive(at)
        # a clock that was wrong may have left one that is still to come
        if moment is not None and moment <= now:
            pages[page][hub] = moment
    return list(pages.values())


def _with(road: Road, pages: Sequence[Mapping[str, datetime]]) -> Road:
    own = [page[road.url] for page in pages if road.url in page]
    others = [
        Named(min(moments), page.get(road.url))
        for page in pages
        if (moments := [at for hub, at in page.items() if hub != road.url])
    ]
    return replace(road, named_at=max(own, default=None), others=tuple(others))
