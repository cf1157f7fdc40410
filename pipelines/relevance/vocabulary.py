"""The terms that speak for a topic and the negatives that undo them, read from the data file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from pipelines.datafile import DATA, DataError, Record, read
from pipelines.judgement import Topic  # noqa: TC001 - pydantic needs the type at run time
from pipelines.matching.forms import Forms
from pipelines.matching.matching import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATH = DATA / "vocabulary.toml"
Level = Literal["strong", "medium", "weak", "support"]


class Term(Forms):
    """A group of words that speaks for a topic.

    ``names`` says that they are proper names, ``general`` that other industries use them as well.
    """

    topic: Topic = "mining"
    level: Level
    concept: str
    commodity: bool = False
    names: bool = False
    general: bool = False


class Negative(Forms):
    """Words that undo the terms they name when they stand nearby.

    ``cancels`` holds term ids, or ``weak`` (all weak terms and words for commodities),
    ``mining`` (all terms of mining) or ``company`` (companies of the industry). ``spreads`` names
    the terms that are undone in the whole text where the negative sets the subject: in the title,
    or in two sentences. ``unless`` holds patterns that stop the negative: in their sentence, and
    its spreading anywhere. Where ``enough`` is above 1, so many different words of it must stand
    in the sentence of the term.
    """

    cancels: tuple[str, ...]
    spreads: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    enough: int = 1


class Flag(Forms):
    """Words that mark the kind of a piece, such as a greeting.

    The kind is told by the title, or by words in ``enough`` sentences. ``unless`` holds patterns
    of news: one of them anywhere, and the piece is more than of that kind.
    """

    enough: int = 2
    unless: tuple[str, ...] = ()


class _File(Record):
    term: tuple[Term, ...]
    negative: tuple[Negative, ...]
    flag: tuple[Flag, ...] = ()


class Vocabulary:
    """Terms, negatives, flags by id; raises DataError where a negative names an unknown term."""

    def __init__(
        self,
        terms: tuple[Term, ...],
        negatives: tuple[Negative, ...],
        flags: tuple[Flag, ...] = (),
    ) -> None:
        self.flags = {flag.id: flag for flag in flags}
        self.terms = {term.id: term for term in terms}
        self.negatives = {negative.id: negative for negative in negatives}
        groups = {
            "weak": frozenset(t.id for t in terms if t.level == "weak" or t.commodity),
            "company": frozenset({"company"}),
            "mining": frozenset(term.id for term in terms if term.topic == "mining"),
        }
        self.cancels = {n.id: self._expand(n.id, n.cancels, groups) for n in negatives}
        self.spreads = {n.id: self._expand(n.id, n.spreads, groups) for n in negatives}

    def _expand(
        self, negative: str, names: tuple[str, ...], groups: dict[str, frozenset[str]]
    ) -> frozenset[str]:
        expanded: set[str] = set()
        for name in names:
            if name not in groups and name not in self.terms:
                raise DataError(f"negative {negative!r}: no term is called {name!r}")
            expanded |= groups.get(name, {name})
        return frozenset(expanded)

    def entries(self) -> Iterator[Entry]:
        """All patterns: keys ``term:…``, ``not:…``, ``unless:…``, ``flag:…`` and ``news:…``."""
        for term in self.terms.values():
            yield from term.entries("term")
        for negative in self.negatives.values():
            yield from negative.entries("not")
            for pattern in negative.unless:
                yield Entry(f"unless:{negative.id}", "und", pattern)
        for flag in self.flags.values():
            yield from flag.entries("flag")
            for pattern in flag.unless:
                yield Entry(f"news:{flag.id}", "und", pattern)


def load(path: Path = PATH) -> Vocabulary:
    """Read a vocabulary file; raises DataError."""
    held = read(path, _File)
    return Vocabulary(held.term, held.negative, held.flag)


@cache
def vocabulary() -> Vocabulary:
    """The built-in vocabulary, read once a process."""
    return load()
