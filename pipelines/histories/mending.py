"""Whether a word was only mended in its spelling, or became another word."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import Final

_SHORTEST: Final = 5  # letters: shorter words become others by one letter
_LONGEST: Final = 40  # letters: what is longer is data, not a word
_FARTHEST: Final = 2  # letters put in, left out, taken for others or swapped with the next
_HEAD: Final = 2  # letters at the beginning, where prefixes tell words apart
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# vowels, and Kazakh letters, that are taken for each other by ear or key; in a prefix nothing
# else is a slip
_BY_EAR: Final = frozenset(
    map(frozenset, ["ао", "ои", "еи", "яе", "цс", "шщ", "қк", "ғг", "ңн", "өо", "ұу", "үу", "ұү"])
) | frozenset(map(frozenset, ["әа", "іи", "ыі", "һх", "ae", "ei", "iy", "cs", "sz"]))
# consonants that sound alike before another one, or at the end of a word
_VOICED: Final = frozenset(map(frozenset, ["зс", "тд", "бп", "вф", "гк", "жш"]))
# vowels and sonorants: before these a consonant is heard for what it is
_VOICE_HEARD: Final = frozenset("аеиоуыэюяіәөұүрлмнңйв")
_PAST_RU: Final = re.compile("л(?:а|о|и)?(?:с[ья])?$")
_ENDING_RU: Final = re.compile(
    "[аяуюыиоей]|о[вмйею]|е[вмйею]|а[мхя]|я[мхя]|ы[ехмй]|и[ехмй]|ую|юю|ого|его|ами|ями"
)
# what tells one from several at the end of words that else are the same
_ONE_RU: Final = re.compile("(?:[аоея]|[аоея][яе]|[аоея][яе]ся)$")
_MANY_RU: Final = re.compile("(?:[ыи]|[ыи]е|[ыи]еся)$")
_NEUTER_RU: Final = re.compile("(?<!л)[ое]$")
_NEUTERS_RU: Final = re.compile("(?<!л)[ая]$")
_VOICE_KK: Final = re.compile("[ыіуү]?[лнтс]|[тд][ыі]р|[ғқгк][ыіаеу]з")
_ENDING_EN: Final = re.compile("(?:s|es|d|ed|ing|n|en)$")
_MAN_EN: Final = re.compile("m[ae]n$")
_NEGATIVE_KK: Final = re.compile("[мбп][ае](?:й|ды|ді|ған|ген|уы?|уі|у|с|п)|с[ыі]з")
_FINITE_KK: Final = (
    re.compile("(?:[аейи]й?)(?:ды|ді)$"),
    re.compile("[дт][ыі]$"),
    re.compile("[ғгқк][ае]н$"),
    re.compile("[мбп][ае][қк](?:шы|ші)?$"),
    re.compile("с[ае]$"),
)
_PREFIXES_RU: Final = frozenset(
    ["", "о", "об", "от", "по", "под", "пере", "про", "пре", "при", "вы", "за", "на", "из", "ис"]
) | frozenset(["до", "раз", "рас", "воз", "вос", "над", "у", "в", "с"])
_SOUND_ALIKE: Final = ({"пре", "при"}, {"из", "ис"}, {"раз", "рас"}, {"воз", "вос"})
_PREFIX: Final = re.compile("^(?:не|без|бес|un|in|im|il|ir|non|dis)")


@lru_cache(maxsize=8192)
def is_mended(before: str, after: str) -> bool:
    """Whether two words, folded, are one word spelt otherwise.

    At most two letters differ in words of five or more. Not so where the difference is what
    tells words apart: a prefix, a negation («незаконный», «келмеді», "unsafe"), the tense of a
    verb («снизил» and «снизит», «ашылды» and «ашылады»), its voice («ұсталды» and «ұстады»), or
    the number of a word (the plural of «шахтер», «шахта», «закрыта» or "miner"). A letter in the
    place of another is a slip only where they sound alike: "injured" is no slip of "insured".
    """
    shorter, longer = sorted((len(before), len(after)))
    if shorter < _SHORTEST or longer > min(_LONGEST, shorter + _FARTHEST):
        return False
    if not _are_letters(before, after):
        return False
    if distance(before, after) > _FARTHEST or not _begin_alike(before, after):
        return False
    if not _is_heard(before, after):
        return False
    return not (_negates(before, after) or _inflects(before, after) or _inflects(after, before))


def _is_heard(before: str, after: str) -> bool:
    """Whether all that differs is letters left out, put in, swapped or taken by ear."""
    if sorted(before) == sorted(after):
        return True
    shorter, longer = sorted((before, after), key=len)
    missing = len(longer) - len(shorter)
    return any(
        _sound_alike(shorter, "".join(letter for at, letter in enumerate(longer) if at not in out))
        for out in combinations(range(len(longer)), missing)
    )


def _sound_alike(one: str, other: str) -> bool:
    """Whether two words of one length differ in letters alone that sound alike."""
    return all(
        pair in _BY_EAR or (pair in _VOICED and _is_voiceless(one, at))
        for at, pair in enumerate(map(frozenset, zip(one, other, strict=True)))
        if len(pair) > 1
    )


def _is_voiceless(word: str, at: int) -> bool:
    return word[at + 1 : at + 2] not in _VOICE_HEARD


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
    return len(unlike) == 1 and unlike[0] in _BY_EAR | _VOICED and len(before) == len(after)


def _negates(before: str, after: str) -> bool:
    first, second = (len(_NEGATIVE_KK.findall(word)) for word in (before, after))
    is_prefixed = bool(_PREFIX.match(before)) != bool(_PREFIX.match(after))
    return first != second or is_prefixed or _has_other_prefix(before, after)


def _has_other_prefix(before: str, after: str) -> bool:
    """Whether a Russian prefix was put on, taken off or changed: «осужден» and «обсужден»."""
    length = next(
        (at for at, (a, b) in enumerate(zip(before[::-1], after[::-1], strict=False)) if a != b),
        min(len(before), len(after)),
    )
    heads = {
        (before[: len(before) - cut], after[: len(after) - cut]) for cut in range(3, length + 1)
    }
    return any(
        one in _PREFIXES_RU and other in _PREFIXES_RU and {one, other} not in _SOUND_ALIKE
        for one, other in heads
    )


def _inflects(one: str, other: str) -> bool:
    """Whether the longer or past form is another time, voice or number of the same word."""
    if one.isascii():
        return _inflects_en(one, other)
    if other.startswith(one) and _ENDING_RU.fullmatch(other[len(one) :]):
        return True
    if _is_plural_ru(one, other):
        return True
    if _PAST_RU.search(one) and one[-1] != other[-1]:
        is_number = other in {one + "и", one + "ли"}
        return is_number or not _PAST_RU.search(other)
    if -1 in (_finite(one), _finite(other)):
        return False
    return _finite(one) != _finite(other) or _is_other_voice(one, other)


def _is_plural_ru(one: str, other: str) -> bool:
    if one[:-3] != other[:-3] and one[:-1] != other[:-1]:
        return False
    is_neuter = bool(_NEUTER_RU.search(one) and _NEUTERS_RU.search(other))
    return is_neuter or bool(_ONE_RU.search(one) and _MANY_RU.search(other))


def _is_other_voice(one: str, other: str) -> bool:
    """Whether a Kazakh verb has a suffix more behind its stem: «ұстады» and «ұсталды»."""
    end = next((at for at in range(1, len(one)) if one[-at:] != other[-at:]), len(one)) - 1
    if any(letter * 2 in other and letter * 2 not in one for letter in other):
        return False  # a letter told twice
    return any(
        other[: len(other) - cut].startswith(one[: len(one) - cut])
        and _VOICE_KK.fullmatch(other[len(one) - cut : len(other) - cut]) is not None
        for cut in range(2, end + 1)
    )


def _inflects_en(one: str, other: str) -> bool:
    if other.startswith(one) and _ENDING_EN.fullmatch(other[len(one) :]):
        return True
    if one != other and _MAN_EN.sub("", one) == _MAN_EN.sub("", other):
        return True
    return _stem_en(one) == _stem_en(other) and one != other


def _stem_en(word: str) -> str:
    return _ENDING_EN.sub("", word)


def _finite(word: str) -> int:
    """Which finite form a Kazakh verb may stand in; -1 for any other word."""
    return next((kind for kind, form in enumerate(_FINITE_KK) if form.search(word)), -1)
