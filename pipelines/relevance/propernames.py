"""Words of mining that are names: «Даниил Рудник», «улица Рудничная», «в районе Коксу».

In Cyrillic text a common noun takes no capital letter within a sentence. Where one does beside a
first name or a surname, it is a person, and all its capitalised uses in the article are that
person; where it does in a sentence about streets, it is a street, and else some other name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.relevance.stretches import starting_in
from pipelines.relevance.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.relevance.scans import Found, Scan

_STEM = 4  # letters that two forms of one name share
_GIVEN_NAME = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}")
_REACH = 32
_WITHIN = re.compile(r"(?:^|[\s«(])[а-яёәғқңөұүһі]+,? $")
_LAST_WORD = re.compile(r"(\w+) $")
_CALLING = re.compile(
    r"(?:адвокат|судь|прокурор|депутат|певе?ц|певиц|акт[её]р|актрис|режисс[её]р|журналист|тренер"
    r"|свидетел|майор|полковник|капитан|министр|врач|учител|художник|писател|блогер|бокс[её]р"
    r"|дириж[её]р|господин|г-н|оқушы|мұғалім|әнші|дәрігер|қорғаушы|спортшы)[а-яәғқңөұүһі]*",
    re.IGNORECASE,
)
_NEVER_GIVEN = re.compile(
    r"(?:[иыо]й|[аяоеы]я|[оеи]е|[оиые]го|[оиые]м|[ыи]х|[уюо]ю|[ыи]ми|лық|лік)$"
)
_SURNAME_AFTER = re.compile(
    r" [А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+"
    r"(?:[оеё]в|ин|[оеё]ва|ина|ұлы|улы|қызы|кызы|тегі)[а-яёәғқңөұүһі]*\b"
)
_STREETS = re.compile(
    r"\b(?:улиц\w*|ул\.|проспект\w*|пр-т|переул\w+|бульвар\w*|микрорайон\w*|мкр|площад[ьи]\w*"
    r"|остановк\w+|көше\w*|даңғыл\w*|шағын аудан\w*|ықшам аудан\w*|мөлтек аудан\w*)"
)


def proper_names(scan: Scan) -> dict[int, str]:
    """Where capitalised single words of the vocabulary are names, each start with its reason."""
    single = [found for found in scan.hits.get("term", []) if _is_capitalised_word(scan, found)]
    others = {f.start: "a proper name" for f in single if _is_name(scan, f)}
    people = {name: _person(scan, name) for name in {_stem(scan, found) for found in single}}
    streets = {f.start: "the name of a street" for f in single if _is_street(scan, f)}
    named = {f.start: people[_stem(scan, f)] for f in single if people[_stem(scan, f)]}
    return others | streets | named


def _is_capitalised_word(scan: Scan, found: Found) -> bool:
    if scan.original[found.start].islower() and not scan.respelled:
        return False
    words = scan.words(found)
    return words.isalpha() and words.istitle()


def _is_name(scan: Scan, found: Found) -> bool:
    """Whether a Cyrillic noun is capitalised right after a word that is not.

    Press offices write «на Руднике» of their own one, so words that nearly prove a mine stay.
    """
    term = vocabulary().terms[found.id]
    if term.names or term.level == "strong":
        return False
    return bool(_WITHIN.search(scan.original, max(0, found.start - _REACH), found.start)) and bool(
        _GIVEN_NAME.fullmatch(scan.words(found))
    )


def _stem(scan: Scan, found: Found) -> str:
    return scan.words(found)[:_STEM]


def _person(scan: Scan, name: str) -> str:
    """A first name or a calling before the name anywhere, or a surname after it; else empty."""
    text = scan.original
    for begin in _uses(text, name):
        whole = text[begin : _word_end(text, begin)]
        start = text.rfind(" ", 0, max(0, begin - 1)) + 1
        before = _LAST_WORD.search(text, start, begin)
        if before and _is_first_name(scan, before.start(), before[1]):
            return f"a person: “{before[0]}{whole}”"
        after = _SURNAME_AFTER.match(text, begin + len(whole))
        if after:
            return f"a person: “{whole}{after[0]}”"
    return ""


def _uses(text: str, name: str) -> Iterator[int]:
    """Where words begin with a name; ``str.find`` is many times quicker than a pattern here."""
    start = text.find(name)
    while start >= 0:
        if not start or not text[start - 1].isalnum():
            yield start
        start = text.find(name, start + 1)


def _word_end(text: str, start: int) -> int:
    return next((n for n in range(start, len(text)) if not text[n].isalnum()), len(text))


def _is_first_name(scan: Scan, start: int, word: str) -> bool:
    if _CALLING.fullmatch(word):
        return True
    given = _GIVEN_NAME.fullmatch(word) and not _NEVER_GIVEN.search(word)
    return bool(given) and not _is_known(scan, start)


def _is_known(scan: Scan, start: int) -> bool:
    kinds = ("place", "city", "company", "term")
    return any(starting_in(scan.hits.get(kind, ()), start, start + 1) for kind in kinds)


def _is_street(scan: Scan, found: Found) -> bool:
    first, _ = scan.spans[scan.sentence(found.start)]
    begins = not scan.original[first : found.start].strip(' «"“—–-\n|')
    return not begins and scan.ask(_names_street, found.start)


def _names_street(scan: Scan, first: int, last: int) -> bool:
    return bool(_STREETS.search(scan.folded, first, last))
