"""The forms of a Russian word in search spelling: nouns, adjectives, surnames, the verb's past.

Which class a word belongs to is not known without a dictionary, but its last letters leave few
to choose from, and a form that no text has costs next to nothing to look for. So the forms of
every class that the word can belong to are given. Derived words (городской, шахтинский) are
not: they are other words. Vowels that come and go stand in ``russian.toml`` where no rule tells.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MIN_STEM: Final = 3
_MIN_VERB: Final = 4
_HARD: Final = "бвгджзклмнпрстфхцчшщ"
_VELAR: Final = "гкх"
_HISSING: Final = "жшчщ"
_PAIRED: Final = "бвджзлмнпрстфц"
_SOFT: Final = "бвдзлмнпрстф" + _HISSING
_VOWELS: Final = "аеиоуыэюя"

# endings of a class, and after which letters; "" is the bare stem
_CLASSES: Final[tuple[tuple[str, str], ...]] = (
    # nouns: шахта and завод and место, which share most of their endings
    (_PAIRED, "- а ы е у о ой ою ом ов ам ами ах"),
    (_VELAR, "- а и е у о ой ою ом ов ам ами ах"),
    (_HISSING, "- а и е у ей ею ем ам ами ах"),
    ("ц", "ем ев ей ею"),
    # уголь and медь and неделя; поле
    (_SOFT, "ь и ью я ю ем ей е ею ям ями ях"),
    # авария and здание and литий
    ("и", "я и ю ей й е ем ев ям ями ях"),
    # музей, случай, статья, семья
    ("аеоуяь", "й я ю ем е и ев ей ею ям ями ях"),
    # adjectives: рудный, горный; городской; средний; рабочий
    (_PAIRED, "ый ой ая ое ого ому ым ом ую ою ые ых ыми"),
    (_VELAR + _HISSING, "ий ой ая ое ее ого его ому ему им ом ем ую ою ие их ими ей"),
    ("н", "ий яя ее его ему им ем ей юю ею ие их ими"),
)
_SOFT_NOUN: Final = "и ью я ю ем ей е ею ям ями ях"
_SURNAMES: Final = ("ов", "ев", "ин", "ын")
_OF_SURNAME: Final = ("ым", "ых", "ыми", "ой", "а", "у", "е", "ы")
_ADJECTIVAL: Final = (
    "ый ой ая ое ого ому ым ом ую ою ые ых ыми ий ее его ему им ем яя юю ие их ими".split()  # noqa: SIM905 - reads as a list
)
_NOT_NEUTER: Final = ("ой", "ою", "ов")
_PRESENT: Final = {
    "ует": "ова", "уют": "ова", "ает": "а", "ают": "а", "яет": "я", "яют": "я", "ит": "и",
    "ят": "и", "ат": "и",
}  # fmt: skip
_PAST: Final = ("лась", "лось", "лись", "лся", "ться", "ла", "ло", "ли", "ть", "л")


@cache
def _data() -> Mapping[str, Any]:
    path = Path(__file__).with_name("russian.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _irregular() -> Mapping[str, frozenset[str]]:
    lines = [frozenset(line.split()) for line in _data()["irregular"].values()]
    return {form: line for line in lines for form in line}


@cache
def _towns() -> Mapping[str, tuple[str, frozenset[str]]]:
    named = {name: frozenset(line.split()) for name, line in _data()["towns"].items()}
    return {form: (name, line) for name, line in named.items() for form in line}


def town(word: str) -> tuple[str, frozenset[str]] | None:
    """The town that is named like a common noun, and the forms of its name; None for another."""
    return _towns().get(word)


def forms(word: str) -> set[str]:
    """The forms of a Russian word and of what it may be a form of."""
    listed = _irregular().get(word)
    if listed is not None:
        return set(listed)
    found = {word, *_alternating(word)}
    for stem, endings in _readings(word):
        found.update(stem + ending for ending in endings)
        found |= _without_vowel(stem, endings)
    if word.endswith(_SURNAMES):
        found.update(word + ending for ending in _OF_SURNAME)
    return found | _verb(word)


def _readings(word: str) -> Iterator[tuple[str, list[str]]]:
    """Stems with the endings of each class that the word can belong to."""
    for before, listed in _CLASSES:
        endings = [ending.strip("-") for ending in listed.split()]
        for ending in endings:
            stem = word.removesuffix(ending) if ending else word
            if len(stem) + len(ending) != len(word) or len(stem) < _MIN_STEM:
                continue
            if stem[-1] in before and not _is_cut_short(stem, ending):
                yield stem, [one for one in endings if ending != "о" or one not in _NOT_NEUTER]


def _is_cut_short(stem: str, ending: str) -> bool:
    """Whether the ending is but the end of a longer one: рудн|ая is not рудна|я."""
    return stem[-1] in "аеоуя" and any(
        (stem[-size:] + ending) in _ADJECTIVAL for size in (1, 2) if len(stem) - size >= _MIN_STEM
    )


def _alternating(word: str) -> set[str]:
    """Forms of a word whose vowel comes and goes: уголь, угля; рынок, рынка; конец, конца."""
    data = _data()
    found = set[str]()
    for whole, stem in (*data["fleeting"].items(), *data["plural"].items()):
        all_forms = _of_stem(stem, _SOFT_NOUN if whole in data["soft"] or whole[-1] == "ь" else "")
        if word == whole or (word.startswith(stem) and word in all_forms):
            found |= all_forms | {whole}
    if not found:
        for stem in _shortened(word):
            found |= _of_stem(stem, "")
    return found


@cache
def _of_stem(stem: str, only: str) -> frozenset[str]:
    """The forms of a noun's known stem: with the endings ``only``, or those of a hard noun."""
    hard = [listed for before, listed in _CLASSES[:4] if stem[-1] in before]
    endings = set(" ".join([only] if only else hard).split())
    return frozenset(stem + ending for ending in endings - {"-", "ь"})


