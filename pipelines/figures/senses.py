"""What a word may begin, told from the word alone and remembered: a number or a date."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipelines.figures.factwords import look_up
from pipelines.figures.momentwords import may_state, may_tell

_KEPT: Final = 50_000
_OPENING: Final = frozenset({"number", "hundred", "multiplier", "factor"})


# may be a part of: a number; a date of the calendar; a date told from the present
NUMBER: Final = 1
STATED: Final = 2
TOLD: Final = 4


@lru_cache(_KEPT)
def sense_of(word: str) -> int:
    """All that a token may begin, as a sum of the constants above."""
    meaning = look_up(word)
    is_number = word[0].isdecimal() or (meaning is not None and meaning.part in _OPENING)
    return NUMBER * is_number + STATED * may_state(word) + TOLD * may_tell(word)
