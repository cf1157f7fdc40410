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
# what could not be told is tried again, ever later
_RETRY_SECONDS: Final = 60.0
_LONGEST_RETRY: Final = 600.0
_LONGEST: Final = 500


@dataclass(slots=True)
class Problem:
    """Something that keeps the daemon from its work, in words, since ``began``.

    A warning does not: the daemon is well, and people are told all the same.
    """

    words: str
    began: Reading
    told_at: float
    is_cried: bool = False
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Cry:
    """What people are to be told past the archive: a problem, or that it is over."""

    words: str
    is_over: bool = False
    key: str = field(default="", compare=False)


@dataclass(slots=True)
class _Tries:
    """Attempts to tell something, none of which reached anybody."""

    count: int = 0
    not_before: float = float("-inf")

    def again(self, now: float) -> None:
        pause = min(_LONGEST_RETRY, _RETRY_SECONDS * 2 ** min(self.count, 10))
        self.count, self.not_before = self.count + 1, now + pause


@dataclass(slots=True)
class Problems:
    """All problems by what they are about. Spans are those of the clock that is never set."""

    grace: float = GRACE_SECONDS
    _open: dict[str, Problem] = field(default_factory=dict)
    _cried_at: dict[str, float] = field(default_factory=dict)
    _ended: dict[str, str] = field(default_factory=dict)
    _tries: dict[str, _Tries] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(not one.is_warning for one in self._open.values())

    @property
    def open(self) -> Mapping[str, Problem]:
        """What is wrong now."""
        return self._open

    def words(self, *, warnings: bool = False) -> list[str]:
        """Why the daemon is not well; or with ``warnings`` of what else people are warned."""
        return [one.words for one in self._open.values() if one.is_warning == warnings]

    def begin(self, key: str, words: str, at: Reading, *, is_warning: bool = False) -> bool:
        """Note a problem, new or going on; whether it is to be logged now."""
        words = one_line(words)
        known = self._open.get(key)
        if known is None:
            # people who were not told of its end yet take it for going on
            is_cried = self._ended.pop(key, None) is not None
            self._open[key] = Problem(words, at, at.since_boot, is_cried, is_warning)
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
            self._ended[key] = known.words
        self._tries.pop(key, None)
        return f"well again after {lasted}: {known.words}"

    def to_cry(self, at: Reading) -> Iterator[Cry]:
        """What is to be told outside the archive: each problem once in six hours, and its end.

        What is not noted as ``cried`` comes again, first after a minute.
        """
        cries = [Cry(words, is_over=True, key=key) for key, words in self._ended.items()]
        for key, problem in self._open.items():
            lasted = at.since_boot - problem.began.since_boot
            since = at.since_boot - self._cried_at.get(key, -AGAIN_SECONDS)
            if lasted >= self.grace and since >= AGAIN_SECONDS:
                cries.append(Cry(problem.words, key=key))
        for cry in cries:
            tries = self._tries.setdefault(cry.key, _Tries())
            if at.since_boot >= tries.not_before:
                tries.again(at.since_boot)
                yield cry

    def cried(self, cry: Cry, at: Reading) -> None:
        """Note that somebody was told."""
        self._tries.pop(cry.key, None)
        if cry.is_over:
            self._ended.pop(cry.key, None)
            return
        self._cried_at[cry.key] = at.since_boot
        if cry.key in self._open:
            self._open[cry.key].is_cried = True
        else:
            # it ended while it was being told
            self._ended[cry.key] = cry.words


def one_line(words: str) -> str:
    """Words of any origin as one printable line of at most 500 letters."""
    line = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(line.split())[:_LONGEST]
