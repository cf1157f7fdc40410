"""What templates show of the archive's values: words in the reader's language. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from desk.alerts.figurewords import moment
from desk.digest.lines import code, link, tongue
from desk.moments import from_archive
from desk.tables import plain
from desk.web import figureterms
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from desk.web.words import Words

Record = dict[str, Any]
_ROOMS: Final = {"town": "town", "company": "company"}
_LONGEST: Final = 600


class Shown:
    """The values of the archive for one page; words that a page may not know stand as they are."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.language = words.language
        self._say = Phrases("alerts", words.language)

    def text(self, value: object, most: int = _LONGEST) -> str:
        """Words from a site in one line, without what hides or reorders them; long ones cut."""
        told = plain("" if value is None else value)
        return told if len(told) <= most else told[: most - 1].rstrip() + "…"

    def title(self, value: object) -> str:
        """A headline, or a word in its place where it is empty."""
        return self.text(value) or self.words("no_title")

    def when(self, stored: str | None, precision: str | None = None) -> str:
        """A stored time of Almaty, no finer than it is known; "" for none."""
        return moment(self.text(stored), self._say, precision or "minute") if stored else ""

    def machine(self, stored: str | None) -> str:
        """The same for the attribute datetime; "" for what is no time."""
        return stored if stored and from_archive(stored) else ""

    def day(self, told: str | None) -> str:
        """The time of an event or a fact: 2027, 2027-Q3, 2027-05 or 2027-05-14, in words."""
        return moment(self.text(told), self._say) if told else ""

    def link(self, url: str | None) -> str:
        """An address that a reader may follow; "" for any other."""
        return link(url or "")

    def tag(self, language: str | None) -> str:
        """The code of a language for a machine; "" for what is none."""
        return code(language or "")

    def code(self, language: str | None) -> str:
        """A language for the attribute lang; "" where it is the page's own or none."""
        told = code(language or "")
        return "" if told == self.language else told

    def tongue(self, language: str | None) -> str:
        """What a language is called."""
        return tongue(language or "", self.language) or self.words("language_unknown")

    def name(self, entity: Record) -> str:
        """The name of an entity in the reader's language."""
        return self.text(entity[f"name_{self.language}"] or entity["name_en"])

    def entity(self, entity: Record) -> str:
        """The page of an entity, which has id and kind."""
        return f"/{_ROOMS.get(entity['kind'], 'entity')}/{quote(str(entity['id']), safe='')}"

    def source(self, source_id: str) -> str:
        """The page of a source."""
        return f"/source/{quote(str(source_id), safe='')}"

    def called(self, group: str, key: str | None) -> str:
        """The phrase ``group_key``; the word itself where there is none (of a newer archive)."""
        told = f"{group}_{key}"
        return self.words(told) if told in self.words else self.text(key)

    def share(self, value: float | None) -> str:
        """A share from 0 to 1 in per cent."""
        return f"{100 * (value or 0):.0f}%"

    def points(self, value: float) -> str:
        """A score with its sign."""
        return f"{'−' if value < 0 else '+'}{self.words.number(abs(round(value, 1)))}"

    def figure_name(self, fact: Record) -> str:
        """What a figure is of."""
        return figureterms.name(fact, self.words)

    def amount(self, fact: Record) -> str:
        """How much; "" for a date."""
        return figureterms.amount(fact, self.words)

    def figure_time(self, fact: Record) -> str:
        """When, where a figure tells it."""
        return figureterms.time(fact, self.words, self._say)

    def figure(self, fact: Record) -> str:
        """A figure in one line: what, how much, when."""
        told = ", ".join(filter(None, (self.amount(fact), self.figure_time(fact))))
        return f"{self.figure_name(fact)}: {told}"
