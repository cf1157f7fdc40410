"""The notation of the data files for word forms, and its translation to regular expressions.

A pattern is one or more words; it begins at the start of a word and ends at the end of one:

=========  ==========================================================================
``шахт*``  any ending: letters and digits, none included
``кен~``   a Kazakh stem with its chain of suffixes (derivation, plural, possessive, case)
``(а|б|)`` one of the alternatives, the empty one included
blank      blanks, hyphens or quotation marks between two words
``-``      the same or nothing: ``горно-руд*`` takes горнорудный, горно - рудный
``..``     up to two words in between, ``...`` up to five
``«``      an opening quotation mark (at the start), ``»`` a closing one (at the end)
=========  ==========================================================================

A flag may stand in front: ``=`` compares letter case too, ``^`` wants a capital first letter,
``%`` holds in Kazakh text only (for stems that are other words in Russian). Patterns are
written in the folded spelling of ``text.fold_match``; those with ``=`` as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import TYPE_CHECKING

from pipelines.matching.beginnings import starts_of
from pipelines.matching.phrases import CLOSING, OPENING, phrases_of
from pipelines.matching.suffixes import CHAIN, onset
from pipelines.matching.tokens import ANY_WORD, JOINT, SEPARATOR

if TYPE_CHECKING:
    from pipelines.matching.beginnings import Start
    from pipelines.matching.phrases import Phrase

__all__ = ["CHAIN", "NotationError", "Pattern", "compile_pattern"]

_TOKEN = re.compile(r" \.\.\. | \.\. |[*~ \-()|«»]|[^*~ \-()|«»]")
_REGEX = {
    "*": r"\w*",
    " ": SEPARATOR,
    "-": JOINT,
    "(": "(?:",
    ")": ")",
    "|": "|",
    " .. ": rf"{SEPARATOR}(?:{ANY_WORD}{SEPARATOR}){{0,2}}",
    " ... ": rf"{SEPARATOR}(?:{ANY_WORD}{SEPARATOR}){{0,5}}",
    "«": f"(?<=[{OPENING}])",
    "»": f"(?=[{CLOSING}])",
}
_SHORTEST = 2
_STEM = re.compile(r"^«?((?:[^*~ \-()|«»]|\([^()]*\))+)")
_PIECE = re.compile(r"\(([^()]*)\)|([^()]+)")
_ONE_WORD = re.compile(r"(?:[^\W_]|[()|*~])+")
_BRACKET = re.compile("[()]")
_END_OF_WORD = re.compile(r"[*~ \-]")


class NotationError(ValueError):
    """A pattern of a data file cannot be read; the text names the pattern and what to mend."""


@dataclass(frozen=True)
class Pattern:
    """A pattern as read; its regular expression is compiled when it is first wanted.

    ``is_word`` says that a match is one whole word and that nothing else matters, neither what
    is around it nor its letter case. ``body`` is ``source`` without its flags.
    """

    source: str
    body: str
    is_word: bool
    exact_case: bool
    capital: bool
    kazakh_only: bool

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """What a match is, from its first letter on."""
        return re.compile("".join(_translate(self.body)) + r"(?!\w)")

    @cached_property
    def literals(self) -> tuple[str, ...]:
        """Folded beginnings: one of them stands at the start of every match."""
        return _literals(self.body)

    @cached_property
    def starts(self) -> tuple[Start, ...]:
        """How matches begin; one of these tells the first word of every match."""
        return starts_of(self.body.lower())

    @cached_property
    def phrases(self) -> tuple[Phrase, ...] | None:
        """The words of a match; None where only the regular expression tells it."""
        return phrases_of(self.body)


@cache
def compile_pattern(source: str) -> Pattern:
    """Read one pattern; raises NotationError if it is empty, unbalanced or too general."""
    flags = source[: len(source) - len(source.lstrip("=^%"))]
    body = source[len(flags) :]
    if not _is_balanced(body):
        raise NotationError(f"{source!r}: balance its brackets")
    openings = _openings(body)
    if not openings or min(map(len, _cut(body, openings))) < _SHORTEST:
        raise NotationError(f"{source!r}: begin with two fixed letters or more")
    return Pattern(
        source,
        body,
        is_word="=" not in flags and _ONE_WORD.fullmatch(body) is not None,
        exact_case="=" in flags,
        capital="^" in flags,
        kazakh_only="%" in flags,
    )


def _is_balanced(body: str) -> bool:
    depth = 0
    for sign in _BRACKET.findall(body):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def _translate(body: str) -> list[str]:
    parts: list[str] = []
    last = ""
    for piece in _TOKEN.findall(body):
        parts.append(onset(last) + CHAIN if piece == "~" else _REGEX.get(piece, re.escape(piece)))
        last = piece[-1]
    return parts


def _literals(body: str) -> tuple[str, ...]:
    kept: list[str] = []
    for literal in sorted(_cut(body, _openings(body)), key=len):
        if not any(literal.startswith(shorter) for shorter in kept):
            kept.append(literal)
    return tuple(kept)


def _cut(body: str, openings: list[str]) -> set[str]:
    # a word of one letter («в рудном») is too frequent alone: the blank after it belongs to it
    stem = _STEM.match(body)
    blank = " " if stem and body[stem.end() : stem.end() + 1] == " " else ""
    cut = (_END_OF_WORD.split(word, maxsplit=1)[0] for word in openings)
    return {word + blank * (len(word) < _SHORTEST) for word in cut}


def _openings(body: str) -> list[str]:
    """The first word of a pattern with its alternatives written out, and the sign after it."""
    stem = _STEM.match(body)
    if stem is None:
        return []
    pieces = [
        alternatives.split("|") if alternatives or not fixed else [fixed]
        for alternatives, fixed in _PIECE.findall(stem.group(1))
    ]
    following = body[stem.end() : stem.end() + 1]
    return ["".join(parts).lower() + following for parts in product(*pieces)]
