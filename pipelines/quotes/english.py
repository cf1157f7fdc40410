"""Reported speech in English: "X said (that) …", "…, X said", "according to X, …"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import BOUND, FREE, SOURCE, quote_words
from pipelines.quotes.reporting import CLAUSE, WORDS, made, next_comma

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.reporting import Span
    from pipelines.quotes.sayings import Article, Said

_THAT: Final = re.compile(r"\bthat\s+")
# an indirect question tells what was spoken of, not what was said
_WHETHER: Final = re.compile(r"\s*(?:that|(?P<asks>why|how|whether|wh(?:en|ere)\b(?!.*,)))\s+")
_ADVERBIAL: Final = re.compile(
    r"\s*(?:(?:on|in|at|during|after|before|to|late|earlier|this|last|by|via|when|while|without|as"
    r"|yesterday|today)\b|(?<!\s),)"
)
_TO: Final = re.compile(r"\s*(?:to|for)\s")
_TELL: Final = re.compile(r"t(?:old|ells?)")
_PARTED: Final = re.compile(r"\s[–—]\s")
_THAT_REACH: Final = 120  # letters between a verb and its "that"
_ASIDE: Final = 10  # words between "said" and its "that"
_SUBJECT: Final = 12  # words that the speaker and what he is may take
_PHRASE: Final = frozenset(
    ("of", "to", "about", "in", "goodbye", "with", "by", "from", "nothing", "so")
)


def read_english(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """The saying that an English verb or preposition tells of in its sentence, if it does."""
    if hit.key == SOURCE:
        return _source(article, hit, start, end)
    before, after = article.masked[start : hit.start], article.masked[hit.end : end]
    if before[:3].lower() == "as " and "," in after:
        return _introduced(article, hit, start, end)
    that = _that(article, hit, end)
    if hit.key == BOUND and not that and (_TO.match(after) or _PARTED.search(before)):
        return None
    cut = _closing_comma(article, hit, start, end)
    if cut is not None and (not that or not article.masked[cut + 1 : hit.start].strip()):
        return _closing(article, hit, (start, cut), end)
    if that:
        stretches = [(start, hit.start), (hit.end, that.start())]
        return made(article, hit, [(that.end(), end)], stretches)
    opening = _clause_start(article, hit, end) if hit.key == FREE and before.strip() else None
    return made(article, hit, [(opening, end)], [(start, hit.start)]) if opening else None


def _closing_comma(article: Article, hit: Hit, start: int, end: int) -> int | None:
    """The comma behind a clause that is closed by "X said" or "said X", if one is."""
    before, after = article.masked[start : hit.start], article.masked[hit.end : end]
    comma = before.rfind(",")
    if comma < 0 or article.words_between(start, start + comma) < CLAUSE:
        return None
    if before.find(",") < comma and _opens_with_speaker(article, start, before):
        return None
    is_short = article.words_between(hit.end, end) < CLAUSE
    is_closing = is_short or _ADVERBIAL.match(after) or not before[comma + 1 :].strip()
    return start + comma if is_closing else None


def _introduced(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """The clause behind the speaker: "As X noted, …"."""
    stop = next_comma(article, hit.end, end)
    return made(article, hit, [(stop + 1, end)], [(start, hit.start), (hit.end, stop)])


def _that(article: Article, hit: Hit, end: int) -> re.Match[str] | None:
    """The "that" of a verb, behind whom it was said to and when."""
    that = _THAT.search(article.masked, hit.end, min(end, hit.end + _THAT_REACH))
    if not that or "," in article.masked[hit.end : that.start()]:
        return None
    return that if article.words_between(hit.end, that.start()) <= _ASIDE else None


def _opens_with_speaker(article: Article, start: int, before: str) -> bool:
    """Whether a speaker with an apposition opens the sentence: "X, who …, said"."""
    if before[before.rfind(",") + 1 :].strip():
        return False
    first = start + before.find(",")
    voice = article.speakers.read(start, first, "en", strict=True)
    return voice is not None and article.words_between(start, first) <= _SUBJECT


@cache
def _hearers() -> re.Pattern[str]:
    return re.compile(quote_words().words.hearers)


@cache
def _asides() -> re.Pattern[str]:
    return re.compile(quote_words().words.asides, re.IGNORECASE)


def _clause_start(article: Article, hit: Hit, end: int) -> int | None:
    """Where the clause without "that" begins, behind the day and whom it was said to."""
    at = hit.end + 1
    if _TELL.match(article.folded, hit.start):
        heard = _hearers().match(article.text, at, end)
        if not heard:
            return None
        at = heard.end()
    while aside := _asides().match(article.text, at, end):
        at = aside.end()
    opened = _WHETHER.match(article.text, at, end)
    first = WORDS.search(article.masked, at, end)
    if not first or (opened and opened["asks"]):
        return None
    if article.text[at : first.start()].strip(" ,") or first[0] in _PHRASE:
        return None
    is_this = first[0].lower() == "this" and _ADVERBIAL.match(article.text, first.end())
    is_clause = article.words_between(first.start(), end) >= CLAUSE and not is_this
    return (opened.end() if opened else first.start()) if is_clause else None


def _closing(article: Article, hit: Hit, clause: Span, end: int) -> Said | None:
    """The clause before "X said" and "said X, …"."""
    speaks_before = article.masked[clause[1] + 1 : hit.start].strip()
    stop = next_comma(article, hit.end, end) if speaks_before else end
    return made(article, hit, [clause], [(clause[1] + 1, hit.start), (hit.end, stop)])


def _source(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    before = article.words_between(start, hit.start)
    if before >= CLAUSE:
        return made(article, hit, [(start, hit.start)], [(hit.end, end)])
    stop = next_comma(article, hit.end, end)
    following = next_comma(article, stop + 1, end)
    apposed = article.speakers.read(stop + 1, following, "en") if following < end else None
    if apposed and apposed.kind == "office":
        stop = following
    if stop >= end:
        return None
    return made(article, hit, [(stop + 1, end)], [(hit.end, stop)])
