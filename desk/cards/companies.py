# ruff: noqa: S608
"""How much the companies are in the news, and where they work.

The queries are put together from fixed parts only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import date

Record = dict[str, Any]
# with today these are 365 and 30 days
YEAR, MONTH = timedelta(days=364), timedelta(days=29)
# a year of the largest archive: what is counted for all companies at once must end
COUNTED: Final = 50_000

_COMPANIES: Final = (
    "SELECT id, kind, name_en, name_ru, name_kk FROM entity WHERE kind = 'company' ORDER BY name_en"
)
_RECENT: Final = """
WITH recent AS MATERIALIZED (
  SELECT b.article_id AS id, b.day FROM article_brief b WHERE b.day >= :year
  ORDER BY b.day DESC LIMIT :most)
"""
_SPAN: Final = f"{_RECENT} SELECT count(*), min(day) FROM recent"
_ARTICLES: Final = f"""{_RECENT}
SELECT entity_id, count(*) AS year, sum(day >= :month) AS month, max(day) AS newest FROM (
  SELECT DISTINCT m.entity_id, m.article_id, r.day
  FROM entity e CROSS JOIN mention m ON m.entity_id = e.id AND m.confidence >= :confident
    AND m.article_id >= (SELECT min(id) FROM recent)
  JOIN recent r ON r.id = m.article_id
  WHERE e.kind = 'company')
GROUP BY entity_id
"""
# what several articles of one story report happened once
_EVENTS: Final = f"""{_RECENT}
SELECT v.company_id AS entity_id, v.kind, count(DISTINCT coalesce(o.story_id, -r.id)) AS stories
FROM recent r CROSS JOIN event v ON v.article_id = r.id
LEFT JOIN story_article o ON o.article_id = r.id
WHERE v.company_id IS NOT NULL GROUP BY 1, 2 ORDER BY stories DESC, v.kind
"""
_TIES: Final = """
SELECT c.id AS entity_id, e.id, e.kind, e.name_en, e.name_ru, e.name_kk,
       l.relation = 'owned by' AND l.entity_id = c.id AS is_owner
FROM entity c JOIN entity_link l ON c.id IN (l.entity_id, l.other_id)
JOIN entity e ON e.id = CASE WHEN l.entity_id = c.id THEN l.other_id ELSE l.entity_id END
WHERE c.kind = 'company' AND l.until = ''
  AND (l.relation = 'owned by' OR e.kind IN ('asset', 'town'))
ORDER BY e.name_en
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company with its articles of 365 and 30 days, its events (kind → how many stories).

    ``newest``: the day of its last article, "" where there is none.

    ``owners``, ``assets`` and ``towns`` are its present ties: id, kind and names of each.
    """

    id: str
    names: Record
    year: int
    month: int
    newest: str
    events: Mapping[str, int]
    owners: tuple[Record, ...]
    assets: tuple[Record, ...]
    towns: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Companies:
    """All companies; counted over the newest ``counted`` articles, back to the day ``since``.

    ``is_bound``: the archive has more articles of that time than were counted.
    """

    companies: tuple[Company, ...]
    counted: int
    since: str
    is_bound: bool


def companies(db: sqlite3.Connection, today: date) -> Companies:
    """All companies of the gazetteer by their English names, counted up to a day of Almaty."""
    given = {
        "year": (today - YEAR).isoformat(),
        "month": (today - MONTH).isoformat(),
        "most": COUNTED,
        "confident": CONFIDENT,
    }
    counted, since = db.execute(_SPAN, given).fetchone()
    articles = {row["entity_id"]: row for row in db.execute(_ARTICLES, given)}
    events: dict[str, dict[str, int]] = {}
    for row in db.execute(_EVENTS, given):
        events.setdefault(row["entity_id"], {})[row["kind"]] = row["stories"]
    ties: dict[str, list[Record]] = {}
    for row in db.execute(_TIES):
        ties.setdefault(row["entity_id"], []).append(dict(row))
    found = tuple(
        _company(dict(row), articles.get(row["id"]), events, ties)
        for row in db.execute(_COMPANIES).fetchall()
    )
    return Companies(found, counted, since or "", counted == COUNTED)


def _company(
    names: Record,
    counts: sqlite3.Row | None,
    events: Mapping[str, Mapping[str, int]],
    ties: Mapping[str, list[Record]],
) -> Company:
    held = ties.get(names["id"], [])
    others = [one for one in held if not one["is_owner"]]
    return Company(
        id=names["id"],
        names=names,
        year=counts["year"] if counts else 0,
        month=counts["month"] if counts else 0,
        newest=counts["newest"] if counts else "",
        events=events.get(names["id"], {}),
        owners=_once(one for one in held if one["is_owner"]),
        assets=_once(one for one in others if one["kind"] == "asset"),
        towns=_once(one for one in others if one["kind"] == "town"),
    )


def _once(ties: Any) -> tuple[Record, ...]:
    """A mine that a company both owns and operates is one mine."""
    return tuple({one["id"]: one for one in ties}.values())
