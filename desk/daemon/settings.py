"""What the daemon goes by: the configuration file as it is now, under the options it was given."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desk.config.loading import find
from desk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from desk.config.model import Config
    from desk.daemon.lastgood import LastGood

logger = logging.getLogger("kenwatch.daemon")


@dataclass(frozen=True, slots=True)
class Given:
    """The options of the daemon; None where the file decides. Options win.

    ``place``: the working directory at the start. It may be gone later, so that every path is
    seen from the root.
    """

    config: Path | None = None
    archive: Path | None = None
    sources: Path | None = None
    tick: float | None = None
    place: Path = Path()

    def over(self, config: Config) -> Config:
        """The configuration with the options in place of what it says."""
        changes: dict[str, object] = {
            "archive": self.place / (self.archive or config.archive),
            "sources": self.place / (self.sources or config.sources),
            "log": config.log.model_copy(update={"file": self._placed(config.log.file)}),
        }
        for name in ("backup", "raw_pages"):
            part = getattr(config, name)
            changes[name] = part.model_copy(update={"folder": self._placed(part.folder)})
        if self.tick is not None:
            changes["daemon"] = config.daemon.model_copy(update={"tick_seconds": self.tick})
        return config.model_copy(update=changes)

    def _placed(self, path: Path | None) -> Path | None:
        return path and self.place / path


@dataclass(slots=True)
class Settings:
    """The configuration that counts now; ``load`` reads the file anew and raises UserError.

    What a running daemon cannot change (the archive, where its status page and its log are) stays
    as it was at the start. ``last_good``: what children go by, in place of a file that may be
    half written when they read it.
    """

    given: Given
    load: Callable[[Path | None], Config]
    last_good: LastGood | None = None
    config: Config = field(init=False)
    _file: Path | None = None

    def __post_init__(self) -> None:
        self.config = self._read()

    def _read(self) -> Config:
        # once there was a file, it is the one: gone, be it for the moment in which an editor
        # saves it, it is an error, and no return to the defaults
        found = self._file or self.given.config or find()
        file = found and self.given.place / found
        config = self.given.over(self.load(file))
        self._file = file
        return config

    @property
    def options(self) -> list[str]:
        """What a child is given so that it goes by the same file."""
        if self.last_good is not None:
            return self.last_good.options
        return ["--config", str(self.given.config)] if self.given.config else []

    @property
    def missing(self) -> Mapping[str, str]:
        """Receivers whose address was not to be had, by key, in words."""
        return self.last_good.missing if self.last_good else {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Children go by a copy of what was read last, which is removed at the end."""
        try:
            self._keep()
        except UserError as error:
            # a full disk: told of in a moment, and until then they read the file itself
            logger.warning("%s", error)
        try:
            yield
        finally:
            if self.last_good is not None:
                self.last_good.discard()

    def _keep(self) -> None:
        if self.last_good is not None:
            self.last_good.keep(self.config.archive)

    def renew(self) -> bool:
        """Read the file once more; whether it says something else. Raises UserError."""
        fresh = self._read()
        port = {"status_port": self.config.daemon.status_port}
        kept = {
            "archive": self.config.archive,
            "log": self.config.log,
            "daemon": fresh.daemon.model_copy(update=port),
        }
        fresh = fresh.model_copy(update=kept)
        self._keep()
        has_changed = fresh != self.config
        self.config = fresh
        return has_changed
