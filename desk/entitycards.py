"""What the archive knows of an entity: its names over time, its ties, its articles."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from crawler.verdict import Exit
from desk import queries
from desk.errors import UserError
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An entity. The records hold the archive's columns by name.

    ``names``: language, name, kind, since, until. ``links``: relation, id, name, kind, since,
    until, note, is_of (whether the other entity has the tie to this one). ``statuses`` and
    ``offices`` (of a person) as their tables. ``officials``: id, name, title_en, since, until,
    note of who holds or held an office here. ``articles`` and ``first_at``: how many articles
    name it, and since when; ``newest`` are the latest.
    """

    id: str
    kind: str
    name_en: str
    name_ru: str
    name_kk: str
    region: str | None
    lat: float | None
    lon: float | None
    kato: str | None
    note: str | None
    names: tuple[Record, ...]
    links: tuple[Record, ...]
    statuses: tuple[Record, ...]
    offices: tuple[Record, ...]
    officials: tuple[Record, ...]
    articles: int
    first_at: str | None
    newest: tuple[queries.ArticleLine, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No entity has the name; ``near`` are names that look like it."""

    near: tuple[str, ...]


# of each entity with a name: the rank of its kind, and its English name, for the order
_Found = dict[str, tuple[int, str]]
_ELSE: Final = "`kenwatch search` finds words in the articles"
_BARE: Final = str.maketrans(dict.fromkeys('-‑–—_«»“”„"', " "))
# what is meant first where several entities share a name
_KINDS = ("town", "company", "asset", "person", "region", "place", "commodity")
_LISTS = {
    "names": (
        "SELECT language, name, kind, since, until FROM entity_name WHERE entity_id = ?"
        " ORDER BY kind <> 'current', kind, language, name"
    ),
    "links": (
        "SELECT l.relation, e.id, e.name_en AS name, e.kind, l.since, l.until, l.note,"
        " l.other_id = ?1 AS is_of FROM entity_link l"
        " JOIN entity e ON e.id = CASE WHEN l.other_id = ?1 THEN l.entity_id ELSE l.other_id END"
        " WHERE l.entity_id = ?1 OR l.other_id = ?1 ORDER BY is_of, l.relation, l.since, name"
    ),
    "statuses": (
        "SELECT status, since, until, note FROM entity_status WHERE entity_id = ? ORDER BY since"
    ),
    "offices": (
        "SELECT title_en, title_ru, title_kk, body, place_id, since, until, note FROM office"
        " WHERE person_id = ? ORDER BY since DESC, title_en"
    ),
    "officials": (
        "SELECT e.id, e.name_en AS name, o.title_en, o.since, o.until, o.note FROM office o"
        " JOIN entity e ON e.id = o.person_id WHERE ? IN (o.place_id, o.body)"
        " ORDER BY o.since DESC, name"
    ),
}


def find(db: sqlite3.Connection, name: str) -> list[str] | Unknown:
    """Ids of the entities with this id or name, in any language and spelling, likeliest first.

    Where none has it, those that have all its words in one of their names.
    """
    known = _known(db)
    wanted = _key(name)
    found = known.get(wanted) or _with_words(known, set(wanted.split()))
    if found:
        return sorted(found, key=lambda one: found[one])
    near = get_close_matches(wanted, known, n=4, cutoff=0.6)
    shown = [english for key in near for _, english in known[key].values()]
    return Unknown(tuple(dict.fromkeys(shown))[:3])


def required(db: sqlite3.Connection, name: str) -> list[str]:
    """As ``find``; raises UserError with names that come near where there is none."""
    if not name.strip():
        raise UserError(
            "give the name of a town, company, mine, commodity or person: kenwatch entity Ridder",
            Exit.USAGE,
        )
    found = find(db, name)
    if isinstance(found, Unknown):
        mend = f"did you mean {', '.join(found.near)}?" if found.near else _ELSE
        raise UserError(f"{name[:60]!r}: nothing of this name is watched; {mend}")
    return found


def _known(db: sqlite3.Connection) -> dict[str, _Found]:
    """Every name and id, folded, with the entities that have it."""
    rows = db.execute(
        "SELECT id, kind, id AS name, name_en FROM entity"
        " UNION SELECT id, kind, name_en, name_en FROM entity"
        " UNION SELECT id, kind, name_ru, name_en FROM entity"
        " UNION SELECT id, kind, name_kk, name_en FROM entity"
        " UNION SELECT e.id, e.kind, n.name, e.name_en FROM entity e"
        " JOIN entity_name n ON n.entity_id = e.id"
    )
    known: dict[str, _Found] = {}
    for row in rows:
        # a kind of a newer archive comes last
        rank = _KINDS.index(row["kind"]) if row["kind"] in _KINDS else len(_KINDS)
        known.setdefault(_key(row["name"]), {})[row["id"]] = (rank, row["name_en"])
    return known


def _with_words(known: Mapping[str, _Found], words: set[str]) -> _Found:
    if not words:
        return {}
    fitting = [held for name, held in known.items() if words <= set(name.split())]
    return {one: rank for held in fitting for one, rank in held.items()}


def _key(name: str) -> str:
    """As compared: in search spelling, without quotes, hyphens as blanks."""
    bare = fold_search(name).translate(_BARE)
    return " ".join(bare.split())


def card(db: sqlite3.Connection, entity_id: str, limit: int) -> Card:
    """The entity with its ``limit`` latest articles; the id must exist."""
    row = db.execute("SELECT * FROM entity WHERE id = ?", (entity_id,)).fetchone()
    count, first = db.execute(
        "SELECT count(*), min(coalesce(a.published_at, a.first_seen_at)) FROM article a"
        " WHERE a.id IN (SELECT article_id FROM mention WHERE entity_id = ? AND confidence >= ?)",
        (entity_id, queries.CONFIDENT),
    ).fetchone()
    ids = queries.newest(db, queries.Filters(entity_id=entity_id), limit)
    lists: Record = {
        name: tuple(dict(one) for one in db.execute(sql, (entity_id,)))
        for name, sql in _LISTS.items()
    }
    for link in lists["links"]:
        link["is_of"] = bool(link["is_of"])
    return Card(
        **dict(row),
        **lists,
        articles=count,
        first_at=first,
        newest=tuple(queries.lines(db, ids)),
    )
