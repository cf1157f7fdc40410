"""Find all patterns of all lists in one pass over a text.

Every word of a text is looked up once: what it is by itself, what it may begin and what forms
of other words it has. So the cost follows the words of the text and not the number of patterns.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from itertools import compress, count
from operator import and_
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipelines.matching.tokens import Text, is_between, tokens
from pipelines.matching.wordindex import NOTHING, WordIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.matching.ways import ByLast, Rank, Try, Ways
    from pipelines.matching.wordindex import Word

_KAZAKH_LETTERS = "әғқңөұүһі"
_CYRILLIC_LETTERS = re.compile(f"[а-я{_KAZAKH_LETTERS}]+")
_KAZAKH_SHARE = 0.03
_SEVERAL = 2
_NONE: frozenset[int] = frozenset()
# where the match of a try ends, and its rank
_Met: TypeAlias = "tuple[Rank, int, Try]"


class Entry(NamedTuple):
    """A pattern with the key it stands for (``term:miner``) and its language.

    ``kazakh_only``: it holds in Kazakh text only, whatever its flags say.
    """

    key: str
    language: str
    pattern: str
    kazakh_only: bool = False


class Hit(NamedTuple):
    """Where an entry was found: offsets into the text, end excluded."""

    key: str
    language: str
    start: int
    end: int


# as many hits are made as words are met, and this spares a call for each
hit_of: Final = partial(tuple.__new__, Hit)


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
            self._index.add(entry.key, entry.language, entry.pattern, kazakh_only=entry.kazakh_only)

    def find(
        self, original: str, folded: str, *, language: str = "und", caseless: bool = False
    ) -> list[Hit]:
        """All hits in order of start; of hits of one key at one place only the longest.

        ``folded`` must have the length of ``original``. With ``caseless`` a capital letter is
        not asked for, since the text has none.
        """
        told = tokens(folded)
        table = self._index.tables[reads_kazakh(folded, language)]
        held = list(map(table.__getitem__, told.words))
        return _Text(original, told, held, caseless=caseless).hits()


class _Text:
    """A text as written and as folded, with what is known of its words.

    What is known of them stands in columns, in which much is told of all words at once; they go
    on behind the last word with one that is nothing.
    """

    def __init__(self, original: str, folded: Text, held: list[Word], *, caseless: bool) -> None:
        self._original = original
        self._folded = folded
        self._caseless = caseless
        columns = zip(*held, NOTHING, strict=True)
        self._begins, self._follows, self._small, self._capital, *others = columns
        self._ways, self._forms, self._lasts = others
        self._any_last = _NONE.union(*self._lasts)

    def hits(self) -> list[Hit]:
        """All hits in order of start; of hits of one key at one place only the longest."""
        starts, ends = self._folded.starts, self._folded.ends
        found: list[Hit] = []
        # most words are and begin nothing
        for index in compress(count(), map(and_, self._begins, self._follows[1:])):
            capital, ways = self._capital[index], self._ways[index]
            first = len(found)
            if capital:
                start, end, small = starts[index], ends[index], self._small[index]
                keys = capital if capital is not small and self._is_capital(start) else small
                for key, code in keys:
                    found.append(hit_of((key, code, start, end)))
            if ways and (
                ways.always
                or not ways.forms.isdisjoint(self._forms[index + 1])
                or self._ends_ahead(ways, index)
            ):
                longer = self._begun(ways, index)
                if longer:
                    found[first:] = _longest(found[first:] + longer)
        return found

    def _ends_ahead(self, ways: Ways, index: int) -> bool:
        """Whether a word that ends what stands apart is among the next ones: seldom one is."""
        if ways.lasts.isdisjoint(self._any_last):
            return False
        ahead = self._lasts[index + 1 : index + 1 + ways.reach]
        return not all(map(ways.lasts.isdisjoint, ahead))

    def _is_capital(self, at: int) -> bool:
        return self._caseless or self._original[at].isupper()

    def _begun(self, ways: Ways, index: int) -> list[Hit]:
        """What begins at a word, its letter case and the words after it seen."""
        met: list[_Met] = []
        for rank, one in ways.always:
            met.append((rank, self._end(one, index), one))
        longer = [ways.apart] if self._ends_ahead(ways, index) else []
        forms = ways.forms & self._forms[index + 1]
        if forms and (behind := self._behind_next(index)):
            for form in forms:
                for rank, one in ways.pairs.get(form, ()):
                    met.append((rank, behind, one))
                direct = ways.direct.get(form)
                if direct and not self._any_last.isdisjoint(direct):
                    longer.append(direct)
        if longer:
            met += self._longer(longer, index, ways.reach)
        return self._hits(met, index) if met else []

    def _longer(self, tries: Iterable[ByLast], index: int, reach: int) -> list[_Met]:
        """What goes on behind the next word or some words farther.

        Most lack the last word: a look at the words ahead saves trying them.
        """
        lasts = _NONE.union(*self._lasts[index + 1 : index + 1 + reach])
        return [
            (rank, self._end(one, index), one)
            for by_last in tries
            for last in lasts.intersection(by_last)
            for rank, one in by_last[last]
        ]

    def _hits(self, met: list[_Met], index: int) -> list[Hit]:
        start = self._folded.starts[index]
        if len(met) > 1:
            met.sort()
        return [
            Hit(one.key, one.language, start, end)
            for _, end, one in met
            if end and (not one.pattern.capital or self._is_capital(start))
        ]

    def _behind_next(self, index: int) -> int:
        """Where the next word ends if it goes on a phrase; else 0."""
        text, _, starts, ends = self._folded
        end, start = ends[index], starts[index + 1]
        goes_on = text[end:start] == " " or is_between(text, end, start)
        return ends[index + 1] if goes_on else 0

    def _end(self, one: Try, index: int) -> int:
        if not one.pattern.exact_case:
            return one.end(self._folded, index)
        written = self._original[self._folded.starts[index] : self._folded.ends[index]]
        # most are acronyms: a cheap look saves spelling all words
        if one.phrase and not one.phrase[0].form.fits(written):
            return 0
        return one.end(self._written, index)

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
