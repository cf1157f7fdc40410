"""What is looked at: one archive on one machine, by one configuration."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk.errors import UserError
from desk.reader import reading
from pipelines import schema
from pipelines.upkeep import snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from desk.config.chosen import Chosen

# what is read whole within a second
_QUICK_BYTES: Final = 500_000_000


class CannotLookError(Exception):
    """A check that cannot be made, and why; raised within a check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The archive's file, the moment, the configuration, and how far to look.

    ``deep``: read the whole archive; ``network``: ask sites. ``environ`` is the environment.
    """

    path: Path
    now: datetime
    chosen: Chosen
    deep: bool = False
    network: bool = False
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    # why the archive could not be read, once that is known: it may take half a minute to find out
    troubles: list[UserError] = field(default_factory=list)

    @contextmanager
    def archive(self) -> Iterator[sqlite3.Connection]:
        """The archive for reading; raises CannotLookError where that is not possible.

        One of an older version is left as it is.
        """
        if self.troubles:
            raise CannotLookError("the archive cannot be read")
        if not self.path.exists():
            raise CannotLookError("there is no archive yet")
        if self.version < schema.VERSION:
            raise CannotLookError("the archive is of an older version")
        try:
            with reading(self.path) as db:
                yield db
        except UserError as error:
            self.troubles.append(error)
            raise CannotLookError("the archive cannot be read") from error

    @property
    def version(self) -> int:
        """The version of the archive; the present one where none can be read."""
        try:
            with closing(snapshot.opened(self.path)) as db:
                owner = int(db.execute("PRAGMA application_id").fetchone()[0])
                version = int(db.execute("PRAGMA user_version").fetchone()[0])
        except sqlite3.Error:
            # what is wrong with it is told where it is opened
            return schema.VERSION
        return version if owner == schema.APPLICATION_ID else schema.VERSION

    @property
    def reads_all(self) -> bool:
        """Whether the whole archive is read: it is asked for, or done at once."""
        return self.deep or self.path.stat().st_size <= _QUICK_BYTES
