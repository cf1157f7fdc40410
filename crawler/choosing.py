"""Which sources are meant: the named ones, or all that are enabled."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from crawler.ownsources import readable_sources
from crawler.sources import SourceError
from crawler.verdict import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from crawler.sources import Source


class UnknownSourceError(SourceError):
    """No source has the name that was asked for. Raised by ``choose``."""

    exit_code = Exit.USAGE


def choose(sources: dict[str, Source], ids: Iterable[str] = ()) -> list[Source]:
    """The named sources, or all enabled ones; raises SourceError for a name that is unknown."""
    wanted = list(dict.fromkeys(ids))
    for name in wanted:
        if name not in sources:
            near = get_close_matches(name, sources, n=3)
            hint = (
                f"did you mean {' or '.join(near)}?"
                if near
                else "`kenwatch sources list` shows the names"
            )
            raise UnknownSourceError(f"no source is called {name!r}; {hint}")
    if wanted:
        return [sources[name] for name in wanted]
    return [source for source in sources.values() if source.enabled]


def asked_sources(directory: Path, names: Sequence[str]) -> tuple[list[Source], dict[Path, str]]:
    """The named sources or all enabled ones, and what is wrong with the files of others.

    Raises SourceError as ``readable_sources``, and for a name that is unknown or whose file is
    wrong.
    """
    found, faults = readable_sources(directory)
    for path, words in faults.items():
        if path.stem in names and path.stem not in found:
            raise SourceError(words)
    return choose(found, names), faults
