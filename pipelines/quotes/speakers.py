"""Who speaks, read from the words beside a verb of saying: a name, an office, a pronoun."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipelines.quotes.fullnames import Name, is_cyrillic, is_female, without_cases, without_genitive
from pipelines.quotes.heads import is_agent, is_office, is_organisation, organisation_heads
from pipelines.quotes.offices import (
    Phrase,
    office_adjoining,
    office_beside,
    office_phrase,
    organisation_phrase,
)
from pipelines.quotes.persons import Persons, looks_like_surname
from pipelines.quotes.quotewords import NEWSROOM, PRONOUN, either, matcher, quote_words
from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.judgement import Mention
    from pipelines.matching.matching import Hit

Kind = Literal["name", "office", "organisation", "pronoun", "newsroom", "nobody"]
_ENDS: Final = '.!?…:;»”"\n–—-'
_SHORT: Final = 2  # letters of a word that is no name by itself
_ADJECTIVE: Final = re.compile("(?:ск|цк|н)(?:ой|ого|ому|ом|ая|ую|ое|ие|их)$")
_OF: Final = re.compile(r"(?P<head>\w+) (?:of|for)(?: the)?(?: (?:[A-Z][\w-]*|and|the))*\s*$")
_PAST: Final = re.compile(r"\s[a-z]{2,}ed\s(?!by\b)")
_FOLLOWING: Final = re.compile(r" (\w+)")
_WORD: Final = re.compile(r"\w")
_WEB_DOT: Final = re.compile(r"\.\w")  # every web name holds one


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the sentence tells: ``span`` is that of the name, if there is one.

    ``is_oblique``: the name stands in the genitive, behind «по словам».
    """

    kind: Kind
    name: str = ""
    office: str = ""
    span: tuple[int, int] = (0, 0)
    female: bool | None = None
    is_oblique: bool = False


