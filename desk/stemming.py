"""The forms of a folded word in Kazakh, Russian and English, by their short endings.

Kazakh is agglutinative and Russian inflects; a dictionary for both would cost more memory than
the archive's reader. Cutting short endings off a long enough word and looking for what begins
alike finds the forms; what it finds too much ranks below the word as typed. An ending is only
cut after letters that it can follow, so that Астана does not lose «-на» nor Актау its «-у».
Words are in search spelling (``pipelines.text.fold_search``).
"""

from __future__ import annotations

_MIN_STEM = 4
_MAX_CUTS = 4
# those a Kazakh stem can end in
_VOWELS = "аеиуыюя"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
_CAN_FALL = frozenset("аеиоуыэюяьй")


def _endings(table: dict[str, str]) -> dict[str, str]:
    return {ending: before for line, before in table.items() for ending in line.split()}


# Kazakh plural, possessive and case, with the letters each can follow (vowel harmony is lost in
# search spelling, the assimilation of consonants is not). They come in chains. «-с-» is kept out
# before «т»: Russian -сть, -стан and -ство would be taken apart.
_CHAINED = _endings(
    {
        "лар лер": _VOWELS + "рй",
        "дар дер": "лмнзж",
        "тар тер та те тан тен ты ти тын тин": "пткшщчцхфбвгд",
        "ка ке": "пткшщчцхфбвгдс",
        "да де га ге": _VOWELS + "лмнрйзж",
        "дан ден": _VOWELS + "лрйзж",
        "ды ди": "лмнрйзж",
        "дын дин": "лрйзж",
        "нын нин нан нен": _VOWELS + "мн",
        "на не": "ыи",
        "сы си сын син": _VOWELS,
        "ын ин": _CONSONANTS,
        "гы ги": "ае",
        "мен": _VOWELS + "лмнрй",
        "бен": "зжмн",
        "пен": "пткшщчцхфбвгдс",
    }
)
# Russian case and number, adjectives included; Kazakh possessives that begin with a vowel. The
# word ends here: nothing is cut after them.
_FINAL = _endings(
    {
        "а о е ы и у ю ь ам ом ем ах ой ов ев ый ая ое ее ые ую юю им ым их ых": _CONSONANTS,
        "я ям ях ей ий ия ии ию ие ью ья ье ого его ому ему ыми ими ами ями": _CONSONANTS + "иь",
        "ны ни": _VOWELS,
    }
)
# what may still fall after a Kazakh ending: шахта|сы is шахт|а too
_FINAL_AFTER_CHAINED = {end: _FINAL[end] for end in ("а", "ы", "е", "и", "ия")}
_ENGLISH = ("ing", "es", "ed", "s", "e")
_AFTER_SHORT = tuple(
    ending
    for line in (
        "а я о е ы и у ю ь й ам ах ом ем ой ей ов ев ью",
        "лар лер дар дер тар тер сы нын нин дын дин тын тин ны ни ды ди ты ти",
        "га ге ка ке да де та те дан ден тан тен мен бен пен",
    )
    for ending in line.split()
)


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u052f"


def stem(word: str) -> str:
    """How the other forms of ``word`` begin; "" for a word too short or of digits."""
    if len(word) < _MIN_STEM or not word.isalpha():
        return ""
    if not _is_cyrillic(word):
        return next((word[: -len(end)] for end in _ENGLISH if _ends(word, end)), word)
    root = word
    for _ in range(_MAX_CUTS):
        root = _cut(root, _CHAINED)
    return _cut(root, _FINAL if root == word else _FINAL_AFTER_CHAINED)


def _ends(word: str, ending: str) -> bool:
    return word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM


def _cut(word: str, endings: dict[str, str]) -> str:
    for size in (3, 2, 1):
        ending = word[-size:]
        if _ends(word, ending) and word[-size - 1] in endings.get(ending, ""):
            return word[:-size]
    return word


def forms(word: str) -> tuple[str, ...]:
    """Other forms of a word too short to be cut: its root with each short ending."""
    if len(word) > _MIN_STEM or not word.isalpha():
        return ()
    if not _is_cyrillic(word):
        return (f"{word}s",)
    root = word[:-1] if len(word) == _MIN_STEM and word[-1] in _CAN_FALL else word
    return tuple(root + ending for ending in ("", *_AFTER_SHORT) if root + ending != word)
