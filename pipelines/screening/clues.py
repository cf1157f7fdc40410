"""Pieces of words that any text with evidence holds; without them no verdict becomes relevant.

All matches of a pattern hold certain pieces. They are looked for in bytes, all at once, so that
one search serves the raw page and the text that was read from it.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pipelines.matching.notation import compile_pattern
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = "=^%"
_TELLING = 5  # letters; shorter pieces stand in many words
_LETTERS = 16.0  # that a text is made of, frequent ones counting more
_MAX_OPEN = 2  # letters е of a piece, each of which may be written ё
_TOKEN = re.compile(r"\(([^()]*)\)|([^\s*~\-()|«»\"']+)|(.)")
_BLANK = re.compile(r"[\s\"']")
# what folding leaves as it is, told at a glance: nearly all patterns
_FOLDED = re.compile(r"(?:\W|\b(?:[a-z0-9]++|[а-яәғқңөұүһі0-9]++)\b)*+")
_WORD_ENDS = frozenset(" «»")


class Clue(NamedTuple):
    """A folded piece, with no letter right before it (``opens``) or behind it (``closes``)."""

    letters: str
    opens: bool = False
    closes: bool = False


Needs = tuple[tuple[Clue, ...], ...]


def needs_of(source: str) -> Needs:
    """Of each group of clues every match of a pattern holds one; the rarest group comes first."""
    body = source.lstrip(_FLAGS)
    if not _FOLDED.fullmatch(body):
        body = fold_match(body)
    groups = [group for group in _groups(body) if group and _shortest(group)]
    if max(map(_shortest, groups), default=0) < _TELLING:
        literals = compile_pattern(source).literals
        groups.append(tuple(_cut(Clue(_BLANK.split(one)[0], opens=True)) for one in literals))
    return tuple(sorted(dict.fromkeys(groups), key=_frequency))


def _frequency(group: tuple[Clue, ...]) -> float:
    """How often one of the clues may be met, letters being met alike."""
    return sum(_LETTERS ** -(len(one.letters) + one.opens + one.closes) for one in group)


def _shortest(group: tuple[Clue, ...]) -> int:
    return min(len(clue.letters) for clue in group)


def _groups(body: str) -> Iterator[tuple[Clue, ...]]:
    """What no match can lack: fixed pieces, and alternatives of which none is empty."""
    tokens = list(_TOKEN.finditer(body))
    for token in tokens:
        before, behind = body[: token.start()][-1:], body[token.end() :][:1]
        opens = not before or before in _WORD_ENDS
        closes = not behind or behind in _WORD_ENDS
        if token[2] and any(map(str.isalnum, token[2])):
            yield (_cut(Clue(token[2], opens, closes)),)
        elif token[1]:
            yield tuple(_alternatives(token[1], opens=opens, closes=closes))


def _alternatives(listed: str, *, opens: bool, closes: bool) -> Iterator[Clue]:
    """Of each alternative its longest piece; one without a piece is an empty clue."""
    for alternative in listed.split("|"):
        pieces = list(_groups(alternative))
        longest = max(
            (group[0] for group in pieces), key=lambda one: len(one.letters), default=None
        )
        if longest is None:
            yield Clue("")
        else:
            is_first, is_last = (
                alternative.startswith(longest.letters),
                alternative.endswith(longest.letters),
            )
            yield longest._replace(
                opens=longest.opens and (opens or not is_first),
                closes=longest.closes and (closes or not is_last),
            )


def _cut(clue: Clue) -> Clue:
    """The clue without what would make it many spellings."""
    letters = clue.letters
    while letters.count("е") > _MAX_OPEN:
        letters = letters[: letters.rfind("е")]
    return clue if letters == clue.letters else Clue(letters, clue.opens, closes=False)


def spellings(letters: str) -> frozenset[str]:
    """Folded letters as they may be written: with ё, with a capital, in capitals.

    Those of English alone are left to a search that does not mind capitals.
    """
    if letters.isascii():
        return frozenset({letters})
    written = {"".join(one) for one in product(*("её" if ch == "е" else ch for ch in letters))}
    return frozenset(
        form for word in written for form in (word, word[0].upper() + word[1:], word.upper())
    )
