"""What a query asks of an article besides its words, with every name made sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Condition:
    """An article has one of the values in the field, or none where ``excluded``.

    ``field``: entity (ids of entities that it names), event, topic, language, source; since and
    before, of which the value is a day ("2026-01-01") or a moment in UTC.
    """

    field: str
    values: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A condition as a reader sees it.

    ``field`` is the one that was written (town, company, since ...), ``value`` the id, code or
    date, ``names`` what it is called in en, ru and kk (empty for topics and events, which have
    their phrases). ``typed`` where it stands in the line of the search.
    """

    field: str
    value: str
    names: Mapping[str, str]
    excluded: bool = False
    typed: bool = True
