"""How well something is found among labelled things."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How many are right, of how many found and how many there are."""

    hits: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 1 where nothing was found."""
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of the labelled that was found; 1 where there is nothing."""
        return self.hits / self.gold if self.gold else 1.0
