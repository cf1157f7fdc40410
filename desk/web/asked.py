"""What a page is asked, without the framework: a room answers it from the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from desk.errors import UserError
from desk.web.words import Words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from datetime import datetime

    # the context of the page's template; raises NotFoundError or UserError
    Room = Callable[[sqlite3.Connection, "Asked"], Mapping[str, Any]]

_LONGEST = 2000


class NotFoundError(UserError):
    """There is no such article, story, town …; told as a page with status 404."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page.

    ``path``: without the query. ``given``: the parameters of the query, each with all its values.
    ``parts``: the named parts of the path. ``language``: kk, ru or en. ``now``: aware UTC.
    """

    path: str
    language: str
    now: datetime
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The first value of a parameter, without blanks around; "" where it is not given."""
        values = self.given.get(name, ())
        return values[0].strip()[:_LONGEST] if values else ""

    def number(self, name: str, usual: int, most: int) -> int:
        """A parameter that counts, from 1 to ``most``; ``usual`` where it is none."""
        words = self.one(name)
        is_number = words.isascii() and words.isdecimal() and len(words) < 10  # noqa: PLR2004 - digits that fit SQLite
        return max(1, min(most, int(words))) if is_number else usual

    def words(self, *files: str) -> Words:
        """The phrases of these files of ``desk.wording``, and of the frame."""
        return Words(self.language, *files)

    def address(self, **changed: str | None) -> str:
        """This page with other parameters; None takes one away. The language is kept apart."""
        kept = {
            name: values
            for name, values in self.given.items()
            if name not in changed and name != "lang"
        }
        new = {name: (value,) for name, value in changed.items() if value is not None}
        pairs = [(name, value) for name, values in {**kept, **new}.items() for value in values]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path
