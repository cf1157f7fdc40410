"""The words that a figure is of, where the sentence states them next to it."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from pipelines.figures.figurewords import bound_words, bounds_behind, figure_words, way_words
from pipelines.figures.lexicon import Memory
from pipelines.figures.senses import meanings

if TYPE_CHECKING:
    from pipelines.figures.factwords import Word
    from pipelines.figures.quantities import Quantity
    from pipelines.figures.reading import Reading

_MOST: Final = 5
_LONGEST: Final = 7
_WINDOW: Final = 12
_LACKING: Final = ("сыз", "сіз")  # «жылусыз»: how something was left
_GAPS: Final = frozenset({" ", "-", ' "', '" ', '"'})


def subject_of(reading: Reading, quantity: Quantity, *, behind: int, low: int) -> str:
    """What a figure counts or is spent on; "" where the words beside it do not say.

    ``behind`` is the index of the first token behind the figure and all that belongs to it,
    ``low`` that of the first token that no figure before it has used.
    """
    if quantity.kind == "people":
        named = _slice(reading, _past_bounds(reading, quantity), quantity.after)
        return "" if named.lower().startswith(figure_words().about.people) else named
    after = _after(reading, quantity, behind)
    return after or _before(reading, quantity, low)


def _past_bounds(reading: Reading, quantity: Quantity) -> int:
    """Where the noun of a figure begins, behind «-ге жуық», «астам»."""
    index = quantity.numeral.after
    while index < quantity.after and bounds_behind().find(reading.texts[index]):
        index += 1
    return index


def _after(reading: Reading, quantity: Quantity, behind: int) -> str:
    """«2 млн тонн меди», "2 tonnes of ore", "5 billion tenge for roads", «12 тонна көмір»."""
    words, word = figure_words().about, reading.texts[behind]
    if reading.gaps[behind] != " ":
        return ""
    if word in words.of or (quantity.kind == "money" and word in words.for_):
        return _phrase(reading, behind + 1)
    if word.isascii() or quantity.kind in {"share", "change"}:
        return ""
    if reading.kazakh:
        fits = quantity.kind in {"tonnage", "count"} and not is_verb(word)
        return _phrase(reading, behind, most=1) if fits else ""
    return _phrase(reading, behind) if word.endswith(words.genitive) else ""


def _phrase(reading: Reading, index: int, most: int = _MOST) -> str:
    """Words from an index on, up to a verb, a stop word, a figure or a mark."""
    named, end = nouns(kazakh=reading.kazakh), index
    if reading.texts[index] in figure_words().about.articles:
        end = index = index + 1
    while end < index + most and reading.gaps[end] in _GAPS and named[reading.texts[end]]:
        end += 1
    return _trimmed(reading, index, end)


@cache
def nouns(*, kazakh: bool) -> Memory[bool]:
    """Whether a word can belong to a noun phrase, told from the word alone."""
    return Memory(partial(_is_named, meanings(kazakh=kazakh)))


def _is_named(known: Memory[Word | None], word: str) -> bool:
    if (
        not word[:1].isalpha()
        or word in figure_words().about.articles
        or word in figure_words().about.stop
        or is_verb(word)
        or word.endswith(_LACKING)
    ):
        return False
    meaning = known[word]
    if meaning is not None and meaning.part != "measure":
        return False
    return not (bound_words().find(word) or way_words().find(word))


@cache
def _verb_ends() -> tuple[str, ...]:
    return figure_words().about.verb_ends


def is_verb(word: str) -> bool:
    """Whether a folded word is taken for a verb, by its ending or as one of a few."""
    words = figure_words().about
    return word in words.verbs or (word.endswith(_verb_ends()) and word not in words.no_verbs)


def _before(reading: Reading, quantity: Quantity, low: int) -> str:
    """What stands before the verb that leads to a figure: «Добыча меди выросла на 6 %»."""
    first, _ = reading.sentence(quantity.start, quantity.end)
    named, inner, end = nouns(kazakh=reading.kazakh), figure_words().about.inner, quantity.first
    low = max(low, first, end - _WINDOW)
    while end > low and reading.gaps[end] in _GAPS and not named[reading.texts[end - 1]]:
        end -= 1
    if (end == quantity.first and not reading.kazakh) or reading.gaps[end] not in _GAPS:
        return ""
    start = end
    while start > max(low, end - _LONGEST) and (start == end or reading.gaps[start] in _GAPS):
        word = reading.texts[start - 1]
        if not named[word] and word not in inner:
            break
        start -= 1
    return _trimmed(reading, start, end)


def _trimmed(reading: Reading, start: int, end: int) -> str:
    """The words without those at both ends that name nothing."""
    words = figure_words().about
    while start < end and (
        (word := reading.texts[start]) in words.inner
        or word in words.articles
        or word in words.empty
    ):
        start += 1
    while start < end and ((word := reading.texts[end - 1]) in words.empty or word in words.inner):
        end -= 1
    return _slice(reading, start, end)


def _slice(reading: Reading, start: int, end: int) -> str:
    """The words as written, without what marks leave at the ends."""
    if start >= end:
        return ""
    return reading.original[reading.starts[start] : reading.ends[end - 1]].strip(" \"'«»“”-")
