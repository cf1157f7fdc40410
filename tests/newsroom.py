"""Made-up articles of one source, each on a subject of its own, for what recurs between them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pipelines.boilerplate.recurrence import Sample, recurring_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipelines.boilerplate.recurrence import Recurring
    from pipelines.model import BlockKind

_SYLLABLES = {
    "ru": ("ва", "ле", "ско", "дри", "мет", "по", "ру", "нал", "ги", "тро", "зев", "ча", "бум"),
    "kk": ("қа", "ғы", "өң", "тұл", "мек", "ба", "сы", "нің", "лар", "жү", "рет", "кө", "шін"),
    "en": (
        "ba",
        "tri",
        "con",
        "lum",
        "ter",
        "ga",
        "shen",
        "vor",
        "mil",
        "ched",
        "ro",
        "nip",
        "sto",
    ),
}


def sentence(seed: object, language: str = "ru", words: int = 11) -> str:
    """A sentence of made-up words, the same for the same seed."""
    chance = random.Random(f"{seed} {language}")
    syllables = _SYLLABLES[language]
    made = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(words)]
    return f"{' '.join(made).capitalize()}."


def sample(
    number: int,
    *,
    head: Sequence[str] = (),
    middle: Sequence[str] = (),
    tail: Sequence[str] = (),
    own: int = 7,
    words: int = 11,
    language: str = "ru",
    title: str = "",
    kinds: dict[str, BlockKind] | None = None,
    day: str | None = None,
) -> Sample:
    """An article with lines in front of, amid and behind its ``own`` sentences."""
    body = [sentence(f"{number}/{n}", language, words) for n in range(own)]
    half = max(1, own // 2)
    paragraphs = (*head, *body[:half], *middle, *body[half:], *tail)
    return Sample(
        url=f"https://gazeta.example/{number}",
        title=title or sentence(f"title {number}", language, 5),
        paragraphs=paragraphs,
        kinds=tuple((kinds or {}).get(line, "text") for line in paragraphs),
        day=f"2026-11-{number % 28 + 1:02}" if day is None else day,
    )


def judged(
    make: Callable[[int], Sample], count: int = 12, names: Sequence[str] = ()
) -> dict[str, Recurring]:
    """What recurs over so many articles, by the line as written first."""
    found = recurring_lines([make(number) for number in range(count)], names=names)
    return {line.example: line for line in found}
