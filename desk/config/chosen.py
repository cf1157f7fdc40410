"""The configuration of one call of the command: read when it is first asked for, and once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from desk.config.loading import Loaded
    from desk.config.model import Config


class Chosen:
    """What ``--config`` names, or what is found without it; reading may raise ConfigError."""

    def __init__(self, file: Path | None = None, archive: Path | None = None) -> None:
        self.file = file
        # what --db in front of a command names
        self.archive = archive
        # whether a long answer on a terminal goes through a pager
        self.is_paged = True

    @cached_property
    def loaded(self) -> Loaded:
        """The whole configuration, with the origin of each value; what it lacks goes to stderr."""
        # pydantic is heavy, and `kenwatch --help` needs none of it
        from desk.config.loading import read

        loaded = read(self.file)
        for words in loaded.missing.values():
            click.echo(f"kenwatch: {words}", err=True)
        return loaded

    @property
    def config(self) -> Config:
        """The whole configuration, secrets included."""
        return self.loaded.config

    @cached_property
    def settings(self) -> Config:
        """The configuration without secrets that lie elsewhere: for all that sends nothing.

        A secret of the service need not be readable for whoever searches the archive.
        """
        from desk.config.loading import load

        return load(self.file, secrets=False)


def of_call() -> Chosen:
    """The configuration of this call, for the whole of it the same."""
    context = click.get_current_context(silent=True)
    root = context.find_root() if context else None
    found = root.obj if root else None
    if isinstance(found, Chosen):
        return found
    # a command called alone, not as a part of `kenwatch`
    new = Chosen()
    if root:
        root.obj = new
    return new
