"""One search over a text for all that may speak for a topic; where nothing is met, nothing does.

The first clues of all patterns are looked for at once, in bytes. A pattern is tried where a clue
of it stands and the letters around hold its other pieces. What lies around letters that hide a
word from a search in bytes is met in any case.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from pipelines.gazetteer.gazetteer import gazetteer
from pipelines.matching.notation import compile_pattern
from pipelines.relevance.vocabulary import vocabulary
from pipelines.screening.clues import needs_of, spellings
from pipelines.screening.disguises import disguises
from pipelines.screening.expressions import CASELESS, DOTALL, compiled, matches, patterns
from pipelines.screening.proof import speaks
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import hyperscan

    from pipelines.matching.matching import Entry
    from pipelines.matching.notation import Pattern
    from pipelines.screening.clues import Clue

# bytes to either side of a clue that a pattern may go, and one with words in between
_NEAR: Final = 160
_FAR: Final = 400
_LETTER_BYTES: Final = 4
_SHORT: Final = 4
_ENDS: Final = ("opens", "closes")
_LETTERS: Final = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ASCII: Final = 0x80
# clues in one text; a page with more is no proof's business
_CROWD: Final = 5000
_LONG: Final = 4 * _CROWD  # bytes; a shorter text has no such crowd


@dataclass(frozen=True, slots=True)
class _Case:
    """A pattern: of each group one piece stands around its first clue, in a match of it."""

    source: str
    groups: tuple[tuple[str, ...], ...]
    reach: int

    def is_near(self, lowered: str) -> bool:
        """Whether a part of a text, in small letters, holds all pieces."""
        for group in self.groups:
            for piece in group:
                if piece in lowered:
                    break
            else:
                return False
        return True

    def matches(self, written: str, folded: str) -> bool:
        """Whether a part of a text holds a match."""
        pattern = _pattern(self.source)
        return pattern.regex.search(written if pattern.exact_case else folded) is not None


_ByReach: TypeAlias = "list[tuple[int, list[_Case]]]"


@cache
def _pattern(source: str) -> Pattern:
    """Compiled when its clues are met for the first time, which few are."""
    return compile_pattern(source)


class Search:
    """The clues to all entries, compiled into one search over texts as written."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        cases: dict[Clue, list[_Case]] = defaultdict(list)
        for source in dict.fromkeys(entry.pattern for entry in entries):
            first, *others = needs_of(source)
            case = _case(source, others)
            for clue in first:
                cases[clue].append(case)
        written: dict[bytes, list[tuple[Clue, _ByReach]]] = defaultdict(list)
        for clue, known in cases.items():
            by_reach = _by_reach(known)
            for spelling in spellings(clue.letters):
                written[spelling.encode()].append((clue, by_reach))
        self._clues = list(written.values())
        self._lengths = list(map(len, written))
        words = {at: _word(letters, self._clues[at]) for at, letters in enumerate(written)}
        self._words = patterns({at: word for at, word in words.items() if word}, CASELESS)
        rest = {at: letters for at, letters in enumerate(written) if not words[at]}
        self._letters = _literals(rest)
        self._disguises = patterns(dict(enumerate(disguises())), DOTALL)

    def passages(self, text: str) -> Iterator[str]:
        """The parts of a text outside of which no match can be; its blanks are single ones."""
        data = text.encode("utf-8", "ignore")
        spans = [(end - _NEAR, end + _NEAR) for _, end in matches(self._disguises, data)]
        for at, end in self._met(data):
            start = end - self._lengths[at]
            reach = self._reach(at, data, start)
            if reach:
                spans.append((start - reach, start + reach))
        for start, end in _joined(sorted(spans)):
            yield _part(data, start, end)

    def is_crowded(self, text: str) -> bool:
        """Whether there are more clues in a text than are worth to be looked at one by one."""
        data = text.encode("utf-8", "ignore")
        return len(data) > _LONG and len(self._met(data)) > _CROWD

    def met(self, texts: Sequence[str]) -> set[int]:
        """The numbers of the texts that have passages, each text for itself; of a crowd, none."""
        lines = [text.encode("utf-8", "ignore") for text in texts]
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        data = b"\n".join(lines)
        clues = self._met(data)
        if len(clues) > _CROWD:
            return set()
        found = {bisect_right(starts, end - 1) - 1 for _, end in matches(self._disguises, data)}
        for at, end in clues:
            number = bisect_right(starts, end - 1) - 1
            start = end - self._lengths[at] - starts[number]
            if number not in found and self._reach(at, lines[number], start):
                found.add(number)
        return found

    def _met(self, data: bytes) -> list[tuple[int, int]]:
        """Number and end of each clue as it is written."""
        return matches(self._letters, data) + matches(self._words, data)

    def _reach(self, at: int, data: bytes, start: int) -> int:
        """How far a pattern goes that matches around a clue, 0 where none does."""
        end = start + self._lengths[at]
        return max(
            (
                _reach(cases, data, start)
                for clue, cases in self._clues[at]
                if not (clue.opens and _begins_within(data, start))
                and not (clue.closes and _goes_on(data, end))
            ),
            default=0,
        )


