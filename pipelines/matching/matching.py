"""Find all patterns of all lists in one pass over a text.

Every pattern tells how its first word begins or what it is. A word of the text is looked up
once, by its beginnings, and what it may start is kept for the next time it is met: patterns of
one word are decided by then, longer ones are tried where the word stands. So the cost follows
the words of the text and not the number of patterns.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pipelines.matching.notation import Pattern, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_KAZAKH_LETTERS = "әғқңөұүһі"
_CYRILLIC_LETTERS = re.compile(f"[а-я{_KAZAKH_LETTERS}]+")
_TOKEN = re.compile(r"([^\W_]+)")
_WORDS_KEPT = 1 << 16
_LINES_KEPT = 1024
_LONG_LINE = 4000
_SECOND = 2  # letters of the second word by which patterns are told apart
_KAZAKH_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern with the key it stands for (``term:miner``) and its language."""

    key: str
    language: str
    pattern: str


class Hit(NamedTuple):
    """Where an entry was found: offsets into the text, end excluded."""

    key: str
    language: str
    start: int
    end: int


_Keys: TypeAlias = tuple[tuple[str, str], ...]


class _Try(NamedTuple):
    """A pattern that may begin at a word, and what the word behind it begins with, if told."""

    entry: Entry
    pattern: Pattern
    seconds: tuple[str, ...]


class _Word(NamedTuple):
    """What a word is and what it may begin, in Kazakh text or in other text.

    ``small`` has the keys and languages of the patterns that the word matches by itself, and
    ``capital`` those that it matches with a capital letter. ``begins`` has the patterns that go
    on behind it or compare its letter case, by the first letters of the next word; ``begins_any``
    those that are left where these tell none.
    """

    small: _Keys
    capital: _Keys
    begins: dict[str, tuple[_Try, ...]]
    begins_any: tuple[_Try, ...]


def reads_kazakh(folded: str, language: str) -> bool:
    """Whether stems that are other words in Russian may be read as Kazakh."""
    if language == "kk":
        return True
    kazakh = sum(map(folded.count, _KAZAKH_LETTERS))
    if not kazakh or kazakh >= _KAZAKH_SHARE * len(folded):
        return kazakh > 0
    return kazakh >= _KAZAKH_SHARE * sum(map(len, _CYRILLIC_LETTERS.findall(folded)))


class Matcher:
    """All entries in one index; raises NotationError for an entry it cannot read."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._whole: dict[str, list[_Try]] = defaultdict(list)
        self._begun: dict[str, list[_Try]] = defaultdict(list)
        for entry in entries:
            pattern = compile_pattern(entry.pattern)
            for start in pattern.starts:
                index = self._whole if start.is_whole else self._begun
                index[start.letters].append(_Try(entry, pattern, start.seconds))
        self._longest = max(map(len, self._begun), default=0)
        self._words = [
            lru_cache(_WORDS_KEPT)(partial(self._look_up, kazakh=kazakh))
            for kazakh in (False, True)
        ]

    def find(
        self, original: str, folded: str, *, language: str = "und", caseless: bool = False
    ) -> list[Hit]:
        """All hits in order of start; of hits of one key at one place only the longest.

        ``folded`` must have the length of ``original``. With ``caseless`` a capital letter is
        not asked for, since the text has none.
        """
        words, starts = tokens(folded)
        look_up = self._words[reads_kazakh(folded, language)]
        text = _Text(original, folded, caseless)
        found: list[Hit] = []
        for index, word in enumerate(map(look_up, words)):
            if word is None:
                continue
            start, keys = starts[index], word.small
            if word.capital is not keys and text.is_capital(start):
                keys = word.capital
            end = start + len(words[index])
            hits = [Hit(key, code, start, end) for key, code in keys]
            if word.begins or word.begins_any:
                after = words[index + 1] if index + 1 < len(words) else ""
                tries = word.begins.get(after[:_SECOND], word.begins_any)
                if tries and (longer := _tried(tries, text, start, after)):
                    hits = _longest(hits + longer)
            found += hits
        return found

    def _look_up(self, word: str, *, kazakh: bool) -> _Word | None:
        tries = list(self._whole.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            tries += self._begun.get(word[:length], ())
        held = [t for t in tries if kazakh or not t.pattern.kazakh_only]
        # letter case is not known here: what compares it is tried where the word stands
        more = [t for t in held if not t.pattern.is_word or t.pattern.exact_case]
        one = [
            t
            for t in held
            if t.pattern.is_word and not t.pattern.exact_case and t.pattern.fits(word)
        ]
        return _word(one, more) if one or more else None


def _word(one: list[_Try], more: list[_Try]) -> _Word:
    # what holds always stands first
    one.sort(key=lambda t: t.pattern.capital or t.pattern.kazakh_only)
    small = _keys(t.entry for t in one if not t.pattern.capital)
    capital = _keys(t.entry for t in one)
    told = {second[:_SECOND] for one_of in more for second in one_of.seconds}
    return _Word(
        small,
        small if small == capital else capital,
        {letters: tuple(t for t in more if _may_follow(t, letters)) for letters in told},
        tuple(one_of for one_of in more if _may_follow(one_of, "")),
    )


def _keys(entries: Iterable[Entry]) -> _Keys:
    first: dict[str, str] = {}
    for entry in entries:
        first.setdefault(entry.key, entry.language)
    return tuple(first.items())


def _may_follow(one_of: _Try, letters: str) -> bool:
    """Whether a word that begins so may be the second; "" stands for one of which nothing is told.

    A second word that begins with a single letter, as «в», fits whatever begins so.
    """
    return not one_of.seconds or any(
        len(second) < _SECOND or (letters and second.startswith(letters))
        for second in one_of.seconds
    )


class _Text(NamedTuple):
    original: str
    folded: str
    caseless: bool

    def is_capital(self, at: int) -> bool:
        return self.caseless or self.original[at].isupper()


def _tried(tries: tuple[_Try, ...], text: _Text, start: int, following: str) -> list[Hit]:
    """What stands at a word, its letter case, its language and the words after it seen."""
    found: list[Hit] = []
    for entry, pattern, seconds in tries:
        # most patterns fail at their second word: a cheap look saves trying them
        if seconds and not following.startswith(seconds):
            continue
        if not pattern.capital or text.is_capital(start):
            match = pattern.regex.match(text.original if pattern.exact_case else text.folded, start)
            if match:
                found.append(Hit(entry.key, entry.language, start, match.end()))
    return found


def _longest(hits: list[Hit]) -> list[Hit]:
    if len(hits) == 1:
        return hits
    longest: dict[str, Hit] = {}
    for hit in hits:
        known = longest.get(hit.key)
        if known is None or known.end < hit.end:
            longest[hit.key] = hit
    return sorted(longest.values(), key=lambda hit: -hit.end)


def tokens(folded: str) -> tuple[list[str], list[int]]:
    """The words of a text, of letters and digits, and their offsets."""
    words: list[str] = []
    starts: list[int] = []
    behind = 0
    for line in folded.split("\n"):
        own, offsets = _line_tokens(line) if len(line) < _LONG_LINE else _cut(line)
        words += own
        starts += [behind + offset for offset in offsets]
        behind += len(line) + 1
    return words, starts


def _cut(line: str) -> tuple[list[str], list[int]]:
    pieces = _TOKEN.split(line)
    offsets = list(accumulate(map(len, pieces)))
    return pieces[1::2], offsets[:-1:2]


# every matcher reads the same lines, alone and put together
_line_tokens = lru_cache(_LINES_KEPT)(_cut)
