"""Names that a query gives → entities and sources of the archive."""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desk.stemming import forms
from pipelines.histories.mending import distance
from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

_BARE: Final = str.maketrans(dict.fromkeys('-‑–—_«»“”„"', " "))
_NEAR: Final = 0.6
_NEAR_SHOWN: Final = 3
_SURE: Final = 5  # letters: shorter words are one letter off from too much
_NAMES: Final = """
SELECT e.id, e.kind, e.name_en, e.name_ru, e.name_kk, n.name
FROM entity e LEFT JOIN entity_name n ON n.entity_id = e.id
WHERE e.kind IN (SELECT value FROM json_each(?))
ORDER BY (SELECT key FROM json_each(?) WHERE value = e.kind), e.id
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity or source with what it is called in each language of the desk."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """Those with a name, the likeliest first; where there are none, names that come near."""

    named: tuple[Named, ...]
    near: tuple[str, ...] = ()


def entities_named(db: sqlite3.Connection, kinds: Sequence[str], name: str) -> Found:
    """The entities of these kinds with a name or id, in any language, spelling and case form.

    ``kinds`` stand in the order in which they are meant. Where none has the name, those that
    have all its words in one of theirs.
    """
    listed = json.dumps(kinds)
    known: dict[str, dict[str, Named]] = {}
    for row in db.execute(_NAMES, (listed, listed)):
        entity = Named(row["id"], {code: row[f"name_{code}"] for code in ("en", "ru", "kk")})
        for spelling in (row["id"], *entity.names.values(), row["name"] or row["id"]):
            known.setdefault(_key(spelling), {})[entity.id] = entity
    return _found(known, _key(name))


def names_near(db: sqlite3.Connection, kinds: Sequence[str], word: str) -> tuple[str, ...]:
    """Names of entities of these kinds that are one letter off, none for a short word."""
    wanted = _key(word)
    if len(wanted) < _SURE:
        return ()
    listed = json.dumps(kinds)
    near: dict[str, None] = {}
    for row in db.execute(_NAMES, (listed, listed)):
        entity = Named(row["id"], {code: row[f"name_{code}"] for code in ("en", "ru", "kk")})
        for name in (*entity.names.values(), row["name"]):
            if name and abs(len(name) - len(wanted)) <= 1 and distance(_key(name), wanted) == 1:
                near[spelling(_key(name), entity)] = None
    return tuple(near)[:_NEAR_SHOWN]


def sources_named(db: sqlite3.Connection, name: str) -> Found:
    """The source with this id or name."""
    known: dict[str, dict[str, Named]] = {}
    for source_id, title in db.execute("SELECT id, name FROM source ORDER BY id"):
        source = Named(source_id, dict.fromkeys(("en", "ru", "kk"), title))
        known.setdefault(_key(source_id), {})[source_id] = source
        known.setdefault(_key(title), {})[source_id] = source
    return _found(known, _key(name))


def is_written(db: sqlite3.Connection, language: str) -> bool:
    """Whether a source of the archive writes in a language, by its code."""
    rows = db.execute(
        "SELECT 1 FROM source s JOIN json_each(s.languages) j WHERE j.value = ? LIMIT 1",
        (language,),
    )
    return rows.fetchone() is not None


def within_region(db: sqlite3.Connection, region_id: str) -> list[str]:
    """The region and every town, place, mine and plant that lies in it."""
    rows = db.execute(
        "SELECT e.id FROM entity e JOIN entity r ON r.id = ? WHERE e.id = r.id"
        " OR (e.region = r.name_en AND e.kind IN ('town', 'place', 'asset'))",
        (region_id,),
    )
    return [row[0] for row in rows]


def _found(known: Mapping[str, Mapping[str, Named]], wanted: str) -> Found:
    held = known.get(wanted) or next(_declined(known, wanted), None) or _with_words(known, wanted)
    if held:
        return Found(tuple(held.values()))
    near = get_close_matches(wanted, known, n=_NEAR_SHOWN, cutoff=_NEAR)
    shown = (spelling(key, entity) for key in near for entity in known[key].values())
    return Found((), tuple(dict.fromkeys(shown))[:_NEAR_SHOWN])


def spelling(key: str, entity: Named) -> str:
    """The name of an entity that is nearest to how it was written, in its letters; no id."""
    held = {code: name for code, name in entity.names.items() if name}
    same = (name for name in held.values() if _key(name) == key)
    own = held.get("en" if key.isascii() else "ru")
    return next(same, own or next(iter(held.values()), entity.id))


def _declined(
    known: Mapping[str, Mapping[str, Named]], wanted: str
) -> Iterator[Mapping[str, Named]]:
    """What the word means as a case form: «Риддера», «Теміртауда»."""
    first, _, last = wanted.rpartition(" ")
    for form in forms(last):
        if held := known.get(f"{first} {form}".strip()):
            yield held


def _with_words(known: Mapping[str, Mapping[str, Named]], wanted: str) -> dict[str, Named]:
    """Those that have all the words in a name, in whatever form."""
    asked = [set(forms(word)) for word in wanted.split()]
    if not asked:
        return {}
    fitting = [
        held
        for name, held in known.items()
        if all(not words.isdisjoint(name.split()) for words in asked)
    ]
    return {key: entity for held in fitting for key, entity in held.items()}


@lru_cache(maxsize=1 << 13)
def _key(name: str) -> str:
    """As compared: in search spelling, without quotes, hyphens as blanks."""
    return " ".join(fold_search(name).translate(_BARE).split())
