"""The last configuration that was good: read from one file, and kept as a copy for the children.

Children that read the file itself would all end at the first slip of somebody who edits it.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Any

from desk.config import loading
from desk.errors import UserError
from pipelines.lockfile import beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desk.config.loading import Loaded
    from desk.config.model import Config


class LastGood:
    """``load`` reads; ``keep`` has the children go by what was read.

    ``place``: the working directory at the start.
    """

    def __init__(self, environ: Mapping[str, str], place: Path) -> None:
        self._environ, self._place = environ, place
        self._file: Path | None = None
        self._read: Loaded | None = None
        self._kept: Loaded | None = None
        self._copy: Path | None = None

    def load(self, file: Path | None) -> Config:
        """The configuration as the file is now; raises ConfigError."""
        self._read = loading.read(file, self._environ)
        self._file = file
        return self._read.config

    @property
    def missing(self) -> Mapping[str, str]:
        """The receivers whose address was not to be had, by key, in words."""
        return self._kept.missing if self._kept else {}

    @property
    def variables(self) -> frozenset[str]:
        """The variables in which the configuration looks for addresses."""
        found = (self._kept.written, self._kept.given.values) if self._kept else ()
        return frozenset(name for values in found for name in _variables(values))

    def keep(self, archive: Path) -> None:
        """Have children go by what was read last; raises UserError where that cannot be written."""
        assert self._read is not None
        self._kept = self._kept or self._read
        copy = beside(archive, ".daemon.toml")
        is_there = self._copy is not None and copy.exists()
        if not is_there or self._kept.content != self._read.content:
            try:
                _write(copy, self._read.content)
            except OSError as error:
                words = f"{copy}: the settings of children cannot be written ({error.strerror})"
                raise UserError(words) from error
        self._kept, self._copy = self._read, copy

    @property
    def options(self) -> list[str]:
        """What a child is given in front of its command."""
        file = self._copy or self._file
        return ["--config", str(file)] if file else []

    @property
    def environment(self) -> dict[str, str]:
        """What a child needs in its environment to read the copy as if it lay in its place."""
        if self._copy is None:
            return {}
        folder = self._place / loading.folder_of(self._file, self._environ)
        return {loading.FOLDER: str(folder)}

    def discard(self) -> None:
        """Remove the copy, which may hold addresses."""
        if self._copy is not None:
            with contextlib.suppress(OSError):
                self._copy.unlink(missing_ok=True)
            self._copy = None


def _write(path: Path, content: bytes) -> None:
    """Replace a file that its owner alone may read, whole or not at all; raises OSError."""
    draft = path.with_name(f"{path.name}.new")
    # one that was left by a daemon that was killed
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _variables(values: Mapping[str, Any]) -> Iterator[str]:
    """The names behind ``{ env = "NAME" }``."""
    sinks, daemon = values.get("sinks"), values.get("daemon")
    places = list(sinks.values()) if isinstance(sinks, dict) else []
    places += [daemon.get("ping_url")] if isinstance(daemon, dict) else []
    yield from (str(one["env"]) for one in places if isinstance(one, dict) and "env" in one)
