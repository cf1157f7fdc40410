"""What is wrong right now: told when it begins, again while it lasts, and when it is over. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk.daemon.clocks import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desk.daemon.clocks import Reading

AGAIN_SECONDS: Final = 6 * 3600.0
# what is over within a minute needs nobody's attention at night
GRACE_SECONDS: Final = 60.0
_LONGEST: Final = 500


@dataclass(slots=True)
class Problem:
    """Something that keeps the daemon from its work, in words, since ``began``."""

    words: str
    began: Reading
    told_at: float
    is_cried: bool = False


@dataclass(frozen=True, slots=True)
class Cry:
    """What people are to be told past the archive: a problem, or that it is over."""

    words: str
    is_over: bool = False


@dataclass(slots=True)
class Problems:
    """All problems by what they are about. Spans are those of the clock that is never set."""

    grace: float = GRACE_SECONDS
    _open: dict[str, Problem] = field(default_factory=dict)
    _cried_at: dict[str, float] = field(default_factory=dict)
    _ended: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def open(self) -> Mapping[str, Problem]:
        """What is wrong now."""
        return self._open

    def begin(self, key: str, words: str, at: Reading) -> bool:
        """Note a problem, new or going on; whether it is to be logged now."""
        words = one_line(words)
        known = self._open.get(key)
        if known is None:
            self._open[key] = Problem(words, at, at.since_boot)
            return True
        is_new = words != known.words
        if is_new or at.since_boot - known.told_at >= AGAIN_SECONDS:
            known.words, known.told_at = words, at.since_boot
            return True
        return False

    def over(self, key: str, at: Reading) -> str:
        """Note that all is well with something; what is to be logged, or ""."""
        known = self._open.pop(key, None)
        if known is None:
            return ""
        lasted = span(at.since_boot - known.began.since_boot)
        if known.is_cried:
            self._ended.append(known.words)
        return f"well again after {lasted}: {known.words}"

    def to_cry(self, at: Reading) -> Iterator[Cry]:
        """What is to be told outside the archive: each problem once in six hours, and its end."""
        while self._ended:
            yield Cry(self._ended.pop(0), is_over=True)
        for key, problem in self._open.items():
            lasted = at.since_boot - problem.began.since_boot
            since = at.since_boot - self._cried_at.get(key, -AGAIN_SECONDS)
            if lasted >= self.grace and since >= AGAIN_SECONDS:
                self._cried_at[key], problem.is_cried = at.since_boot, True
                yield Cry(problem.words)


def one_line(words: str) -> str:
    """Words of any origin as one printable line of at most 500 letters."""
    line = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(line.split())[:_LONGEST]
