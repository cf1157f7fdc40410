"""The sentences of an article with the groups of words in each, negated ones taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from pipelines.events.eventgrammar import near
from pipelines.events.eventwords import matcher, telling
from pipelines.matching.matching import reads_kazakh
from pipelines.text import fold_match, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.events.eventgrammar import Found, Span

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


@dataclass(slots=True)
class Clause:
    """A sentence, where it stands, and the groups of words found in it.

    ``past`` is set where it is about a year long gone.
    """

    start: int
    end: int
    found: Found = field(default_factory=dict)
    past: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A field of the article and the groups that mentions tell in it, in any order."""

    text: str
    named: Sequence[tuple[str, Span]] = ()


def read_clauses(
    parts: Sequence[Part], language: str, *, since: int = LONG_GONE
) -> list[list[Clause]]:
    """The sentences of each part with what they hold.

    All parts are read in one pass, as if they stood one below the other: the spans of the first
    are its own, those of the next begin behind it and a line break. Years before ``since`` are
    the past.
    """
    starts = list(accumulate((len(part.text) + 1 for part in parts), initial=0))
    folded = "\n".join(fold_match(part.text) for part in parts)
    cut = [
        [Clause(start + begin, start + end) for begin, end in sentences(part.text)]
        for start, part in zip(starts, parts, strict=False)
    ]
    clauses = [clause for own in cut for clause in own]
    kazakh = reads_kazakh(folded, language)
    whole = "\n".join(part.text for part in parts)
    _place(clauses, _groups(whole, folded, kazakh=kazakh))
    _place(clauses, _names(starts, parts))
    _place(clauses, _old_years(folded, since))
    _settle(clauses, folded)
    return cut


def _names(starts: Sequence[int], parts: Sequence[Part]) -> list[tuple[str, Span]]:
    named = [
        (group, (begin + start, end + start))
        for start, part in zip(starts, parts, strict=False)
        for group, (begin, end) in part.named
    ]
    return sorted(named, key=itemgetter(1))


def _settle(clauses: Iterable[Clause], folded: str) -> None:
    """See which sentences are about a year long gone, and take out what is negated."""
    for clause in clauses:
        found = clause.found
        for spans in found.values():
            spans.sort()  # words and names were placed one after the other
        if _PAST in found:
            clause.past = not _BORN.search(folded, clause.start, clause.end)
        if _BEFORE in found or _AFTER in found:
            _negate(found)


def _groups(text: str, folded: str, *, kazakh: bool) -> list[tuple[str, Span]]:
    negatable = telling()
    hits = matcher(kazakh=kazakh).find(text, folded, language="kk" if kazakh else "und")
    return [
        (key, (start, end))
        for key, code, start, end in hits
        if code != "kk" or key not in negatable or not _is_negated_verb(folded[start:end])
    ]


@lru_cache(maxsize=4096)
def _is_negated_verb(words: str) -> bool:
    return _NEGATED.fullmatch(words.rpartition(" ")[2]) is not None


def _old_years(folded: str, since: int) -> Iterator[tuple[str, Span]]:
    for number in _NUMBER.finditer(folded):
        start, end = number.span()
        if _DECADE.match(folded, start) or (
            _YEAR.fullmatch(number[0])
            and int(number[0]) < since
            and (_AT_TIME.match(folded, end) or _SINCE.search(folded, max(start - 7, 0), start))
        ):
            yield _PAST, (start, end)


def _place(clauses: list[Clause], groups: Iterable[tuple[str, Span]]) -> None:
    """Give each group to its sentence; both come in the order of the text."""
    later = iter(clauses)
    end = 0
    found: Found = {}
    for group, span in groups:
        while end <= span[0]:
            clause = next(later, None)
            if clause is None:
                return
            end, found = clause.end, clause.found
        if span[1] <= end:
            if group in found:
                found[group].append(span)
            else:
                found[group] = [span]


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
