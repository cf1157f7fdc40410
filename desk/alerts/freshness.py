"""Whether a story is news by now: since when it has met a query, as far as kenwatch could know.

A text is as old as its site says. Where it was found late, on a site that was being watched
already (a feed that was broken, a page that was linked later), it is as old as its finding: nobody
could tell it before. What the first crawls of a site bring was there all the time.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desk.alerts.gist import measured
from desk.alerts.severity import grade, reaches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from desk.alerts.severity import Severity

# what is older when it is found is of an archive of the site, and no news
LATE: Final = timedelta(days=7)
# the first crawl of a site may take several runs
_ACQUAINTED: Final = "+1 day"
_AT: Final = "coalesce({0}.published_at, {0}.first_seen_at)"
_FOUND_LATE: Final = f"""
({{0}}.first_seen_at >= :since AND {_AT} >= :late AND {{0}}.first_seen_at > (
   SELECT strftime('%Y-%m-%dT%H:%M:%S+00:00', r.started_at, '{_ACQUAINTED}')
   FROM run_source w CROSS JOIN run r ON r.id = w.run_id
   WHERE w.source_id = {{0}}.source_id ORDER BY w.run_id LIMIT 1))
"""  # noqa: S608 - fixed parts only
_OLD: Final = f"({_AT} < :since AND {_FOUND_LATE} IS NOT TRUE)"
# of ``article a``; the first condition is that of the index
FRESH: Final = f"{_AT} >= :late AND ({_AT} >= :since OR {_FOUND_LATE})".format("a")


def met_before(
    db: sqlite3.Connection, condition: str, values: Mapping[str, object], stories: Sequence[int]
) -> dict[int, list[int]]:
    """The articles of each of these stories that met a condition over ``article a`` before.

    ``values`` are its parameters, with ``since`` and ``late``. A text is there as long as one of
    its copies.
    """
    found: dict[int, list[int]] = {story: [] for story in stories}
    # CROSS JOIN: from the stories to their few texts
    rows = db.execute(
        "SELECT o.story_id, a.id FROM json_each(:stories) n"  # noqa: S608 - fixed parts only
        " CROSS JOIN story_article o ON o.story_id = n.value"
        " CROSS JOIN article a ON a.id = o.article_id"
        f" WHERE ({_OLD.format('a')} OR EXISTS (SELECT 1 FROM copy y WHERE y.article_id = a.id"
        f" AND {_OLD.format('y')})) AND ({condition}) ORDER BY a.id",
        {**values, "stories": json.dumps([*stories])},
    )
    for story, article in rows:
        found[story].append(article)
    return found


def were_grave(db: sqlite3.Connection, articles: Sequence[int], least: Severity) -> bool:
    """Whether one of these articles by itself told something at least so grave."""
    if least == "low":
        return bool(articles)
    cards: dict[int, dict[str, dict[str, float]]] = {}
    rows = db.execute(
        "SELECT article_id, kind, figures FROM event"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps([*articles]),),
    )
    for article, kind, figures in rows:
        held = cards.setdefault(article, {}).setdefault(kind, {})
        for name, value in measured(json.loads(figures)):
            held[name] = max(value, held.get(name, 0.0))
    return any(reaches(grade(one), least) for one in cards.values())
