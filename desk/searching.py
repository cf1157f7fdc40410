"""A person's words → a safe FTS5 query, and the places in a text that answer it.

Everything is compared in search spelling (``pipelines.text.fold_search``), which keeps the
length of a text, so that a hit in the folded text is a hit in the original at the same place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawler.verdict import Exit
from desk.errors import UserError
from desk.stemming import forms, stem
from pipelines.text import fold_search
from pipelines.transliteration import to_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_QUERY = 2000
MAX_TERMS = 32
_MAX_WORD = 64
_MIN_PREFIX = 2
_MIN_OTHER = 3  # letters: shorter words mean something else in every language
# a minus in front excludes; quotes of any language hold a phrase; anything else ends at a blank
_ITEM = re.compile(r'(-?)(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]|(\S+))')
_TOKEN = re.compile(r"[^\W_]+")
_WRITTEN = re.compile(r"[^\W_]+(?:['’ʼʻ][^\W_]+)*")
_OTHER_SCRIPT = re.compile("[A-Za-z\u00c0-\u024f\u0621-\u06ff]")
# an English possessive is a word of its own in the index
_POSSESSIVE = re.compile(r"'s(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: folded words that follow each other, how the last one may go on.

    ``endings`` holds other forms of a single short word; ``prefix`` is how every other form of
    the last word begins ("" where only the word itself will do). ``other`` is the same thing in
    Cyrillic, where it was typed in Latin or Arabic letters.
    """

    words: tuple[str, ...]
    prefix: str = ""
    endings: tuple[str, ...] = ()
    excluded: bool = False
    other: Term | None = None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What to ask the index; ``match`` is "" where the words hold nothing to find."""

    terms: tuple[Term, ...]
    match: str

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """What to mark in a folded text."""
        wanted = [_expression(term) for term in self.terms if not term.excluded]
        if not wanted:
            return None
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(wanted)})(?![^\W_])")


def parse(query: str) -> SearchQuery:
    """Read a person's query: words, "phrases", -exclusions, prefix*. Never fails.

    What lies beyond MAX_QUERY letters or MAX_TERMS terms is left out.
    """
    text = unicodedata.normalize("NFC", query[:MAX_QUERY])
    found = (_term(match) for match in _ITEM.finditer(text))
    terms = tuple(term for term in found if term is not None)[:MAX_TERMS]
    return SearchQuery(terms, _match(terms))


def required(query: str) -> SearchQuery:
    """As ``parse``; raises UserError where the query holds nothing to find."""
    found = parse(query)
    if not found.match:
        raise UserError(
            "search: there is no word to look for; give at least one without a minus, "
            "or run `kenwatch latest`",
            Exit.USAGE,
        )
    return found


def _term(item: re.Match[str]) -> Term | None:
    word = item[6]
    raw = (
        word if word is not None else next(part for part in item.groups()[1:5] if part is not None)
    )
    whole = word is None
    term = _as_typed(raw, whole=whole)
    if term is None:
        return None
    # the text may be Kazakh in Cyrillic, or have its Cyrillic spelling behind it in the index
    cyrillic = to_cyrillic(raw) if len(raw) >= _MIN_OTHER else raw
    other = _as_typed(cyrillic, whole=whole) if cyrillic != raw else None
    return replace(term, excluded=item[1] == "-", other=other)


def _as_typed(raw: str, *, whole: bool) -> Term | None:
    folded = _POSSESSIVE.sub("", fold_search(raw))
    words = tuple(token[:_MAX_WORD] for token in _TOKEN.findall(folded))
    if not words:
        return None
    last = words[-1]
    if whole:
        return Term(words)
    if raw.endswith("*") and len(last) >= _MIN_PREFIX:
        return Term(words, prefix=last)
    return Term(words, prefix=stem(last), endings=forms(last) if len(words) == 1 else ())


def _match(terms: Iterable[Term]) -> str:
    wanted = [_fts(term) for term in terms if not term.excluded]
    unwanted = [_fts(term) for term in terms if term.excluded]
    if not wanted:
        return ""
    query = " AND ".join(wanted)
    if unwanted:
        query = f"({query}) NOT ({' OR '.join(unwanted)})"
    return f"folded : ({query})"


def _fts(term: Term) -> str:
    # words hold letters and digits only, so that quoting them is enough
    phrase = '"' + " ".join(term.words) + '"'
    others = [f'"{word}"' for word in term.endings]
    if term.prefix:
        others.append('"' + " ".join((*term.words[:-1], term.prefix)) + '" *')
    if term.other is not None:
        others.append(_fts(term.other))
    # the word as typed stands beside its prefix: a text that has it exactly ranks higher
    return f"({' OR '.join([phrase, *others])})"


def _expression(term: Term) -> str:
    between = r"[\W_]+"
    options = [between.join(term.words), *term.endings]
    if term.prefix:
        options.insert(0, between.join((*term.words[:-1], term.prefix + r"[^\W_]*")))
    if term.other is not None:
        options.append(_expression(term.other))
    return "|".join(options)


def marks(text: str, pattern: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Where the query's words stand in a text: (start, end) offsets, in order, not overlapping."""
    if pattern is None:
        return []
    found = [match.span() for match in pattern.finditer(fold_search(text))]
    if found or not _OTHER_SCRIPT.search(text):
        return found
    # Kazakh in Latin or Arabic letters is found by its Cyrillic spelling: look word by word
    words = (match for match in _WRITTEN.finditer(text) if _OTHER_SCRIPT.match(match[0]))
    return [word.span() for word in words if pattern.search(fold_search(to_cyrillic(word[0])))]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A short piece of a text, one line, with the offsets of the marked words in it."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def snippet(text: str, pattern: re.Pattern[str] | None, width: int = 160) -> Snippet:
    """The piece of ``text`` of about ``width`` letters that holds most of the query's words."""
    text = " ".join(text.split())
    hits = marks(text, pattern)
    before = (_best_start(hits, width) if hits else 0) - width // 4
    start = _word_start(text, before) if before > 0 else 0
    end = _word_end(text, start, start + width)
    inside = [(a, b) for a, b in hits if a >= start and b <= end]
    left = "… " if start else ""
    right = " …" if end < len(text) else ""
    shift = len(left) - start
    return Snippet(left + text[start:end] + right, tuple((a + shift, b + shift) for a, b in inside))


def _best_start(hits: list[tuple[int, int]], width: int) -> int:
    starts = [start for start, _ in hits[:200]]
    crowd = [sum(start <= other < start + width // 2 for other in starts) for start in starts]
    return starts[crowd.index(max(crowd))]


def _word_start(text: str, at: int) -> int:
    blank = text.find(" ", at, at + 30)
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, start: int, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", start, at)
    return blank if blank > start else at
