"""What a spelling of Kazakh leaves open, decided by the letters around.

An open word is in Cyrillic but for capitals, each of which stands for several letters:
Й (й, и, or a part of я ю), I (і, и, Й), Y (ы, Й), Ы (ы, і), A (а, ә), O (о, ө), U (у, ұ, ү),
K (к, қ), G (г, ғ).
Kazakh words are front (ә е і ө ү) or back (а ы о ұ), and so are their endings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_V: Final = "[аәеэоөуұүыіияюAOUЫ]"
_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern.replace("V", _V)), put) for pattern, put in pairs)


# Latin without marks has one sign for й and ы (y), one for й, и and і (i)
_GLIDES: Final = _rules(
    (r"Yн[гG](?!V|[IY])", "ың"),
    (r"(?<=[ндт])Iн[гG](?!V|[IY])", "ің"),
    (r"^сAрY(?=A)", "сары"),
    # бауыр, оқуы, келуі; but ұйқы, үй
    (r"(?<=V)UY(?![AOU])", "уы"),
    (r"(?<=V)UI(?![AOU])", "уі"),
    (r"^(\w*(?:V|I)\w*(?!V)\w)UY(?![AOU])", r"\1уы"),
    (r"^(\w*(?:V|I)\w*(?!V)\w)UI(?![AOU])", r"\1уі"),
    (r"^Y(?=е)", ""),
    (r"IYA", "ия"),
    (r"(?<=V)[IY]I", "Йі"),
    (r"(?<=V)[IY]Y", "Йы"),
    (r"Y[IY]", "ыЙ"),
    (r"IY(?=[UеO])", "Й"),
    (r"IY(?=\w)", "иы"),
    (r"II", "иі"),
    (r"(?<=V)[IY]", "Й"),
    (r"I(?=[AOUе])", "Й"),
    (r"Y(?=[AU])|^Y(?=O)", "Й"),
    ("Y", "ы"),
)
_DECISIONS: Final = _rules(
    # жатса, кетсе, кетсін keep their тс
    (r"^тс|тс(?=Й|и|I[AOЙн]\w|е(?:н[тзк]|м|рт|с|х|д))", "ц"),
    # Сәтбаев, in whatever way its е is written
    (r"([аA])Йев", r"\1ев"),
    (r"ЙЙ(?=[аAуU])", "иЙ"),
    (r"(?:^|(?<=V))Й[аA]", "я"),
    # материал, авиация, социалдық; but компаниялар, Россияның
    (r"Й[аA](?=л(?:$|[дгнт]|ы(?![қK]))|[тц])", "иа"),
    (r"Й[аA]", "ия"),
    (r"(?:^|(?<=V))Й[уұU]", "ю"),
    (r"Й[уұU]$", "ию"),
    (r"Й[уұU]", "ю"),
    (r"^Й(?=[оO])|(?<=V)Й", "й"),
    ("Й", "и"),
    (r"(?<=[аәеоөуюяиAOЫ])U|U(?=[аәеоөыіияAOIЫ])|U$", "у"),
)


def without_marks(word: str) -> str:
    """An open word of a spelling without marks with I and Y decided between vowel and й."""
    return _apply(_GLIDES, word)


def decided(word: str, *, hamza: bool = False) -> str:
    """The likeliest Cyrillic word for an open one; ``hamza`` marks a front word in Arabic."""
    word = _apply(_DECISIONS, word)
    if not _OPEN.search(word):
        return word
    # «мен» follows front and back words alike
    telling = _NEUTRAL_END.sub("", word)
    front = hamza or (bool(re.search("[екгәөүіI]", telling)) and not re.search("[қғы]", telling))
    while (found := _OPEN.search(word)) is not None:
        letter = _CHOICES[found[0]](_Place(word[: found.start()], word[found.end() :], front))
        word = word[: found.start()] + letter + word[found.end() :]
    return word


def _apply(rules: _Rules, word: str) -> str:
    for pattern, put in rules:
        word = pattern.sub(put, word)
    return word


@dataclass(frozen=True, slots=True)
class _Place:
    """An open letter: what stands before (decided) and after it, whether the word is front."""

    before: str
    after: str
    front: bool

    @property
    def last_vowel(self) -> str:
        """The vowel before, "" where the letter is the first one."""
        return next((letter for letter in reversed(self.before) if letter in _VOWELS), "")

    @property
    def next_vowel(self) -> str:
        """The vowel after, open or not; у is none, as it stands in words of both kinds."""
        return next((letter for letter in self.after if letter in _VOWELS - {"у"}), "")

    @property
    def is_front(self) -> bool:
        """By the consonants beside it, else the vowels before it, else the word."""
        beside = self.before[-1:] + self.after[:1]
        if re.search("[қғ]", beside):
            return False
        if re.search("[кг]", beside):
            return True
        # қиын, биыл: и says nothing of the vowel that it touches
        before = reversed(self.before.removesuffix("и"))
        return next((v in _FRONT for v in before if v in _FRONT | _BACK), self.front)


def _a(place: _Place) -> str:
    is_first_of_front = place.front and not place.last_vowel
    return "ә" if is_first_of_front and place.next_vowel in {*"еіIЫ"} else "а"


def _o(place: _Place) -> str:
    is_first_of_front = place.front and not place.last_vowel
    return "ө" if is_first_of_front and not re.search("[Aа]", place.after) else "о"


def _u(place: _Place) -> str:
    return "ү" if place.is_front else "ұ"


def _i(place: _Place) -> str:
    return "и" if place.last_vowel in _BACK else "і"


def _y(place: _Place) -> str:
    return "і" if place.is_front else "ы"


def _k(place: _Place) -> str:
    return "қ" if _beside_back(place) else "к"


def _g(place: _Place) -> str:
    return "ғ" if _beside_back(place) else "г"


def _beside_back(place: _Place) -> bool:
    touching = place.after[:1] if place.after[:1] in _VOWELS else ""
    near = touching or place.last_vowel or place.next_vowel
    return near in _BACK | {"A"} or (near in {*"OUЫ"} and not place.front)


_OPEN: Final = re.compile("[AOUIЫKG]")
# у and ю stand in words of both kinds
_FRONT: Final = frozenset("әеэөүіиI")
_BACK: Final = frozenset("аоұыя")
_VOWELS: Final = frozenset(_V.strip("[]")) | {"I"}
_NEUTRAL_END: Final = re.compile("(?<=[мбп])ен$")
_CHOICES: Final[Mapping[str, Callable[[_Place], str]]] = {
    "A": _a, "O": _o, "U": _u, "I": _i, "Ы": _y, "K": _k, "G": _g,
}  # fmt: skip
