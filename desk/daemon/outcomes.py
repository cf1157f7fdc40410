"""What the end of a crawl says: of its sources, and of what keeps all crawls from working. Pure."""

from __future__ import annotations

from typing import Final

from crawler.verdict import Exit

PAUSE_LIMIT: Final = 600.0
# one crawl that was killed is an accident; two in a row are a problem
_ACCIDENTS: Final = 1
# crawls in a row that found the archive taken, each after minutes of waiting
_WAITS: Final = 2
_DID_ITS_WORK: Final = {Exit.OK, Exit.SOME_FAILED, Exit.ALL_FAILED, Exit.INTERRUPTED}
# told by the crawl itself: no source is why it could not do its work
_NOT_BY_A_SOURCE: Final = {Exit.USAGE, Exit.NO_SPACE, Exit.BAD_CONFIG, Exit.BUSY}


def pause(failures: int, tick: float) -> float:
    """Seconds to wait after so many attempts in a row that could not do their work.

    Doubled each time, up to ten minutes: a crawl that is always killed leaves no end in the
    archive, and its sites would be asked anew at every tick.
    """
    return min(PAUSE_LIMIT, tick * 2 ** min(failures, 20)) if failures else 0.0


def finished(code: int) -> bool | None:
    """Whether a crawl came to do its work; None where that was not for its sources."""
    return None if code in _NOT_BY_A_SOURCE else code in _DID_ITS_WORK


def meaning(code: int) -> str:
    """An exit code in words; negative ones are signals."""
    return Exit(code).meaning if code in set(Exit) else "killed" if code < 0 else "unknown"


def problem(command: str, code: int, failures: int, last_words: str) -> str:
    """What is wrong after so many failures in a row of a command, the last one so; or ""."""
    patience = _WAITS if code == Exit.BUSY else _ACCIDENTS
    if failures <= patience and code not in {Exit.NO_SPACE, Exit.BAD_CONFIG, Exit.USAGE}:
        return ""
    why = last_words or meaning(code)
    return f"{command} cannot do its work (code {code}): {why}"