@cache
def _pronouns() -> re.Pattern[str]:
    held = quote_words().pronouns
    return re.compile(
        rf"(?<![\w-])(?:(?P<he>{either(held.he)})|(?P<she>{either(held.she)})"
        rf"|(?P<any>{either(held.any)})|(?P<they>{either(held.they)}))(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _newsroom() -> re.Pattern[str]:
    held = quote_words().newsrooms
    return re.compile(rf"(?<![\w-])(?:(?i:{either(held.names)})|{held.webs}(?!\w))")


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(quote_words().no_names.prepositions)


class _Stretch(NamedTuple):
    """The words beside a verb, and how strictly names are read in them."""

    start: int
    end: int
    language: str
    alone: bool
    strict: bool


class Speakers:
    """Reads speakers out of stretches of one article.

    ``words`` are what `quotewords.matcher` finds in the text; without them it is asked.
    """

    def __init__(
        self, text: str, mentions: Sequence[Mention], words: Sequence[Hit] | None = None
    ) -> None:
        self.text = text
        self.persons = Persons(text, mentions)
        found = matcher().find(text, fold_match(text), language="kk") if words is None else words
        names = [hit.start for hit in found if hit.key == NEWSROOM]
        self._newsrooms = sorted([*names, *(dot.start() for dot in _WEB_DOT.finditer(text))])
        self._pronouns = [hit.start for hit in found if hit.key == PRONOUN]
        self._held: dict[_Stretch, Voice | None] = {}
        self._inside: dict[str, list[int]] = {}

    def read(
        self, start: int, end: int, language: str, *, alone: bool = False, strict: bool = False
    ) -> Voice | None:
        """The speaker that text[start:end] names, the words around a verb of saying.

        ``alone``: the stretch is nothing but the speaker, as behind "according to". ``strict``:
        a single capitalised word is a name only where it looks like one. A newsroom counts
        only where nobody is named before it.
        """
        asked = _Stretch(start, end, language, alone, strict)
        if asked not in self._held:
            news = self._newsroom(start, end)
            within = _Stretch(start, news.start() if news else end, language, alone, strict)
            told = self._read(within)
            if news and told and told.kind == "office":  # «аналитик портала Ольга Пастухова»
                whole = self._read(_Stretch(start, end, language, alone, strict))
                told = whole if whole and whole.kind == "name" else told
            self._held[asked] = told or (Voice("newsroom") if news else None)
        return self._held[asked]

    def _read(self, within: _Stretch) -> Voice | None:
        chunk, language = self.text[within.start : within.end], within.language
        name = self._name(within)
        if name:
            span = (name.start, name.end)
            office = office_beside(self.text, within.start, within.end, span, language)
            if not office:
                office = office_adjoining(self.text[within.start : name.start], language)
            return Voice("name", name.words, office, span, is_female(name.words))
        company = self.persons.company_within(within.start, within.end)
        if company and not (organisation_heads(chunk, language) or office_phrase(chunk, language)):
            return Voice("organisation", self.text[slice(*company)], "", company)
        phrase = _earlier(
            organisation_phrase(chunk, language), office_phrase(chunk, language), chunk, language
        )
        return _phrased(phrase, within) if phrase else self._pronoun(within, chunk)

    def _newsroom(self, start: int, end: int) -> re.Match[str] | None:
        """The first newsroom of a stretch; looked for where one may begin."""
        is_there = _any_within(self._newsrooms, start, end)
        return _newsroom().search(self.text, start, end) if is_there else None

    def _pronoun(self, within: _Stretch, chunk: str) -> Voice | None:
        is_there = _any_within(self._pronouns, within.start, within.end)
        return _pronoun(chunk) if is_there else None

    def _name(self, within: _Stretch) -> Name | None:
        found = self.persons.names(within.start, within.end)
        good = [name for name in found if self._may_speak(name, within)]
        full = [name for name in good if len(name.parts) > 1]
        return next((n for n in full or good if not self._is_governed(n, within)), None)

    def _may_speak(self, name: Name, within: _Stretch) -> bool:
        if organisation_heads(name.words, "any") or self.persons.names_a_place(name):
            return False
        if len(name.parts) > 1:
            return True
        following = _FOLLOWING.match(self.text, name.end)
        if following and _is_title(following[1], name.words):
            return False
        if looks_like_surname(without_genitive(name.words)):
            return True
        if not is_agent(name.words) and self._stands_as_name(name, within):
            return True
        return self.persons.roster.knows(name.words)

    def _stands_as_name(self, name: Name, within: _Stretch) -> bool:
        """Whether a single capitalised word is a name by where it stands."""
        before = self.text[within.start : name.start]
        behind = self.text[name.end : within.end]
        if not _WORD.search(before + behind):
            return not within.strict and (within.alone or len(name.words) > _SHORT)
        if organisation_heads(behind.partition(",")[0], "any"):
            return False
        if not before.strip() and not self._is_name_elsewhere(name):
            return False
        if not before.strip() or (not is_cyrillic(name.words) and not behind.strip()):
            return not within.strict
        noun = before.split()[-1]
        if is_office(noun) or is_agent(noun):
            return True
        return not within.strict and bool(office_adjoining(before, within.language))

    def _is_name_elsewhere(self, name: Name) -> bool:
        """Whether a word that opens a sentence is capitalised within another one too."""
        before = self.text[max(0, name.start - 2) : name.start]
        if before.endswith(" ") and before[0] not in _ENDS:
            return True
        if name.words not in self._inside:
            found = re.finditer(rf"(?<=[\w,] ){re.escape(name.words)}", self.text)
            # two tell whether there is another one, whichever is asked about
            self._inside[name.words] = [other.start() for other in islice(found, 2)]
        return any(start != name.start for start in self._inside[name.words])

    def _is_governed(self, name: Name, within: _Stretch) -> bool:
        """Whether a preposition stands before a name: «на встрече с Токаевым»."""
        chunk = self.text[within.start : name.start]
        before = chunk.split()
        of = _OF.search(chunk) if " of " in chunk or " for " in chunk else None
        if of and is_organisation(of["head"]):
            return True  # "the Ministry of Industry and Construction"
        return bool(before) and before[-1].lower() in _prepositions()


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _phrased(phrase: Phrase, within: _Stretch) -> Voice:
    span = (within.start + phrase.start, within.start + phrase.end)
    if phrase.is_office:
        return Voice("office", "", phrase.words, span)
    words = without_cases(phrase.words) if within.language == "kk" else phrase.words
    return Voice("organisation", words, "", span)


def _is_title(following: str, name: str) -> bool:
    """Whether the word behind a single capitalised word makes it no name."""
    if is_organisation(following) or is_office(following):
        return True
    return following.islower() and bool(_ADJECTIVE.search(name))


def _pronoun(chunk: str) -> Voice | None:
    found = _pronouns().search(chunk)
    if not found:
        return None
    if found["they"]:
        return Voice("nobody")
    return Voice("pronoun", female={"he": False, "she": True}.get(found.lastgroup or ""))


def _earlier(org: Phrase | None, office: Phrase | None, chunk: str, language: str) -> Phrase | None:
    """The head of the two: Russian puts it first, Kazakh and English last.

    In English what follows a verb is its object: "The minister invited companies and said".
    """
    if not org or not office:
        return org or office
    if language == "ru":
        return org if org.head < office.head else office
    is_object = language == "en" and _PAST.search(chunk, office.end, max(office.end, org.head))
    return office if is_object or org.head < office.head else org
