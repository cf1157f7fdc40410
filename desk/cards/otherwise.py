"""What plain words could ask by fields, where as words they found next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desk.cards import found as cards
from desk.cards import names
from desk.searching import MAX_QUERY
from desk.searchlanguage import fields, terms
from desk.searchlanguage.lexing import items
from desk.searchlanguage.notes import Note

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.cards.found import Found
    from desk.searchlanguage.lexing import Item

_FEW: Final = 3
_MOST_WORDS: Final = 6
_NAMED: Final = ("town", "company", "commodity", "asset")
# their names are mistyped; those of mines and metals are words of the language as well
_MISTYPED: Final = ("town", "company")


@dataclass(frozen=True, slots=True)
class _Reading:
    item: Item
    field: str
    value: str
    is_near: bool = False

    def put(self, line: str) -> str:
        """The line with the field in the place of the word."""
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"{line[: self.item.start]}{self.field}:{value}{line[self.item.end :]}"


def by_fields(
    db: sqlite3.Connection,
    line: str,
    given: Mapping[str, Sequence[str]] | None,
    found: Found,
    now: datetime,
) -> tuple[Note, ...]:
    """The same query by fields, where its words found fewer than three and the fields find more.

    Words that name a town, a company, a commodity, a mine or a kind of event become fields, in any
    language and case form; one that no text has, the name that is one letter off. ``found`` is
    what the line and the filters ``given`` found.
    """
    if not found.has_words or found.total >= _FEW or len(line) > MAX_QUERY:
        return ()
    plain = [one for one in items(line)[0] if not (one.field or one.is_phrase or one.excluded)]
    if any(one.is_other for one in plain):
        return ()
    read = [one for item in plain[:_MOST_WORDS] if (one := _reading(db, item))]
    if not read:
        return ()
    query = _asked(line, plain, read)
    answer = cards.find(db, query, given, now=now, limit=1, with_facets=False)
    return _offer(query, read, answer.total) if answer.total > found.total else ()


def _asked(line: str, plain: Sequence[Item], read: Sequence[_Reading]) -> str:
    """The line by fields, without the little words, which would be asked for if left alone."""
    fielded = {one.item.start: one for one in read}
    for item in reversed(plain):
        if one := fielded.get(item.start):
            line = one.put(line)
        elif fields.is_little(item.text.casefold()):
            line = line[: item.start] + line[item.end :]
    return " ".join(line.split())


def _offer(query: str, read: Sequence[_Reading], total: int) -> tuple[Note, ...]:
    near = ", ".join(one.item.text for one in read if one.is_near)
    told = {"found": f"{total}"}
    note = Note("near_name", {**told, "words": near}) if near else Note("as_fields", told)
    return (Note(note.key, note.values, (query,), (query,)),)


def _reading(db: sqlite3.Connection, item: Item) -> _Reading | None:
    word = item.text
    if fields.is_little(word.casefold()):
        return None
    if event := fields.listed_value("event", word) or fields.sign_of(word):
        return _Reading(item, "event", event)
    for field in _NAMED:
        # a word of several names means none of them
        if len(names.entities_named(db, fields.KINDS[field], word).named) == 1:
            return _Reading(item, fields.spelt(field), word)
    return _mistyped(db, item)


def _mistyped(db: sqlite3.Connection, item: Item) -> _Reading | None:
    if _is_in_a_text(db, item):
        return None
    for field in _MISTYPED:
        if near := names.names_near(db, fields.KINDS[field], item.text):
            return _Reading(item, field, near[0], is_near=True)
    return None


def _is_in_a_text(db: sqlite3.Connection, item: Item) -> bool:
    one = terms.term(item)
    if one is None:
        return True
    sql = "SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT 1"
    return db.execute(sql, (f"folded : ({one.match()})",)).fetchone() is not None
