"""Find all patterns of all lists in one pass over a text.

Every pattern begins with one of a few fixed literals. One Aho-Corasick automaton finds the
literals of all patterns at once; the pattern itself is tried only where its literal stands, so
the cost follows the text and not the number of patterns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from pipelines.matching.notation import Pattern, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_KAZAKH_LETTER = re.compile("[әғқңөұүһі]")
_CYRILLIC_LETTER = re.compile("[а-яәғқңөұүһі]")
_KAZAKH_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern with the key it stands for (``term:miner``) and its language."""

    key: str
    language: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where an entry was found: offsets into the text, end excluded."""

    key: str
    language: str
    start: int
    end: int


def reads_kazakh(folded: str, language: str) -> bool:
    """Whether stems that are other words in Russian may be read as Kazakh."""
    if language == "kk":
        return True
    letters = len(_CYRILLIC_LETTER.findall(folded))
    return letters > 0 and len(_KAZAKH_LETTER.findall(folded)) >= _KAZAKH_SHARE * letters


class Matcher:
    """All entries compiled into one automaton; raises NotationError for an entry it cannot read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_literal: dict[str, list[tuple[Entry, Pattern]]] = defaultdict(list)
        for entry in entries:
            pattern = compile_pattern(entry.pattern)
            for literal in pattern.literals:
                by_literal[literal].append((entry, pattern))
        self._tries = list(by_literal.values())
        self._automaton = AhoCorasick(list(by_literal))

    def find(self, original: str, folded: str, *, language: str = "und") -> list[Hit]:
        """All hits in order of start; of hits of one key at one place only the longest.

        ``folded`` must have the length of ``original``.
        """
        kazakh = reads_kazakh(folded, language)
        longest: dict[tuple[str, int], Hit] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum():
                continue
            for entry, pattern in self._tries[index]:
                end = _match(pattern, original, folded, start, kazakh=kazakh)
                known = longest.get((entry.key, start))
                if end and (known is None or known.end < end):
                    longest[entry.key, start] = Hit(entry.key, entry.language, start, end)
        return sorted(longest.values(), key=lambda hit: (hit.start, -hit.end))


def _match(pattern: Pattern, original: str, folded: str, start: int, *, kazakh: bool) -> int:
    if pattern.kazakh_only and not kazakh:
        return 0
    if pattern.capital and not original[start].isupper():
        return 0
    found = pattern.regex.match(original if pattern.exact_case else folded, start)
    return found.end() if found else 0
