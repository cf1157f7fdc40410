"""Where a story happened and who is in it: the events and the names of all its articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.cards.evidence import entities
from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]
_MOST_EVENTS: Final = 400
_MOST_NAMES: Final = 60
_PLACES: Final = ("town", "place", "asset", "company")
_EVENTS: Final = (
    "SELECT v.kind, v.moment, v.town_id, v.place_id, v.asset_id, v.company_id, v.article_id"
    " FROM story_article o JOIN event v ON v.article_id = o.article_id"
    " WHERE o.story_id = ? ORDER BY v.kind, v.article_id LIMIT ?"
)
_NAMES: Final = (
    "SELECT e.id, e.kind, e.name_en, e.name_ru, e.name_kk, count(DISTINCT m.article_id) AS articles"
    " FROM story_article o JOIN mention m ON m.article_id = o.article_id"
    " JOIN entity e ON e.id = m.entity_id WHERE o.story_id = ? AND m.confidence >= ?"
    " GROUP BY e.id ORDER BY articles DESC, e.name_en, e.id LIMIT ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScene:
    """``events``: kind, moments, articles (how many tell it), places (entities), most told first.

    ``names``: the entities that its articles name, with ``articles``; the most named first.
    """

    events: tuple[Record, ...]
    names: tuple[Record, ...]


def scene(db: sqlite3.Connection, story_id: int) -> StoryScene:
    """The events and names of a story."""
    rows = [dict(row) for row in db.execute(_EVENTS, (story_id, _MOST_EVENTS))]
    known = entities(db, [row[f"{name}_id"] for row in rows for name in _PLACES])
    kinds = dict.fromkeys(row["kind"] for row in rows)
    told = [_event(kind, [row for row in rows if row["kind"] == kind], known) for kind in kinds]
    names = db.execute(_NAMES, (story_id, CONFIDENT, _MOST_NAMES))
    return StoryScene(
        events=tuple(sorted(told, key=lambda one: -int(one["articles"]))),
        names=tuple(dict(row) for row in names),
    )


def _event(kind: str, rows: list[Record], known: dict[str | None, Record]) -> Record:
    """One kind of event over the articles that tell it; a place is told once, the surest first."""
    ids = [row[f"{name}_id"] for name in ("asset", "town", "place", "company") for row in rows]
    places = [known[one] for one in dict.fromkeys(ids) if one in known]
    moments = dict.fromkeys(row["moment"] for row in rows if row["moment"])
    return {"kind": kind, "articles": len(rows), "places": places, "moments": list(moments)}
