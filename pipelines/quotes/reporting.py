"""What the readers of reported speech share: how a saying is made of its stretches."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import either, quote_words
from pipelines.quotes.sayings import HIDDEN, Said

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.sayings import Article

Span = tuple[int, int]
CLAUSE: Final = 3  # words from which on a stretch is a clause
SHORT: Final = 2  # the same where nothing else can be meant
WORDS: Final = re.compile(r"\w+")
_EDGE: Final = " \t\n,;:–—-"


def made(article: Article, hit: Hit, spans: list[Span], stretches: list[Span]) -> Said | None:
    """The saying, if somebody is told to speak and something is said."""
    voice = article.voice(stretches, hit)
    kept = [trimmed(article.masked, *span) for span in spans]
    kept = [span for span in kept if article.words_between(*span) >= SHORT]
    if voice is None or voice.kind == "newsroom" or not kept:
        return None
    return Said(tuple(kept), voice, hit.start, is_direct=False)


def trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without blanks, commas and dashes at its ends, and without its full stop."""
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE + ".":
        end -= 1
    return start, end


def next_comma(article: Article, at: int, end: int) -> int:
    """Where the next comma of a stretch is; its end if there is none."""
    comma = article.masked.find(",", at, end)
    return end if comma < 0 else comma


@cache
def about_it() -> re.Pattern[str]:
    """What opens a sentence that tells where the one before comes from: «Об этом»."""
    return re.compile(rf"(?:{either(quote_words().words.about_it)})(?!\w)")


def sentence_before(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«Об этом сообщил X»: what X told is the sentence before."""
    last = len(article.text[:start].rstrip())
    if not last:
        return None
    from_ = article.sentence_start(last)
    about = about_it().match(article.folded, start)
    stretches = [(hit.end, end), (about.end() if about else start, hit.start)]
    if HIDDEN in article.masked[from_:last] or article.words_between(from_, last) < CLAUSE:
        return None
    return made(article, hit, [(from_, last)], stretches)
