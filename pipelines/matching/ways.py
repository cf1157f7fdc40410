"""How the patterns go on that a word may begin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from pipelines.matching.phrases import Phrase, end_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipelines.matching.notation import Pattern
    from pipelines.matching.tokens import Text

_PAIR: Final = 2
_PIECES: Final = 4  # words that a number or an address such as "1.2.3.4" is cut into


class Try(NamedTuple):
    """One way in which a pattern may begin at a word.

    ``second`` and ``last`` are the numbers of the forms of those words, -1 where there are none.
    A pattern without a phrase is told by its regular expression, and what the next word begins
    with by ``seconds``, where any are told.
    """

    key: str
    language: str
    pattern: Pattern
    kazakh_only: bool
    phrase: Phrase | None = None
    second: int = -1
    last: int = -1
    seconds: tuple[str, ...] = ()

    @property
    def is_apart(self) -> bool:
        """Whether other words may stand before the second."""
        return self.phrase is not None and self.phrase[1].passed_over > 0

    @property
    def reach(self) -> int:
        """Among how many of the next words a match ends."""
        return sum(_PIECES * part.passed_over + 1 for part in self.phrase or ())

    @property
    def is_pair(self) -> bool:
        """Whether a match is two words, of which nothing but their forms is asked."""
        return (
            self.phrase is not None
            and len(self.phrase) == _PAIR
            and not self.is_apart
            and not self.pattern.exact_case
            and not any(part.is_opened or part.is_closed for part in self.phrase)
        )

    def end(self, text: Text, index: int) -> int:
        """Where the match that begins at a word of a text ends; 0 if there is none."""
        if self.phrase:
            return end_of(self.phrase, text, index)
        following = text.words[index + 1] if index + 1 < len(text.words) else ""
        if self.seconds and not following.startswith(self.seconds):
            return 0
        match = self.pattern.regex.match(text.text, text.starts[index])
        return match.end() if match else 0


# Whole words go before beginnings, long ones behind short ones, then as they were taken in.
Rank: TypeAlias = int
Ranked: TypeAlias = "tuple[Rank, Try]"


# Tries by the form of their last word.
ByLast: TypeAlias = "dict[int, list[Ranked]]"


class Ways:
    """How the patterns go on that a word may begin.

    ``pairs`` and ``direct`` have the tries by the form of the second word: those that are no
    more than two words, and longer ones by their last; ``apart`` those where other words may
    stand before the second. The last word stands among the next ``reach`` words. ``always`` has
    the patterns of which the next words tell nothing. ``forms`` are those of the second words
    that follow at once, ``lasts`` those of the last words of what stands ``apart``.
    """

    __slots__ = ("always", "apart", "direct", "forms", "lasts", "pairs", "reach")

    def __init__(self, begun: Iterable[Ranked]) -> None:
        self.always: list[Ranked] = []
        self.apart: ByLast = defaultdict(list)
        self.pairs: dict[int, list[Ranked]] = defaultdict(list)
        self.direct: dict[int, ByLast] = defaultdict(lambda: defaultdict(list))
        self.reach = 0
        for rank, one in begun:
            self._add(rank, one)
        self.forms = frozenset((*self.pairs, *self.direct))
        self.lasts = frozenset(self.apart)

    def _add(self, rank: Rank, one: Try) -> None:
        if one.second < 0:
            self.always.append((rank, one))
        elif one.is_pair:
            self.pairs[one.second].append((rank, one))
        else:
            self.reach = max(self.reach, one.reach)
            held = self.apart if one.is_apart else self.direct[one.second]
            held[one.last].append((rank, one))
