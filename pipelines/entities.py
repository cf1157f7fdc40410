"""The gazetteer as rows, brought up to date at the begin of each run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.gazetteer.gazetteer import entities

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pipelines.gazetteer.entity import Entity

Row = tuple[object, ...]

_ENTITY: Final = ("id", "kind", "name_en", "name_ru", "name_kk", "region", "lat", "lon", "note")
_COLUMNS: Final = (*_ENTITY, "kato")
_TIMES: Final = ("since", "until")


def save_entities(db: sqlite3.Connection, held: Sequence[Entity] | None = None) -> None:
    """Bring the tables of entities up to date with ``held``, by default the whole gazetteer.

    An entity that left the gazetteer stays for its mentions; its names, links, statuses and
    offices go. What is as it was is not written again.
    """
    known = entities() if held is None else held
    _, missing = _differences(db, "entity", _COLUMNS, map(_entity_row, known))
    others = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    db.executemany(
        f"{_insertion('entity', _COLUMNS)} ON CONFLICT (id) DO UPDATE SET {others}",
        missing,
    )
    for table, (columns, rows_of) in _SIDES.items():
        rows = (row for entity in known for row in rows_of(entity))
        gone, missing = _differences(db, table, columns, rows)
        same = " AND ".join(f"{name} IS ?" for name in columns)
        db.executemany(f"DELETE FROM {table} WHERE {same}", gone)  # noqa: S608 - names are ours
        db.executemany(_insertion(table, columns), missing)


def _differences(
    db: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Row]
) -> tuple[list[Row], list[Row]]:
    """What the table has too much, and what it lacks, in the order of the rows."""
    stored = {tuple(row) for row in db.execute(f"SELECT {', '.join(columns)} FROM {table}")}  # noqa: S608 - names are ours
    wanted = dict.fromkeys(rows)
    return list(stored - wanted.keys()), [row for row in wanted if row not in stored]


def _insertion(table: str, columns: Sequence[str]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - names are ours


def _entity_row(entity: Entity) -> Row:
    return (*(getattr(entity, name) for name in _ENTITY), entity.kato or None)


def _names(entity: Entity) -> Iterator[Row]:
    for name in entity.names:
        yield (entity.id, name.language, name.name, name.kind, name.since, name.until)


def _links(entity: Entity) -> Iterator[Row]:
    for link in entity.links:
        yield (entity.id, link.relation, link.other_id, link.since, link.until, link.note)


def _statuses(entity: Entity) -> Iterator[Row]:
    for status in entity.statuses:
        yield (entity.id, status.status, status.since, status.until, status.note)


def _offices(entity: Entity) -> Iterator[Row]:
    for office in entity.offices:
        titles = (office.title_en, office.title_ru, office.title_kk)
        where = (office.body, office.place_id or None)
        yield (entity.id, *titles, *where, office.since, office.until, office.note)


_TITLES: Final = ("title_en", "title_ru", "title_kk")
_SIDES: Mapping[str, tuple[Sequence[str], Callable[[Entity], Iterator[Row]]]] = {
    "entity_name": (("entity_id", "language", "name", "kind", *_TIMES), _names),
    "entity_link": (("entity_id", "relation", "other_id", *_TIMES, "note"), _links),
    "entity_status": (("entity_id", "status", *_TIMES, "note"), _statuses),
    "office": (("person_id", *_TITLES, "body", "place_id", *_TIMES, "note"), _offices),
}
