"""A pattern as the words that a match is made of, compared with the words of a text.

This tells the same as the pattern's regular expression and is many times cheaper to prepare, so
that a pattern that is met for the first time costs little more than a known one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pipelines.matching.suffixes import chain_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.matching.tokens import Text

OPENING, CLOSING = "«\"“„'", "»\"”“'"

_PARTED = re.compile(r"( \.\.\. | \.\. | )")
_PASSED_OVER = {" ": 0, " .. ": 2, " ... ": 5}
# a group whose alternatives are more than letters is written out
_GROUP = re.compile(r"\(([^()]*[^()|\w][^()]*)\)")
_WORD = re.compile(r"(«?)((?:[^\W_]|\((?:[^\W_]|\|)*\))+)([*~]?)(»?)")
_LAST_WORD = re.compile(r"([^\W_]+)$")
_PIECE = re.compile(r"\(([^()]*)\)|([^()]+)")


class Form:
    """What a word has to be: one of some words, or one that begins like one of them.

    Where ``chain`` is set, its rest is a chain of Kazakh suffixes.
    """

    __slots__ = ("begins", "chain", "words")

    def __init__(self, stem: str, ending: str) -> None:
        self.words = tuple(dict.fromkeys(_alternatives(stem)))
        self.begins = bool(ending)
        self.chain = chain_after(stem[-1]) if ending == "~" else None

    def fits(self, word: str) -> bool:
        """Whether a word is of this form."""
        if not self.begins:
            return word in self.words
        if self.chain is None:
            return word.startswith(self.words)
        return any(
            word.startswith(stem) and self.chain.fullmatch(word, len(stem)) for stem in self.words
        )


class Part(NamedTuple):
    """A word of a phrase, and how many words may stand before it."""

    form: Form
    passed_over: int
    is_opened: bool
    is_closed: bool

    def stands(self, text: Text, index: int) -> int:
        """Where the word ends if it may be this part; else 0."""
        word = text.words[index]
        if not self.form.fits(word):
            return 0
        start, end = text.starts[index], text.ends[index]
        if self.is_opened and (not start or text.text[start - 1] not in OPENING):
            return 0
        is_open = self.is_closed and (end == len(text.text) or text.text[end] not in CLOSING)
        return 0 if is_open else end


Phrase: TypeAlias = "tuple[Part, ...]"


def end_of(phrase: Phrase, text: Text, index: int, number: int = 0) -> int:
    """Where a phrase ends whose part of a number is the word at an index; 0 if it is not."""
    end = phrase[number].stands(text, index)
    number += 1
    if not end or number == len(phrase):
        return end
    for following in text.following(index, end, phrase[number].passed_over):
        if found := end_of(phrase, text, following, number):
            return found
    return 0


def phrases_of(body: str) -> tuple[Phrase, ...] | None:
    """All ways in which a pattern reads as words; None where it is told by more than words.

    ``body`` is a pattern without its flags.
    """
    phrases = [_phrase(written) for one in _written_out(body) for written in _with_hyphens(one)]
    read = tuple(phrase for phrase in phrases if phrase)
    return read if len(read) == len(phrases) else None


def _written_out(body: str) -> Iterator[str]:
    group = _GROUP.search(body)
    if group is None:
        yield body
        return
    for alternative in group[1].split("|"):
        if body.startswith("~", group.end()):
            # the suffixes behind a group are those of any of its alternatives
            alternative = _LAST_WORD.sub(r"(\1)", alternative)  # noqa: PLW2901 - written anew
        yield from _written_out(body[: group.start()] + alternative + body[group.end() :])


def _with_hyphens(body: str) -> Iterator[str]:
    """A hyphen stands for a blank or nothing."""
    first, *others = body.split("-")
    for joints in product(("", " "), repeat=len(others)):
        yield first + "".join(map(str.__add__, joints, others))


def _phrase(body: str) -> Phrase | None:
    first, *rest = _PARTED.split(body)
    parts = [_part(first)]
    for sign, word in zip(rest[::2], rest[1::2], strict=True):
        part = _part(word)
        parts.append(part and part._replace(passed_over=_PASSED_OVER[sign]))
    read = tuple(part for part in parts if part)
    return read if len(read) == len(parts) else None


@cache
def _part(source: str) -> Part | None:
    found = _WORD.fullmatch(source)
    if found is None:
        return None
    opened, stem, ending, closed = found.groups()
    form = _form(stem, ending)
    return Part(form, 0, bool(opened), bool(closed)) if "" not in form.words else None


@cache
def _form(stem: str, ending: str) -> Form:
    return Form(stem, ending)


def _alternatives(stem: str) -> Iterator[str]:
    pieces = [
        alternatives.split("|") if alternatives or not fixed else [fixed]
        for alternatives, fixed in _PIECE.findall(stem)
    ]
    return map("".join, product(*pieces))
