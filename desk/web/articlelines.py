"""Articles as lists of the pages show them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.web import spans
from desk.web.entitynames import address, named, tongue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.queries import ArticleLine

# (word of desk.queries.TOPICS) → key of the topic, as in addresses and phrases
_TOPICS: Final = {"mining": "mining", "mono-town": "monotown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a list shows of an article; ``is_dated`` is False where the time is of first sight.

    ``foreign`` is the code of its language where that is not the page's, else "". ``places``:
    (name, address) of the towns that it names.
    """

    id: int
    title: str
    lead: str
    source: str
    source_id: str
    language: str
    foreign: str
    tongue: str
    at: str
    is_dated: bool
    topics: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    copies: int
    story_id: int | None


def shown(
    line: ArticleLine,
    places: Sequence[Mapping[str, Any]],
    story_id: int | None,
    language: str,
) -> Line:
    """An article's line in the language of the page."""
    seen = line.first_seen_at
    return Line(
        id=line.id,
        title=" ".join(line.title.split()) or line.url,
        lead=line.lead,
        source=line.source,
        source_id=line.source_id,
        language=line.language,
        foreign=line.language if line.language != language else "",
        tongue=tongue(line.language, language),
        at=spans.published(line.published_at, line.precision, seen, language),
        is_dated=line.published_at is not None,
        topics=tuple(_TOPICS[topic] for topic in line.topics),
        places=tuple((named(one, language), address(one["kind"], one["id"])) for one in places),
        copies=line.copies,
        story_id=story_id,
    )
