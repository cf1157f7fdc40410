"""Find all patterns of all lists in one pass over a text.

Every word of a text is looked up once: what it is by itself, what it may begin and what forms
of other words it has. So the cost follows the words of the text and not the number of patterns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pipelines.matching.tokens import Text, tokens
from pipelines.matching.wordindex import WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.matching.ways import Longer, Rank, Try, Ways
    from pipelines.matching.wordindex import Word

_KAZAKH_LETTERS = "әғқңөұүһі"
_CYRILLIC_LETTERS = re.compile(f"[а-я{_KAZAKH_LETTERS}]+")
_KAZAKH_SHARE = 0.03
_SEVERAL = 2
_NONE: frozenset[int] = frozenset()
# where the match of a try ends, and its rank
_Met: TypeAlias = "tuple[Rank, int, Try]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern with the key it stands for (``term:miner``) and its language."""

    key: str
    language: str
    pattern: str


class Hit(NamedTuple):
    """Where an entry was found: offsets into the text, end excluded."""

    key: str
    language: str
    start: int
    end: int


def reads_kazakh(folded: str, language: str) -> bool:
    """Whether stems that are other words in Russian may be read as Kazakh."""
    if language == "kk":
        return True
    kazakh = sum(map(folded.count, _KAZAKH_LETTERS))
    if not kazakh or kazakh >= _KAZAKH_SHARE * len(folded):
        return kazakh > 0
    return kazakh >= _KAZAKH_SHARE * sum(map(len, _CYRILLIC_LETTERS.findall(folded)))


class Matcher:
    """All entries in one index; raises NotationError for an entry it cannot read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._index = WordIndex()
        for entry in entries:
            self._index.add(entry.key, entry.language, entry.pattern)

    def find(
        self, original: str, folded: str, *, language: str = "und", caseless: bool = False
    ) -> list[Hit]:
        """All hits in order of start; of hits of one key at one place only the longest.

        ``folded`` must have the length of ``original``. With ``caseless`` a capital letter is
        not asked for, since the text has none.
        """
        told = tokens(folded)
        table = self._index.tables[reads_kazakh(folded, language)]
        words, starts = told.words, told.starts
        held = list(map(table.__getitem__, words))
        text = _Text(original, told, held, caseless=caseless)
        following = [*held[1:], None]
        found: list[Hit] = []
        for index, (word, after) in enumerate(zip(held, following, strict=False)):
            if word is None:
                continue
            small, capital, _, _, ways = word
            hits: list[Hit] = []
            if capital:
                start = starts[index]
                keys = capital if capital is not small and text.is_capital(start) else small
                end = start + len(words[index])
                hits = [Hit(key, code, start, end) for key, code in keys]
            if ways and (
                (after and not ways.forms.isdisjoint(after.forms))
                or ways.always
                or (ways.apart and text.possible(ways.apart))
            ):
                longer = text.begun(ways, index, after)
                hits = _longest(hits + longer) if longer else hits
            found += hits
        return found


class _Text:
    """A text as written and as folded, with what is known of its words."""

    def __init__(
        self, original: str, folded: Text, held: Sequence[Word | None], *, caseless: bool
    ) -> None:
        self._original = original
        self._folded = folded
        self._held = held
        self._caseless = caseless
        self._known: dict[int, list[Longer]] = {}

    def is_capital(self, at: int) -> bool:
        return self._caseless or self._original[at].isupper()

    def begun(self, ways: Ways, index: int, after: Word | None) -> list[Hit]:
        """What begins at a word, its letter case and the words after it seen."""
        met = [(rank, self._end(one, index), one) for rank, one in ways.always]
        longer = self.possible(ways.apart)
        if after and (forms := ways.forms & after.forms):
            behind = self._behind_next(index)
            for form in forms if behind else ():
                if form in ways.pairs:
                    met += [(rank, behind, one) for rank, one in ways.pairs[form]]
                if form in ways.direct:
                    longer = longer + self.possible(ways.direct[form])
        if longer:
            met += self._longer(longer, index, ways.reach)
        return self._hits(met, self._folded.starts[index]) if met else []

    def _hits(self, met: list[_Met], start: int) -> list[Hit]:
        if len(met) > 1:
            met.sort()
        return [
            Hit(one.key, one.language, start, end)
            for _, end, one in met
            if end and (not one.pattern.capital or self.is_capital(start))
        ]

    def _behind_next(self, index: int) -> int:
        """Where the next word ends if it goes on a phrase; else 0."""
        words, starts = self._folded.words, self._folded.starts
        if not self._folded.following(index, starts[index] + len(words[index]), 0):
            return 0
        return starts[index + 1] + len(words[index + 1])

    def possible(self, tries: list[Longer]) -> list[Longer]:
        """Those whose last word stands anywhere in the text, which is told once a text."""
        known = self._known.get(id(tries))
        if known is None:
            lasts = self._lasts
            known = [longer for longer in tries if longer[0] in lasts]
            self._known[id(tries)] = known
        return known

    def _longer(self, tries: Iterable[Longer], index: int, reach: int) -> list[_Met]:
        """What goes on behind the next word or some words farther.

        Most lack the last word: a look at the words ahead saves trying them.
        """
        ahead = self._held[index + 1 : index + 1 + reach]
        lasts = _NONE.union(*[word.lasts for word in ahead if word and word.lasts])
        return [(rank, self._end(one, index), one) for last, (rank, one) in tries if last in lasts]

    def _end(self, one: Try, index: int) -> int:
        if not one.pattern.exact_case:
            return one.end(self._folded, index)
        start = self._folded.starts[index]
        written = self._original[start : start + len(self._folded.words[index])]
        # most are acronyms: a cheap look saves spelling all words
        if one.phrase and not one.phrase[0].form.fits(written):
            return 0
        return one.end(self._written, index)

    @cached_property
    def _lasts(self) -> frozenset[int]:
        return _NONE.union(*[word.lasts for word in self._held if word and word.lasts])

    @cached_property
    def _written(self) -> Text:
        return self._folded.spelled(self._original)


def _longest(hits: list[Hit]) -> list[Hit]:
    if len(hits) < _SEVERAL:
        return hits
    longest: dict[str, Hit] = {}
    for hit in hits:
        known = longest.get(hit.key)
        if known is None or known.end < hit.end:
            longest[hit.key] = hit
    return sorted(longest.values(), key=lambda hit: -hit.end)
