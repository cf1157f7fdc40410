"""Names that a rule writes → ids of the archive, with a clear error where they mean nothing."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from crawler.sources import BUILTIN
from crawler.verdict import Exit
from desk import entitycards, searching
from desk.errors import UserError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

# what may be written under towns and under companies, and what it is called in a message
TOWNS: Final = ("town", "place", "region")
COMPANIES: Final = ("company", "asset")
_SHOWN: Final = 60
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}")


def entity_ids(db: sqlite3.Connection, field: str, names: Sequence[str]) -> list[str]:
    """Ids of the towns or companies with these names, in any language and spelling, or ids.

    ``field`` is towns or companies. Raises UserError for a name that none or several have.
    """
    kinds = TOWNS if field == "towns" else COMPANIES
    if db.execute("SELECT 1 FROM entity LIMIT 1").fetchone() is None:
        # an archive that never ran knows no names yet; no article has one of them either
        return list(names)
    return [_entity(db, field, name, kinds) for name in names]


def _entity(db: sqlite3.Connection, field: str, name: str, kinds: Collection[str]) -> str:
    found = entitycards.find(db, name)
    if isinstance(found, entitycards.Unknown):
        raise _unknown(field, name, _of_kinds(db, found.near, kinds))
    held = {one: _kind(db, one) for one in found}
    fitting = [one for one in found if held[one] in kinds]
    if not fitting:
        told = f"{field}: {name[:_SHOWN]!r} is a {held[found[0]]}; it belongs elsewhere"
        raise UserError(told, Exit.USAGE)
    # a town and a village may share a name: the likelier kind is meant
    same = [one for one in fitting if held[one] == held[fitting[0]]]
    if len(same) > 1 and name not in same:
        told = f"{field}: {name[:_SHOWN]!r} means several; write one of {', '.join(same[:5])}"
        raise UserError(told, Exit.USAGE)
    return name if name in same else same[0]


def _kind(db: sqlite3.Connection, entity_id: str) -> str:
    return str(db.execute("SELECT kind FROM entity WHERE id = ?", (entity_id,)).fetchone()[0])


def _of_kinds(db: sqlite3.Connection, names: Sequence[str], kinds: Collection[str]) -> list[str]:
    held = db.execute("SELECT name_en, kind FROM entity")
    fitting = {row[0] for row in held if row[1] in kinds}
    return [name for name in names if name in fitting]


def source_ids(db: sqlite3.Connection, names: Sequence[str]) -> list[str]:
    """The ids of sources as written; raises UserError for one that nobody knows."""
    known = {row[0] for row in db.execute("SELECT id FROM source")}
    if not known:
        return list(names)
    for name in names:
        if name not in known and name not in _builtin():
            near = get_close_matches(name, known | _builtin(), n=3, cutoff=0.6)
            raise _unknown("sources", name, near)
    return list(names)


def _builtin() -> set[str]:
    """Sources that come with kenwatch, crawled or not."""
    return {path.stem for path in BUILTIN.rglob("*.toml")}


def language_codes(codes: Sequence[str]) -> list[str]:
    """Language codes in small letters; raises UserError for what is none."""
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            told = f"languages: {code[:20]!r} is no language code; write kk, ru, en or the like"
            raise UserError(told, Exit.USAGE)
    return [code.lower() for code in codes]


def search_of(words: str) -> str:
    """What to ask the index; raises UserError where the words hold nothing to look for."""
    found = searching.parse(words)
    if not found.match:
        told = f"words: {words[:_SHOWN]!r} names no word to look for; give one without a minus"
        raise UserError(told, Exit.USAGE)
    if found.only_search:
        told = f"words: {found.only_search}: is for `kenwatch search`; a rule has fields of its own"
        raise UserError(told, Exit.USAGE)
    return found.match


def _unknown(field: str, name: str, near: Sequence[str]) -> UserError:
    lists = {"towns": "`kenwatch towns`", "sources": "`kenwatch sources list`"}
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    ways = f" {lists[field]} lists them" if field in lists else " `kenwatch entity NAME` finds one"
    return UserError(f"{field}: {name[:_SHOWN]!r} is not known{hint or ';'}{ways}", Exit.USAGE)