def _shortened(word: str) -> list[str]:
    """Stems of a noun in -ок, -ек, -ец without their vowel."""
    if len(word) <= _MIN_STEM + 1:
        return []
    if word.endswith(("ок", "ек")):
        return [f"{word[:-2]}к", *([f"{word[:-2]}ьк"] if word[-3] == "л" else [])]
    if word.endswith("ец"):
        before = word[:-2]
        return [f"{before}{'й' if before[-1] in _VOWELS else 'ь' if before[-1] == 'л' else ''}ц"]
    return []


def _without_vowel(stem: str, endings: list[str]) -> set[str]:
    """The bare form of a stem that cannot end as it does: забастовк|а, забастовок."""
    if "" not in endings or len(stem) <= _MIN_STEM or stem[-2] in _VOWELS:
        return set()
    before, last = stem[:-1].removesuffix("ь").removesuffix("й"), stem[-1]
    softened = stem[-2] in "ьй" or stem[-2] in _HISSING
    if last == "к":
        return {f"{before}{'е' if softened else 'о'}к"}
    return {f"{before}ец"} if last == "ц" else set()


def _verb(word: str) -> set[str]:
    """The past, the infinitive, the passive and what regular verbs have of the present."""
    ending = next((ending for ending in (*_PAST, *_PRESENT) if word.endswith(ending)), None)
    if ending is None:
        return set()
    root = word.removesuffix(ending) + _PRESENT.get(ending, "")
    if len(root) < _MIN_VERB or root[-1] not in _VOWELS:
        return set()
    own = f"{root}ть {root}л {root}ла {root}ло {root}ли".split()
    if ending.endswith(("ся", "сь")):
        reflexive = {f"{form}{'сь' if form[-1] in _VOWELS else 'ся'}" for form in own}
        return reflexive | {f"{form}ся" for form in _present(root)}
    return {*own, *_present(root), *_passive(root)}


def _present(root: str) -> set[str]:
    if root.endswith(("ова", "ева")) and len(root) > _MIN_VERB:
        stem = root[:-3] + ("у" if root.endswith("ова") else "ю")
        return {f"{stem}ет", f"{stem}ют"}
    if root.endswith("и"):
        plural = "ат" if root[-2] in _HISSING else "ят"
        return {f"{root}т", root[:-1] + plural}
    return {f"{root}ет", f"{root}ют"}


def _passive(root: str) -> set[str]:
    """Short participles: уволен, создана, добыто."""
    if root.endswith("ы"):
        stem = f"{root}т"
    elif root.endswith("и"):
        stem = f"{root[:-1]}ен"
    else:
        stem = f"{root}н"
    return {stem, f"{stem}а", f"{stem}о", f"{stem}ы"}
