"""Texts for a large archive: sentences drawn once by word frequency, then put together.

A sentence is made and folded one time and used many times, so that a million texts take
minutes; word frequencies stay those of the labelled texts (``bench/synthetic.py``).
"""

from __future__ import annotations

import random
from functools import cache
from typing import Final, NamedTuple

from bench import synthetic
from pipelines.text import fold_search

POOL: Final = 20_000
TITLES: Final = 20_000
SENTENCE_WORDS: Final = 14
_PARAGRAPH: Final = 3


class Piece(NamedTuple):
    """A sentence or a headline as written and in search spelling."""

    words: str
    folded: str


class Text(NamedTuple):
    """A whole text; ``names`` are the places of the names in it, in their order."""

    title: str
    text: str
    folded: str
    lead: str
    names: tuple[tuple[int, int], ...]
    paragraphs: int


@cache
def sentences(language: str) -> tuple[Piece, ...]:
    """The sentences of a language."""
    draw = random.Random(f"big sentences {language}")
    return tuple(_piece(synthetic.sentence(language, draw)) for _ in range(POOL))


@cache
def titles(language: str) -> tuple[Piece, ...]:
    """The headlines of a language."""
    draw = random.Random(f"big titles {language}")
    return tuple(_piece(synthetic.headline(language, draw)) for _ in range(TITLES))


@cache
def folded_name(name: str) -> str:
    """A name in search spelling."""
    return fold_search(name)


def _piece(words: str) -> Piece:
    return Piece(words, fold_search(words))


def text(language: str, names: list[str], words: int, draw: random.Random) -> Text:
    """About so many words with these names, the first of them in the headline too."""
    pool, count = sentences(language), max(3, words // SENTENCE_WORDS)
    title = titles(language)[int(TITLES * draw.random())]
    head, head_folded = title
    if names:
        head, head_folded = f"{names[0]}: {head}", f"{folded_name(names[0])}: {head_folded}"
    parts: list[str] = []
    folded: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for number in range(max(count, len(names))):
        joint = "" if not number else " " if number % _PARAGRAPH else "\n\n"
        one = pool[int(POOL * draw.random())]
        at += len(joint)
        name = names[number] if number < len(names) else ""
        if name:
            places.append((at, at + len(name)))
        written = f"{name}. {one.words}" if name else one.words
        parts += (joint, written)
        folded += (joint, f"{folded_name(name)}. {one.folded}" if name else one.folded)
        at += len(written)
    whole = "".join(parts)
    return Text(
        head,
        whole,
        f"{head_folded}\n{''.join(folded)}",
        whole.split("\n\n", 1)[0],
        tuple(places),
        whole.count("\n\n") + 1,
    )
