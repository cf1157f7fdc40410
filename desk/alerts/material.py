"""What the archive knows of a story that a message may tell. Read only."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk import storycards
from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

Record = dict[str, Any]
_NAMED: Final = ("place", "asset", "company")
# CROSS JOIN: from the few stories to their texts, whatever the planner thinks of it
_TEXTS: Final = """
SELECT t.*, coalesce(s.name, t.source_id) AS source,
       (SELECT gone_at FROM page p WHERE p.text_url = t.canonical_url AND gone_at IS NOT NULL
        LIMIT 1) AS gone_at
FROM (
  SELECT o.story_id, a.canonical_url, a.source_id, a.content_hash
  FROM json_each(:stories) n CROSS JOIN story_article o ON o.story_id = n.value
  CROSS JOIN article a ON a.id = o.article_id
  UNION ALL
  SELECT o.story_id, c.canonical_url, c.source_id, c.content_hash
  FROM json_each(:stories) n CROSS JOIN story_article o ON o.story_id = n.value
  CROSS JOIN copy c ON c.article_id = o.article_id
) t LEFT JOIN source s ON s.id = t.source_id ORDER BY t.canonical_url
"""
_EVENTS: Final = (
    "SELECT v.article_id, v.kind, v.quote, v.moment, v.figures,"
    " coalesce(v.place_id, v.town_id) AS place_id, v.asset_id, v.company_id"
    " FROM story_article o JOIN event v ON v.article_id = o.article_id WHERE o.story_id = ?"
    " ORDER BY v.article_id, v.kind"
)
_TOWNS: Final = (
    "SELECT m.entity_id, o.article_id FROM story_article o JOIN mention m"
    " ON m.article_id = o.article_id JOIN entity e ON e.id = m.entity_id"
    " WHERE o.story_id = ? AND e.kind = 'town' AND m.confidence >= ?"
    " GROUP BY m.entity_id, o.article_id"
)
_NAMES: Final = (
    "SELECT id, name_kk AS kk, name_ru AS ru, name_en AS en FROM entity"
    " WHERE id IN (SELECT value FROM json_each(?))"
)
_EDITS: Final = (
    "SELECT seen_at, url, flags, changes, announced FROM quiet_edits"
    " WHERE url IN (SELECT value FROM json_each(?)) ORDER BY seen_at, url"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A story with what its texts report.

    ``texts``: canonical_url, source_id, source, content_hash, gone_at.
    ``events``, in the order in which their articles were published: article_id, kind, quote,
    moment, figures (a list, as in table event), and place, asset, company as names by language,
    None where there is none. ``towns``: names of the towns that most articles mention. ``edits``
    of the sites: seen_at, url, source, flags, changes, announced.
    """

    story: storycards.Story
    texts: tuple[Record, ...]
    events: tuple[Record, ...]
    towns: tuple[Mapping[str, str], ...]
    edits: tuple[Record, ...]


def texts_of(db: sqlite3.Connection, story_ids: Sequence[int]) -> dict[int, list[Record]]:
    """The texts of each of these stories, articles and copies, by address."""
    found: dict[int, list[Record]] = {story_id: [] for story_id in story_ids}
    for row in db.execute(_TEXTS, {"stories": json.dumps([*found])}):
        found[row["story_id"]].append(dict(row))
    return found


def material(db: sqlite3.Connection, story_id: int) -> Material | None:
    """All of a story; None where there is none of this number."""
    story = storycards.story(db, story_id)
    if story is None:
        return None
    texts = texts_of(db, [story_id])[story_id]
    return Material(
        story=story,
        texts=tuple(texts),
        events=tuple(_events(db, story)),
        towns=tuple(_towns(db, story_id)),
        edits=tuple(_edits(db, {one["canonical_url"]: one["source"] for one in texts})),
    )


def _events(db: sqlite3.Connection, story: storycards.Story) -> list[Record]:
    rows = [dict(row) for row in db.execute(_EVENTS, (story.line.id,))]
    names = _names(db, [row[f"{what}_id"] for row in rows for what in _NAMED])
    places = {row["article_id"]: place for place, row in reversed([*enumerate(story.timeline)])}
    for row in rows:
        row["figures"] = json.loads(row["figures"])
        row.update({what: names.get(row.pop(f"{what}_id")) for what in _NAMED})
    return sorted(rows, key=lambda row: (places.get(row["article_id"], 0), row["kind"]))


def _names(db: sqlite3.Connection, ids: Iterable[str | None]) -> dict[str | None, dict[str, str]]:
    rows = db.execute(_NAMES, (json.dumps(sorted(filter(None, set(ids)))),))
    return {row["id"]: {name: row[name] for name in ("kk", "ru", "en")} for row in rows}


def _towns(db: sqlite3.Connection, story_id: int) -> list[dict[str, str]]:
    counted = Counter(row["entity_id"] for row in db.execute(_TOWNS, (story_id, CONFIDENT)))
    names = _names(db, counted)
    most = max(counted.values(), default=0)
    return [names[town] for town in sorted(counted) if counted[town] == most]


def _edits(db: sqlite3.Connection, sources: Mapping[str, str]) -> list[Record]:
    rows: Sequence[sqlite3.Row] = db.execute(_EDITS, (json.dumps([*sources]),)).fetchall()
    return [
        {
            **dict(row),
            "flags": json.loads(row["flags"]),
            "changes": json.loads(row["changes"]),
            "announced": bool(row["announced"]),
            "source": sources[row["url"]],
        }
        for row in rows
    ]
