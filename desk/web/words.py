"""The words of a page: those of its own file first, then those of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from datetime import date, datetime

# what stands around every page
FRAME: Final = "web"


class Words:
    """The phrases of several files of ``desk.wording`` in one language; the first that has one."""

    def __init__(self, language: str, *files: str) -> None:
        self.language = language
        self._books = [Phrases(name, language) for name in (*files, FRAME)]

    def __call__(self, key: str, count: int | None = None, **values: object) -> str:
        """The phrase filled in; raises KeyError for one that no file holds."""
        book = next((book for book in self._books if key in book), None)
        if book is None:
            raise KeyError(key)
        return book(key, count, **values)

    def __contains__(self, key: str) -> bool:
        return any(key in book for book in self._books)

    def number(self, value: float) -> str:
        """A number as the language writes it."""
        return self._books[0].number(value)

    def day(self, day: date) -> str:
        """A day in words."""
        return self._books[0].day(day)

    def moment(self, moment: datetime) -> str:
        """A day and time of Almaty, short."""
        return self._books[0].moment(moment)
