"""Reported speech in Russian: «X сообщил, что …», «…, сообщил X», «по словам X, …»."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import SOURCE
from pipelines.quotes.reporting import (
    CLAUSE,
    SHORT,
    WORDS,
    about_it,
    made,
    next_comma,
    sentence_before,
)
from pipelines.quotes.sayings import HIDDEN

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.reporting import Span
    from pipelines.quotes.sayings import Article, Said
    from pipelines.quotes.speakers import Voice

_REACH: Final = 200  # letters between a verb and its «что»
# «рассказал, как …» and «спросил, почему …» tell what was spoken of, not what was said
_CONJUNCTION: Final = re.compile(
    r",\s*(?:(?:о|в|к|на) (?:том|тому),?\s+)?"
    r"(?:что|будто|чтобы)\s+"
)
_COMMA_BEFORE: Final = re.compile(r",\s*(?:[–—-]\s*)?(?:как\s+|о ч[её]м\s+)?(?:\w+\s+){0,2}$")
_TAIL: Final = re.compile(
    r"\s*,\s*(?:\w+(?:я|в|вшись|ясь)(?=\s)|котор|(?:и|а|но)\s|передает|передаёт|пишет"
    r"|ссылаясь|со ссылкой)"
)
# an apposition has no verb: «По словам X, многие проходчики уже имеют …»
_FINITE: Final = re.compile(
    r"[аеёиоуыюя](?:ют|ли|ет|ем)\b|(?:ются|ется|ится|ятся|лся|лась|лись|лось)\b"
)
_OWN: Final = re.compile(r"(?<!\w)(?:его|ее|её|их)(?!\w)")


def read_russian(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """The saying that a Russian verb or preposition tells of in its sentence, if it does."""
    if hit.key == SOURCE:
        return _source(article, hit, start, end)
    before = article.masked[start : hit.start]
    opening = before.strip().lower()
    that = _CONJUNCTION.search(article.masked, hit.end, min(end, hit.end + _REACH))
    if about_it().fullmatch(opening) or (about_it().match(opening) and not that):
        return sentence_before(article, hit, start, end)
    if opening.split()[:1] == ["как"]:
        return _introduced(article, hit, start, end)
    if that and not re.search(r"[:;]", article.masked[hit.end : that.start()]):
        stretches = [(start, hit.start), (hit.end, that.start())]
        return made(article, hit, [(that.end(), end)], stretches)
    return _inserted(article, hit, start, end) or _behind_colon(article, hit, start, end)


def _inserted(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«A, сообщил X» and «A, сообщил X, B»; a subject before the verb makes it no insertion."""
    comma = _COMMA_BEFORE.search(article.masked[start : hit.start])
    if not comma or not WORDS.search(article.masked, start, start + comma.start()):
        return None
    cut = start + comma.start()
    if article.speakers.read(cut, hit.start, "ru"):
        return None
    stop = _insertion_end(article, hit.end, end)
    is_tail = stop >= end or _TAIL.match(article.masked, stop)
    spans = [(start, cut), (end if is_tail else stop, end)]
    spoken = [span for span in spans if article.words_between(*span) >= CLAUSE]
    return made(article, hit, spoken or spans[:1], [(hit.end, stop), (cut, hit.start)])


def _behind_colon(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«В управлении сообщили: двое в реанимации»."""
    colon = article.masked.find(":", hit.end, end)
    if not 0 <= colon < end - 1 or HIDDEN in article.masked[colon:end]:
        return None

    return made(article, hit, [(colon + 1, end)], [(start, hit.start), (hit.end, colon)])


def _insertion_end(article: Article, at: int, end: int) -> int:
    """Where the clause "said X" ends: at the comma behind the speaker and what he is."""
    comma = article.masked.find(",", at, end)
    while comma >= 0:
        rest = article.masked[comma + 1 : end]
        voice = article.speakers.read(at, comma, "ru")
        apposed = article.speakers.read(comma + 1, next_comma(article, comma + 1, end), "ru")
        following = article.masked[comma + 1 : next_comma(article, comma + 1, end)]
        if not _is_apposed(voice, apposed) or _FINITE.search(following):
            return comma if rest.strip() else end
        comma = article.masked.find(",", comma + 1, end)
    return end


def _is_apposed(voice: Voice | None, apposed: Voice | None) -> bool:
    """Whether a comma parts what the speaker is: «X, глава …», «вице-премьер, министр X»."""
    if not voice or not apposed:
        return False
    kinds = (voice.kind, apposed.kind)
    return kinds == ("name", "office") or (kinds == ("office", "name") and bool(apposed.office))


def _introduced(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«Как сообщил X, …»: the clause behind the speaker."""
    stop = _insertion_end(article, hit.end, end)
    if stop >= end:
        return None
    return made(article, hit, [(stop + 1, end)], [(start, hit.start), (hit.end, stop)])


def _source(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«По словам X, …», «…, по словам X», «A, по словам X, B»."""
    stop = _insertion_end(article, hit.end, end)
    own = _own_pronoun(article, hit)
    stretches = [own] if own else [(hit.end, stop)]
    colon = article.masked.rfind(":", start, hit.start)
    first, second = (start if colon < 0 else colon + 1, hit.start), (stop, end)
    spans = [s for s in (first, second) if article.words_between(*s) >= SHORT]
    said = made(article, hit, spans, stretches) if spans else None
    if said is None or said.voice is None:
        return None
    return replace(said, voice=replace(said.voice, is_oblique=True))


def _own_pronoun(article: Article, hit: Hit) -> Span | None:
    """The pronoun within «по его словам»."""
    found = _OWN.search(article.folded[hit.start : hit.end])
    return (hit.start + found.start(), hit.start + found.end()) if found else None
