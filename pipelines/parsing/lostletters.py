"""Letters that a site lost or mistook before it sent its page: whether a text shows such. Pure.

A database or a program whose charset has no Kazakh letters keeps a question mark in the place of
each (``К?мір``, ``?ала``). A question mark of the language ends a word and is followed by a space,
a closing mark or, where a space was forgotten, by the capital of the next sentence; addresses
have theirs too, and are no words.
"""

from __future__ import annotations

import re
from typing import Final

from pipelines.parsing.mojibake import undone

_SIGNS: Final = re.compile(r"�|[\x80-\x9f]|\?{3,}")
_FEWEST: Final = 3
# of the words of a text; a Kazakh one has such letters in half of its words
_LEAST_SHARE: Final = 0.05
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(_LETTER)
_ADDRESS: Final = re.compile(r"[/=&@#]|www\.|\w\.\w")
# ahead of a letter at the begin of a word, or between letters
_LOST: Final = re.compile(
    rf"(?:^|(?<=[\s«\"'“„(\[–—-]))\?+(?={_LETTER})|(?<={_LETTER})\?+(?={_LETTER})"
)


def is_garbled(text: str) -> bool:
    """Whether a text holds letters of a wrong charset, or signs in the place of lost letters."""
    if len(_SIGNS.findall(text)) >= _FEWEST or undone(text) != text:
        return True
    return "?" in text and _has_lost(text)


def _has_lost(text: str) -> bool:
    words = [word for word in text.split() if _WORD.search(word) and not _ADDRESS.search(word)]
    lost = sum(map(_is_lost, words))
    return lost >= _FEWEST and lost >= _LEAST_SHARE * len(words)


def _is_lost(word: str) -> bool:
    return any(not _is_new_sentence(word, mark) for mark in _LOST.finditer(word))


def _is_new_sentence(word: str, mark: re.Match[str]) -> bool:
    """Whether the space behind a question is missing: a small letter before, a capital after."""
    before, after = word[: mark.start()][-1:], word[mark.end()]
    return before.islower() and after.isupper()
