"""What a word is to a number and what it may begin, told from the word alone and remembered."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.figures.factwords import look_up
from pipelines.figures.lexicon import Memory
from pipelines.figures.momentwords import may_state, may_tell

if TYPE_CHECKING:
    from pipelines.figures.factwords import Word

_OPENING: Final = frozenset({"number", "hundred", "multiplier", "factor"})


# may be a part of: a number; a date of the calendar; a date told from the present
NUMBER: Final = 1
STATED: Final = 2
TOLD: Final = 4
# has a meaning for a number, as a part or a unit of it
MEANING: Final = 8


@cache
def senses() -> Memory[int]:
    """What each word may begin, and whether it has a meaning: a sum of the constants above."""
    return Memory(_sense_of)


@cache
def meanings(*, kazakh: bool) -> Memory[Word | None]:
    """What each word is to a number; Kazakh words are none in other languages."""
    return Memory(look_up if kazakh else _outside_kazakh)


def _outside_kazakh(word: str) -> Word | None:
    meaning = look_up(word)
    return None if meaning and meaning.kazakh else meaning


def _sense_of(word: str) -> int:
    if not word:
        return 0
    meaning = look_up(word)
    is_number = word[0].isdecimal() or (meaning is not None and meaning.part in _OPENING)
    begins = NUMBER * is_number + STATED * may_state(word) + TOLD * may_tell(word)
    return begins + MEANING * (meaning is not None)
