"""How often and where lines recur over the articles of a source: what their judgement rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pipelines.boilerplate.learntlines import EDGE, Place
from pipelines.boilerplate.traits import LABEL, STEM, Traits, stems
from pipelines.newsroom.bylines import signed_by

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipelines.boilerplate.distinct import Sample

# lines of its own from which on an article has a middle
_LONG: Final = 2 * EDGE + 2
_FEW: Final = 3
_MOSTLY: Final = 0.9
_HALF: Final = 0.5
_SAME_SUBJECT: Final = 0.6
_TITLE_STEM: Final = 4
_KIN: Final = 0.4
_LOOKED_AT: Final = 12


@dataclass(slots=True)
class Line:
    """A line with where it was seen: (number of the text, position), by article.

    ``title_of`` is the article whose title it is.
    """

    key: str
    example: str
    traits: Traits
    title_of: int | None = None
    place: Place = "within"
    seen: list[tuple[int, int]] = field(default_factory=list)
    articles: dict[int, int] = field(default_factory=dict)

    def add(self, text: int, position: int, article: int) -> None:
        """One more sighting; the first of each article is remembered."""
        self.seen.append((text, position))
        self.articles.setdefault(article, text)

    def firsts(self) -> list[int]:
        """One text of each article that holds the line."""
        return list(self.articles.values())


@dataclass(frozen=True, slots=True)
class Gap:
    """How many lines of the article's own stand before and behind a sighting."""

    before: int
    behind: int

    @property
    def is_long(self) -> bool:
        """Whether the article is long enough to have a middle."""
        return self.before + self.behind >= _LONG


@dataclass(frozen=True, slots=True)
class _Row:
    """The recurring lines of a text: key, lines of its own in front, whether it is no by-line."""

    own: int
    recurring: tuple[tuple[str, int, bool], ...]


def _row(keys: Sequence[str], paragraphs: Sequence[str], lines: Collection[str]) -> _Row:
    own = 0
    found = []
    for key, paragraph in zip(keys, paragraphs, strict=True):
        # behind a by-line, a line may still be at the end
        is_own = len(paragraph) > LABEL or not signed_by(paragraph)
        if key in lines:
            found.append((key, own, is_own))
        else:
            own += is_own
    return _Row(own, tuple(found))


