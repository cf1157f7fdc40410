"""A configuration handed to a command without a file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from desk.config.chosen import Chosen

if TYPE_CHECKING:
    from desk.config.model import Config


def given(config: Config | None) -> Chosen | None:
    """What a command takes for the configuration of its call; None for that of the place."""
    if config is None:
        return None
    chosen = Chosen()
    chosen.__dict__ |= {"settings": config, "loaded": SimpleNamespace(config=config)}
    return chosen
