"""The days, months and years of which a text speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.judgement import Fact

    Span = tuple[int, int]

_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:1[89]|20)\d\d(?![\d%])")
_LEAST: Final = 4  # letters of a year in ISO 8601


def moments_of(facts: Iterable[Fact], past: Sequence[Span], told: Iterable[str]) -> tuple[str, ...]:
    """Times in ISO 8601, no more exact than they are told: of dated facts, and years as written.

    Facts of ``past`` sentences are left out; ``told`` are the other ones.
    """
    found = {year for sentence in told for year in _YEAR.findall(sentence)}
    for fact in facts:
        is_past = any(start <= fact.span[0] < end for start, end in past)
        if fact.where != "text" or not is_past:
            found.update(one for one in (fact.moment, fact.moment_to) if len(one) >= _LEAST)
    return tuple(sorted(found))
