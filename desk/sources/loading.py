"""The watched sources for a command, with every fault as one line for the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.choosing import choose
from crawler.ownsources import holds_sources, read_switches, switches_file, watched_sources
from crawler.sources import SourceError
from desk.errors import UserError
from desk.options import note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.sources import Source


def load(directory: Path) -> dict[str, Source]:
    """All sources by id, own ones and switches applied; raises UserError for a wrong file.

    A switch that meets no source is told on stderr.
    """
    try:
        found = watched_sources(directory)
        file = switches_file(directory)
        idle = sorted(read_switches(file).keys() - found.keys())
    except SourceError as error:
        raise UserError(str(error), error.exit_code) from error
    if idle:
        note(f"{file}: no source is called {', '.join(idle)}; remove these lines")
    return found


def load_any(directory: Path) -> dict[str, Source]:
    """As ``load``, for a command that adds sources: there may be none yet, nor the directory."""
    try:
        is_empty = not holds_sources(directory)
    except SourceError as error:
        raise UserError(str(error), error.exit_code) from error
    return {} if is_empty else load(directory)


def named(directory: Path, names: Sequence[str]) -> list[Source]:
    """The sources with these ids; raises UserError for an unknown one."""
    known = load(directory)
    try:
        return choose(known, names) if names else list(known.values())
    except SourceError as error:
        raise UserError(
            str(error).replace("`scrapy list`", "`kenwatch sources list`"), error.exit_code
        ) from error
