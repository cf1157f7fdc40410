"""What a speaker is: the words for an office, or for an organisation that speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipelines.quotes.heads import Head, office_heads, organisation_heads
from pipelines.quotes.quotewords import quote_words

_BREAK: Final = re.compile(r"[,;:()\n\ue000]|\s[–—-]\s")
_ADJECTIVE_ENDINGS: Final = (
    *("ый", "ий", "ой", "ая", "яя", "ое", "его", "ого", "ему", "ому", "ым", "им", "ом", "ем"),
    *("ую", "юю", "ые", "ие", "и.о.", "врио"),
)
# where a phrase for an office ends if no name follows
_END_RU: Final = re.compile(
    r"[,;:()\n\ue000]|\s[–—-]\s"
    r"|\s(?:в|во|на|о|об|со|после|перед|при|что|журналистам|корреспонденту|также|ранее|сегодня"
    r"|вчера|накануне|нам|и)(?=\s|$)"
)
_END_EN: Final = re.compile(
    r"[,;:()\n\ue000]|\s[–—-]\s|\s(?:on|who|that|told|also|earlier|today|yesterday|during"
    r"|after|this)\b"
)
_OCCASION_KK: Final = re.compile(
    r"^.*(?:барысында|кезінде|брифинг\w*|отырыс\w*|сұхбат\w*|кеңес\w*де|жиын\w*да|туралы"
    r"|бұған дейін|бүгін|кеше|тілшіге|журналистерге|тілшілерге|басында|да|де)\s+",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(r"^(?:(?:the|a|an|мен|және|ал|и|а|но|but|and|as)\s+)+", re.IGNORECASE)
_EDGES: Final = re.compile(r"^[\s,«»\"“”–—-]+|[\s,–—-]+$")
_BEHIND: Final = re.compile(
    r"\s*(?:,|\s[–—-])\s*(?P<office>[^,;:()\n\ue000]{3,160}?)(?=[,:]|$|\.\s|\s[–—-]\s)"
)
_AND: Final = re.compile(r"\s(?:и|and|және|мен|пен|бен)\s")
_RELATIVE: Final = ("who ", "which ", "котор")
_MAX_OFFICE: Final = 160
_HEAD_WORDS: Final = 7
_ABBREVIATION: Final = re.compile(r"(?<![\w-])[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{2,}(?![\w])")
_QUOTED_NAME: Final = re.compile(r"[«\"“][^«»\"“”\n\ue000]{2,60}[»\"”]")
_LEGAL_FORM: Final = re.compile(r"\s(?:\w+\s)?([А-ЯӘҒҚҢӨҰҮҺІ]{2,4})(?!\w)")
_ADJECTIVE_GENITIVE: Final = re.compile(r"(?<=\w)(?P<k>[гкхжшщч]?)(?P<e>ого|его)\b")
_NOMINATIVE: Final = re.compile(
    r"(?P<ya>[а-яё-]*тел)я\b|(?P<gl>глав)ы\b"
    r"|(?P<a>(?:[а-яё]+-)?(?:министр|премьер|президент|аким|директор|начальник|депутат|секретар|инженер|эксперт"
    r"|аналитик|геолог|прокурор|сенатор|советник|эколог|экономист|адвокат|юрист|специалист|менеджер|мастер"
    r"|инспектор|профессор|механик|спикер|лидер))а\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for an office or an organisation, with offsets into the stretch read."""

    words: str
    head: int
    start: int
    end: int
    is_office: bool


def office_phrase(chunk: str, language: str) -> Phrase | None:
    """The office that a stretch without a name tells of: «министр промышленности РК»."""
    heads = office_heads(chunk, language)
    if not heads:
        return None
    head = heads[0] if language == "ru" else heads[-1]
    start, end = _extent(chunk, head, language)
    words = _tidied(chunk[start:end], language)
    return Phrase(words, head.start, start, end, is_office=True)


def organisation_phrase(chunk: str, language: str) -> Phrase | None:
    """The organisation that a stretch tells of: «в акимате области» gives «акимат области»."""
    heads = organisation_heads(chunk, language)
    if not heads:
        return _abbreviated(chunk)
    head = heads[0] if language == "ru" else heads[-1]
    start, end = _extent(chunk, head, language)
    if language != "ru":
        words = _tidied(chunk[start:end], language)
    else:
        named = nominative(head.word)
        start = start if named == head.word else head.start
        words = _EDGES.sub("", chunk[start : head.start] + named + chunk[head.end : end])
    return Phrase(words.rstrip("."), head.start, start, end, is_office=False)


