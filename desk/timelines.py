"""What a timeline is of, and what a line of it tells. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from datetime import datetime

    from desk.queries import Filters

Record = dict[str, Any]
EVENTS: Final = (
    "accident", "strike", "layoff", "outage", "pollution", "licence", "discovery", "investment",
    "ownership", "policy", "crime",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a timeline is of; None and "" ask for all.

    ``filters`` as for articles, ``since`` within them; ``until`` is not included; ``event`` is
    the kind of an event; ``story_id`` asks for one story alone.
    """

    filters: Filters
    until: datetime | None = None
    event: str | None = None
    story_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: a story at its first report, an edit or a removal at the time it was seen.

    ``what`` is story, edit or removal; ``at`` in UTC; ``published_at`` of a story, the day alone
    where no more is known (``precision`` day or month); ``last_at`` its latest report.
    ``events``: kind, moment, place (English name), figures (columns of table fact). ``figures``
    of people count what holds now, with other values that are ``disputed``. ``reports`` and
    ``copies`` of ``sources`` (names) in ``languages``. ``changes`` and ``flags`` of an edit as
    its revision tells them, ``announced`` whether the page says so; ``why`` a page is gone.
    """

    at: str
    what: str
    title: str
    source: str
    source_id: str
    language: str
    article_id: int
    url: str
    story_id: int | None
    precision: str | None = None
    published_at: str | None = None
    last_at: str | None = None
    events: tuple[Record, ...] = ()
    figures: tuple[Record, ...] = ()
    reports: int = 1
    copies: int = 0
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    changes: Record | None = None
    announced: bool | None = None
    is_copy: bool = False
    why: str | None = None
