"""The words of `data/quotes.toml`: verbs of saying, offices, organisations, newsrooms."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.datafile import DATA, Record, read
from pipelines.matching.matching import Entry, Matcher
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FREE: Final = "free"
BOUND: Final = "bound"
SOURCE: Final = "source"
# words that may be a newsroom's name or a pronoun: where none begins, nobody looks for one
NEWSROOM: Final = "newsroom"
PRONOUN: Final = "pronoun"


class ByLanguage(Record):
    """Patterns or stems of each language; ``latin`` is Kazakh in Latin letters."""

    ru: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    kk: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()

    def each(self) -> Iterator[tuple[str, str]]:
        """(language, pattern) of all."""
        for language in ("ru", "en", "kk", "latin"):
            for pattern in getattr(self, language):
                yield ("kk" if language == "latin" else language), pattern


class Say(Record):
    """Verbs that take a clause by themselves, and those that need a conjunction."""

    free: ByLanguage
    bound: ByLanguage


class Particles(Record):
    """Small words around reported speech."""

    conjunctions: tuple[str, ...]
    about_it: tuple[str, ...]
    quotative: tuple[str, ...]
    naming: tuple[str, ...]
    joints: tuple[str, ...]
    asking: tuple[str, ...]
    any_at_all: tuple[str, ...]
    negations: tuple[str, ...]
    titled: tuple[str, ...]
    asides: str
    hearers: str


class Pronouns(Record):
    """Pronouns by the person that they may stand for."""

    he: tuple[str, ...]
    she: tuple[str, ...]
    any: tuple[str, ...]
    they: tuple[str, ...]


class Agents(Record):
    """Regular expressions of nouns for people by trade, and beginnings of words that are none.

    ``opening`` is that of English ones before a name in full, ``given`` first names like them.
    """

    ru: str
    kk: str
    en: str
    none: tuple[str, ...] = ()
    opening: str
    given: tuple[str, ...] = ()


class Organisations(Record):
    """Stem of a word for an organisation → its nominative; "" leaves the word as written."""

    ru: dict[str, str]
    en: dict[str, str]
    kk: dict[str, str]


class Newsrooms(Record):
    """Stems of the names of media, and a regular expression for web names."""

    names: tuple[str, ...]
    webs: str


class NoNames(Record):
    """Capitalised words that are no person's name, and the small words within names."""

    words: tuple[str, ...]
    patronymics: tuple[str, ...]
    particles: tuple[str, ...]
    places: tuple[str, ...]
    places_before: tuple[str, ...]
    given: tuple[str, ...]
    prepositions: tuple[str, ...]


class QuoteWords(Record):
    """The whole file."""

    say: Say
    source: ByLanguage
    words: Particles
    pronouns: Pronouns
    offices: ByLanguage
    agents: Agents
    legal_forms: tuple[str, ...]
    lawmakers: tuple[str, ...]
    bystanders: tuple[str, ...]
    leading: tuple[str, ...]
    organisations: Organisations
    newsrooms: Newsrooms
    no_names: NoNames


@cache
def quote_words() -> QuoteWords:
    """The file, read once a process; raises datafile.DataError."""
    return read(DATA / "quotes.toml", QuoteWords)


@cache
def matcher() -> Matcher:
    """Every verb and preposition of saying, and the clues; raises notation.NotationError."""
    return Matcher(all_entries())


def all_entries() -> Iterator[Entry]:
    """Every verb and preposition of saying, and the clues."""
    words = quote_words()
    for key, listed in (
        (FREE, words.say.free),
        (BOUND, words.say.bound),
        (SOURCE, words.source),
    ):
        for language, pattern in listed.each():
            yield Entry(key, language, pattern)
    for name in words.newsrooms.names:
        yield Entry(NEWSROOM, "", f"{fold_match(name)}*")
    for pronouns in (
        words.pronouns.he,
        words.pronouns.she,
        words.pronouns.any,
        words.pronouns.they,
    ):
        for pronoun in pronouns:
            yield Entry(PRONOUN, "", fold_match(pronoun))


def either(words: Iterable[str]) -> str:
    """A regular expression of any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
