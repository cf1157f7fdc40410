"""The nominative of Russian words for offices and organisations."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pipelines.quotes.quotewords import quote_words

_ADJECTIVE_GENITIVE: Final = re.compile(r"(?<=\w)(?P<k>[гкхжшщч]?)(?P<e>ого|его)\b")
_NOMINATIVE: Final = re.compile(
    r"(?<![\w-])(?:(?P<ya>[а-яё-]*тел)(?:я|ю|ем)\b|(?P<gl>глав)(?:ы|е|ой)\b"
    r"|(?P<many>[а-яё]*(?:олог|ист|щик|ник|ант|ент|ер|ор|эксперт))ов\b|(?P<tel>[а-яё]*тел)ей\b"
    r"|(?P<a>(?:[а-яё]+-)?(?:министр|премьер|президент|аким|директор|начальник|депутат|секретар|инженер|эксперт"
    r"|аналитик|геолог|прокурор|сенатор|советник|эколог|экономист|адвокат|юрист|специалист|менеджер|мастер"
    r"|инспектор|профессор|механик|спикер|лидер|руководител|член|представител|тренер|педагог|энергетик|машинист|горняк))"
    r"(?:а|у|ом)\b)",
    re.IGNORECASE,
)


def nominative(word: str) -> str:
    """The nominative of a Russian word for an organisation; other words as they are."""
    low = word.lower()
    named = next((named for stem, named in _nominatives() if low.startswith(stem) and named), low)
    if low == named.lower():
        return word
    return named[:1].upper() + named[1:] if word[:1].isupper() else named


@cache
def _nominatives() -> list[tuple[str, str]]:
    held = quote_words().organisations.ru
    return sorted(held.items(), key=lambda item: -len(item[0]))


def nominative_office(words: str) -> str:
    """«главного инженера шахты» as «главный инженер шахты», where that is safe."""
    found = _NOMINATIVE.search(words)
    if not found:
        return words
    lead = words[: found.start()]
    if lead and not _ADJECTIVE_GENITIVE.search(lead):
        return words
    head = _nominative_head(found)
    if found["many"] or found["tel"]:
        return words if lead else head + words[found.end() :]
    return _ADJECTIVE_GENITIVE.sub(_nominative_adjective, lead) + head + words[found.end() :]


def stands_oblique(words: str, at: int) -> bool:
    """Whether the noun that begins at an offset is that of one person in an oblique case."""
    found = _NOMINATIVE.match(words, at)
    return found is not None and not found["many"]


def _nominative_head(found: re.Match[str]) -> str:
    if found["many"]:
        return found["many"] + ("и" if found["many"][-1] in "гкхжшщч" else "ы")
    if found["ya"] or found["tel"]:
        return found["ya"] + "ь" if found["ya"] else found["tel"] + "и"
    return found["a"] or found["gl"] + "а"


def _nominative_adjective(found: re.Match[str]) -> str:
    return found["k"] + ("ий" if found["k"] or found["e"] == "его" else "ый")
