"""The forms of a Kazakh word in search spelling: plural, possessive, case; the verb's commonest.

Kazakh endings are regular: which one follows is decided by the last letter (assimilation) and by
the last vowel (harmony). Search spelling writes ә, ө, ү, і as а, о, у, и, so that the harmony of
о, у and и is open: both are given then. Forms that no text has cost next to nothing to look for.
"""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

_Kind = Literal["vowel", "nasal", "l", "r", "z", "voiceless"]
_Harmony = Literal["back", "front"]

_MIN_STEM: Final = 3
_SAFE_STEM: Final = 4
_LONG_ENDING: Final = 3
_VOWELS: Final = "аеиоуыэюя"
# nouns of two letters that are declined: water, land, man, meat, month, horse, house, work ...
SHORT: Final = frozenset({"су", "ел", "ер", "ет", "ай", "ат", "уй", "ой", "ис"})
# forms of them that other words are, and more often: of the court, Sudan, grandfather
_RUSSIAN: Final = frozenset({"суда", "суды", "судан", "ата", "аты"})
_KINDS: Final[dict[str, _Kind]] = {
    **dict.fromkeys("аеиоыэюя", "vowel"),
    **dict.fromkeys("мн", "nasal"),
    "л": "l",
    **dict.fromkeys("рйу", "r"),
    **dict.fromkeys("зж", "z"),
}
# A and Y are а/ы after back vowels, е/и after front ones
_CASES: Final[dict[_Kind, str]] = {
    "vowel": "нYн гA нY дA дAн мен дAгY",
    "nasal": "нYн гA дY дA нAн мен дAгY",
    "l": "дYн гA дY дA дAн мен дAгY",
    "r": "дYн гA дY дA дAн мен дAгY",
    "z": "дYн гA дY дA дAн бен дAгY",
    "voiceless": "тYн кA тY тA тAн пен тAгY",
}
_PLURAL: Final[dict[_Kind, str]] = {
    "vowel": "лAр", "r": "лAр", "nasal": "дAр", "l": "дAр", "z": "дAр", "voiceless": "тAр",
}  # fmt: skip
_AFTER_HIS: Final = ("", "нYн", "нA", "н", "ндA", "нAн", "мен", "ндAгY")
_VERB: Final = "дY тY гAн кAн гAндAр кAндAр"
_VERB_AFTER_VOWEL: Final = "йдY п у уY уды уди удA угA удYн"
_VERB_AFTER_CONSONANT: Final = "AдY Yп у уY удY удA угA удYн"
# a vowel that falls before «his»: орын, орны
_DROPPING: Final = {"орын": "орн", "халык": "халк", "мурын": "мурн", "мойын": "мойн"}
_VOICED: Final = {"к": "г", "п": "б"}
_VOICELESS: Final = {"г": "к", "б": "п"}


def _kind(stem: str) -> _Kind:
    # loans in б, в, г, д are declined as if they were spoken: заводтың
    return _KINDS.get(stem[-1], "voiceless")


def _harmonies(stem: str) -> tuple[_Harmony, ...]:
    if stem.endswith(("ев", "ин")):
        # a surname follows its root: Тоқаевтың, Әбдиевтің
        return ("back", "front")
    last = next((letter for letter in reversed(stem) if letter in _VOWELS), "о")
    if last in "аы":
        return ("back",)
    return ("front",) if last in "еэ" else ("back", "front")


def _spelt(ending: str, harmony: _Harmony) -> str:
    a, y = ("а", "ы") if harmony == "back" else ("е", "и")
    return ending.replace("A", a).replace("Y", y)


def _declined(kind: _Kind) -> list[str]:
    """The cases of a stem, bare and with «his» and «our»."""
    his, our = ("сY", "мYз") if kind == "vowel" else ("Y", "YмYз")
    of_ours = (our + case for case in ("", *_CASES["z"].split()))
    return ["", *_CASES[kind].split(), *(his + case for case in _AFTER_HIS), *of_ours]


@cache
def _endings(kind: _Kind, harmony: _Harmony) -> frozenset[str]:
    plural = [_PLURAL[kind] + ending for ending in _declined("r")]
    return frozenset(_spelt(ending, harmony) for ending in (*_declined(kind), *plural))


def _noun(stem: str) -> set[str]:
    found = set[str]()
    for harmony in _harmonies(stem):
        for ending in _endings(_kind(stem), harmony):
            found.add(stem + ending)
            # тарақ: тарағы, мектеп: мектебі; a loan may keep its letter
            if ending[:1] in {"ы", "и"} and stem[-1] in _VOICED:
                found.add(stem[:-1] + _VOICED[stem[-1]] + ending)
    for whole, short in _DROPPING.items():
        if stem.endswith(whole):
            root = stem.removesuffix(whole) + short
            found.update(
                root + "ы" + case.replace("A", "а").replace("Y", "ы") for case in _AFTER_HIS
            )
    return found


def _verb(root: str) -> set[str]:
    own = _VERB_AFTER_VOWEL if root[-1] in _VOWELS else _VERB_AFTER_CONSONANT
    return {
        root + _spelt(ending, harmony)
        for harmony in _harmonies(root)
        for ending in f"{_VERB} {own}".split()
    }


def stems(word: str) -> list[str]:
    """What the word may be a form of: the shortest stem whose endings it has; [] for itself."""
    for at in range(_MIN_STEM, len(word)):
        stem, ending = word[:at], word[at:]
        if at < _SAFE_STEM and len(ending) < _LONG_ENDING:
            continue
        if any(ending in _endings(_kind(stem), harmony) for harmony in _harmonies(stem)):
            before = _VOICELESS.get(stem[-1]) if ending[0] in "ыи" else None
            return [stem, *([stem[:-1] + before] if before else [])]
    return []


def _roots(word: str) -> list[str]:
    """Roots of the verb that the word may be a form of."""
    if word.endswith("у") and len(word) > _SAFE_STEM:
        return [word[:-1]]
    for ending in ("ады", "еди", "ган", "ген", "кан", "кен", "йды", "йди", "ды", "ди", "ты", "ти"):
        if word.endswith(ending) and len(word) - len(ending) >= _SAFE_STEM:
            return [word[: -len(ending)]]
    return []


def forms(word: str) -> set[str]:
    """The forms of a Kazakh word and of what it is a form of; all in search spelling."""
    found = {word}
    for stem in (word, *stems(word)):
        found |= _noun(stem)
    for root in _roots(word):
        found |= _verb(root)
    return found - _RUSSIAN if word in SHORT else found
