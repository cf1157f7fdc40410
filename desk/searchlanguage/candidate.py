"""An article that answers a query, before its text is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that answers, with what facets and ranking need of it.

    ``titled`` counts the terms of the query that its title has; ``is_close`` where the words as
    typed stand next to each other.
    """

    id: int
    at: str
    day: str
    source_id: str
    language: str
    is_mining: bool
    is_monotown: bool
    titled: int = 0
    is_close: bool = False
