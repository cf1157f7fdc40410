"""How the matches of a pattern may begin: their first words and the beginnings of the second."""

from __future__ import annotations

import re
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS = re.compile(r"[^\W_]+")
_SIGN = re.compile("[()|]")


class Start(NamedTuple):
    """How the first word of a match begins, or what it is where it ``is_whole`` (folded).

    The word right behind it begins with one of ``seconds``, where any are told.
    """

    letters: str
    is_whole: bool
    seconds: tuple[str, ...] = ()


def starts_of(body: str) -> tuple[Start, ...]:
    """All that the first word of a match may be; ``body`` is a pattern without its flags."""
    rests: dict[tuple[str, bool], set[str | None]] = defaultdict(set)
    for letters, is_whole, rest in _heads(body):
        if letters:
            rests[letters, is_whole].add(rest)
    return tuple(
        Start(letters, is_whole, _seconds(held))
        for (letters, is_whole), held in sorted(rests.items(), key=itemgetter(0))
    )


def _heads(body: str) -> Iterator[tuple[str, bool, str | None]]:
    """Each first word that a pattern may have: its letters, whether it is whole, what follows.

    What follows begins at the next word; it is None where nothing is told of that word. A
    hyphen stands for a blank or nothing. The letters are "" where a pattern does not tell them.
    """
    body = body.lstrip("«")
    found = _LETTERS.match(body)
    letters = found[0] if found else ""
    sign, behind = body[len(letters) : len(letters) + 1], body[len(letters) + 1 :]
    if sign == "(":
        for alternative, after in _alternatives(behind):
            yield from _heads(letters + alternative + after)
    elif sign == "-":
        yield letters, True, behind
        yield from _heads(letters + behind)
    elif letters and sign in {"*", "~"}:
        yield letters, False, behind[1:] if behind.startswith(" ") else None
    else:
        yield letters, bool(letters), behind if sign == " " and letters else None


def _alternatives(behind: str) -> Iterator[tuple[str, str]]:
    """The alternatives of a group, each with what stands behind the group."""
    depth, begun = 1, 0
    cuts: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(behind):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth == 0 or (depth == 1 and sign[0] == "|"):
            cuts.append((begun, sign.start()))
            begun = sign.end()
        if depth == 0:
            break
    return ((behind[start:end], behind[begun:]) for start, end in cuts)


def _seconds(rests: Iterable[str | None]) -> tuple[str, ...]:
    """What the next word begins with; nothing where one of the ways to go on does not tell."""
    told: set[str] = set()
    for rest in rests:
        heads = list(_heads(rest)) if rest else []
        told.update(letters for letters, _, _ in heads)
        if not heads or "" in told:
            return ()
    return tuple(sorted(told))
