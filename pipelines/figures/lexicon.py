"""Words and two-word phrases with what they mean, found at the cost of a few look-ups each."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pipelines.matching.notation import CHAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

V = TypeVar("V")

_LONGEST: Final = 40
_HEAD: Final = 2  # letters by which most words are told to begin like no form
_CHOICE: Final = re.compile(r"\(([^()]*)\)")
_CHAIN: Final = re.compile(CHAIN)
_KEPT: Final = 20_000  # words of the language that a process remembers


class Lexicon(Generic[V]):
    """Forms in the notation of the data files, each with a value.

    ``*`` at the end of a form takes any ending, ``~`` a chain of Kazakh suffixes, ``(a|b)`` one
    of the alternatives. Of the forms that fit a word the one without an open end wins, then the
    longest; of equal ones the first.
    """

    def __init__(self, forms: Iterable[tuple[str, V]]) -> None:
        self._exact: dict[str, V] = {}
        self._open: dict[str, list[tuple[bool, V]]] = defaultdict(list)
        self._heads: set[str] = set()
        self._firsts: set[str] = set()
        for form, value in forms:
            for spelled in _spelled(form):
                self._add(spelled, value)
        self.find = lru_cache(_KEPT)(self._find)

    def _add(self, form: str, value: V) -> None:
        if " " in form:
            self._firsts.add(form.split(" ", maxsplit=1)[0])
        if form[-1] in "*~":
            self._open[form[:-1]].append((form[-1] == "*", value))
            self._heads.add(form[:-1][:_HEAD])
        else:
            self._exact.setdefault(form, value)

    def _find(self, phrase: str) -> V | None:
        """What a word, or words with one blank between, means; None for all others."""
        if len(phrase) > _LONGEST or phrase in self._exact:
            return self._exact.get(phrase)
        if phrase[:_HEAD] not in self._heads and phrase[:1] not in self._heads:
            return None  # as most words
        # an ending holds no blank
        for length in range(len(phrase), phrase.rfind(" ") + 1, -1):
            for any_ending, value in self._open.get(phrase[:length], ()):
                if any_ending or _CHAIN.fullmatch(phrase, length):
                    return value
        return None

    def opens(self, word: str) -> bool:
        """Whether a phrase of two words may begin with this one."""
        return word in self._firsts

    def at(self, words: tuple[str, ...], index: int) -> V | None:
        """What the word at an index, or it and the next one, mean; the phrase comes first."""
        if not 0 <= index < len(words):
            return None
        word = words[index]
        if word in self._firsts and index + 1 < len(words):
            value = self.find(f"{word} {words[index + 1]}")
            if value is not None:
                return value
        return self.find(word)

    def ending_at(self, words: tuple[str, ...], index: int) -> V | None:
        """The same for the word at an index, or it and the one before it."""
        if not 0 <= index < len(words):
            return None
        if index and words[index - 1] in self._firsts:
            value = self.find(f"{words[index - 1]} {words[index]}")
            if value is not None:
                return value
        return self.find(words[index])


def _spelled(form: str) -> Iterator[str]:
    choice = _CHOICE.search(form)
    if choice is None:
        yield form
        return
    for alternative in choice[1].split("|"):
        yield from _spelled(form[: choice.start()] + alternative + form[choice.end() :])


def of_lists(lists: dict[str, tuple[str, ...]]) -> Lexicon[str]:
    """A lexicon of named lists: a form means the name of its list."""
    return Lexicon((form, name) for name, forms in lists.items() for form in forms)
