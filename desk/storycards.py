"""What the archive knows of a story: who published what when, in every language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from desk.moments import from_archive
from desk.queries import CONFIDENT
from desk.storyfigures import figures_of
from desk.storytimeline import timeline

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

Record = dict[str, Any]
# texts that one crawl finds are seen in the order in which it asks, which tells nothing
_SEEN: Final = "first_seen_at"
_A_CRAWL: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """What a list shows of a story; its earliest article gives the headline, as first seen.

    ``headline_now`` is what the headline was changed to, None where it was not.

    ``first_at`` and ``last_at`` are the times of its earliest and its latest text, ``precision``
    tells how exactly the first is known. ``sources`` are the sources' ids.
    """

    id: int
    first_at: str
    last_at: str
    precision: str | None
    headline: str
    headline_now: str | None
    language: str
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    articles: int
    copies: int
    lead_article_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story whole.

    ``headlines``: language, title, article_id, source, at, title_now (None where it did not
    change): of the earliest article in each language, as first seen. ``published_first`` and
    ``seen_first``: source_id, source, at, article_id, url of the text that its site dates
    earliest, and of the one that kenwatch saw first; ``differ``: these are of two sources and
    further apart than texts of one crawl. ``timeline``: every text in the order of publication:
    at, published_at, precision, first_seen_at, source_id, source, language, kind (article or
    copy), article_id, title, url, credits, through and through_source (the copy that it was taken
    from), own_share, differs, gone_at, gone_why, edited (seen_at and flags of each change by the
    site). ``counts``, ``agreed``, ``disputed`` and ``told_by_one``: see ``desk.storyfigures``.
    ``links``: a, b, score, why.
    """

    line: StoryLine
    headlines: tuple[Record, ...]
    published_first: Record
    seen_first: Record
    differ: bool
    timeline: tuple[Record, ...]
    counts: tuple[Record, ...]
    agreed: tuple[Record, ...]
    disputed: tuple[Record, ...]
    told_by_one: tuple[Record, ...]
    links: tuple[Record, ...]


_NEWEST: Final = """
SELECT s.id FROM article a
JOIN story_article o ON o.article_id = a.id
JOIN story s ON s.id = o.story_id AND s.lead_article_id = a.id
WHERE (:since IS NULL OR EXISTS (
    SELECT 1 FROM story_article x JOIN article y ON y.id = x.article_id
    WHERE x.story_id = s.id AND coalesce(y.published_at, y.first_seen_at) >= :since))
  AND (:town IS NULL OR EXISTS (
    SELECT 1 FROM story_article x JOIN mention m ON m.article_id = x.article_id
    WHERE x.story_id = s.id AND m.entity_id = :town AND m.confidence >= :confident))
  AND (:sources <= 1 OR :sources <= (SELECT count(*) FROM (
    SELECT y.source_id FROM story_article x JOIN article y ON y.id = x.article_id
    WHERE x.story_id = s.id
    UNION SELECT c.source_id FROM story_article x JOIN copy c ON c.article_id = x.article_id
    WHERE x.story_id = s.id)))
ORDER BY coalesce(a.published_at, a.first_seen_at) DESC, a.id DESC LIMIT :limit
"""


def newest(
    db: sqlite3.Connection,
    *,
    since: datetime | None = None,
    town: str | None = None,
    sources: int = 1,
    disputed: bool = False,
    limit: int,
) -> list[StoryLine]:
    """The stories that began last, the newest first.

    ``since``: with an article published since then; ``town``: with an article that names the
    town with this id; ``sources``: told by at least so many; ``disputed``: with figures on which
    they contradict each other.
    """
    given = {
        "since": since.astimezone(UTC).isoformat() if since else None,
        "town": town,
        "confident": CONFIDENT,
        # it takes two to disagree
        "sources": max(sources, 2) if disputed else sources,
        "limit": -1 if disputed else limit,
    }
    ids = [int(row[0]) for row in db.execute(_NEWEST, given)]
    found = ((one, rows) for one in ids if (rows := timeline(db, one)))
    chosen = (one for one in found if not disputed or figures_of(db, one[1]).disputed)
    return [line_of(db, *one) for one in islice(chosen, limit)]


