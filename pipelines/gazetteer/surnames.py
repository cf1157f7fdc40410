"""The forms of a person's name in three languages, by the rules of their grammar.

Russian declines both names, Kazakh adds its suffixes to the last, English neither. Surnames
are given to the matcher as patterns; first names are compared word by word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.text import fold_match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.gazetteer.records import Person

_ENDINGS = (
    (("ов", "ев", "ин", "ын"), "", "(а|у|ым|е|)"),
    (("ова", "ева", "ина", "ына"), "а", "(а|ой|у)"),
    (("ский", "цкий"), "ий", "(ий|ого|ому|им|ом)"),
    (("ская", "цкая"), "ая", "(ая|ой|ую)"),
    (("ец",), "ец", "(ец|ца|цу|цем|це)"),
    (("й",), "й", "(й|я|ю|ем|е)"),
    (("ь",), "ь", "(ь|я|ю|ем|е)"),
    (("а",), "а", "(а|ы|и|е|у|ой|ей)"),
    (("я",), "я", "(я|и|е|ю|ей)"),
)
_INVARIABLE = "еиоуыюэәөұүі"
_SOFT = "айья"
_CASES = frozenset(("а", "я", "у", "ю", "ом", "ем", "ой", "ей", "е", "ы", "и"))


def surname_patterns(person: Person) -> Iterator[tuple[str, str]]:
    """The patterns of all surnames of a person, each with its language, without doubles."""
    spelled = [
        ("kk", person.name_kk),
        ("ru", person.name_ru),
        ("en", person.name_en),
        *((alias.language[:2], alias.name) for alias in person.aliases),
    ]
    yield from dict.fromkeys((language, _pattern(name, language)) for language, name in spelled)


def _pattern(name: str, language: str) -> str:
    surname = fold_match(name.rsplit(maxsplit=1)[-1])
    if language == "ru":
        return f"^{declined(surname)}"
    if language == "kk":
        return f"^{surname}~"
    # Tokayev and Tokaev, Akkenzhenov and Akkenjenov are both in use
    romanised = surname.removesuffix("yev") + "(ye|e)v" if surname.endswith("yev") else surname
    return f"^{romanised.replace('zh', '(zh|j)')}"


def declined(surname: str) -> str:
    """The pattern of a Russian surname in all cases; the surname is folded, in the nominative."""
    for endings, dropped, forms in _ENDINGS:
        if surname.endswith(endings):
            return surname.removesuffix(dropped) + forms
    return surname if surname[-1] in _INVARIABLE else f"{surname}(а|у|ом|ем|е|)"


def first_names(person: Person) -> frozenset[str]:
    """All spellings of the given name, folded."""
    names = (person.name_kk, person.name_ru, person.name_en, *(a.name for a in person.aliases))
    given = {fold_match(name.split()[0]) for name in names}
    return frozenset(given | {name.replace("ye", "e").replace("zh", "j") for name in given})


def is_form(word: str, name: str) -> bool:
    """Whether a folded word may be a case form of a folded first name."""
    if word == name:
        return True
    stem = name[:-1] if name[-1] in _SOFT else name
    return word.startswith(stem) and word[len(stem) :] in _CASES
