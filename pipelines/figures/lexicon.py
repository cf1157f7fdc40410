"""Words and two-word phrases with what they mean, found at the cost of a few look-ups each."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from pipelines.matching.notation import CHAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

V = TypeVar("V")

_LONGEST: Final = 40
_HEAD: Final = 3
_CHOICE: Final = re.compile(r"\(([^()]*)\)")
_CHAIN: Final = re.compile(CHAIN)
_KEPT: Final = 20_000  # words of the language that a process remembers


class Memory(dict[str, V]):
    """What is told of words, each asked for once; it is emptied when it holds very many."""

    def __init__(self, tell: Callable[[str], V]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> V:
        if len(self) >= _KEPT:
            self.clear()
        told = self[word] = self._tell(word)
        return told


class _Open(NamedTuple, Generic[V]):
    """A form with an open end."""

    stem: str
    any_ending: bool
    value: V


class Lexicon(Generic[V]):
    """Forms in the notation of the data files, each with a value.

    ``*`` at the end of a form takes any ending, ``~`` a chain of Kazakh suffixes, ``(a|b)`` one
    of the alternatives. Of the forms that fit a word the one without an open end wins, then the
    longest; of equal ones the first.
    """

    def __init__(self, forms: Iterable[tuple[str, V]]) -> None:
        self._exact: dict[str, V] = {}
        # by the letters they begin with, the longest first
        self._open: dict[str, list[_Open[V]]] = defaultdict(list)
        self._firsts: set[str] = set()
        for form, value in forms:
            for spelled in _spelled(form):
                self._add(spelled, value)
        for begun in self._open.values():
            begun.sort(key=lambda one: -len(one.stem))
        self.find = Memory(self._find).__getitem__

    def _add(self, form: str, value: V) -> None:
        if " " in form:
            self._firsts.add(form.split(" ", maxsplit=1)[0])
        if form[-1] in "*~":
            stem = form[:-1]
            self._open[stem[:_HEAD]].append(_Open(stem, form[-1] == "*", value))
        else:
            self._exact.setdefault(form, value)

    def _find(self, phrase: str) -> V | None:
        """What a word, or words with one blank between, means; None for all others."""
        if len(phrase) > _LONGEST or phrase in self._exact:
            return self._exact.get(phrase)
        begun = self._open
        if phrase[:3] not in begun and phrase[:2] not in begun and phrase[:1] not in begun:
            return None  # as most words
        for length in (3, 2, 1):
            value = self._ended(phrase, length)
            if value is not None:
                return value
        return None

    def _ended(self, phrase: str, length: int) -> V | None:
        """The value of a form that begins like a phrase in so many letters, and fits it."""
        last_word = phrase.rfind(" ") + 1
        for stem, any_ending, value in self._open.get(phrase[:length], ()):
            # an ending holds no blank
            fits = phrase.startswith(stem) and len(stem) > last_word
            if fits and (any_ending or _CHAIN.fullmatch(phrase, len(stem))):
                return value
        return None

    def opens(self, word: str) -> bool:
        """Whether a phrase of two words may begin with this one."""
        return word in self._firsts

    def at(self, words: tuple[str, ...], index: int) -> V | None:
        """What the word at an index, or it and the next one, mean; the phrase comes first.

        The words end in "" for what is no word, before the first one and behind the last.
        """
        word = words[index]
        if word in self._firsts:
            value = self.find(f"{word} {words[index + 1]}")
            if value is not None:
                return value
        return self.find(word)

    def ending_at(self, words: tuple[str, ...], index: int) -> V | None:
        """The same for the word at an index, or it and the one before it."""
        if words[index - 1] in self._firsts:
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
