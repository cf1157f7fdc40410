"""From which of the earlier copies a text was taken, as far as credits and likeness tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

_WORD: Final = re.compile(r"[^\W_]+")
# a name of fewer letters and figures is also a word, an abbreviation or a number of anything else
_LEAST: Final = 3


def taken_from(
    db: sqlite3.Connection, row: sqlite3.Row, earlier: Sequence[sqlite3.Row]
) -> str | None:
    """The address of the copy that a text credits by name; None where it credits none of them.

    ``earlier``: copies that were published before. Likeness alone does not tell: all of them
    have the original's words.
    """
    credit = str(row["agency"] or "")
    if not credit or not earlier:
        return None
    names = {str(other["source_id"]): {str(other["source_id"])} for other in earlier}
    for source in db.execute("SELECT id, name FROM source"):
        names[source["id"]] = {source["id"], source["name"]}
    for name in credited(credit, names):
        for other in earlier:
            if other["source_id"] == name:
                return str(other["canonical_url"])
    return None


def credited(credit: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """The sources that the words of a credit name, the one of the longest name first.

    ``names``: what each source is called. A name counts as a sequence of whole words, and not
    within a longer one: "Interfax" is not named where "Interfax-Kazakhstan" is, if both are known.
    """
    words = _words(credit)
    found = [
        (at, at + len(name), source)
        for source, called in names.items()
        for name in map(_words, called)
        if len("".join(name)) >= _LEAST
        for at in range(len(words) - len(name) + 1)
        if words[at : at + len(name)] == name
    ]
    whole = [one for one in found if not any(_is_within(one, other) for other in found)]
    whole.sort(key=lambda one: (-len("".join(words[one[0] : one[1]])), one))
    return list(dict.fromkeys(source for _, _, source in whole))


def _is_within(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether a name is a part of another, longer one in the same place."""
    return other[0] <= one[0] and one[1] <= other[1] and one[:2] != other[:2]


def _words(text: str) -> list[str]:
    return _WORD.findall(fold_search(text))
