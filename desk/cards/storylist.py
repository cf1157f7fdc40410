"""The newest stories that answer a filter, a page at a time, never through the whole archive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT
from desk.storycards import headlines_of, line_of
from desk.storyfigures import figures_of
from desk.storytimeline import timeline

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from desk.storycards import StoryLine
    from desk.storyfigures import StoryFigures

Record = dict[str, Any]
# stories that one page looks through at most, and where figures have to be compared for each
_LOOKED: Final = 10_000
_COMPARED: Final = 150
# texts of these stories, all together
_TEXTS: Final = 1_500
# an entity with so few mentions has its stories put together; of others the newest are soon met
_RARE: Final = 5_000
# the figures of a story with more articles are left to its own page
_FEW: Final = 30
_AT: Final = "coalesce(a.published_at, a.first_seen_at)"
_OF_ARTICLES: Final = (
    "SELECT s.id, a.id AS lead, {at} AS at FROM article a"
    " JOIN story_article o ON o.article_id = a.id"
    " JOIN story s ON s.id = o.story_id AND s.lead_article_id = a.id"
)
# by the index of the times of articles
_ALL: Final = _OF_ARTICLES + " WHERE {before} ORDER BY {at} DESC, a.id DESC LIMIT :looked"
_NAMED: Final = (
    "SELECT s.id, a.id AS lead, {at} AS at FROM story s JOIN article a ON a.id = s.lead_article_id"
    " JOIN story_article l ON l.article_id = a.id AND l.story_id = s.id"
    " WHERE s.id IN (SELECT o.story_id FROM mention m"
    "  JOIN story_article o ON o.article_id = m.article_id"
    "  WHERE m.entity_id = :named AND m.confidence >= :confident)"
    " AND {before} ORDER BY {at} DESC, a.id DESC LIMIT :looked"
)
_MENTIONS: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM mention WHERE entity_id = ? AND confidence >= ? LIMIT ?)"
)
# so that the index of times begins there
_BEFORE: Final = "{at} <= :at AND ({at} < :at OR a.id < :lead)"
_SINCE: Final = (
    "(:since IS NULL OR EXISTS (SELECT 1 FROM story_article x JOIN article y ON y.id = x.article_id"
    " WHERE x.story_id = c.id AND coalesce(y.published_at, y.first_seen_at) >= :since))"
)
_NAMES: Final = (
    "(:named IS NULL OR EXISTS (SELECT 1 FROM story_article x JOIN mention m"
    " ON m.article_id = x.article_id WHERE x.story_id = c.id AND m.entity_id = :named"
    " AND m.confidence >= :confident))"
)
_EVENT: Final = (
    "(:event IS NULL OR EXISTS (SELECT 1 FROM story_article x JOIN event v"
    " ON v.article_id = x.article_id WHERE x.story_id = c.id AND v.kind = :event))"
)
_SOURCES: Final = (
    "(:sources <= 1 OR :sources <= (SELECT count(*) FROM ("
    " SELECT y.source_id FROM story_article x JOIN article y ON y.id = x.article_id"
    "  WHERE x.story_id = c.id"
    " UNION SELECT k.source_id FROM story_article x JOIN copy k ON k.article_id = x.article_id"
    "  WHERE x.story_id = c.id)))"
)
_SCENES: Final = (
    "SELECT o.story_id, 'event' AS what, v.kind AS id, NULL AS kind, NULL AS name_en,"
    " NULL AS name_ru, NULL AS name_kk, count(*) AS articles"
    " FROM story_article o JOIN event v ON v.article_id = o.article_id"
    " WHERE o.story_id IN (SELECT value FROM json_each(:ids)) GROUP BY o.story_id, v.kind"
    " UNION ALL SELECT o.story_id, 'place', e.id, e.kind, e.name_en, e.name_ru, e.name_kk,"
    " count(DISTINCT o.article_id) FROM story_article o"
    " JOIN mention m ON m.article_id = o.article_id JOIN entity e ON e.id = m.entity_id"
    " WHERE o.story_id IN (SELECT value FROM json_each(:ids))"
    " AND e.kind IN ('town', 'place', 'asset') AND m.confidence >= :confident"
    " GROUP BY o.story_id, e.id ORDER BY 8 DESC, 3"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFilter:
    """Which stories are asked for; None asks for any.

    ``since``: UTC as stored, of any of its articles; ``named``: id of an entity that an article
    names; ``event``: a kind;
    ``sources``: told by at least so many; ``disputed``: with figures that contradict each other;
    ``before``: (time, id) of the leading article behind which the list goes on.
    """

    since: str | None = None
    named: str | None = None
    event: str | None = None
    sources: int = 1
    disputed: bool = False
    before: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A story of the list: its line, events (kinds) and places (entities), and its figures.

    ``headlines`` as in `desk.storycards.Story`.
    ``figures`` is None of a story with so many articles that comparing them would take long.
    """

    line: StoryLine
    headlines: tuple[Record, ...]
    events: tuple[str, ...]
    places: tuple[Record, ...]
    figures: StoryFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A page of the list. ``after``: where the next one begins, None at the end.

    ``looked``: how many stories were looked through; ``is_cut``: it ended there, though older ones
    may answer, too. ``reached``: the time of the oldest one looked at, None for none.
    """

    stories: tuple[ListedStory, ...]
    after: tuple[str, int] | None
    looked: int
    is_cut: bool
    reached: str | None


def listed(db: sqlite3.Connection, asked: StoryFilter, limit: int) -> StoryPage:
    """The stories that began last and answer a filter, the newest first."""
    most = _COMPARED if asked.disputed else _LOOKED
    found: list[tuple[Record, list[Record], StoryFigures | None]] = []
    looked, last, is_full, left = 0, None, False, _TEXTS
    for row in _candidates(db, asked, most):
        if len(found) == limit:
            is_full = True
            break
        if left <= 0:
            break
        looked, last = looked + 1, row
        if row["answers"]:
            rows = timeline(db, row["id"])
            left -= len(rows) if asked.disputed else 0
            found += [(row, rows, figures) for figures in _told(db, rows, asked)]
    is_cut = not is_full and (looked == most or left <= 0)
    after = (last["at"], last["lead"]) if last and (is_full or is_cut) else None
    return StoryPage(
        stories=tuple(_with_scenes(db, found)),
        after=after,
        looked=looked,
        is_cut=is_cut,
        reached=last["at"] if last else None,
    )


def _candidates(db: sqlite3.Connection, asked: StoryFilter, most: int) -> Iterator[Record]:
    """Stories in their order, each with whether it ``answers``; no more are read than are used."""
    before = _BEFORE.format(at=_AT) if asked.before else "1"
    inner = (_NAMED if _is_rare(db, asked.named) else _ALL).format(at=_AT, before=before)
    at, lead = asked.before or (None, None)
    rows = db.execute(
        f"SELECT c.id, c.lead, c.at, {_SINCE} AND {_NAMES} AND {_EVENT} AND {_SOURCES} AS answers"  # noqa: S608 - fixed parts only
        f" FROM ({inner}) c",
        {
            "since": asked.since,
            "event": asked.event,
            # it takes two to disagree
            "sources": max(asked.sources, 2) if asked.disputed else asked.sources,
            "named": asked.named,
            "confident": CONFIDENT,
            "at": at,
            "lead": lead,
            "looked": most,
        },
    )
    return (dict(row) for row in rows)


def _is_rare(db: sqlite3.Connection, entity_id: str | None) -> bool:
    """Whether an entity is named so seldom that a walk through all stories would find it late."""
    given = (entity_id, CONFIDENT, _RARE + 1)
    return entity_id is not None and int(db.execute(_MENTIONS, given).fetchone()[0]) <= _RARE


def _told(
    db: sqlite3.Connection, rows: list[Record], asked: StoryFilter
) -> Iterator[StoryFigures | None]:
    """The figures of a story; nothing for one that is not disputed, if that is asked."""
    figures = figures_of(db, rows) if asked.disputed or len(rows) <= _FEW else None
    if not asked.disputed or (figures and figures.disputed):
        yield figures


def _with_scenes(
    db: sqlite3.Connection,
    found: Sequence[tuple[Record, list[Record], StoryFigures | None]],
) -> Iterator[ListedStory]:
    given = {"ids": json.dumps([row["id"] for row, _, _ in found]), "confident": CONFIDENT}
    scenes = [dict(one) for one in db.execute(_SCENES, given)]
    for row, rows, figures in found:
        own = [one for one in scenes if one["story_id"] == row["id"]]
        yield ListedStory(
            line=line_of(db, row["id"], rows),
            headlines=headlines_of(rows),
            events=tuple(one["id"] for one in own if one["what"] == "event"),
            places=tuple(one for one in own if one["what"] == "place"),
            figures=figures,
        )
