"""Whether a run did its job: a tally a source, one line for the user, one exit code.

Scrapy ends with code 0 whatever goes wrong, so the truth has to be told here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# signal of Scrapy's: the run ends, and has no more time for what is under way
out_of_time: Final = object()


class Exit(IntEnum):
    """Exit codes of every kenwatch command; the README and ``--help`` show the same table."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NO_SPACE = 3
    BAD_CONFIG = 4
    SOME_FAILED = 5
    ALL_FAILED = 6
    INTERRUPTED = 11
    BUSY = 75

    @property
    def meaning(self) -> str:
        """The code in words."""
        return _MEANINGS[self]


_MEANINGS = {
    Exit.OK: "every source was read",
    Exit.ERROR: "an error, told in words",
    Exit.USAGE: "wrong options or arguments",
    Exit.NO_SPACE: "no space left for the archive",
    Exit.BAD_CONFIG: "a source or configuration file is wrong",
    Exit.SOME_FAILED: "some sources could not be read",
    Exit.ALL_FAILED: "no source could be read",
    Exit.INTERRUPTED: "interrupted; the next run goes on where this one stopped",
    Exit.BUSY: "another kenwatch is writing to the archive",
}


# one page that fails says nothing of its site
_TELLING = 3


@dataclass(slots=True)
class Tally:
    """What a run did at one source. Counts are pages, ``hubs_*`` feeds, sitemaps, lists."""

    source_id: str
    listed: int = 0
    queued: int = 0
    new: int = 0
    revised: int = 0
    gone: int = 0
    unchanged: int = 0
    copies: int = 0
    off_topic: int = 0
    dropped: int = 0
    failed: int = 0
    hubs_ok: int = 0
    hubs_failed: int = 0
    seconds: float = 0.0
    problem: str | None = None
    reasons: dict[str, int] = field(default_factory=dict)

    @property
    def fetched(self) -> int:
        """Pages that were asked for in this run."""
        return (
            self.new
            + self.revised
            + self.gone
            + self.unchanged
            + self.copies
            + self.off_topic
            + self.dropped
            + self.failed
        )

    @property
    def is_failed(self) -> bool:
        """Whether nothing could be learnt from the source: no hub readable, or no page."""
        # a source that asked to be left alone has a problem, and no hub was asked
        no_hub = self.hubs_ok == 0 and (self.hubs_failed > 0 or self.problem is not None)
        no_page = self.fetched >= _TELLING and self.failed == self.fetched
        return no_hub or no_page

    @property
    def is_idle(self) -> bool:
        """Whether the source was not asked for anything: nothing of it was due."""
        return not (self.hubs_ok or self.hubs_failed or self.fetched or self.problem)


@dataclass(frozen=True, slots=True)
class RunVerdict:
    """The end of a run: one line in words and the exit code."""

    line: str
    exit_code: Exit


# a verdict names at most so many sources
_NAMED = 5

_STOPPED: Mapping[str, tuple[str, Exit]] = {
    "no space": ("Stopped: no space is left for the archive.", Exit.NO_SPACE),
    "interrupted": (
        "Interrupted: what was found is kept; the next run goes on from here.",
        Exit.INTERRUPTED,
    ),
    "locked": (
        "Stopped: another program has locked the archive; the next run goes on from here.",
        Exit.BUSY,
    ),
    "error": ("Stopped by an error; see the log above.", Exit.ERROR),
}


def judge_run(tallies: Iterable[Tally], finish_reason: str) -> RunVerdict:
    """The verdict of a run that ended with ``finish_reason`` ("finished" if nothing stopped it)."""
    results = list(tallies)
    sums = _sums(results)
    if finish_reason in _STOPPED:
        line, code = _STOPPED[finish_reason]
        return RunVerdict(f"{line} {sums}", code)
    failed = [tally.source_id for tally in results if tally.is_failed]
    if results and len(failed) == len(results):
        return RunVerdict(f"No source could be read. {sums}", Exit.ALL_FAILED)
    if failed:
        rest = len(failed) - _NAMED
        names = ", ".join(failed[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
        line = f"{len(results) - len(failed)} of {len(results)} sources read; failed: {names}."
        return RunVerdict(f"{line} {sums}", Exit.SOME_FAILED)
    asked = [tally for tally in results if not tally.is_idle]
    if results and not asked:
        return RunVerdict("Nothing was due.", Exit.OK)
    sources = counted(len(asked), "source")
    if not any(tally.fetched or tally.failed or tally.hubs_failed for tally in results):
        return RunVerdict(f"Nothing new: {sources} read, no page was to be fetched.", Exit.OK)
    troubled = any(tally.failed or tally.hubs_failed for tally in results)
    read = f"{sources} read, not without failures." if troubled else f"All well: {sources} read."
    return RunVerdict(f"{read} {sums}", Exit.OK)


def _sums(tallies: list[Tally]) -> str:
    def total(name: str) -> int:
        return sum(getattr(tally, name) for tally in tallies)

    copies = counted(total("copies"), "copy", "copies")
    parts = [f"{total('new'):,} new", f"{total('revised'):,} revised", copies]
    parts += [f"{total('off_topic'):,} off-topic", f"{total('dropped'):,} dropped"]
    parts.append(f"{total('failed'):,} failed")
    # what comes of looking at stored pages again
    parts += [f"{total(name):,} {name}" for name in ("unchanged", "gone") if total(name)]
    return f"{counted(total('fetched'), 'page')} fetched: {', '.join(parts)}."


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 page", "1,200 pages"; ``many`` where it is not just an s more."""
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
