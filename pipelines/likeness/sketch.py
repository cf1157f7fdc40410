"""The few shingles of a text by which copies of it are found in an archive of any size.

FracMinHash (Irber 2022): a shingle is kept where its hash is under a limit. The limit falls
with the length of the text, so that each text keeps about as many; what a long text keeps, a
shorter one keeps too, which is how a part is met in the whole.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from pipelines.likeness.reading import SHINGLE, shingles
from pipelines.likeness.words import in_cyrillic
from pipelines.text import fold_search

_TARGET: Final = 48
_HASHES: Final = 1 << 63  # SQLite integers are signed
_WORD: Final = re.compile(r"\w+")
_FEW: Final = 8


def sketch(text: str) -> tuple[int, ...]:
    """Hashes of a text's shingles, 63 bits each, in rising order; about 48 at the most.

    The same text has the same sketch in every process. A text shorter than a shingle is one
    shingle; one without words has none.
    """
    words = _WORD.findall(fold_search(in_cyrillic(text)))
    hashes = {_hash(shingle) for shingle in shingles(words, SHINGLE)}
    limit = _HASHES * _TARGET // max(_TARGET, len(hashes))
    return tuple(sorted(value for value in hashes if value < limit))


def candidates_needed(own: int) -> int:
    """How many hashes a text must share with a sketch of ``own`` hashes to be looked at."""
    return 1 if own < _FEW else 2


def _hash(shingle: str) -> int:
    digest = hashlib.blake2b(shingle.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1
