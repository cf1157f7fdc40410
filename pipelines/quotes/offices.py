"""What a speaker is: the words for an office, or for an organisation that speaks."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipelines.quotes.bodynames import named_body
from pipelines.quotes.edges import without_edges
from pipelines.quotes.fullnames import without_genitive
from pipelines.quotes.heads import (
    Head,
    is_office,
    is_organisation,
    office_heads,
    organisation_heads,
)
from pipelines.quotes.officecases import nominative, nominative_office, stands_oblique
from pipelines.quotes.quotewords import quote_words

_BREAK: Final = re.compile(r"[,;:()\n\ue000]|\s[–—-]\s")
_ADJECTIVE_ENDINGS: Final = (
    *("ый", "ий", "ой", "ая", "яя", "ое", "его", "ого", "ему", "ому", "ым", "им", "ом", "ем"),
    *("ую", "юю", "ые", "ие", "и.о.", "врио"),
)
# «под председательством министра»: a noun that ends like an adjective
_NOUN_ENDINGS: Final = ("ством", "нием", "стием")
_HEARERS_RU: Final = ("ам", "ям")
# where a phrase for an office ends if no name follows
_END_RU: Final = re.compile(
    r"[,;:()\n\ue000]|\s[–—-]\s"
    r"|\s(?!стали\b|пыли\b)[а-яё]+[аиыеуя]ли(?:сь)?(?=[\s,]|$)"
    r"|\s(?:в|во|на|о|об|со|после|перед|при|что|журналистам|корреспонденту|также|ранее|сегодня"
    r"|вчера|накануне|нам|и)(?=\s|$)"
)
_END_EN: Final = re.compile(
    r"[,;:()\n\ue000]|\s[–—-]\s|\s(?:on|who|that|told|also|earlier|today|yesterday|during"
    r"|after|this)\b"
)
# what goes on with an English office; any other word behind it is the verb
_GOES_ON_EN: Final = re.compile(
    r"\s(?:of|for|at|in|from|with|to|near|close|called|named|responsible|general)\b|\s\(|$"
)
_FINITE_RU: Final = re.compile(r"^[а-яё]+[аиыуяе]л(?:а|и|о|ся|ась|ись)?\s+(?=\w)")
_FINITE_KK: Final = re.compile(r"^[а-яәіңғүұқөһ]+(?:[дт][ыі]|й[дт][ыі])\s+(?=\w)")
_OCCASION_KK: Final = re.compile(
    r"^.*(?:барысында|кезінде|брифинг\w*|отырыс\w*|сұхбат\w*|кеңес\w*де|жиын\w*да|туралы"
    r"|бұған дейін|бүгін|кеше|тілшіге|журналистерге|тілшілерге|басында|да|де)\s+",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"^(?:(?:the|a|an|мен|және|ал|и|а|но|but|and|as|yet|so|its|their|his|our|тем временем)\s+)+",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\s*(?:,|\s[–—-])\s*(?P<office>[^,;:()\n\ue000]{3,160}?)(?=[,:]|$|\.\s|\s[–—-]\s)"
)
_AND: Final = re.compile(r"\s(?:и|and|және|мен|пен|бен)\s")
_APPOSED_EN: Final = re.compile(r"an? (?!\w+ (?:later|ago|earlier))[a-z-]+(?: [a-z-]+){0,2}")
_CLAUSE_EN: Final = re.compile(r"\s(?:who|which|that|whose|where)\s")
_RELATIVE: Final = ("who ", "which ", "котор")
_ADJOINING: Final = 3  # words of an office that no list tells
_NO_NOUN: Final = {  # endings of adverbs and of the oblique cases
    "ru": re.compile(
        "(?:ам|ям|ами|ями|ом|ем|им|ым|ую|юю|ого|его|ому|ему|[^аеиоуыэюя]о|ь?е|ю|у|ы|и|в|ее|ах|ях"
        "|л|ла|ло|ли|лся|лась|ает|яет|ует|ит|ют|ят|ой|ый|ий|ая|яя|ься|тся)$"
    ),
    "kk": re.compile(
        "(?:[дт][ае]|[дт][ае]н|н[ае]н|[ғқгк][ае]|[дтн][ыі]|[дтн][ыі]ң|[бмп]ен|іп|ып|п|ша|ше|рақ|рек)$"
    ),
    "en": re.compile(
        "(?:ly|ed|ing|said|says|one|when|while|how|why|both|all|even|only|once|again)$"
    ),
}
_MAX_OFFICE: Final = 160
_HEAD_WORDS: Final = 7


class Phrase(NamedTuple):
    """Words for an office or an organisation, with offsets into the stretch read."""

    words: str
    head: int
    start: int
    end: int
    is_office: bool


def office_phrase(chunk: str, language: str) -> Phrase | None:
    """The office that a stretch without a name tells of: «министр промышленности РК»."""
    heads = office_heads(chunk, language)
    if language == "ru":
        heads = [head for head in heads if not _is_governed(chunk, head)]
    if not heads:
        return None
    head = heads[0] if language == "ru" else heads[-1]
    start, end = _extent(chunk, head, language)
    words = _tidied(chunk[start:end], language)
    words = nominative_office(words) if language == "ru" else words
    return Phrase(words, head.start, start, end, is_office=True)


def _is_governed(chunk: str, head: Head) -> bool:
    """Whether an office hears or is governed: «на встрече с рабочими», «рабочим»."""
    before = chunk[: _with_adjectives(chunk, head.start)].split()
    is_led = bool(before) and before[-1].lower() in quote_words().no_names.prepositions
    return is_led or head.word.endswith(_HEARERS_RU)


def organisation_phrase(chunk: str, language: str) -> Phrase | None:
    """The organisation that a stretch tells of: «в акимате области» gives «акимат области»."""
    heads = organisation_heads(chunk, language)
    if not heads:
        return Phrase(*body, is_office=False) if (body := named_body(chunk)) else None
    head = heads[0] if language == "ru" else heads[-1]
    start, end = _extent(chunk, head, language)
    if language != "ru":
        words = _tidied(chunk[start:end], language)
    else:
        named = nominative(head.word)
        start = start if named == head.word else head.start
        words = without_edges(chunk[start : head.start] + named + chunk[head.end : end])
    return Phrase(words.rstrip("."), head.start, start, end, is_office=False)


def _extent(chunk: str, head: Head, language: str) -> tuple[int, int]:
    """Where the phrase around a head goes: Russian adds behind it, Kazakh before it."""
    if language == "ru":
        stop = _END_RU.search(chunk, head.end)
        return _with_adjectives(chunk, head.start), stop.start() if stop else len(chunk)
    start = _last_break(chunk, head.start)
    if language == "kk":
        return start, head.end
    if not _GOES_ON_EN.match(chunk, head.end):
        return start, head.end
    stop = _END_EN.search(chunk, head.end)
    return start, stop.start() if stop else len(chunk)


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


def office_adjoining(before: str, language: str) -> str:
    """The words right before a name, where no word of them is a known office; "" if none.

    «спрашивает кинолог Иванов»: what stands between a verb of saying, or the start of the
    clause, and a name in full is what the speaker is, if it begins like a noun.
    """
    words = _LEADING.sub("", without_edges(before[_last_break(before, len(before)) :]))
    if language == "kk":
        words = _without_verb(_OCCASION_KK.sub("", words), _FINITE_KK)
    parts = words.split()
    if not 0 < len(parts) <= _ADJOINING or any(part[:1].isupper() for part in parts[1:]):
        return ""
    if language not in _NO_NOUN or _NO_NOUN[language].search(
        parts[-1 if language == "kk" else 0].lower()
    ):
        return ""
    small = quote_words().no_names
    if any(part.lower() in small.prepositions or part.lower() in small.words for part in parts):
        return ""
    return words if all(part.replace("-", "").isalpha() for part in parts) else ""


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
        return nominative_office(_tidied(chunk[start:], language))
    return _tidied(chunk, language)


def _office_behind(chunk: str, language: str) -> str:
    found = _BEHIND.match(chunk)
    if not found:
        return ""
    heads = office_heads(found["office"], language)
    first = found["office"][: heads[0].start] if heads else ""
    if not heads and language == "en" and _APPOSED_EN.fullmatch(found["office"].rstrip(".")):
        return _tidied(found["office"], language)
    if not heads or len(first.split()) > _HEAD_WORDS or first.startswith(_RELATIVE):
        return ""
    stop = _CLAUSE_EN.search(found["office"], heads[0].end) if language == "en" else None
    return _tidied(found["office"][: stop.start() if stop else None], language)


def _with_adjectives(chunk: str, at: int) -> int:
    """Where the adjectives begin that stand right before a head."""
    before = chunk[:at]
    for word in reversed(before.split()):
        is_name = word[:1].isupper() and not chunk.lstrip().startswith(word)
        is_noun = word.lower().endswith(_NOUN_ENDINGS)
        if is_name or is_noun or not word.lower().endswith(_ADJECTIVE_ENDINGS):
            break
        at = chunk.rfind(word, 0, at)
    return at


def _last_break(chunk: str, at: int) -> int:
    return max((found.end() for found in _BREAK.finditer(chunk, 0, at)), default=0)


def _tidied(words: str, language: str) -> str:
    words = without_edges(words)
    if language == "kk":
        words = without_genitive(_without_verb(_OCCASION_KK.sub("", words), _FINITE_KK))
    elif language == "ru":
        words = _without_verb(words, _FINITE_RU)
    return _LEADING.sub("", words).strip(" .,")


def _without_verb(words: str, finite: re.Pattern[str]) -> str:
    """An office without the verb of saying that stands right before it."""
    verb = finite.match(words)
    if not verb or is_office(verb[0].strip()) or is_organisation(verb[0].strip()):
        return words
    return words[verb.end() :]


def is_oblique_office(before: str) -> bool:
    """Whether the office right before a name stands in an oblique case: «с министром …»."""
    chunk = before[_last_break(before, len(before)) :]
    heads = office_heads(chunk, "ru")
    return bool(heads) and stands_oblique(chunk, heads[0].start)
