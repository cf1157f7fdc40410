"""Reported speech in Kazakh: «… деп айтты X», «X … екенін айтты», «X-тің айтуынша, …»."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipelines.quotes.heads import office_heads, organisation_heads
from pipelines.quotes.quotewords import SOURCE, either, quote_words
from pipelines.quotes.reporting import CLAUSE, SHORT, WORDS, about_it, made, sentence_before

if TYPE_CHECKING:
    from pipelines.matching.matching import Hit
    from pipelines.quotes.reporting import Span
    from pipelines.quotes.sayings import Article, Said

_DEP: Final = re.compile(r"[\s,–—-]*(?<!\w)(?:деп|dep)\s+$")
_SAID: Final = re.compile("де(?:й)?ді|dedi")
# «осылай деді» points back to what was said before
_SO: Final = re.compile(r"(?<!\w)(?:осылай|солай|бұлай|былай)\s+(?:деп\s+)?$")
_BLANK: Final = re.compile(r"[\s,–—-]*$")
# the accusative of a verbal noun closes what was told: «болғанын», «салынатынын», «керектігін»
_NOMINAL: Final = re.compile(
    "(?:[ғгқк][аеыі]н|тын|тін|екен|жо[ғқ]|бар|керек|[лдт][ыі][ғг]|[аеыіую]т[ыі]н)"
    "(?:[ыі]|ды[ғқ][ыі]|ді[гк][і])?н[ыі]?$|(?:[уү][ыі]|н[ыі]|[дт][ыі][ғг][ыі]|керегі)н$"
    "|[a-zýıǵńáóúşğñöüä](?:yn|in|ún|un)$"
)
_GENITIVE: Final = re.compile("[нтд][ыі]ң$")
_HOLDER: Final = re.compile("^(?:кеңесі|басшылығы|әкімшілігі|ұжымы|өкілдері|өкілі|мамандары)$")
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)\s*$")
_SUBJECT: Final = 12  # words that the speaker and what he is may take


def read_kazakh(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """The saying that a Kazakh verb or postposition tells of in its sentence, if it does."""
    if hit.key == SOURCE:
        return _source(article, hit, start, end)
    if about_it().match(article.folded, start) or _SO.search(article.folded, start, hit.start):
        return sentence_before(article, hit, start, end)
    if article.folded[hit.start : hit.end] in quote_words().words.joints:
        return None
    before = article.masked[start : hit.start]
    is_said = _SAID.match(article.folded, hit.start)
    dep = _DEP.search(before) or (_BLANK.search(before) if is_said else None)
    if dep:
        return _quoted(article, hit, start, (start + dep.start(), end))
    low = before.lower()
    # behind its last blank: the pattern would be tried at each letter before
    last = _LAST_WORD.search(low, low.rfind(" ", 0, len(low.rstrip())) + 1)
    if not last or not _NOMINAL.search(last[1]) or _asks().search(article.folded, start, hit.start):
        return None
    return _told(article, hit, start, start + last.end(1))


@cache
def _asks() -> re.Pattern[str]:
    """What makes a question of a clause: «қалай орындалып жатқанын айтты» says nothing of it."""
    held = quote_words().words
    return re.compile(rf"(?<!\w)(?:{either(held.asking)})(?!\w)(?! (?:{either(held.any_at_all)}))")


def _quoted(article: Article, hit: Hit, start: int, rest: Span) -> Said | None:
    """«… деп айтты X» and «X … деп айтты»."""
    close, end = rest
    behind = article.voice([(hit.end, end)], hit)
    if behind:
        return made(article, hit, [(start, close)], [(hit.end, end)])
    return _told(article, hit, start, close)


def _told(article: Article, hit: Hit, start: int, close: int) -> Said | None:
    """«X … айтты»: the speaker opens the sentence, what he tells follows."""
    opening = min(close, _subject_end(article, start, close))
    if opening <= start:
        return None
    return made(article, hit, [(opening, close)], [(start, opening)])


def _subject_end(article: Article, start: int, close: int) -> int:
    """Where the speaker ends that opens a Kazakh sentence; the start if none does."""
    words = list(islice(WORDS.finditer(article.masked, start, close), _SUBJECT))
    if not words:
        return start
    stop = words[-1].end()
    voice = article.speakers.read(start, stop, "kk", strict=True)
    if voice and voice.kind == "name":
        return voice.span[1]
    chunk = article.masked[start:stop]
    heads = (*office_heads(chunk, "kk"), *organisation_heads(chunk, "kk"))
    nominative = sorted((head.start, head.end) for head in heads if not _GENITIVE.search(head.word))
    ends = _whole(chunk, nominative)
    if ends or voice is None or voice.kind == "newsroom":
        return start + ends
    return voice.span[1] if voice.kind == "organisation" else words[0].end()


def _whole(chunk: str, heads: list[Span]) -> int:
    """Where the first phrase of heads ends: «компания директоры» is one."""
    end = 0
    for first, last in heads:
        if end and (chunk[end:first].strip() or chunk[last - 1] not in "ыі"):
            break
        end = last
    word = WORDS.match(chunk, end + 1) if end else None
    return word.end() if word and _HOLDER.search(word[0]) and chunk[end] == " " else end


def _source(article: Article, hit: Hit, start: int, end: int) -> Said | None:
    """«X-тің айтуынша, …»."""
    comma = article.masked.rfind(",", start, hit.start)
    has_clause = comma > 0 and article.words_between(start, comma) >= CLAUSE
    opening = comma + 1 if has_clause else start
    if opening >= hit.start or article.words_between(hit.end, end) < SHORT:
        return None
    return made(article, hit, [(hit.end, end)], [(opening, hit.start)])
