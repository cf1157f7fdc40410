"""What the daemon goes by: the configuration file as it is now, under the options it was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.config.model import Config


@dataclass(frozen=True, slots=True)
class Given:
    """The options of the daemon; None where the file decides. Options win."""

    config: Path | None = None
    archive: Path | None = None
    sources: Path | None = None
    tick: float | None = None

    def over(self, config: Config) -> Config:
        """The configuration with the options in place of what it says."""
        changes: dict[str, object] = {
            name: value
            for name, value in (("archive", self.archive), ("sources", self.sources))
            if value is not None
        }
        if self.tick is not None:
            changes["daemon"] = config.daemon.model_copy(update={"tick_seconds": self.tick})
        return config.model_copy(update=changes)


@dataclass(slots=True)
class Settings:
    """The configuration that counts now; ``load`` reads the file anew and raises UserError.

    What a running daemon cannot change (the archive, where its status page and its log are) stays
    as it was at the start.
    """

    given: Given
    load: Callable[[Path | None], Config]
    config: Config = field(init=False)

    def __post_init__(self) -> None:
        self.config = self.given.over(self.load(self.given.config))

    @property
    def options(self) -> list[str]:
        """What a child is given so that it goes by the same file."""
        return ["--config", str(self.given.config)] if self.given.config else []

    def renew(self) -> bool:
        """Read the file once more; whether it says something else. Raises UserError."""
        fresh = self.given.over(self.load(self.given.config))
        port = {"status_port": self.config.daemon.status_port}
        kept = {
            "archive": self.config.archive,
            "log": self.config.log,
            "daemon": fresh.daemon.model_copy(update=port),
        }
        fresh = fresh.model_copy(update=kept)
        has_changed = fresh != self.config
        self.config = fresh
        return has_changed
