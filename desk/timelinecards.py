"""What happened around a name or in a story, over time: stories, quiet edits, removals."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from desk.changecards import changes
from desk.storyfigures import figures_of
from desk.storytimeline import timeline as texts_of
from desk.timelines import Line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from desk.timelines import Span

Record = dict[str, Any]
# of so many articles, the newest, edits and removals are looked for: an old one may be edited today
_EDITED: Final = 5000
_AT: Final = "coalesce(a.published_at, a.first_seen_at)"


def lines(db: sqlite3.Connection, span: Span, limit: int) -> tuple[list[Line], bool]:
    """The newest lines in the order of time, and whether there are more.

    A story belongs to a span of time that one of its reports falls into.
    """
    stories = _stories(db, span, limit + 1)
    changed = _changed(db, span)
    found = sorted([*stories, *changed], key=lambda one: (one.at, one.what, one.article_id))
    return found[-limit:], len(found) > limit


def _condition(span: Span) -> tuple[str, Record]:
    """The articles of a span whatever their time: SQL over ``article a``, and its values."""
    where, values = replace(span.filters, since=None).where()
    parts = [where]
    if span.story_id is not None:
        parts.append("a.id IN (SELECT article_id FROM story_article WHERE story_id = :story)")
        values["story"] = span.story_id
    if span.event is not None:
        # a card that names a place or a company is of that; one that names none of what the text is
        of_entity = (
            " AND (:entity IN (v.town_id, v.place_id, v.company_id, v.asset_id)"
            " OR coalesce(v.town_id, v.place_id, v.company_id, v.asset_id) IS NULL)"
            if span.filters.entity_id is not None
            else ""
        )
        parts.append(
            "EXISTS (SELECT 1 FROM event v"  # noqa: S608 - fixed parts only
            f" WHERE v.article_id = a.id AND v.kind = :event{of_entity})"
        )
        values["event"] = span.event
    return " AND ".join(parts), values


def _limits(span: Span) -> Record:
    since, until = span.filters.since, span.until
    return {
        "since": since.astimezone(UTC).isoformat() if since else None,
        "until": until.astimezone(UTC).isoformat() if until else None,
    }


def _stories(db: sqlite3.Connection, span: Span, most: int) -> list[Line]:
    where, values = _condition(span)
    rows = db.execute(
        "SELECT a.id, o.story_id FROM article a"  # noqa: S608 - fixed parts only
        f" LEFT JOIN story_article o ON o.article_id = a.id WHERE {where}"
        f" AND (:since IS NULL OR {_AT} >= :since) AND (:until IS NULL OR {_AT} < :until)"
        f" ORDER BY {_AT} DESC, a.id DESC",
        {**values, **_limits(span)},
    )
    return [_story(db, *key) for key in islice(_distinct(rows), most)]


def _distinct(rows: Iterable[Any]) -> Iterator[tuple[int | None, int]]:
    """Each story once, with the article that was met first; an article of none stands alone."""
    seen: set[int] = set()
    for article_id, story_id in rows:
        if story_id is None:
            yield None, article_id
        elif story_id not in seen:
            seen.add(story_id)
            yield story_id, article_id


def _story(db: sqlite3.Connection, story_id: int | None, article_id: int) -> Line:
    texts = texts_of(db, story_id) if story_id is not None else [_alone(db, article_id)]
    articles = [row for row in texts if row["kind"] == "article"]
    first = articles[0]
    events = tuple(_events(db, [row["article_id"] for row in articles]))
    people = _people(db, texts) if story_id is not None and events else ()
    return Line(
        at=first["at"],
        precision=first["precision"],
        published_at=first["published_at"],
        last_at=max(row["at"] for row in texts),
        what="story",
        title=first["title"],
        events=events,
        figures=(*people, *_others(events, counted=bool(people))),
        reports=len(articles),
        copies=len(texts) - len(articles),
        sources=_different(texts, "source"),
        languages=_different(texts, "language"),
        story_id=story_id,
        **{key: first[key] for key in ("source", "source_id", "language", "article_id", "url")},
    )


def _different(rows: Iterable[Record], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[key] for row in rows))


def _alone(db: sqlite3.Connection, article_id: int) -> Record:
    row = db.execute(
        f"SELECT {_AT} AS at, a.published_precision AS precision,"  # noqa: S608 - fixed parts only
        " CASE WHEN a.published_precision IN ('day', 'month') THEN a.published_day"
        " ELSE a.published_at END AS published_at, a.source_id,"
        " coalesce(s.name, a.source_id) AS source, a.language, 'article' AS kind,"
        " a.id AS article_id, a.title, a.url"
        " FROM article a LEFT JOIN source s ON s.id = a.source_id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    return dict(row)


_EVENTS: Final = """
SELECT v.kind, v.moment, v.figures, coalesce(s.name_en, t.name_en, p.name_en, c.name_en) AS place
FROM event v JOIN article a ON a.id = v.article_id
LEFT JOIN entity t ON t.id = v.town_id LEFT JOIN entity p ON p.id = v.place_id
LEFT JOIN entity s ON s.id = v.asset_id LEFT JOIN entity c ON c.id = v.company_id
WHERE v.article_id IN (SELECT value FROM json_each(?))
ORDER BY coalesce(a.published_at, a.first_seen_at), a.id, v.kind
"""


def _events(db: sqlite3.Connection, ids: Sequence[int]) -> Iterator[Record]:
    """One of each kind, as its first card tells it; what that leaves open a later one may tell."""
    found: dict[str, Record] = {}
    for row in db.execute(_EVENTS, (json.dumps(ids),)):
        card = {**dict(row), "figures": json.loads(row["figures"])}
        known = found.setdefault(row["kind"], card)
        for name in ("moment", "place", "figures"):
            known[name] = known[name] or card[name]
    yield from found.values()


def _people(db: sqlite3.Connection, texts: Sequence[Record]) -> tuple[Record, ...]:
    """Whom the event counts: what holds now, and each value of a count that is disputed."""
    return tuple(
        {
            **{name: one[name] for name in ("kind", "role", "unit", "value")},
            "disputed": sorted(
                {s["value"] for s in one["said"] if s["status"] == "disputed"} - {one["value"]}
            ),
        }
        for one in figures_of(db, texts).counts
    )


def _others(events: Iterable[Record], *, counted: bool) -> Iterator[Record]:
    """The figures on the cards; without people where these are counted over all reports."""
    for event in events:
        for one in event["figures"]:
            if not (counted and one["kind"] == "people"):
                yield {name: value for name, value in one.items() if name != "span"}


def _changed(db: sqlite3.Connection, span: Span) -> Iterator[Line]:
    where, values = _condition(span)
    rows = db.execute(
        f"SELECT a.id FROM article a WHERE {where} ORDER BY {_AT} DESC LIMIT :most",  # noqa: S608 - fixed parts only
        {**values, "most": _EDITED},
    )
    return changes(db, [row[0] for row in rows], _limits(span))
