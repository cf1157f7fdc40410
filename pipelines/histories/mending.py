"""Whether a word was only mended in its spelling, or became another word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 5  # letters: shorter words become others by one letter
_LONGEST: Final = 40  # letters: what is longer is data, not a word
_FARTHEST: Final = 2  # letters put in, left out, taken for others or swapped with the next
_HEAD: Final = 2  # letters at the beginning, where prefixes tell words apart
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# letters that are taken for each other by ear; in a prefix nothing else is a slip
_BY_EAR: Final = frozenset(
    map(frozenset, ["ао", "ои", "еи", "яе", "зс", "тд", "бп", "вф", "гк", "жш", "шщ", "цс", "қк"])
) | frozenset(map(frozenset, ["ғг", "ңн", "өо", "ұу", "үу", "ұү", "әа", "іи", "ыі", "һх", "ae"]))
_PAST_RU: Final = re.compile("л(?:а|о|и)?(?:с[ья])?$")
_PLURAL_RU: Final = re.compile("[ыи]$")
_ENDING_EN: Final = re.compile("(?:s|es|d|ed|ing|n|en)$")
_NEGATIVE_KK: Final = re.compile("[мбп][ае](?:й|ды|ді|ған|ген|уы?|уі|у|с|п)|с[ыі]з")
_FINITE_KK: Final = (
    re.compile("(?:[аейи]й?)(?:ды|ді)$"),
    re.compile("[дт][ыі]$"),
    re.compile("[ғгқк][ае]н$"),
    re.compile("[мбп][ае][қк](?:шы|ші)?$"),
    re.compile("с[ае]$"),
)
_PREFIX: Final = re.compile("^(?:не|без|бес|un|in|im|il|ir|non|dis)")


@lru_cache(maxsize=8192)
def is_mended(before: str, after: str) -> bool:
    """Whether two words, folded, are one word spelt otherwise.

    At most two letters differ in words of five or more. Not so where the difference is what
    tells words apart: a prefix, a negation («незаконный», «келмеді», "unsafe"), the tense of a
    verb («снизил» and «снизит», «ашылды» and «ашылады»), or the number of a noun (the plural of
    «шахтер» or of "miner").
    """
    shorter, longer = sorted((len(before), len(after)))
    if shorter < _SHORTEST or longer > min(_LONGEST, shorter + _FARTHEST):
        return False
    if not _are_letters(before, after):
        return False
    if distance(before, after) > _FARTHEST or not _begin_alike(before, after):
        return False
    return not (_negates(before, after) or _inflects(before, after) or _inflects(after, before))


def _are_letters(before: str, after: str) -> bool:
    return bool(_LETTERS.fullmatch(before) and _LETTERS.fullmatch(after))


def distance(one: str, other: str) -> int:
    """Letters to put in, leave out, exchange or swap with the next one (Damerau's four slips).

    The restricted form (optimal string alignment): no letter is touched twice.
    """
    older: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        next_row = [i]
        for j, second in enumerate(other, 1):
            cost = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (letter != second))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], second):
                cost = min(cost, older[j - 2] + 1)
            next_row.append(cost)
        older, row = row, next_row
    return row[-1]


def _begin_alike(before: str, after: str) -> bool:
    """Whether the beginnings are the same but for a swap or a letter taken for another by ear."""
    one, other = before[:_HEAD], after[:_HEAD]
    if one == other or before[: _HEAD + 1] == after[: _HEAD + 1][::-1]:
        return True
    if sorted(before[:3]) == sorted(after[:3]):
        return True
    unlike = [frozenset(pair) for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and unlike[0] in _BY_EAR and len(before) == len(after)


def _negates(before: str, after: str) -> bool:
    first, second = (len(_NEGATIVE_KK.findall(word)) for word in (before, after))
    is_prefixed = bool(_PREFIX.match(before)) != bool(_PREFIX.match(after))
    return first != second or is_prefixed


def _inflects(one: str, other: str) -> bool:
    """Whether the longer or past form is another time or number of the same word."""
    if other.startswith(one) and _ENDING_EN.fullmatch(other[len(one) :]) and other.isascii():
        return True
    if one.isascii():
        return _stem_en(one) == _stem_en(other) and one != other
    if other[:-1] == one and _PLURAL_RU.search(other):
        return True
    if _PAST_RU.search(one) and one[-1] != other[-1]:
        is_number = other in {one + "и", one + "ли"}
        return is_number or not _PAST_RU.search(other)
    return _finite(one) != _finite(other) and -1 not in (_finite(one), _finite(other))


def _stem_en(word: str) -> str:
    return _ENDING_EN.sub("", word)


def _finite(word: str) -> int:
    """Which finite form a Kazakh verb may stand in; -1 for any other word."""
    return next((kind for kind, form in enumerate(_FINITE_KK) if form.search(word)), -1)
