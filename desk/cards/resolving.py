"""The second step of a query: what its fields mean in this archive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from desk import searching
from desk.cards import names
from desk.searchlanguage import fields as known
from desk.searchlanguage.conditions import Chosen, Condition
from desk.searchlanguage.lexing import Item
from desk.searchlanguage.notes import Note
from desk.searchlanguage.spans import span
from desk.searchlanguage.terms import term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.searching import FieldTerm, SearchQuery

_SHOWN: Final = 60
# a value that comes by an option or address rather than in the line
_APART: Final = -1
# fields whose names are words of the news as well
_ORDINARY: Final = frozenset({"asset", "commodity"})


@dataclass(frozen=True, slots=True)
class ResolvedQuery:
    """A query ready to be asked: its words, the conditions, and what is to be told of it."""

    search: SearchQuery
    conditions: tuple[Condition, ...]
    chosen: tuple[Chosen, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Meaning:
    conditions: tuple[Condition, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    notes: tuple[Note, ...] = ()
    is_text: bool = False


def resolve(
    db: sqlite3.Connection,
    query: SearchQuery,
    given: Mapping[str, Sequence[str]] | None = None,
    *,
    now: datetime,
) -> ResolvedQuery:
    """Look the fields of a query up, and those of ``given``, which are written apart from it.

    A value that nobody knows is told in a note with what comes near, and looked for in the texts
    where it stood in the line; nothing is raised.
    """
    asked = list(query.fields)
    for field, values in (given or {}).items():
        meant = known.field_named(field) or field
        asked += [_apart(meant, value, values) for value in values if value.strip()]
    found = [(one, _meaning(db, query.text, one, now)) for one in asked]
    text = [one for one, meaning in found if meaning.is_text]
    search = _with_text(query, text)
    only_less = bool(search.terms) and not (search.match or search.title_match)
    return ResolvedQuery(
        search,
        _joined(found),
        tuple(chosen for _, meaning in found for chosen in meaning.chosen),
        (
            *query.notes,
            *(note for _, meaning in found for note in meaning.notes),
            *((Note("no_word"),) if only_less and not found else ()),
        ),
    )


def _apart(field: str, value: str, values: Sequence[str]) -> searching.FieldTerm:
    either = field in known.SINGLE and value != values[0]
    return searching.FieldTerm(field, value, is_other=either, start=_APART, end=_APART)


def _meaning(  # noqa: PLR0911 - a kind of field each
    db: sqlite3.Connection, line: str, asked: FieldTerm, now: datetime
) -> _Meaning:
    if asked.field in known.DATES:
        return _date(asked, now)
    if asked.field in known.LISTED:
        value = known.listed_value(asked.field, asked.value)
        if value is None and asked.field == "language" and _is_code(asked.value):
            return _tongue(db, asked)
        if value is None:
            return _unknown(line, asked, known.near_values(asked.field, asked.value))
        return _means(asked, (value,), names.Named(value, {}))
    if asked.field == known.SOURCE:
        return _named(line, asked, names.sources_named(db, asked.value))
    if asked.field in known.KINDS:
        found = names.entities_named(db, known.KINDS[asked.field], asked.value)
        meaning = _named(line, asked, found)
        return _of_region(db, meaning) if asked.field == "region" else meaning
    return _Meaning(notes=(Note("unknown_field", {"field": asked.field[:_SHOWN]}),))


def _is_code(value: str) -> bool:
    return value.isascii() and value.isalpha() and len(value) in {2, 3}


def _tongue(db: sqlite3.Connection, asked: FieldTerm) -> _Meaning:
    """A language by its code; that no source writes in it is told."""
    code = asked.value.lower()
    meaning = _means(asked, (code,), names.Named(code, {}))
    if names.is_written(db, code):
        return meaning
    told = {"field": known.spelt(asked.field), "value": asked.value}
    return replace(meaning, notes=(Note("unknown_value", told),))


def _named(line: str, asked: FieldTerm, found: names.Found) -> _Meaning:
    if not found.named:
        return _unknown(line, asked, found.near)
    first, *others = found.named
    meaning = _means(asked, (first.id,), first)
    if not others or asked.value == first.id:
        return meaning
    told = {"field": known.spelt(asked.field), "value": asked.value[:_SHOWN], "first": first.id}
    near = tuple(other.id for other in others[:5])
    return replace(meaning, notes=(Note("several", told, near, _instead(line, asked, near)),))


def _means(asked: FieldTerm, values: tuple[str, ...], named: names.Named) -> _Meaning:
    field = "entity" if asked.field in known.KINDS else asked.field
    return _Meaning(
        (Condition(field, values, asked.excluded),), _chosen(asked, named.id, named.names)
    )


def _chosen(asked: FieldTerm, value: str, named: Mapping[str, str]) -> tuple[Chosen]:
    return (Chosen(asked.field, value, named, asked.excluded, asked.start != _APART),)


def _of_region(db: sqlite3.Connection, meaning: _Meaning) -> _Meaning:
    """What names a place within a region is about the region."""
    wider = (
        replace(one, values=tuple(names.within_region(db, one.values[0])))
        for one in meaning.conditions
    )
    return replace(meaning, conditions=tuple(wider))


def _date(asked: FieldTerm, now: datetime) -> _Meaning:
    meant = span(asked.value, now)
    told = {"field": known.spelt(asked.field), "value": asked.value[:_SHOWN]}
    # a clock time is none that anything happens on
    if meant is None or (asked.field == "on" and meant.begins == meant.ends):
        return _Meaning(notes=(Note("bad_date", told),))
    since = meant.begins.astimezone(UTC).isoformat() if meant.first is None else f"{meant.first}"
    # 7d and a clock time are moments, which have no end of their own
    after = f"{meant.last + timedelta(days=1)}" if meant.last else since
    conditions = {
        "since": [Condition("since", (since,))],
        "before": [Condition("before", (since,))],
        "until": [Condition("before", (after,))],
        "on": [
            Condition("since", (since,)),
            *([Condition("before", (after,))] if meant.last else []),
        ],
    }[asked.field]
    if asked.excluded:
        return _Meaning(notes=(Note("no_exclusion", told),))
    value = asked.value.strip()
    chosen = _chosen(asked, value, dict.fromkeys(("en", "ru", "kk"), value))
    ahead = asked.field in {"since", "on"} and meant.begins > now
    notes = (Note("future", told),) if ahead else ()
    return _Meaning(tuple(conditions), chosen, notes)


def _unknown(line: str, asked: FieldTerm, near: tuple[str, ...]) -> _Meaning:
    told = {"field": known.spelt(asked.field), "value": asked.value[:_SHOWN]}
    typed = asked.start != _APART
    note = Note("unknown_value", told, near, _instead(line, asked, near))
    if typed:
        return _Meaning(notes=(note,), is_text=True)
    # nothing has it: to answer as if it had not been asked would be worse
    nobody = Condition("entity", (asked.value,), asked.excluded)
    return _Meaning((nobody,), _chosen(asked, asked.value, {}), (note,))


def _instead(line: str, asked: FieldTerm, near: Sequence[str]) -> tuple[str, ...]:
    """The line with each of the values in the place of what was written."""
    if asked.start == _APART:
        return ()
    minus, field = "-" if asked.excluded else "", known.spelt(asked.field)
    quoted = (f'"{value}"' if " " in value else value for value in near)
    before, after = line[: asked.start], line[asked.end :]
    return tuple(f"{before}{minus}{field}:{value}{after}" for value in quoted)


def _with_text(query: SearchQuery, unknown: Sequence[FieldTerm]) -> SearchQuery:
    """The query with the values that mean nothing as words of it."""
    items = [Item(one.value, is_phrase=" " in one.value, excluded=one.excluded) for one in unknown]
    # «шахта: авария» is a headline rather than the name of a mine
    items += [
        Item(query.text[one.start : one.end].partition(":")[0].lstrip("-"))
        for one in unknown
        if one.field in _ORDINARY and not one.excluded
    ]
    more = tuple(one for one in map(term, items) if one is not None)
    if not more:
        return query
    return searching.query_of(
        (*query.terms, *more), fields=query.fields, notes=query.notes, text=query.text
    )


def _joined(found: Sequence[tuple[FieldTerm, _Meaning]]) -> tuple[Condition, ...]:
    """The conditions, those of which either will do put together."""
    joined: list[Condition] = []
    singles: dict[tuple[str, bool], int] = {}
    last = _APART
    for asked, meaning in found:
        before, last = last, _APART
        for condition in meaning.conditions:
            key = (condition.field, condition.excluded)
            at = before if asked.is_other else singles.get(key, _APART)
            if at != _APART and (joined[at].field, joined[at].excluded) == key:
                joined[at] = _either(joined[at], condition)
            else:
                at = len(joined)
                joined.append(condition)
            last = at
            if condition.field in known.SINGLE:
                singles[key] = at
    return tuple(joined)


def _either(one: Condition, other: Condition) -> Condition:
    return replace(one, values=tuple(dict.fromkeys((*one.values, *other.values))))
