"""What a query of the configuration file means: articles and stories, the newest first.

An article answers a query where it meets all that is asked of one text; a story does where one
of its articles does, and it is grave enough. Copies count for the sources only: a text is of each
source that carries it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Final

from desk.alerts import names
from desk.alerts.freshness import FRESH, LATE, met_before, were_grave
from desk.alerts.gist import gist_of
from desk.alerts.material import material
from desk.alerts.severity import reaches
from desk.errors import UserError
from desk.queries import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from desk.alerts.severity import Severity
    from desk.config.model import Named, Query

_TOPICS: Final = {"mining": "a.is_mining", "monotown": "a.is_monotown"}
_AT: Final = "coalesce(a.published_at, a.first_seen_at)"
_NAMED: Final = (
    "(a.id IN (SELECT article_id FROM mention WHERE confidence >= :confident"
    " AND entity_id IN (SELECT value FROM json_each(:{0})))"
    " OR EXISTS (SELECT 1 FROM event v, json_each(:{0}) n WHERE v.article_id = a.id"
    " AND n.value IN ({1})))"
)
_CONDITIONS: Final = {
    "towns": _NAMED.format("towns", "v.town_id, v.place_id"),
    "companies": _NAMED.format("companies", "v.company_id, v.asset_id"),
    "events": (
        "EXISTS (SELECT 1 FROM event v WHERE v.article_id = a.id"
        " AND v.kind IN (SELECT value FROM json_each(:events)))"
    ),
    "languages": "a.language IN (SELECT value FROM json_each(:languages))",
    "sources": (
        "(a.source_id IN (SELECT value FROM json_each(:sources)) OR EXISTS (SELECT 1 FROM copy c"
        " WHERE c.article_id = a.id AND c.source_id IN (SELECT value FROM json_each(:sources))))"
    ),
    "words": "a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH :words)",
}
# No text of the story was told. CROSS JOIN: from the story to its few texts;
# the planner would begin with all that a rule has told.
_UNTOLD: Final = """
NOT EXISTS (SELECT 1 FROM story_article x CROSS JOIN article y ON y.id = x.article_id
            CROSS JOIN alert_text t ON t.rule = :untold AND t.canonical_url = y.canonical_url
            WHERE x.story_id = o.story_id)
AND NOT EXISTS (SELECT 1 FROM story_article x CROSS JOIN copy y ON y.article_id = x.article_id
            CROSS JOIN alert_text t ON t.rule = :untold AND t.canonical_url = y.canonical_url
            WHERE x.story_id = o.story_id)
"""


@dataclass(frozen=True, slots=True)
class Condition:
    """A query as SQL over ``article a``, with its parameters."""

    sql: str
    values: dict[str, object]


def condition(db: sqlite3.Connection, query: Query) -> Condition:
    """What a query asks of one text; raises UserError that names the field and the value."""
    given: dict[str, object] = {
        "towns": names.entity_ids(db, "towns", query.towns),
        "companies": names.entity_ids(db, "companies", query.companies),
        "events": list(query.events),
        "languages": names.language_codes(query.languages),
        "sources": names.source_ids(db, query.sources),
    }
    asked = {name: json.dumps(value) for name, value in given.items() if value}
    if query.words.strip():
        asked["words"] = names.search_of(query.words)
    parts = [_CONDITIONS[name] for name in asked]
    if query.topics:
        parts.append(f"({' OR '.join(_TOPICS[topic] for topic in query.topics)})")
    return Condition(" AND ".join(parts or ["1"]), {**asked, "confident": CONFIDENT})


def problems(db: sqlite3.Connection, asked: Iterable[Named]) -> dict[str, str]:
    """What cannot be understood of rules and digests, by their names."""
    found: dict[str, str] = {}
    for one in asked:
        try:
            condition(db, one)
        except UserError as error:
            found[one.name] = str(error)
    return found


def article_ids(
    db: sqlite3.Connection, query: Query, *, since: datetime | None, limit: int
) -> list[int]:
    """Ids of the articles that answer a query, published since then; the newest first.

    An article is as grave as its story. Raises UserError for a name that means nothing.
    """
    asked = condition(db, query)
    rows = db.execute(
        f"SELECT a.id, o.story_id FROM article a LEFT JOIN story_article o ON o.article_id = a.id"  # noqa: S608 - fixed parts only
        f" WHERE {asked.sql}{f' AND {_AT} >= :since' if since else ''}"
        f" ORDER BY {_AT} DESC, a.id DESC",
        {**asked.values, "since": _iso(since)},
    )
    found = ((int(row[0]), row[1]) for row in rows)
    grave = _grave_enough(db, found, query.severity)
    return [article for article, _ in islice(grave, limit)]


def story_ids(
    db: sqlite3.Connection,
    query: Query,
    *,
    since: datetime | None,
    limit: int,
    untold: str = "",
) -> list[int]:
    """Ids of the stories that came to answer a query since then, the latest told first.

    A story answers it from its first article on that does, and is grave enough by itself;
    ``desk.alerts.freshness`` says how old that is. With ``untold``, the name of a rule, only
    stories of which the rule has told no text. Raises UserError for a name that means nothing.
    """
    asked = condition(db, query)
    parts = [asked.sql]
    if since:
        parts.append(FRESH)
    if untold:
        parts.append(_UNTOLD)
    late = _iso(since - LATE) if since else None
    values = {**asked.values, "since": _iso(since), "late": late, "untold": untold}
    rows = db.execute(
        "SELECT o.story_id FROM article a CROSS JOIN story_article o ON o.article_id = a.id"  # noqa: S608 - fixed parts only
        f" WHERE {' AND '.join(parts)} GROUP BY o.story_id"
        f" ORDER BY max({_AT}) DESC, o.story_id DESC",
        values,
    )
    stories = [int(row[0]) for row in rows]
    before = met_before(db, asked.sql, values, stories) if since else {}
    found = (
        (one, one) for one in stories if not were_grave(db, before.get(one, ()), query.severity)
    )
    return [story for story, _ in islice(_grave_enough(db, found, query.severity), limit)]


def severity_of(db: sqlite3.Connection, story_id: int) -> Severity:
    """How grave a story is; low where there is none of this number."""
    found = material(db, story_id)
    return gist_of(found).severity if found else "low"


def _grave_enough(
    db: sqlite3.Connection, found: Iterable[tuple[int, int | None]], least: Severity
) -> Iterator[tuple[int, int | None]]:
    known: dict[int | None, Severity] = {None: "low"}
    for one, story in found:
        if least != "low" and story not in known:
            known[story] = severity_of(db, story or 0)
        if least == "low" or reaches(known[story], least):
            yield one, story


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
