"""Near-duplicate signature of a text, and the decision whether two texts are copies.

Signature: MinHash (Broder 1997) of two-word shingles, 128 values, in 32 bands of 4 for the
look-up; candidates are then confirmed exactly on three-word shingles and on their figures.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from rensa import RMinHash

from pipelines.text import fold_search

PERMUTATIONS = 128
BANDS = 32
ROWS = PERMUTATIONS // BANDS
_SEED = 1991

# Two texts are copies from these shares of common three-word shingles on: of all shingles,
# or of the shorter text's (a cut, or a repost with an added paragraph).
_SAME_OF_ALL = 0.5
_SAME_OF_SHORTER = 0.7
# A weather or price report repeats its words daily; its figures tell the days apart.
_SAME_FIGURES = 0.6
_FEW_FIGURES = 3
_MIN_SHINGLES = 8

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,  ]\d+)*")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are; shares from 0 to 1 of their three-word shingles.

    ``jaccard``: common of all; ``containment``: common of the shorter text's;
    ``own_share``: share of the second text's shingles that the first has not;
    ``figures``: common of the shorter list of figures (1 where one has none).
    """

    jaccard: float
    containment: float
    own_share: float
    figures: float

    @property
    def is_copy(self) -> bool:
        """Whether the texts are the same report."""
        close = self.jaccard >= _SAME_OF_ALL or self.containment >= _SAME_OF_SHORTER
        return close and self.figures >= _SAME_FIGURES


def signature(text: str) -> tuple[int, ...]:
    """The 128 MinHash values of a text, 32 bits each."""
    words = _WORD.findall(fold_search(text))
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update([" ".join(pair) for pair in pairwise(words)] or words)
    return tuple(minhash.digest())


def bands(values: tuple[int, ...]) -> list[tuple[int, int]]:
    """(band number, 63-bit hash of the band): equal bands make two texts candidates."""
    return [
        (band, _hash_band(values[band * ROWS : (band + 1) * ROWS]))
        for band in range(len(values) // ROWS)
    ]


def _hash_band(values: tuple[int, ...]) -> int:
    packed = b"".join(value.to_bytes(4, "little") for value in values)
    # 63 bits, because SQLite integers are signed
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little") >> 1


def content_hash(title: str, text: str) -> str:
    """Identity of a version: sha256 of title and text with white space folded."""
    plain = " ".join(title.split()) + "\n" + " ".join(text.split())
    return hashlib.sha256(plain.encode()).hexdigest()


def compare(first: str, second: str) -> Likeness:
    """How alike two texts are, exactly."""
    a, b = _shingles(first), _shingles(second)
    common = len(a & b)
    shorter = min(len(a), len(b))
    if shorter < _MIN_SHINGLES:
        same = 1.0 if a == b else 0.0
        return Likeness(same, same, 1.0 - same, same)
    return Likeness(
        jaccard=common / len(a | b),
        containment=common / shorter,
        own_share=1 - common / len(b),
        figures=_common_figures(first, second),
    )


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold_search(text))
    return set(zip(words, words[1:], words[2:], strict=False))


def _common_figures(first: str, second: str) -> float:
    a, b = (Counter(_FIGURE.findall(text)) for text in (first, second))
    fewer = min(a.total(), b.total())
    if fewer < _FEW_FIGURES:
        return 1.0
    return (a & b).total() / fewer
