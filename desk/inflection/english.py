"""The forms of an English word: plural, third person, past and -ing."""

from __future__ import annotations

import re
from typing import Final

_SHORT: Final = re.compile("[^aeiou]+[aeiou][^aeiouwxy]")
_VOWELS: Final = "aeiou"
_MIN_STEM: Final = 3
# words in -s that are no plural, and those whose forms no rule makes
_ALONE: Final = frozenset({
    "news", "this", "was", "has", "its", "us", "bus", "plus", "less", "process", "access", "loss",
    "mass", "glass", "basis", "always",
})  # fmt: skip
_IRREGULAR: Final = (
    {"strike", "strikes", "struck", "striking"},
    {"die", "dies", "died", "dying"},
    {"man", "men"},
    {"woman", "women"},
    {"person", "people", "persons"},
    {"child", "children"},
    {"gas", "gases"},
    {"crisis", "crises"},
    {"company", "companies"},
    {"build", "builds", "built", "building"},
    {"find", "finds", "found"},
    {"sell", "sells", "sold", "selling"},
    {"buy", "buys", "bought", "buying"},
    {"shut", "shuts", "shutting"},
    {"quit", "quits", "quitting"},
    {"pay", "pays", "paid", "paying"},
    {"fall", "falls", "fell", "fallen", "falling"},
    {"lay", "lays", "laid", "laying"},
    {"rise", "rises", "rose", "risen", "rising"},
    {"lose", "loses", "lost", "losing"},
    {"grow", "grows", "grew", "grown", "growing"},
)


def forms(word: str) -> set[str]:
    """The forms of an English word and of what it is a form of."""
    listed = next((group for group in _IRREGULAR if word in group), None)
    if listed is not None:
        return set(listed)
    if word in _ALONE:
        return {word}
    found = {word}
    for base in {word, *_bases(word)}:
        found |= _inflected(base)
    return found


def _bases(word: str) -> set[str]:
    bases = set[str]()
    if word.endswith("ies"):
        bases.add(word[:-3] + "y")
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        bases.add(word[:-1])
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            bases.add(word[:-2])
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and any(letter in _VOWELS for letter in stem):
            bases |= _of_stem(stem)
    return {base for base in bases if len(base) >= _MIN_STEM}


def _of_stem(stem: str) -> set[str]:
    """What was there before -ing or -ed: mined from mine, stopped from stop, closed from close."""
    if stem.endswith("i"):
        return {stem[:-1] + "y"}
    if len(stem) > _MIN_STEM and stem[-1] == stem[-2] and stem[-1] not in "ls":
        return {stem[:-1]}
    # a short stem would have doubled its last letter: mining is of mine, not of min
    return {stem + "e"} if _SHORT.fullmatch(stem) else {stem, stem + "e"}


def _inflected(base: str) -> set[str]:
    if base.endswith("e"):
        return {base, f"{base}s", f"{base}d", f"{base[:-1]}ing"}
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return {base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"}
    plural = "es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"
    found = {base, base + plural, f"{base}ed", f"{base}ing"}
    if base[-1] in "ptgn" and base[-2:-1] in _VOWELS and base[-3:-2] not in _VOWELS:
        found |= {f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"}
    return found
