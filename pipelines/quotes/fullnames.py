"""Names of persons: where they stand, the fullest form of each, endings taken back."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.quotes.quotewords import either, quote_words

if TYPE_CHECKING:
    from collections.abc import Callable

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĠĢĪĮİĶŁĻŃŅŇŐŌŘŚŞŠŢŤŪŮŰŲŹŻŽǴА-ЯЁӘҒҚҢӨҰҮҺІЎЇЄҐÝ"
_SMALL: Final = r"[^\W\d_A-ZА-ЯӘҒҚҢӨҰҮҺІЁ]"
_PART: Final = rf"[{_CAPITAL}]['’]?[{_CAPITAL}]?{_SMALL}+(?:['’][{_CAPITAL}]?{_SMALL}+)?"
_WORD: Final = rf"(?:Mc|Mac|O['’]|D['’])?{_PART}(?:-{_PART}|-(?!то\b|нибудь\b){_SMALL}+)*"
_INITIAL: Final = rf"[{_CAPITAL}]\.(?: ?[{_CAPITAL}]\.)?"
_ONE: Final = rf"(?:{_INITIAL} ?{_WORD}|{_WORD}(?![\w]))"
_SHOUTED: Final = rf"(?:[{_CAPITAL}]{{4,}}(?:-[{_CAPITAL}]{{2,}})?)"
_CYRILLIC: Final = re.compile("[Ѐ-ӿ]")
_GENITIVE_KK: Final = re.compile(
    "(?<=[^\\W\\d_]{3})[-’']?(?:ның|нің|дың|дің|тың|тің|nyń|niń|dyń|diń|tyń|tiń)$"
)
_GENITIVE_EN: Final = re.compile("['’]s?$")
_GENITIVE_ENDS: Final = frozenset("ңńs'’")
_FROM_KK: Final = re.compile("(?<=[ыі])н(?:ен|ан|де|да)$")
_AT_KK: Final = re.compile("(?<=[^\\W\\d_]{3})(?:тен|тан|ден|дан|те|та|де|да)$")
# endings of Russian surnames and given names in the oblique cases
_ENDING_RU: Final = re.compile(
    "(?:ого|ому|ым|им|ом|ем|ой|ей|ую|юю|ая|яя|а|я|у|ю|ы|и|е|ый|ий|й|ь|)$"
)
_ENDING_KK: Final = re.compile(
    "(?:ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|ды|ді|ты|ті|ны|ні|нан|нен|дан|ден|тан|тен|мен|бен|пен)$"
)
_FEMALE: Final = re.compile(
    "(?:ова|ева|ёва|ина|ая|қызы|кызы|ova|eva|yeva|ina|aya|qyzy|kyzy|[ое]вн[аыеу]|[ое]вной|ичн[аыеу])$"
)
_MALE: Final = re.compile("(?:[оеё]в|[^аеёиоуыэюя]ин|[сц]кий|ұлы|[oe]v|skiy?|uly)$")
_MIN_STEM: Final = 3


class Name(NamedTuple):
    """A run of capitalised words with its span."""

    words: str
    start: int
    end: int

    @property
    def parts(self) -> list[str]:
        """The words by themselves."""
        return self.words.replace(".", ". ").split()

    @property
    def surname(self) -> str:
        """The last word; before a patronymic stands the given name alone."""
        return self.parts[-1] if self.parts else ""


@cache
def name_pattern() -> re.Pattern[str]:
    """A run of capitalised words, small particles and initials between them."""
    small = either(quote_words().no_names.particles)
    joint = rf" (?:(?:{small}) ){{0,2}}"
    return re.compile(
        rf"(?<![\w.«“\"-]){_ONE}(?:{joint}(?:{_ONE}|{_SHOUTED}(?!\w)|{_INITIAL}))*"
        rf"(?:,? (?:Jr|Sr)\b)?"
    )


def is_cyrillic(word: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return word[:1] >= "Ѐ"


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A name without what declension may change; the same for all cases of a name."""
    low = word.lower().replace("ё", "е").replace("’", "'")
    if not _CYRILLIC.search(low):
        return re.sub("'s?$", "", low)
    bare = _ENDING_KK.sub("", low)
    low = bare if len(bare) > _MIN_STEM else low
    bare = _ENDING_RU.sub("", low, count=1)
    return bare if len(bare) >= _MIN_STEM else low


def without_genitive(name: str) -> str:
    """A name without the Kazakh genitive («Шарлапаевтың») or the English one."""
    if name[-1:] not in _GENITIVE_ENDS:
        return name
    return _GENITIVE_EN.sub("", _GENITIVE_KK.sub("", name))


def without_cases(words: str) -> str:
    """A Kazakh organisation as subject: «министрлігінен» as «министрлігі»."""
    bare = _FROM_KK.sub("", without_genitive(words))
    return _AT_KK.sub("", bare)