def _extent(chunk: str, head: Head, language: str) -> tuple[int, int]:
    """Where the phrase around a head goes: Russian adds behind it, Kazakh before it."""
    if language == "ru":
        stop = _END_RU.search(chunk, head.end)
        return _with_adjectives(chunk, head.start), stop.start() if stop else len(chunk)
    start = _last_break(chunk, head.start)
    if language == "kk":
        return start, head.end
    stop = _END_EN.search(chunk, head.end)
    return start, stop.start() if stop else len(chunk)


def _abbreviated(chunk: str) -> Phrase | None:
    """An organisation by a name alone: «Казахмыс» in marks, МЧС, ERG."""
    quoted = _QUOTED_NAME.search(chunk)
    if quoted:
        form = _LEGAL_FORM.match(chunk, quoted.end())
        end = form.end() if form else quoted.end()
        words = quoted[0].strip('«»"“” ')
        return Phrase(words, quoted.start(), quoted.start(), end, is_office=False)
    for found in _ABBREVIATION.finditer(chunk):
        if found[0] not in quote_words().legal_forms:
            return Phrase(found[0], found.start(), found.start(), found.end(), is_office=False)
    return None


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


def office_beside(text: str, start: int, end: int, name: tuple[int, int], language: str) -> str:
    """The office of a named speaker, before the name or in apposition behind it; "" if none."""
    before = text[start : name[0]]
    cut = _last_break(before, len(before))
    if cut and not before[cut:].strip():
        # "the union leader, Marat Mirgayazov," has its office before the comma
        before = before.rstrip(" ,")
        cut = _last_break(before, len(before))
    office = _office_before(_last_joined(before[cut:], language), language)
    return office or _office_behind(text[name[1] : end], language)


def _last_joined(chunk: str, language: str) -> str:
    """What follows "and" where another person's office begins behind it."""
    for joint in reversed(list(_AND.finditer(chunk))):
        rest = chunk[joint.end() :]
        heads = office_heads(rest, language)
        if heads and office_heads(chunk[: joint.start()], language):
            is_own = language != "ru" or _with_adjectives(rest, heads[0].start) == 0
            return rest if is_own else chunk
    return chunk


def _office_before(chunk: str, language: str) -> str:
    heads = office_heads(chunk, language)
    if not heads or len(chunk) > _MAX_OFFICE:
        return ""
    if language == "ru":
        start = _with_adjectives(chunk, heads[0].start)
        return _nominative_office(_tidied(chunk[start:], language))
    return _tidied(chunk, language)


def _office_behind(chunk: str, language: str) -> str:
    found = _BEHIND.match(chunk)
    if not found:
        return ""
    heads = office_heads(found["office"], language)
    first = found["office"][: heads[0].start] if heads else ""
    if not heads or len(first.split()) > _HEAD_WORDS or first.startswith(_RELATIVE):
        return ""
    return _tidied(found["office"], language)


def _with_adjectives(chunk: str, at: int) -> int:
    """Where the adjectives begin that stand right before a head."""
    before = chunk[:at]
    for word in reversed(before.split()):
        is_name = word[:1].isupper() and not chunk.lstrip().startswith(word)
        if is_name or not word.lower().endswith(_ADJECTIVE_ENDINGS):
            break
        at = chunk.rfind(word, 0, at)
    return at


def _last_break(chunk: str, at: int) -> int:
    return max((found.end() for found in _BREAK.finditer(chunk, 0, at)), default=0)


def _tidied(words: str, language: str) -> str:
    words = _EDGES.sub("", words)
    if language == "kk":
        words = _OCCASION_KK.sub("", words)
    return _LEADING.sub("", words).strip(" .,")


def _nominative_office(words: str) -> str:
    """«главного инженера шахты» as «главный инженер шахты», where that is safe."""
    found = _NOMINATIVE.search(words)
    if not found:
        return words
    lead = words[: found.start()]
    if lead and not _ADJECTIVE_GENITIVE.search(lead):
        return words
    head = found["a"] or (found["ya"] + "ь" if found["ya"] else found["gl"] + "а")
    return _ADJECTIVE_GENITIVE.sub(_nominative_adjective, lead) + head + words[found.end() :]


def _nominative_adjective(found: re.Match[str]) -> str:
    return found["k"] + ("ий" if found["k"] or found["e"] == "его" else "ый")
