"""Terms of a query: from an item to what is asked of the index, and what is marked in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desk.searchlanguage import trie
from desk.stemming import forms
from pipelines.text import fold_search
from pipelines.transliteration import to_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desk.searchlanguage.lexing import Item

_MAX_WORD: Final = 64
_MIN_PREFIX: Final = 3
_MIN_OTHER: Final = 3  # letters: shorter words mean something else in every language
_TOKEN: Final = re.compile(r"[^\W_]+")
# an English possessive is a word of its own in the index
_POSSESSIVE: Final = re.compile(r"'s(?![^\W_])")
_BETWEEN: Final = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Sought:
    """A term as patterns of a folded text: in any of its forms, and as it was typed."""

    forms: re.Pattern[str]
    typed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: folded words that follow each other.

    ``forms`` are further forms of the last word, ``prefix`` is how it begins where the end was
    left open with a star. ``other`` is the same thing in Cyrillic, where it was typed in Latin
    or Arabic letters. ``alternatives`` are terms of which any will do as well.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    prefix: str = ""
    excluded: bool = False
    in_title: bool = False
    is_phrase: bool = False
    other: Term | None = None
    alternatives: tuple[Term, ...] = ()

    def match(self) -> str:
        """The term as an FTS5 expression without a column."""
        # words hold letters and digits only, so that quoting them is enough
        phrases = [self._phrase(word) for word in (self.words[-1], *self.forms)]
        if self.prefix:
            phrases.append(f"{self._phrase(self.prefix)} *")
        more = [term.match() for term in self._others()]
        return f"({' OR '.join([*phrases, *more])})"

    def expression(self) -> str:
        """What to mark in a folded text, as a regular expression."""
        before = _BETWEEN.join(self.words[:-1]) + _BETWEEN if len(self.words) > 1 else ""
        last = trie.expression((self.words[-1], *self.forms))
        own = [f"{before}{last}"]
        if self.prefix:
            own.insert(0, rf"{before}{self.prefix}[^\W_]*")
        return "|".join([*own, *(term.expression() for term in self._others())])

    def sought(self) -> Sought:
        """The term to be looked for in folded texts."""
        return Sought(*(re.compile(_whole(one)) for one in (self.expression(), self._typed())))

    def _typed(self) -> str:
        own = _BETWEEN.join(self.words) + (r"[^\W_]*" if self.prefix else "")
        return "|".join([own, *(term._typed() for term in self._others())])  # noqa: SLF001 - of its own kind

    def _others(self) -> Iterator[Term]:
        if self.other is not None:
            yield self.other
        yield from self.alternatives

    def _phrase(self, last: str) -> str:
        return '"' + " ".join((*self.words[:-1], last)) + '"'


def term(item: Item) -> Term | None:
    """What an item asks for; None where it holds neither letter nor digit."""
    typed = _as_typed(item.text, whole=item.is_phrase)
    if typed is None:
        return None
    # the text may be Kazakh in Cyrillic, or have its Cyrillic spelling behind it in the index
    cyrillic = to_cyrillic(item.text) if len(item.text) >= _MIN_OTHER else item.text
    other = _as_typed(cyrillic, whole=item.is_phrase) if cyrillic != item.text else None
    return replace(
        typed,
        excluded=item.excluded,
        in_title=item.field == "title",
        is_phrase=item.is_phrase,
        other=other,
    )


def _as_typed(raw: str, *, whole: bool) -> Term | None:
    folded = _POSSESSIVE.sub("  ", fold_search(raw))
    found = list(_TOKEN.finditer(folded))
    if not found:
        return None
    words = tuple(token[0][:_MAX_WORD] for token in found)
    last = words[-1]
    if whole:
        return Term(words)
    if raw.endswith("*") and len(last) >= _MIN_PREFIX:
        return Term(words, prefix=last)
    # a fold keeps the length of a word
    written = raw[slice(*found[-1].span())][:_MAX_WORD]
    return Term(words, forms=tuple(form for form in forms(written) if form != last))


def pattern(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """What to mark in a folded text; None where nothing is wanted in it."""
    wanted = [one.expression() for one in terms if not one.excluded]
    return re.compile(_whole("|".join(wanted))) if wanted else None


def _whole(expression: str) -> str:
    return rf"(?<![^\W_])(?:{expression})(?![^\W_])"


def joined(terms: Sequence[Term]) -> str:
    """Terms that must all be there and those that must not, as an FTS5 expression; "" for none."""
    wanted = [one.match() for one in terms if not one.excluded]
    unwanted = [one.match() for one in terms if one.excluded]
    if not wanted:
        return ""
    query = " AND ".join(wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query
