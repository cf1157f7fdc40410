"""What is true of each page of the sample sites, for tests and the demo to compare with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from samples.sites import SITES, PagePrecision
from samples.stories import WITHOUT_TEXT, Kind, Story, stories

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """One page as its author wrote it.

    ``text`` is the headings, quotes and paragraphs joined by one empty line (what is visible
    of it on a teaser), empty where the page holds no article. ``path`` may hold a query.
    ``published_precision`` is how exactly the page tells its date (None: it tells none);
    ``published`` is exact and aware. ``topics`` is empty for an irrelevant page; ``towns``
    are ids of mono-towns; ``event`` is equal for reports of one event in any language;
    ``copy_of`` is the id of the page whose text this one repeats.
    """

    id: str
    site: str
    host: str
    path: str
    language: str
    title: str
    text: str
    published: datetime
    published_precision: PagePrecision | None
    kind: Kind
    topics: tuple[str, ...]
    towns: tuple[str, ...]
    event: str
    copy_of: str


@cache
def gold() -> tuple[GoldPage, ...]:
    """All pages of all sample sites, newest first."""
    return tuple(_page(story) for story in stories())


def _page(story: Story) -> GoldPage:
    site = SITES[story.site]
    return GoldPage(
        id=story.id,
        site=site.id,
        host=site.host,
        path=story.path,
        language=story.language,
        title=story.title,
        text=story.text,
        published=story.published,
        published_precision=None if story.kind in WITHOUT_TEXT else site.precision,
        kind=story.kind,
        topics=story.topics,
        towns=story.towns,
        event=story.event,
        copy_of=story.copy_of,
    )
