"""Which words in quotation marks are speech, and which are names, titles or irony."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from pipelines.quotes.quotewords import FREE, SOURCE, either, quote_words
from pipelines.quotes.sayings import SPEAKER
from pipelines.quotes.speechclauses import split_speech

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.marks import Marked
    from pipelines.quotes.sayings import Article

GAP: Final = re.compile(r"[\s,.»”\"]*?(?:[–—-]\s*)?(?=[^\s,–—-]|$)")
_DASHES: Final = frozenset("–—-")
_ENDS: Final = (".", "!", "?", "…")
_SENTENCE: Final = 5  # words from which on a stretch may be a sentence of its own
_WOVEN: Final = 3  # the same right behind a verb of saying
_NEAR: Final = 5  # words between speech and the verb that tells of it
_FAR: Final = 14  # the same behind a comma or a dash
_REACH: Final = 160
_LED: Final = 60
_WORDS: Final = re.compile(r"\w+")
_STOP: Final = re.compile(r"[.!?:;]\s")


@cache
def _quotative() -> re.Pattern[str]:
    held = quote_words().words
    return re.compile(
        rf"[\s,–—-]*(?P<word>{either(held.quotative)})(?!\w)(?!\s+(?:{either(held.naming)}))"
    )


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(quote_words().words.titled)})\w*\s*$")


def is_speech(article: Article, mark: Marked, last: Marked | None) -> bool:
    """Whether words in marks are speech; ``last`` is the speech in marks before them.

    A name, a title, a word meant otherwise and words quoted in passing are none.
    """
    inner = article.text[mark.inner_start : mark.inner_end].strip()
    size = len(_WORDS.findall(inner))
    if mark.open_left or mark.open_right:
        return size > 0
    quotative = _quotative().match(article.folded, mark.end)
    if not size or (quotative and (size > 1 or quotative["word"][-1] in "іi")):
        return size > 0
    if split_speech(article, mark.inner_start, mark.inner_end):
        return True
    return _stands_as_speech(article, mark, inner, size, last)


def _stands_as_speech(
    article: Article, mark: Marked, inner: str, size: int, last: Marked | None
) -> bool:
    """The same by what stands before the marks and behind them."""
    line = article.line(mark.start)[0]
    before = article.text[line : mark.start].rstrip()
    teller = follower(article, mark, inner)
    if not before or before.endswith(_ENDS):
        goes_on = last is not None and last.end > line
        least = 2 if goes_on else _SENTENCE
        return teller is not None or (size >= least and _is_closed(article.text, mark, inner))
    if before[-1] == ":":
        return _is_announced(article, mark, inner, size)
    if before in _DASHES:
        return teller is not None
    return _is_woven(article, mark, size, teller)


def _is_announced(article: Article, mark: Marked, inner: str, size: int) -> bool:
    """Whether words behind a colon are speech: somebody speaks before it, or it is a sentence."""
    start = article.sentence_start(mark.start)
    if article.between(start, mark.start) or follower(article, mark, inner):
        return True
    titled = _titled().search(article.folded[start : mark.start].rstrip(": "))
    if titled:
        return False
    near = max(start, mark.start - SPEAKER)
    speaks = article.speakers.read(near, mark.start, "any", alone=True)
    if speaks and speaks.kind == "name" and size > 1:
        return True
    return size >= _SENTENCE and (speaks is not None or _is_closed(article.text, mark, inner))


def _is_woven(article: Article, mark: Marked, size: int, teller: Hit | None) -> bool:
    """Whether marks within a sentence hold speech: a verb stands right before or behind."""
    if teller:
        return size >= _SENTENCE or article.text[mark.inner_end - 1] in ",!?"
    start = article.line(mark.start)[0]
    led = [
        hit for hit in article.between(max(start, mark.start - _LED), mark.start) if hit.key == FREE
    ]
    if not led:
        return False
    gap = article.text[led[-1].end : mark.start].strip()
    return gap in {"", ",", ":", "-", "–", "—"} and size >= _WOVEN


def _is_closed(text: str, mark: Marked, inner: str) -> bool:
    """Whether a stretch ends like a sentence, within its marks or right behind them."""
    return (
        inner[-1] in ".!?…,"
        or text[mark.end : mark.end + 3].lstrip()[:1] in ("", ".", "!", "?", ",", "–", "—")
        or text[mark.end : mark.end + 1] == "\n"
    )


def follower(article: Article, mark: Marked, inner: str) -> Hit | None:
    """The verb behind a stretch whose clause belongs to it, if there is one."""
    stop = min(article.line(mark.end)[1], mark.end + _REACH)
    gap = GAP.match(article.text, mark.end, stop)
    hit = next((hit for hit in article.between(mark.end, stop) if hit.key != SOURCE), None)
    if not gap or not hit:
        return None
    joint, between = article.text[mark.end : gap.end()], article.text[gap.end() : hit.start]
    if _STOP.search(between):
        return None
    return (
        hit if len(_WORDS.findall(between)) <= _most_between(article, mark, inner, joint) else None
    )


def _most_between(article: Article, mark: Marked, inner: str, joint: str) -> int:
    """How many words may part a stretch from its verb, by what joins them; -1 if none may."""
    if not _DASHES.isdisjoint(joint):
        return _FAR
    if "." in joint or inner[-1] == ".":
        return -1
    if "," in joint or inner[-1] in ",!?…":
        return _FAR
    if _quotative().match(article.folded, mark.end):
        return _NEAR
    return 0 if len(_WORDS.findall(inner)) >= _SENTENCE else -1
