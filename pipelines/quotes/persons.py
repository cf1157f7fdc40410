"""The names of persons in an article: told from towns, companies, titles and common words."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pipelines.quotes.fullnames import Name, Roster, is_cyrillic, is_female, name_pattern
from pipelines.quotes.heads import is_office, organisation_heads
from pipelines.quotes.quotewords import either, quote_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipelines.judgement import Mention

_LONG: Final = 2  # words of a name without a patronymic
_NEXT: Final = 24  # letters looked at beside a name
_BEFORE: Final = 30
_WIDTH: Final = 60  # letters of a name on either side of its surname
_LOCAL_KK: Final = re.compile("[а-яәғқңөұүһі](?:[ғг][ае]|[қк][ае]|[дт][ае]|[дн][ае]н)$")
_CASE: Final = re.compile("(?:[аеуыy]|ой|ем)$")
_YOUNGER: Final = ("Jr", "Sr")
_CONNECTED: Final = re.compile(r"\b[A-Z]\w+ (?:and|of|for)(?: the)?\s$")
_WORDS: Final = re.compile(r"\w+(?:[-’']\w+)*")
_SURNAME: Final = re.compile(
    "(?:[оеё]в|[иы]н|ский|цкий|[оеё]ва|[иы]на|ская|цкая|[оеё]ву|[оеё]вой|ұлы|қызы|улы|кызы|uly|qyzy"
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
    return low in _no_names() or is_office(low)


class Persons:
    """Finds the names of persons in stretches of one article."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        told = [m for m in mentions if m.where == "text" and m.kind != "person"]
        self._others = sorted(m.span for m in told)
        self._found: dict[tuple[int, int], list[Name]] = {}
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

    def persons_before(self, at: int) -> Iterator[Name]:
        """Names that stand before an offset and look like persons', the nearest first."""
        end = at
        while end > 0:
            start = self.text.rfind("\n", 0, end - 1) + 1
            for name in reversed(self.names(start, end)):
                if len(name.parts) > 1 or _SURNAME.search(name.words):
                    yield name
            end = start

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
        is_younger = run[-1][0] in _YOUNGER
        if len(run) > _LONG + goes_on + is_younger and not _has_patronymic(run):
            run = run[-_LONG - is_younger :]
        first, last = run[0].start(), run[-1].end()
        if last < end and self.text[last] == "." and len(run[-1][0]) == 1:
            last += 1
        return Name(self.text[first:last], first, last)

    def names_a_place(self, name: Name) -> bool:
        """Whether a mine, street or region bears a name: «Костенко шахтасында»."""
        following = self.text[name.end : name.end + _NEXT].lower()
        before = self.text[max(0, name.start - _NEXT) : name.start].lower()
        if _places().match(following):
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