def story(db: sqlite3.Connection, story_id: int) -> Story | None:
    """The story with this id, or None."""
    if not exists(db, story_id):
        return None
    rows = timeline(db, story_id)
    figures = figures_of(db, rows)
    # the timeline is in the order of publication
    told, seen = rows[0], min(rows, key=lambda one: (one[_SEEN], one["url"]))
    return Story(
        line=line_of(db, story_id, rows),
        headlines=headlines_of(rows),
        published_first=_publisher(told, "at"),
        seen_first=_publisher(seen, _SEEN),
        differ=_differ(told, seen),
        timeline=tuple({**row, "edited": [*map(_edit, row["edited"])]} for row in rows),
        counts=figures.counts,
        agreed=figures.agreed,
        disputed=figures.disputed,
        told_by_one=figures.alone,
        links=_links(db, story_id),
    )


def exists(db: sqlite3.Connection, story_id: int) -> bool:
    """Whether there is a story with this id."""
    return db.execute("SELECT 1 FROM story WHERE id = ?", (story_id,)).fetchone() is not None


def last_number(db: sqlite3.Connection) -> int | None:
    """The highest number of a story; None where there is none."""
    found = db.execute("SELECT max(id) FROM story").fetchone()[0]
    return None if found is None else int(found)


def _differ(told: Record, seen: Record) -> bool:
    """Whether another source than the one dated first was seen clearly before it."""
    first, other = from_archive(told[_SEEN]), from_archive(seen[_SEEN])
    apart = first is None or other is None or first - other > _A_CRAWL
    return apart and told["source_id"] != seen["source_id"]


def _edit(one: Record) -> Record:
    return {"seen_at": one["seen_at"], "flags": one["flags"]}


def story_of(db: sqlite3.Connection, article_id: int) -> int | None:
    """The id of the story that an article is in."""
    row = db.execute(
        "SELECT story_id FROM story_article WHERE article_id = ?", (article_id,)
    ).fetchone()
    return None if row is None else int(row[0])


def line_of(db: sqlite3.Connection, story_id: int, rows: Sequence[Record]) -> StoryLine:
    """The line of a story that exists; ``rows`` is its ``timeline``, which is never empty."""
    lead = db.execute("SELECT lead_article_id FROM story WHERE id = ?", (story_id,)).fetchone()[0]
    articles = [row for row in rows if row["kind"] == "article"]
    first = next(row for row in articles if row["article_id"] == lead)
    headline, now = _titles(first)
    return StoryLine(
        id=story_id,
        first_at=min(row["at"] for row in rows),
        last_at=max(row["at"] for row in rows),
        precision=rows[0]["precision"],
        headline=headline,
        headline_now=now,
        language=first["language"],
        languages=_different(row["language"] for row in rows),
        sources=_different(row["source_id"] for row in rows),
        articles=len(articles),
        copies=len(rows) - len(articles),
        lead_article_id=lead,
    )


def _different(values: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def headlines_of(rows: Sequence[Record]) -> tuple[Record, ...]:
    """The headlines of a timeline, as `Story` has them; a language of copies only has theirs."""
    names = ("language", "title", "article_id", "source", "at")
    found: dict[str, Record] = {}
    for row in sorted(rows, key=lambda one: one["kind"] != "article"):
        title, now = _titles(row)
        told = {name: row[name] for name in names} | {"title": title, "title_now": now}
        found.setdefault(row["language"], told)
    return tuple(sorted(found.values(), key=lambda one: str(one["at"])))


def _titles(row: Record) -> tuple[str, str | None]:
    """The headline of the first version of a text, and the present one where that is another."""
    changes = [one["headline"] for one in row["edited"] if one["headline"]]
    first = str(changes[0][0]) if changes else row["title"]
    return first, row["title"] if first != row["title"] else None


def _publisher(row: Record, when: str) -> Record:
    names = ("source_id", "source", "article_id", "url")
    return {**{name: row[name] for name in names}, "at": row[when], "precision": row["precision"]}


def _links(db: sqlite3.Connection, story_id: int) -> tuple[Record, ...]:
    rows = db.execute(
        "SELECT l.a_id AS a, l.b_id AS b, l.score, l.why FROM story_article o"
        " JOIN story_link l ON l.a_id = o.article_id WHERE o.story_id = ?"
        " ORDER BY l.score DESC, l.a_id, l.b_id",
        (story_id,),
    )
    return tuple(dict(row) for row in rows)
