"""Which stored texts share sampled word sequences with a text, so that they may be its copies."""

from __future__ import annotations

import json
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.likeness.sketch import candidates_needed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

# Of the texts that have a sequence so many are looked up: what more have is a set phrase, of a
# form or a closing paragraph, or of a release that everyone repeats, and any of its texts will do.
_HOLDERS: Final = 128
# what more have tells little of which text it is
_COMMON: Final = 32
_MOST: Final = 24

_TEXTS_WITH: Final = (
    "SELECT (SELECT json_group_array(fingerprint_id) FROM (SELECT fingerprint_id FROM shingle"  # noqa: S608 - a number
    f" WHERE hash = n.value LIMIT {_HOLDERS})) FROM json_each(?) n"
)
PLACES: Final = (
    "SELECT id, first_at, canonical_url, hashes FROM fingerprint"
    " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
)


class Met(NamedTuple):
    """A text that has ``shared`` hashes of another one, ``rare`` of which few texts have."""

    id: int
    shared: int
    rare: int


def candidates(db: sqlite3.Connection, own: Sequence[int], number: int = 0) -> list[Met]:
    """Texts that may be copies of one with these hashes, the likeliest first.

    Of those that have the same hashes the first published comes first.
    """
    rows = db.execute(_TEXTS_WITH, (json.dumps(own),))
    held = [json.loads(row[0]) for row in rows]
    shared = _counted(held)
    del shared[number]
    least = candidates_needed(len(own))
    enough = [other for other, count in shared.items() if count >= least]
    rare = _counted(texts for texts in held if len(texts) < _COMMON)
    telling = shared + rare + _counted(texts for texts in held if len(texts) < _HOLDERS)
    ranked = sorted(
        (-telling[row["id"]], row["first_at"], row["canonical_url"], row["id"])
        for row in db.execute(PLACES, (json.dumps(enough),))
        # the longer of the two decides, so that it does not matter which of them came first
        if shared[row["id"]] >= candidates_needed(max(len(own), row["hashes"]))
    )
    return [Met(other, shared[other], rare[other]) for *_, other in ranked[:_MOST]]


def _counted(lists: Iterable[list[int]]) -> Counter[int]:
    return Counter(chain.from_iterable(lists))
