"""What the articles of an answer have in common: counts for narrowing it down."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.cards.narrowing import CONFIDENT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from desk.searchlanguage.candidate import Candidate

_SHOWN: Final = 12
_MONTHS: Final = 120
_MONTH: Final = 7  # letters of 2026-11
_YEAR: Final = 4
_KINDS: Final = ("town", "company", "commodity")
# counted by id before names are looked up: that takes half the time
_ENTITIES: Final = """
SELECT e.kind, e.id, e.name_en, e.name_ru, e.name_kk, n.articles FROM (
  SELECT m.entity_id, count(DISTINCT m.article_id) AS articles FROM json_each(:ids) i
  CROSS JOIN mention m ON m.article_id = i.value WHERE m.confidence >= :confident
  GROUP BY m.entity_id) n
JOIN entity e ON e.id = n.entity_id WHERE e.kind IN ('town', 'company', 'commodity')
ORDER BY n.articles DESC, e.id
"""
_EVENTS: Final = """
SELECT v.kind, count(*) AS articles FROM json_each(:ids) i
CROSS JOIN event v ON v.article_id = i.value GROUP BY v.kind ORDER BY articles DESC, v.kind
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of the counted articles have a value; ``names`` in en, ru, kk where it has some."""

    value: str
    names: Mapping[str, str]
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over ``of`` articles, which are not all where ``is_bound``; the most frequent first.

    Months ("2026-11") and years stand the newest first.
    """

    of: int
    is_bound: bool
    topic: tuple[Count, ...] = ()
    town: tuple[Count, ...] = ()
    event: tuple[Count, ...] = ()
    company: tuple[Count, ...] = ()
    commodity: tuple[Count, ...] = ()
    language: tuple[Count, ...] = ()
    source: tuple[Count, ...] = ()
    month: tuple[Count, ...] = ()
    year: tuple[Count, ...] = ()


def facets(db: sqlite3.Connection, found: Sequence[Candidate], *, is_bound: bool) -> Facets:
    """The counts over these articles."""
    ids = json.dumps([one.id for one in found])
    entities = _entities(db, ids)
    topics = Counter(
        mining=sum(one.is_mining for one in found), monotown=sum(one.is_monotown for one in found)
    )
    return Facets(
        len(found),
        is_bound,
        topic=_plain(topics),
        event=tuple(Count(kind, {}, count) for kind, count in db.execute(_EVENTS, {"ids": ids})),
        language=_plain(Counter([one.language for one in found])),
        source=_sources(db, Counter([one.source_id for one in found])),
        month=_times(found, _MONTH, _MONTHS),
        year=_times(found, _YEAR, _MONTHS),
        **{kind: tuple(entities[kind][:_SHOWN]) for kind in _KINDS},
    )


def _entities(db: sqlite3.Connection, ids: str) -> dict[str, list[Count]]:
    found: dict[str, list[Count]] = {kind: [] for kind in _KINDS}
    for kind, value, en, ru, kk, count in db.execute(
        _ENTITIES, {"ids": ids, "confident": CONFIDENT}
    ):
        found[kind].append(Count(value, {"en": en, "ru": ru, "kk": kk}, count))
    return found


def _sources(db: sqlite3.Connection, counted: Counter[str]) -> tuple[Count, ...]:
    rows = db.execute(
        "SELECT id, name FROM source WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(counted)),),
    )
    known: dict[str, str] = {row[0]: row[1] for row in rows}
    return tuple(
        Count(value, dict.fromkeys(("en", "ru", "kk"), known.get(value, value)), count)
        for value, count in _ordered(counted)[:_SHOWN]
    )


def _plain(counted: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(value, {}, count) for value, count in _ordered(counted)[:_SHOWN] if count)


def _ordered(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _times(found: Iterable[Candidate], letters: int, most: int) -> tuple[Count, ...]:
    counted = Counter([one.day[:letters] for one in found])
    newest = sorted(counted.items(), reverse=True)
    return tuple(Count(value, {}, count) for value, count in newest[:most])
