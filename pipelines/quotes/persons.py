"""The names of persons in an article: told from towns, companies, titles and common words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from pipelines.quotes.fullnames import Name, Roster, is_cyrillic, is_female, name_pattern
from pipelines.quotes.heads import is_agent, is_office, is_opening_trade, organisation_heads
from pipelines.quotes.quotewords import either, quote_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.judgement import Mention

_GAP: Final = 3  # letters between sentences, and the last one's mark
_ENDS: Final = '.!?…:»”"\n'
_LONG: Final = 2  # words of a name without a patronymic
_NEXT: Final = 24  # letters looked at beside a name
_BEFORE: Final = 30
_LINES_BACK: Final = 60  # lines that a pronoun may reach back over, blank ones too
_WIDTH: Final = 60  # letters of a name on either side of its surname
_LOCAL_KK: Final = re.compile("[а-яәғқңөұүһі](?:[ғг][ае]|[қк][ае]|[дт][ае]|[дн][ае]н)$")
# «Мұқашев қала тарихын», «Әбенов шахтерлердің»: what is named after somebody is his
_UNPOSSESSED: Final = re.compile("^ (?:қала|облыс|аудан|ауыл|шахта|көше|карьер)$|шахт[её]р")
_CASE: Final = re.compile("(?:[аеуыy]|ой|ем)$")
_CAPITALS: Final = re.compile("[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{3,}")
_ADJECTIVE: Final = re.compile("(?:[сц]к|[оеё]в)(?:ой|ого|ому|ий|им|ая|ую|ое|ие|их)$")
_SMALL: Final = re.compile(" [а-яё]{4}")
_GIVEN_BEFORE: Final = re.compile(r"(?P<noun>[^\W\d_]\w+) [A-ZА-ЯӘҒҚҢӨҰҮҺІ][^\W\d_]+ $")
_WHENCE: Final = ("-based", "-born", "-listed", "-owned")
_YOUNGER: Final = ("Jr", "Sr")
_CONNECTED: Final = re.compile(r"\b[A-Z]\w+ (?:and|of|for)(?: the)?\s$")
_WORDS: Final = re.compile(r"\w+(?:[-’']\w+)*")
_SURNAME: Final = re.compile(
    "(?:[оеё]в|ин|[цс]ын|ский|цкий|[оеё]ва|ина|[цс]ына|ская|цкая|[оеё]ву|[оеё]вой|ұлы|қызы|улы|кызы|uly|qyzy"
    "|ov|ev|in|ova|eva|ina|sky|ski|skiy|son"
    "|(?<=...)(?:енко|ко|бай|бек|bek|bay|bai|enko))(?:а|у|ым)?$"
)


@cache
def _places() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{either(quote_words().no_names.places)})\w*")


@cache
def _places_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(quote_words().no_names.places_before)})\s$")


@cache
def _no_names() -> frozenset[str]:
    return frozenset(quote_words().no_names.words)


@lru_cache(maxsize=8192)
def _names_nobody(word: str) -> bool:
    """Whether a capitalised word is a common one, or a title or office."""
    low = word.lower()
    if low in quote_words().no_names.given:
        return False
    return low in _no_names() or low.endswith(_WHENCE) or is_office(low)


def _is_surname(text: str, at: int) -> bool:
    """Whether a town's name is somebody's surname: "founder Alibek Rudny"."""
    if text[at - 1 : at] != " " or not text[text.rfind(" ", 0, at - 1) + 1].isupper():
        return False
    given = _GIVEN_BEFORE.search(text, max(0, at - _BEFORE), at)
    return given is not None and (is_office(given["noun"]) or is_agent(given["noun"]))


class Persons:
    """Finds the names of persons in stretches of one article."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        told = [
            m
            for m in mentions
            if m.where == "text" and m.kind != "person" and not _is_surname(text, m.span[0])
        ]
        self._others = sorted(m.span for m in told)
        self._companies = sorted(m.span for m in told if m.kind == "company")
        self._found: dict[tuple[int, int], list[Name]] = {}
        self._runs: dict[tuple[int, int], list[Name]] = {}
        self._persons_of: dict[int, list[Name]] = {}
        self.roster = Roster(self._named)

    def names(self, start: int, end: int) -> list[Name]:
        """The names in a stretch, in order."""
        if (start, end) not in self._found:
            self._found[start, end] = [
                name
                for run in name_pattern().finditer(self.text, start, end)
                for name in self._trimmed(run.start(), run.end())
            ]
        return self._found[start, end]

    def company_within(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the first company that a mention finds in a stretch."""
        at = bisect_left(self._companies, (start, 0))
        return next((span for span in self._companies[at : at + 1] if span[1] <= end), None)

    def persons_before(self, at: int) -> Iterator[Name]:
        """Names that stand before an offset and look like persons', the nearest first."""
        line_end = self.text.find("\n", at)
        end = len(self.text) if line_end < 0 else line_end + 1
        for _ in range(_LINES_BACK):
            if end <= 0:
                break
            start = self.text.rfind("\n", 0, end - 1) + 1
            named = self._persons(start, end)
            yield from reversed(named[: bisect_right(named, at, key=attrgetter("end"))])
            end = start

    def _persons(self, start: int, end: int) -> list[Name]:
        """The names of a line that look like persons'."""
        if start not in self._persons_of:
            self._persons_of[start] = list(filter(self._is_person, self.names(start, end)))
        return self._persons_of[start]

    def _is_person(self, name: Name) -> bool:
        """Whether a name read without a verb beside it is a person's."""
        if self.names_a_place(name) or any(_CAPITALS.fullmatch(part) for part in name.parts):
            return False
        if len(name.parts) > 1:
            return not organisation_heads(name.words, "any")
        is_adjective = _ADJECTIVE.search(name.words) and _SMALL.match(self.text, name.end)
        is_surname = _SURNAME.search(name.words) is not None
        return is_surname and not is_adjective and not is_agent(name.words)

    def _named(self, beginning: str) -> list[Name]:
        """The names of the article whose surname begins so."""
        found: list[Name] = []
        at = self.text.find(beginning)
        while at >= 0:
            start = max(self.text.rfind("\n", 0, at) + 1, at - _WIDTH)
            end = self.text.find("\n", at)
            near = self.names(start, min(at + _WIDTH, len(self.text) if end < 0 else end))
            found += [name for name in near if name.start <= at < name.end]
            at = self.text.find(beginning, at + 1)
        return found

    def may_be(self, name: Name, *, female: bool | None) -> bool:
        """Whether a name may be meant by a pronoun of this sex."""
        if organisation_heads(name.words, "any"):
            return False
        known = is_female(name.words)
        return female is None or known is None or known == female

    def _trimmed(self, start: int, end: int) -> list[Name]:
        """The persons' names in a run of capitalised words: no towns, companies or offices."""
        if (start, end) not in self._runs:
            self._runs[start, end] = self._read_run(start, end)
        return self._runs[start, end]

    def _read_run(self, start: int, end: int) -> list[Name]:
        runs: list[list[re.Match[str]]] = [[]]
        for word in _WORDS.finditer(self.text, start, end):
            if self._is_no_name(word):
                runs.append([])
            elif runs[-1] and is_cyrillic(runs[-1][-1][0]) != is_cyrillic(word[0]):
                runs.append([word])
            else:
                runs[-1].append(word)
        return [self._joined(run, end) for run in runs if run]

    def _is_no_name(self, word: re.Match[str]) -> bool:
        at = bisect_left(self._others, (word.start() + 1, 0)) - 1
        if at >= 0 and self._others[at][1] > word.start():
            return True
        if word.end() - word.start() == 1 and self.text[word.end() : word.end() + 1] == ".":
            return False  # an initial
        return _names_nobody(word[0])

    def _joined(self, run: list[re.Match[str]], end: int) -> Name:
        """The last two words of a long run: the first ones belong to the office before them."""
        if len(run) > _LONG and _LOCAL_KK.search(run[-1][0]):
            run = run[:-1]
        goes_on = not is_cyrillic(run[0][0]) and not _CONNECTED.search(
            self.text, max(0, run[0].start() - _BEFORE), run[0].start()
        )
        if goes_on and len(run) > _LONG and self._opens_as_trade(run[0]):
            run = run[1:]
        is_younger = run[-1][0] in _YOUNGER
        if len(run) > _LONG + goes_on + is_younger and not _has_patronymic(run):
            run = run[-_LONG - is_younger :]
        first, last = run[0].start(), run[-1].end()
        if last < end and self.text[last] == "." and len(run[-1][0]) == 1:
            last += 1
        return Name(self.text[first:last], first, last)

    def _opens_as_trade(self, word: re.Match[str]) -> bool:
        """Whether a sentence opens with what its bearer is: "Wrestler Nurlan Abdiev"."""
        before = self.text[max(0, word.start() - _GAP) : word.start()].rstrip(" ")
        is_opening = not before or before[-1] in _ENDS
        return is_opening and is_opening_trade(word[0].lower())

    def names_a_place(self, name: Name) -> bool:
        """Whether a mine, street or region bears a name: «Костенко шахтасында»."""
        following = self.text[name.end : name.end + _NEXT].lower()
        before = self.text[max(0, name.start - _NEXT) : name.start].lower()
        place = _places().match(following)
        if place and (len(name.parts) == 1 or not _UNPOSSESSED.search(place[0])):
            return True
        led = _places_before().search(before)
        return led is not None and (len(name.parts) == 1 or led[0].startswith("им"))


def looks_like_surname(word: str) -> bool:
    """Whether a single word has the ending of a surname of the region."""
    return _SURNAME.search(word) is not None


@cache
def _patronymics() -> tuple[str, ...]:
    """The endings of patronymics without that of their case."""
    return tuple(re.sub("[аыy]$", "", ending) for ending in quote_words().no_names.patronymics)


def _has_patronymic(parts: list[re.Match[str]]) -> bool:
    return any(_CASE.sub("", part[0].lower()).endswith(_patronymics()) for part in parts)