def _case(source: str, groups: Iterable[Iterable[Clue]]) -> _Case:
    pieces = tuple(tuple(clue.letters for clue in group) for group in groups)
    return _Case(source, pieces, _FAR if ".." in source else _NEAR)


def _reach(cases: _ByReach, data: bytes, start: int) -> int:
    """How far the longest pattern goes that matches around a clue, 0 for none."""
    for reach, known in cases:
        written = _part(data, start - reach, start + reach)
        lowered = written.lower().replace("ё", "е")
        near = [case for case in known if case.is_near(lowered)]
        if near:
            folded = lowered if written.isascii() else fold_match(written)
            if any(case.matches(written, folded) for case in near):
                return reach
    return 0


def _by_reach(cases: list[_Case]) -> _ByReach:
    """Patterns that go as far, the farthest first."""
    ordered = sorted(cases, key=attrgetter("reach"), reverse=True)
    return [(reach, list(known)) for reach, known in groupby(ordered, attrgetter("reach"))]


def _part(data: bytes, start: int, end: int) -> str:
    return data[max(start, 0) : end].decode("utf-8", "ignore")


def _begins_within(data: bytes, start: int) -> bool:
    """Whether a letter stands in front."""
    if not start or data[start - 1] < _ASCII:
        return start > 0 and data[start - 1] in _LETTERS
    return _part(data, start - _LETTER_BYTES, start)[-1:].isalnum()


def _goes_on(data: bytes, end: int) -> bool:
    """Whether a letter stands behind."""
    if end == len(data) or data[end] < _ASCII:
        return end < len(data) and data[end] in _LETTERS
    return _part(data, end, end + _LETTER_BYTES)[:1].isalnum()


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order of start, overlapping ones as one."""
    start = end = -1
    for first, last in spans:
        if first > end:
            if end >= 0:
                yield start, end
            start = first
        end = max(end, last)
    if end >= 0:
        yield start, end


def _word(letters: bytes, clues: Iterable[tuple[Clue, _ByReach]]) -> bytes:
    """An expression for a short English word that is met as a word only; or nothing."""
    if not letters.isalnum() or len(letters) > _SHORT:
        return b""
    opens, closes = (b"\\b" * all(getattr(clue, end) for clue, _ in clues) for end in _ENDS)
    return opens + letters + closes if opens or closes else b""


def _literals(expressions: Mapping[int, bytes]) -> hyperscan.Database:
    """English letters in capitals too; those of other alphabets are listed as they are written."""
    flags = [CASELESS * one.isascii() for one in expressions.values()]
    return compiled(expressions, flags, literal=True)


@cache
def search() -> Search:
    """The search for all that speaks for a topic, compiled once a process."""
    every = (*vocabulary().entries(), *gazetteer().entries())
    return Search(entry for entry in every if _speaks(entry))


def _speaks(entry: Entry) -> bool:
    kind, _, identity = entry.key.partition(":")
    return speaks(kind, identity)
