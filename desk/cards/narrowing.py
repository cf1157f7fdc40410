"""Conditions of a query as SQL over ``article_brief b``, by the road that is the shortest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from desk.searching import SearchQuery
    from desk.searchlanguage.conditions import Condition

CONFIDENT: Final = 0.5
# A set of so many articles is read at once; of a larger one each hit is tested, and as so many
# answer, enough hits are found soon.
_SMALL: Final = 50_000
_FEW: Final = 2
_DAY: Final = 10  # letters of a date

# the test of one article, and the list of all that pass it, which an index serves
_TESTS: Final = {
    "entity": (
        "EXISTS (SELECT 1 FROM mention m WHERE m.entity_id IN (SELECT value FROM json_each({0}))"
        " AND m.article_id = b.article_id AND m.confidence >= :confident)"
    ),
    # of many entities: one look at what the article names instead of one for each of them
    "entities": (
        "EXISTS (SELECT 1 FROM mention m WHERE m.article_id = b.article_id"
        " AND +m.entity_id IN (SELECT value FROM json_each({0})) AND m.confidence >= :confident)"
    ),
    "event": (
        "EXISTS (SELECT 1 FROM event v WHERE v.article_id = b.article_id"
        " AND v.kind IN (SELECT value FROM json_each({0})))"
    ),
    "language": "b.language IN (SELECT value FROM json_each({0}))",
    # a text is of each source that carries it
    "source": (
        "(b.source_id IN (SELECT value FROM json_each({0})) OR EXISTS (SELECT 1 FROM copy c"
        " WHERE c.article_id = b.article_id AND c.source_id IN (SELECT value FROM json_each({0}))))"
    ),
    "mining": "b.is_mining",
    "monotown": "b.is_monotown",
    "since day": "b.day >= {0}",
    "before day": "b.day < {0}",
    "since moment": "b.at >= {0}",
    "before moment": "b.at < {0}",
    "title": "b.article_id IN (SELECT rowid FROM title_fts WHERE title_fts MATCH {0})",
}
_NAMED: Final = (
    "SELECT article_id AS id FROM mention WHERE entity_id IN (SELECT value FROM json_each({0}))"
    " AND confidence >= :confident"
)
_LISTS: Final = {
    "entity": _NAMED,
    "entities": _NAMED,
    "event": (
        "SELECT article_id AS id FROM event WHERE kind IN (SELECT value FROM json_each({0}))"
    ),
    "source": (
        "SELECT article_id AS id FROM article_brief"
        " WHERE source_id IN (SELECT value FROM json_each({0}))"
        " UNION ALL SELECT article_id FROM copy"
        " WHERE source_id IN (SELECT value FROM json_each({0}))"
    ),
    "since day": "SELECT article_id AS id FROM article_brief WHERE day >= {0}",
    "before day": "SELECT article_id AS id FROM article_brief WHERE day < {0}",
    # a day is never more than a day apart from its moment in UTC
    "since moment": (
        "SELECT article_id AS id FROM article_brief WHERE day >= date({0}, '-1 day') AND at >= {0}"
    ),
    "title": "SELECT rowid AS id FROM title_fts WHERE title_fts MATCH {0}",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """SQL over ``article_brief b`` with its parameters; the ids that can pass lie within bounds.

    ``is_small`` where it names a list of articles that is short enough to begin with.
    """

    sql: str
    values: dict[str, object]
    low: int = 0
    high: int = (1 << 63) - 1
    is_small: bool = False


def narrowing(
    db: sqlite3.Connection, conditions: Iterable[Condition], query: SearchQuery
) -> Narrowing:
    """All conditions together with what the query asks of titles."""
    asked = [_asked(condition) for condition in conditions]
    titles = ((query.title_match, False), (query.title_refused, True))
    asked += [("title", match, excluded) for match, excluded in titles if match]
    found = Narrowing("1", {"confident": CONFIDENT})
    for number, (name, value, excluded) in enumerate(asked):
        found = _and(db, found, name, (f"narrow{number}", value), excluded=excluded)
    return found


def _asked(condition: Condition) -> tuple[str, str, bool]:
    """The name of the test, its parameter, and whether it must fail."""
    if condition.field == "topic":
        return condition.values[0], "", condition.excluded
    if condition.field in {"since", "before"}:
        kind = "day" if len(condition.values[0]) == _DAY else "moment"
        return f"{condition.field} {kind}", condition.values[0], condition.excluded
    is_many = condition.field == "entity" and len(condition.values) > _FEW
    field = "entities" if is_many else condition.field
    return field, json.dumps(condition.values), condition.excluded


def _and(
    db: sqlite3.Connection,
    before: Narrowing,
    name: str,
    parameter: tuple[str, str],
    *,
    excluded: bool,
) -> Narrowing:
    key, value = parameter
    test = _TESTS[name].format(f":{key}")
    values = {**before.values, **({key: value} if value else {})}
    if excluded:
        return Narrowing(
            f"{before.sql} AND NOT {test}", values, before.low, before.high, before.is_small
        )
    listed = _LISTS.get(name, "").format(f":{key}")
    count, low, high = _extent(db, listed, values) if listed else (_SMALL + 1, 0, 0)
    if count > _SMALL:
        return Narrowing(
            f"{before.sql} AND {test}", values, before.low, before.high, before.is_small
        )
    sql = f"{before.sql} AND b.article_id IN (SELECT id FROM ({listed}))"  # noqa: S608 - fixed parts only
    return Narrowing(sql, values, max(before.low, low), min(before.high, high), is_small=True)


def _extent(db: sqlite3.Connection, listed: str, values: dict[str, object]) -> tuple[int, int, int]:
    """How many ids a list has, counted up to a bound, the lowest and the highest of them."""
    row = db.execute(
        f"SELECT count(*), min(id), max(id) FROM (SELECT id FROM ({listed}) LIMIT {_SMALL + 1})",  # noqa: S608 - fixed parts only
        values,
    ).fetchone()
    return int(row[0]), int(row[1] or 0), int(row[2] or 0)