@dataclass(slots=True)
class Corpus:
    """The texts of a source, their lines as compared, and the lines that recur."""

    samples: Sequence[Sample]
    keys: Sequence[Sequence[str]]
    numbers: Sequence[int]
    lines: dict[str, Line]
    own: frozenset[str]
    size: int = field(init=False)
    _stems: dict[int, frozenset[str]] = field(default_factory=dict)
    _rows: list[_Row] = field(init=False)

    def __post_init__(self) -> None:
        """Count the distinct articles, and where each text has lines that recur."""
        self.size = len(set(self.numbers))
        self._rows = [
            _row(keys, sample.paragraphs, self.lines)
            for keys, sample in zip(self.keys, self.samples, strict=True)
        ]

    def share(self, line: Line) -> float:
        """In which share of the distinct articles a line stands."""
        return len(line.articles) / self.size

    def gaps(self, ignored: Collection[str]) -> dict[str, list[Gap]]:
        """For each recurring line its gaps, the ``ignored`` lines and by-lines not counted."""
        found: dict[str, list[Gap]] = {key: [] for key in self.lines}
        for row in self._rows:
            counted = [is_own and key not in ignored for key, _, is_own in row.recurring]
            total, passed = row.own + sum(counted), 0
            for (key, before, _), is_counted in zip(row.recurring, counted, strict=True):
                found[key].append(Gap(before + passed, total - before - passed - is_counted))
                passed += is_counted
        return found

    def kind_share(self, line: Line, kinds: Collection[str]) -> float:
        """In which share of its sightings a line is of these kinds."""
        of_these = sum(self.samples[at].kinds[position] in kinds for at, position in line.seen)
        return of_these / len(line.seen)

    def neighbours(self, line: Line, step: int) -> list[str]:
        """The line next to each sighting, in front (-1) or behind (1); "" at the edge."""
        found = []
        for at, position in line.seen:
            row, other = self.keys[at], position + step
            found.append(row[other] if 0 <= other < len(row) else "")
        return found

    def forms(self, labels: Collection[str]) -> set[str]:
        """The labels that mostly have a line of the article's own behind them, as others there do.

        Such are the fields of a form («Отгрузка», «Остаток»), or an interview's questions.
        Labels that call to the reader, or name a part of the site, are none.
        """
        heads = {
            key
            for key in labels
            if not (self.lines[key].traits.is_call or self.lines[key].traits.is_mark)
            and sum(self._has_own_behind(key)) > _HALF * len(self.lines[key].seen)
        }
        many = [len(heads & set(row)) > 1 for row in self.keys]
        return {
            key
            for key in heads
            if sum(many[at] for at, _ in self.lines[key].seen) > _HALF * len(self.lines[key].seen)
        }

    def _has_own_behind(self, key: str) -> list[bool]:
        found = []
        for at, position in self.lines[key].seen:
            row = self.keys[at]
            found.append(position + 1 < len(row) and row[position + 1] not in self.lines)
        return found

    def chains(self, keys: Collection[str]) -> list[list[str]]:
        """Runs of these lines that nearly always stand one behind the other, in this order."""
        follows: dict[str, str] = {}
        for key in keys:
            behind = Counter(self.neighbours(self.lines[key], 1))
            other, count = behind.most_common(1)[0]
            if other in keys and count >= _MOSTLY * behind.total():
                follows[key] = other
        behind_another = set(follows.values())
        found = []
        for head in (key for key in keys if key not in behind_another):
            # a line may stand twice: no line is taken up again
            chain = {head: None}
            while (last := follows.get(next(reversed(chain)))) is not None and last not in chain:
                chain[last] = None
            found.append(list(chain))
        return found

    def is_spread(self, line: Line) -> bool:
        """Whether a line is seen on different days or over different subjects."""
        days = {self.samples[at].day for at in line.firsts()}
        return len(days) >= _FEW or self.subjects_differ(line)

    def subjects_differ(self, line: Line) -> bool:
        """Whether the articles have no subject in common: two words that most titles share."""
        # «шахта», «шахте»: endings of short words begin at the fifth letter
        titles = [
            {stem[:_TITLE_STEM] for stem in stems([self.samples[at].title]) - self.own}
            for at in line.firsts()
        ]
        often = _SAME_SUBJECT * len(titles)
        counts = Counter(stem for title in titles for stem in title)
        common = {stem for stem, count in counts.items() if count >= often}
        together = Counter(
            pair for title in titles for pair in combinations(sorted(title & common), 2)
        )
        return not any(count >= often for count in together.values())

    def is_kin(self, line: Line) -> bool:
        """Whether a line speaks of what the articles speak of in their own lines."""
        words = stems([line.example]) - self.own
        texts = line.firsts()[:: max(1, len(line.articles) // _LOOKED_AT)]
        if not words:
            return False
        shares = [len(words & self._own_stems(at)) / len(words) for at in texts]
        return sum(shares) >= _KIN * len(shares)

    def _own_stems(self, at: int) -> frozenset[str]:
        if at not in self._stems:
            sample = self.samples[at]
            own = [
                line
                for line, key in zip(sample.paragraphs, self.keys[at], strict=True)
                if key not in self.lines
            ]
            words = " ".join([sample.title, *own]).casefold().replace("ё", "е").split()
            self._stems[at] = frozenset(word[:STEM] for word in words if len(word) >= STEM - 1)
        return self._stems[at]


def is_mostly(facts: Sequence[bool]) -> bool:
    """Whether nine in ten are true."""
    return sum(facts) >= _MOSTLY * len(facts)


def place_of(line: Line, gaps: Sequence[Gap]) -> Place:
    """Where a line stands, told by the articles that are long enough to have a middle."""
    long = [gap for gap in gaps if gap.is_long]
    told = long if len(long) >= _FEW else gaps
    is_tail = is_mostly([gap.behind <= EDGE for gap in told])
    is_head = is_mostly([gap.before <= EDGE for gap in told])
    if is_tail and is_head and not line.traits.is_sentence:
        # short articles have nothing but edges
        return "within"
    return "tail" if is_tail else "head" if is_head else "within"
