"""Which articles a search means, all of them, in SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk import searching
from desk.asking import told
from desk.cards.narrowing import narrowing
from desk.cards.resolving import resolve

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

_HAVING: Final = "SELECT rowid FROM article_fts WHERE article_fts MATCH :words"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition over ``article a`` with its parameters, and what is to be told of the query."""

    sql: str = "1"
    values: dict[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


ANY: Final = Wanted()


def wanted(db: sqlite3.Connection, words: str | None, now: datetime) -> Wanted:
    """The articles that answer a search with its fields; raises UserError for an empty one."""
    if words is None:
        return ANY
    query = resolve(db, searching.parse(words), now=now)
    search = query.search
    if not (search.match or search.title_match or query.chosen):
        searching.required(words)
    narrow = narrowing(db, query.conditions, search)
    sql = f"a.id IN (SELECT b.article_id FROM article_brief b WHERE {narrow.sql})"  # noqa: S608 - fixed parts only
    values: dict[str, object] = dict(narrow.values)
    if search.match:
        sql += f" AND a.id IN ({_HAVING})"
        values["words"] = search.match
    elif unwanted := [one.match() for one in search.terms if one.excluded and not one.in_title]:
        # the index can leave out words only from what has others
        sql += f" AND a.id NOT IN ({_HAVING})"
        values["words"] = f"folded : ({' OR '.join(unwanted)})"
    return Wanted(sql, values, tuple(map(told, query.notes)))
