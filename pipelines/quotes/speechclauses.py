"""The clauses that cut speech and tell who spoke: «A, – сказал X. – B»."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import SOURCE
from pipelines.quotes.speakers import Voice

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.sayings import Article

Span = tuple[int, int]
NOBODY: Final = Voice("nobody")
_FIRST: Final = 4  # words of a clause before its verb
_BARE: Final = 1  # words beside the verb of a clause that names no speaker: the last one goes on
_REACH: Final = 80
_ANY_VERB: Final = re.compile(
    r"[»”\"]?[.,]?\s*[–—-]\s*(?:[а-яё]{3,}(?:л|ла|ли|ет|ит|ют|ят|ут|ат|лся|лась|лись|тся))\s"
    r"|[»”\"]?,?\s(?P<en>[a-z]{3,}(?:s|ed))\s(?=(?:[a-z-]+\s){0,4}[A-Z])"
    r"|[»”\"]?,?\s(?P<last>)(?=(?:[A-Z][\w’'-]+\s){1,3}[a-z]{3,}(?:s|ed)[.,])"
)
_THEIR_WORDS: Final = re.compile(r"\bслова\b")
_WORDS: Final = re.compile(r"\w+")
_PAUSE: Final = re.compile(r"[,.!?:;]")
_CUT: Final = re.compile(r"(?P<close>[,.!?…:]|[»”\"],?)\s*(?<=[\s»”\"])[–—-]\s+|,\s*[–—]\s*")
_RESUME: Final = re.compile(r"[,.!?:;…]\s+[–—-]\s+|[,.:]\s*[–—]\s*")


def split_speech(article: Article, start: int, end: int) -> tuple[list[Span], Voice | None] | None:
    """Speech that a clause cuts in two, «A, – сказал X. – B»: its parts and the speaker."""
    spans: list[Span] = []
    voice: Voice | None = None
    position = start
    for cut in _CUT.finditer(article.text, start, end):
        if cut.start() < position:
            continue
        hit = opening_verb(article, cut.end(), end)
        if hit is None:
            continue
        spans.append((position, cut.start("close") + 1 if cut["close"] else cut.start()))
        stop = _clause_end(article, hit.end, end)
        article.used.update(other.start for other in article.between(cut.end(), stop))
        voice = (
            voice
            or article.voice([(cut.end(), hit.start), (hit.end, stop)], hit)
            or nobody(article, cut.end(), stop, hit)
        )
        resumed = _RESUME.match(article.text, max(stop - 1, hit.end), end)
        position = resumed.end() if resumed else end
    if not spans:
        return None
    return [*spans, *([(position, end)] if position < end else [])], voice


def opening_verb(article: Article, at: int, end: int) -> Hit | None:
    """The verb of a clause that begins here: among its first words."""
    hits = article.between(at, min(end, at + _REACH))
    if not hits or hits[0].key == SOURCE:
        return None
    between = article.text[at : hits[0].start]
    small = len(_WORDS.findall(between)) <= _FIRST and not _PAUSE.search(between)
    is_clause = not between or between[0].islower() or hits[0].language != "ru"
    return hits[0] if small and is_clause else None


def told_by_any_verb(article: Article, closed: int) -> Voice | None:
    """Who is named by the clause behind closed speech whose verb no list has.

    «…», – улыбнулся ректор Мейрам Бегентаев; "…," jokes driver Yerbol Tattibekov. Where speech
    has ended so, whatever verb comes first tells of it.
    """
    found = _ANY_VERB.match(article.text, closed)
    if not found:
        return None
    stop = article.sentence_end(found.end(), article.line(closed)[1])
    language = "ru" if found["en"] is None and found["last"] is None else "en"
    voice = article.speakers.read(found.end(), stop, language, strict=True)
    if voice is None or voice.kind not in {"name", "office", "pronoun"}:
        return None
    words = article.text[found.end() : max(found.end(), voice.span[0])]
    return replace(voice, is_oblique=True) if _THEIR_WORDS.search(words) else voice


def _clause_end(article: Article, at: int, end: int) -> int:
    """Where the clause that tells who spoke ends: at the words that go on, or the sentence."""
    resumed = _RESUME.search(article.text, at, end)
    stop = article.sentence_end(at, end)
    return min(stop, resumed.start() + 1) if resumed else stop


def nobody(article: Article, start: int, end: int, hit: Hit) -> Voice | None:
    """What a clause without a speaker tells: that the last one goes on, if it is bare."""
    besides = article.words_between(start, hit.start) + article.words_between(hit.end, end)
    return None if besides <= _BARE else NOBODY
