"""Which figures changed between two versions: one for another, added or taken out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipelines.histories.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipelines.judgement import Fact

_CLOSE: Final = 1e-9
_GROUPED: Final = re.compile(r"\d[\s,.']\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after, in the words of the article; "" where there was or is none.

    ``kind``, ``role``, ``unit`` and ``subject`` are those of the Fact; a number of which nothing
    more is known has kind "number".
    """

    kind: str
    role: str
    unit: str
    subject: str
    before: str
    after: str
    before_value: float | None = None
    after_value: float | None = None

    def as_record(self) -> dict[str, object]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Figures:
    """The facts of a version, and the numbers that are in no fact, each with its words."""

    facts: tuple[Fact, ...]
    numbers: tuple[tuple[float, str], ...]
    all_values: frozenset[float]


def figures_in(text: str, facts: Sequence[Fact], language: str) -> Figures:
    """All figures of a text; ``facts`` are those that were found in it."""
    spans = [fact.span for fact in facts if fact.where == "text"]
    numbers = list(_numbers(text, language))
    outside = tuple(
        (value, words)
        for value, start, end, words in numbers
        if not any(low < end and start < high for low, high in spans)
    )
    return Figures(tuple(facts), outside, frozenset(value for value, *_ in numbers))


def _numbers(text: str, language: str) -> Iterator[tuple[float, int, int, str]]:
    """Value, start, end and words; a lone «один» in words is an article, not a number."""
    for word in words_of(text, language):
        if word.is_number and (word.written[0].isdecimal() or float(word.key) > 1):
            yield float(word.key), word.start, word.end, word.written


def figure_changes(before: Figures, after: Figures) -> tuple[FigureChange, ...]:
    """What became another figure, then what was taken out, then what was added."""
    lost, new = _apart(before.facts, after.facts)
    pairs = list(_paired(lost, new))
    numbers = _number_changes(before, after)
    changed = [_change(one, other) for one, other in pairs if one and other]
    taken_out = [_change(one, None) for one, other in pairs if one and not other]
    added = [_change(None, other) for one, other in pairs if other and not one]
    return (*changed, *taken_out, *added, *numbers)


def _apart(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Those that the other side does not tell, each figure once."""
    lost, new = _Held(after).lacking(before), _Held(before).lacking(after)
    return lost, new


class _Held:
    """Facts by what they say, so that each is compared with the few that may be the same."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in facts:
            self.add(fact)

    def add(self, fact: Fact) -> None:
        for key in _keys(fact):
            self._facts[key].append(fact)

    def has(self, fact: Fact) -> bool:
        return any(_is_same(fact, other) for key in _keys(fact) for other in self._facts[key])

    def lacking(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts that are not held, each figure once."""
        told = _Held(())
        lacking: list[Fact] = []
        for fact in facts:
            if not self.has(fact) and not told.has(fact):
                told.add(fact)
                lacking.append(fact)
        return lacking


def _keys(fact: Fact) -> list[tuple[object, ...]]:
    """What two facts share that may be the same."""
    if fact.kind == "date":
        return [("date", fact.moment[:4])]
    keys: list[tuple[object, ...]] = [(fact.unit, *_values(fact))]
    # "1,150" is 1150 to one reading and 1.15 to another
    is_grouped = _GROUPED.search(fact.quote) is not None
    return [*keys, (fact.unit, *_numbers_of(fact.quote))] if is_grouped else keys


def _is_same(one: Fact, other: Fact) -> bool:
    """Whether two figures that share a key say the same; one without a role may be any."""
    if one.kind == "date" or other.kind == "date":
        return one.kind == other.kind and _is_same_day(one, other)
    return not one.role or not other.role or one.role == other.role


def _is_same_day(one: Fact, other: Fact) -> bool:
    """Whether one date only tells the other less exactly, or without its year."""
    first, second = sorted((one.moment, other.moment), key=len)
    return second.startswith(first) and one.moment_to == other.moment_to


def _numbers_of(quote: str) -> tuple[str, ...]:
    return tuple(word.key for word in words_of(quote) if word.is_number)


def _values(fact: Fact) -> tuple[float | None, float | None]:
    return fact.value, fact.value_to


def _paired(lost: Sequence[Fact], new: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """Figures of one thing beside each other: of the same subject first, then in order."""
    left: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in new:
        left[_thing(fact)].append(fact)
    for fact in lost:
        alike = left[_thing(fact)]
        best = (at for at, other in enumerate(alike) if other.subject == fact.subject)
        yield fact, alike.pop(next(best, 0)) if alike else None
    yield from ((None, fact) for alike in left.values() for fact in alike)


def _thing(fact: Fact) -> tuple[str, str, str, str]:
    return fact.kind, fact.role, fact.unit, fact.per


def _change(one: Fact | None, other: Fact | None) -> FigureChange:
    told = other or one
    assert told is not None
    return FigureChange(
        told.kind,
        told.role,
        told.unit,
        told.subject,
        one.quote if one else "",
        other.quote if other else "",
        one.value if one else None,
        other.value if other else None,
    )


def _number_changes(before: Figures, after: Figures) -> list[FigureChange]:
    """Numbers that are in no fact and that the other version lacks altogether."""
    lost = _lacking(before.numbers, after)
    new = _lacking(after.numbers, before)
    paired = min(len(lost), len(new))
    blank: tuple[float | None, str] = (None, "")
    firsts = [*lost, *[blank] * (len(new) - paired)]
    seconds = [*new, *[blank] * (len(lost) - paired)]
    return [
        FigureChange("number", "", "", "", words, others, value, other)
        for (value, words), (other, others) in zip(firsts, seconds, strict=True)
    ]


def _lacking(
    numbers: Iterable[tuple[float, str]], other: Figures
) -> list[tuple[float | None, str]]:
    told = dict(numbers)
    return [
        (value, words)
        for value, words in told.items()
        if not any(abs(value - held) <= _CLOSE * abs(value) for held in other.all_values)
    ]