@lru_cache(maxsize=4096)
def is_female(name: str) -> bool | None:
    """Whether a name is a woman's by its surname, patronymic or given name; None if unknown."""
    parts = name.lower().split()
    if any(_FEMALE.search(part) for part in parts):
        return True
    if not parts or (len(parts) == 1 and parts[0][-1] in "аяae"):
        return None
    given = parts[0]
    if len(parts) > 1 and given[-1] != "." and _MALE.search(parts[-1]):
        return False  # «Илья Скобелев», "Nikita Ivanov"
    return True if given[-1] in "аяa" and len(parts) > 1 else None if given[-1] == "." else False


# Russian names of men and women in the genitive, dative and instrumental
_WOMAN_RU: Final = re.compile("(?P<stem>.*(?:[оеё]в|ин|[цс]ын))ой$|(?P<adjective>.*[сц]к)ой$")
_MAN_RU: Final = re.compile(
    "(?P<adjective>.*[сц]к)(?:ого|ому|им)$|(?P<vowel>.*[аеоуыэюяиәіұү])(?:я|ю|ем)$"
    "|(?P<soft>.*[рл])(?:я|ю|ем)$|(?P<hard>.{2,}[^аеёиоуыэюяьәіұүөй])(?:а|у|ом|ым)$",
    re.IGNORECASE,
)
_GIVEN_RU: Final = re.compile("(?P<stem>.{2,}[^гкхжшщчц])ы$|(?P<soft>.+[иь])и$")


def nominative_name(name: str) -> str:
    """A Russian name that stands in an oblique case: «Асета Маукенова» is «Асет Маукенов».

    The caller knows the case; of a name in the nominative the result has no meaning.
    """
    if not is_cyrillic(name):
        return name
    *firsts, last = name.split()
    woman = _WOMAN_RU.fullmatch(last)
    surname = _of_woman(woman) if woman else _of_man(last) if firsts else _given(last)
    named = [part if woman and not part.endswith(("ы", "и")) else _given(part) for part in firsts]
    return " ".join([*named, surname])


def _of_woman(found: re.Match[str]) -> str:
    return found["stem"] + "а" if found["stem"] else found["adjective"] + "ая"


def _given(part: str) -> str:
    found = _GIVEN_RU.fullmatch(part)
    if not found:
        return _of_man(part)
    return found["stem"] + "а" if found["stem"] else found["soft"] + "я"


def _of_man(part: str) -> str:
    found = _MAN_RU.fullmatch(part)
    if not found:
        return part
    endings = {"adjective": "ий", "vowel": "й", "soft": "ь", "hard": ""}
    kind = found.lastgroup or "hard"
    return found[kind] + endings[kind]


class Roster:
    """The full names of an article, looked up by surname.

    ``named`` gives the names whose surname begins with some letters.
    """

    def __init__(self, named: Callable[[str], list[Name]]) -> None:
        self._named = named
        self._held: dict[str, list[Name]] = {}
        self._fullest: dict[str, str] = {}

    def of(self, surname: str) -> list[Name]:
        """The full names with a surname, in whatever case."""
        key = stem(without_genitive(surname))
        if key not in self._held:
            found = self._named(surname[: len(key)])
            self._held[key] = [n for n in found if len(n.parts) > 1 and stem(n.surname) == key]
        return self._held[key]

    def knows(self, word: str) -> bool:
        """Whether a word is the surname of somebody named in full."""
        return bool(self.of(word))

    def fullest(self, name: str) -> str:
        """The fullest form of a name, in the nominative where the article has that too."""
        if name not in self._fullest:
            self._fullest[name] = self._search(name)
        return self._fullest[name]

    def _search(self, name: str) -> str:
        name = without_genitive(name)
        parts = name.replace(".", ". ").split()
        if not parts:
            return name
        known = self.of(parts[-1])
        fitting = [other for other in known if _agree(parts, other.parts)]
        if not fitting:
            return name
        longest = max(len(_spelt(other)) for other in fitting)
        best = [other for other in fitting if len(_spelt(other)) == longest]
        plainest = without_genitive(min(best, key=_plainness).words)
        # «Маукенов» asked for and «Асета Маукенова» known: the full name stands in the genitive
        is_oblique = re.search("(?:[оеё]в|ин)$", parts[-1]) and plainest.endswith(parts[-1] + "а")
        return nominative_name(plainest) if is_oblique else plainest


def _spelt(name: Name) -> list[str]:
    """The parts that are no initials."""
    return [part for part in name.parts if not part.endswith(".")]


def _plainness(name: Name) -> tuple[int, int]:
    """The nominative is the shortest form; of equal ones that in -а, not that in -у."""
    bare = without_genitive(name.words)
    return len(bare), bare[-1] in "уюыи"


def _agree(some: list[str], other: list[str]) -> bool:
    """Whether the words before the surname may be of one person; an initial stands for a name."""
    firsts, seconds = some[:-1], other[:-1]
    if not firsts or not seconds:
        return True
    one, two = firsts[0], seconds[0]
    if one.endswith(".") or two.endswith("."):
        return one[0] == two[0]
    return stem(one) == stem(two) or stem(one) in {stem(part) for part in seconds}
