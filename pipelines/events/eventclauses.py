"""The sentences of an article with the groups of words in each, negated ones taken out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate, chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.events.eventgrammar import near
from pipelines.events.eventwords import matcher, telling
from pipelines.matching.tokens import fold_once
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.events.eventgrammar import Found, Span
    from pipelines.matching.matching import Hit

_BEFORE: Final = "not before"
_AFTER: Final = "not after"
_PAST: Final = "past"
_NEAR: Final = 14  # letters between a negation and what it negates: one short word
# A Kazakh verb carries its negation: қысқарт-па-ймыз, жабыл-ма-ды, берілме-ген.
_NEGATED: Final = re.compile(
    r"\w{3,}[мбп][ае](?:й(?:м[ыі]н|м[ыі]з|д[ыі]|т[ыі]н\w*|)|д[ыі]к?|ған\w*|ген\w*|с|стан|стен|у[ыі]?"
    r"|пт[ыі])"
)
LONG_GONE: Final = 2020  # years before it are no news, whenever the article is of
# A year said as a time: «в 1972 году», "in 1998", «1930-е годы». «завод 1963 года» only tells
# how old the thing is.
_NUMBER: Final = re.compile(r"\d\d+")
_YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
_DECADE: Final = re.compile(r"\d*0(?:s\b|-(?:е|х|ых|ые|шы|ші) (?:год|жыл))")
_SINCE: Final = re.compile(r"(?:^|\W)(?:в|с|со|до|in|since|from|by|until) $")
_AT_TIME: Final = re.compile(r" (?:жылы|жылдан|жылдар)")
_BORN: Final = re.compile(r"рожд|туған|born")


class _Read(NamedTuple):
    """All parts put together: the folded text, the words found in it and what is past."""

    folded: str
    hits: Sequence[Hit]
    since: int


class Clause:
    """A sentence, where it stands, and the groups of words that it holds.

    ``groups`` are those that it may hold, one as often as it is met: what is negated is still
    among them, and years are not. Most sentences are done with by then; what they hold is read
    where it is first asked for.
    """

    __slots__ = ("_found", "_hits", "_past", "_read", "end", "groups", "named", "start")

    def __init__(self, span: Span, groups: Sequence[str], hits: slice, read: _Read) -> None:
        self.start, self.end = span
        self.groups = groups
        self.named: tuple[tuple[str, Span], ...] = ()
        self._hits = hits
        self._read = read
        self._found: Found | None = None
        self._past: bool | None = None

    @property
    def found(self) -> Found:
        """The groups of words that stand, with where they do; negated ones are taken out."""
        if self._found is None:
            self._found = found = _words(self._read.hits[self._hits], self._read.folded, self.end)
            for group, span in (*self.named, *self._years()):
                # words and names were placed one after the other
                found[group] = sorted((*found.get(group, ()), span))
            if _BEFORE in found or _AFTER in found:
                _negate(found)
        return self._found

    @property
    def past(self) -> bool:
        """Whether it is about a year long gone."""
        if self._past is None:
            is_told = (
                _PAST in self.found if _PAST in self.groups else any(True for _ in self._years())
            )
            self._past = is_told and not _BORN.search(self._read.folded, self.start, self.end)
        return self._past

    def tells(self, groups: frozenset[str]) -> bool:
        """Whether one of the groups stands in it."""
        return not groups.isdisjoint(self.groups) and not groups.isdisjoint(self.found)

    def _years(self) -> Iterator[tuple[str, Span]]:
        return _old_years(self._read.folded, (self.start, self.end), self._read.since)


class Part(NamedTuple):
    """A field of the article and the groups that mentions tell in it, in any order."""

    text: str
    named: Sequence[tuple[str, Span]] = ()


def read_clauses(
    parts: Sequence[Part],
    language: str,
    *,
    since: int = LONG_GONE,
    hits: Sequence[Hit] | None = None,
) -> list[list[Clause]]:
    """The sentences of each part with what they hold.

    All parts are read in one pass, as if they stood one below the other: the spans of the first
    are its own, those of the next begin behind it and a line break. Years before ``since`` are
    the past. ``hits`` are the words of `eventwords` in this order, where they were looked for
    before.
    """
    starts = list(accumulate((len(part.text) + 1 for part in parts), initial=0))
    folded = "\n".join([fold_once(part.text) for part in parts])
    if hits is None:
        whole = "\n".join([part.text for part in parts])
        hits = matcher().find(whole, folded, language=language)
    cut = [
        [(start + begin, start + end) for begin, end in sentences(part.text)]
        for start, part in zip(starts, parts, strict=False)
    ]
    read = _Read(folded, hits, since)
    clauses = iter(_clauses(list(chain(*cut)), _names(starts, parts), read))
    return [list(islice(clauses, len(own))) for own in cut]


def _clauses(spans: Sequence[Span], names: Iterable[tuple[str, Span]], read: _Read) -> list[Clause]:
    """The sentences with the words that begin in each, and the names that stand in it."""
    keys = [hit.key for hit in read.hits]
    starts = [hit.start for hit in read.hits]
    clauses: list[Clause] = []
    behind = 0
    for span in spans:
        first, behind = behind, bisect_left(starts, span[1], behind)
        clauses.append(Clause(span, keys[first:behind], slice(first, behind), read))
    ends = [end for _, end in spans]
    for name in names:
        group, (start, end) = name
        at = bisect_right(ends, start)
        if at < len(ends) and end <= ends[at]:
            clauses[at].groups = (*clauses[at].groups, group)
            clauses[at].named += (name,)
    return clauses


def _names(starts: Sequence[int], parts: Sequence[Part]) -> list[tuple[str, Span]]:
    named = [
        (group, (begin + start, end + start))
        for start, part in zip(starts, parts, strict=False)
        for group, (begin, end) in part.named
    ]
    return sorted(named, key=itemgetter(1))


def _words(hits: Iterable[Hit], folded: str, end: int) -> Found:
    """The groups of words that end in the sentence, without Kazakh verbs that are negated."""
    negatable = telling()
    found: Found = {}
    for key, code, first, last in hits:
        if last > end:
            continue
        if code == "kk" and key in negatable and _is_negated_verb(folded[first:last]):
            continue
        if key in found:
            found[key].append((first, last))
        else:
            found[key] = [(first, last)]
    return found


@lru_cache(maxsize=4096)
def _is_negated_verb(words: str) -> bool:
    return _NEGATED.fullmatch(words.rpartition(" ")[2]) is not None


def _old_years(folded: str, within: Span, since: int) -> Iterator[tuple[str, Span]]:
    for number in _NUMBER.finditer(folded, *within):
        start, end = number.span()
        if _DECADE.match(folded, start) or (
            _YEAR.fullmatch(number[0])
            and int(number[0]) < since
            and (_AT_TIME.match(folded, end) or _SINCE.search(folded, max(start - 7, 0), start))
        ):
            yield _PAST, (start, end)


def _negate(found: Found) -> None:
    before, after = found.get(_BEFORE, []), found.get(_AFTER, [])
    for group in telling() & found.keys():
        kept = [span for span in found[group] if not _is_negated(span, before, after)]
        if kept:
            found[group] = kept
        else:
            del found[group]


def _is_negated(span: Span, before: list[Span], after: list[Span]) -> bool:
    return any(no[1] <= span[0] for no in near(before, span, _NEAR)) or any(
        no[0] >= span[1] for no in near(after, span, _NEAR)
    )
