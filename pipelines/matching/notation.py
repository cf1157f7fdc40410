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
from itertools import product

# Kazakh agglutination: stem, up to two derivations, plural, possessive, case, attributive.
CHAIN = (
    "(?:лық|лік|дық|дік|тық|тік|лы|лі|ды|ді|ты|ті|шы|ші|сыз|сіз){0,2}"
    "(?:лар|лер|дар|дер|тар|тер)?"
    "(?:ымыз|іміз|мыз|міз|ыңыз|іңіз|сы|сі|ы|і)?"
    "(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|ды|ді|ты|ті|н|нда|нде|да|де|та|те"
    "|нан|нен|дан|ден|тан|тен|мен|бен|пен)?"
    "(?:ғы|гі)?(?:лар|лер)?(?:ның|нің|дың|дің|ға|ге|ды|ді)?"
)
_SEPARATOR = r"[\s\-«»\"“”„']+"
_JOINT = r"[\s\-«»\"“”„']*"
_WORD = r"\w[\w.,%]*"
_TOKEN = re.compile(r" \.\.\. | \.\. |[*~ \-()|«»]|[^*~ \-()|«»]")
_REGEX = {
    "*": r"\w*",
    " ": _SEPARATOR,
    "-": _JOINT,
    "(": "(?:",
    ")": ")",
    "|": "|",
    " .. ": rf"{_SEPARATOR}(?:{_WORD}{_SEPARATOR}){{0,2}}",
    " ... ": rf"{_SEPARATOR}(?:{_WORD}{_SEPARATOR}){{0,5}}",
    "«": "(?<=[«\"“„'])",
    "»": "(?=[»\"”“'])",
}
_SHORTEST = 2
_VOICELESS = frozenset("пткқсшщцчхф")
_EITHER = frozenset("бвгд)")
_STEM = re.compile(r"^«?((?:[^*~ \-()|«»]|\([^()]*\))+)")
_PIECE = re.compile(r"\(([^()]*)\)|([^()]+)")


class NotationError(ValueError):
    """A pattern of a data file cannot be read; the text names the pattern and what to mend."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; one of ``literals`` (folded) stands at the start of every match."""

    source: str
    literals: tuple[str, ...]
    regex: re.Pattern[str]
    exact_case: bool
    capital: bool
    kazakh_only: bool


def compile_pattern(source: str) -> Pattern:
    """Translate one pattern; raises NotationError if it is empty, unbalanced or too general."""
    flags = source[: len(source) - len(source.lstrip("=^%"))]
    body = source[len(flags) :]
    literals = _literals(body)
    if not literals or min(map(len, literals)) < _SHORTEST:
        raise NotationError(f"{source!r}: begin with two fixed letters or more")
    try:
        regex = re.compile("".join(_translate(body)) + r"(?!\w)")
    except re.error as error:
        raise NotationError(f"{source!r}: {error}; balance its brackets") from error
    return Pattern(source, literals, regex, "=" in flags, "^" in flags, "%" in flags)


def _translate(body: str) -> list[str]:
    parts: list[str] = []
    last = ""
    for piece in _TOKEN.findall(body):
        parts.append(_onset(last) + CHAIN if piece == "~" else _REGEX.get(piece, re.escape(piece)))
        last = piece[-1]
    return parts


def _onset(last: str) -> str:
    """What no suffix may begin with after this letter (Kazakh progressive assimilation).

    Thus кен takes кенді and never кентінде, which is a form of кент. Loans in б, в, г, д are
    written with either kind of suffix.
    """
    if last in _VOICELESS:
        return "(?![бғгдлмн])"
    return "" if last in _EITHER else "(?![пқкт])"


def _literals(body: str) -> tuple[str, ...]:
    stem = _STEM.match(body)
    if stem is None:
        return ()
    pieces = [
        alternatives.split("|") if alternatives or not fixed else [fixed]
        for alternatives, fixed in _PIECE.findall(stem.group(1))
    ]
    # a word of one letter («в рудном») is too frequent alone: the blank after it belongs to it
    blank = " " if body[stem.end() : stem.end() + 1] == " " else ""
    found = ("".join(parts).lower() for parts in product(*pieces))
    cut = (re.split(r"[*~ \-]", word)[0] for word in found)
    spelled = sorted({word + blank * (len(word) < _SHORTEST) for word in cut}, key=len)
    kept: list[str] = []
    for literal in spelled:
        if not any(literal.startswith(shorter) for shorter in kept):
            kept.append(literal)
    return tuple(kept)
