"""Which stories a rule has told before, found again by their texts. Read only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.moments import iso, moment_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

_ALERTS: Final = (
    "SELECT id, updates, last_at, gist FROM alert WHERE rule = ? AND last_at >= ? ORDER BY id"
)
# Of each alert the stories that its texts are in now, with how many and which is the first.
# CROSS JOIN: from the few alerts to their texts, whatever the planner thinks of it
_STORIES: Final = """
SELECT told.alert_id, o.story_id FROM (
  SELECT t.alert_id, t.canonical_url, coalesce(a.id, c.article_id) AS article_id,
         coalesce(a.published_at, c.published_at, a.first_seen_at, c.first_seen_at) AS at
  FROM json_each(:alerts) n CROSS JOIN alert_text t ON t.alert_id = n.value
  LEFT JOIN article a ON a.canonical_url = t.canonical_url
  LEFT JOIN copy c ON c.canonical_url = t.canonical_url
) told JOIN story_article o ON o.article_id = told.article_id
GROUP BY told.alert_id, o.story_id
ORDER BY told.alert_id, count(*) DESC, min(told.at), min(told.canonical_url)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A telling of a story; ``gist`` is what it told, with a ``mark`` of the texts looked at."""

    id: int
    updates: int
    last_at: datetime
    gist: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStory:
    """A story with the tellings of it, the first in front; several where told stories merged.

    ``home`` is the number of the alert that its further texts belong to. Without a telling it is
    a part that left a told story.
    """

    story_id: int
    home: int
    alerts: tuple[Alert, ...]


def told_stories(db: sqlite3.Connection, rule: str, since: datetime) -> list[ToldStory]:
    """The stories with texts that a rule has told since then, in the order of telling.

    Where the texts of a telling are now in several stories, it is of the one with most of them.
    """
    alerts = {row["id"]: _alert(row) for row in db.execute(_ALERTS, (rule, iso(since)))}
    homes: dict[int, int] = {}
    tellings: dict[int, list[Alert]] = {}
    before = None
    for alert_id, story_id in db.execute(_STORIES, {"alerts": json.dumps([*alerts])}):
        homes.setdefault(story_id, alert_id)
        if alert_id != before:
            tellings.setdefault(story_id, []).append(alerts[alert_id])
        before = alert_id
    return [
        ToldStory(story_id=story, home=home, alerts=tuple(tellings.get(story, ())))
        for story, home in homes.items()
    ]


def _alert(row: sqlite3.Row) -> Alert:
    last_at = moment_of(row["last_at"])
    assert last_at is not None, "the column is never empty"
    return Alert(
        id=row["id"], updates=row["updates"], last_at=last_at, gist=json.loads(row["gist"])
    )


def known_texts(db: sqlite3.Connection, rule: str, urls: Iterable[str]) -> set[str]:
    """Which of these texts a rule has told."""
    rows = db.execute(
        "SELECT canonical_url FROM alert_text WHERE rule = ?"
        " AND canonical_url IN (SELECT value FROM json_each(?))",
        (rule, json.dumps([*urls])),
    )
    return {row[0] for row in rows}
