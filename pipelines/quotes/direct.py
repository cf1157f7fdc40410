"""Direct speech: words in quotation marks or behind a dash, and the clause that tells of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.quotes.marks import Marked, marked
from pipelines.quotes.sayings import HIDDEN, SPEAKER, Said
from pipelines.quotes.speechclauses import nobody, opening_verb, split_speech, told_by_any_verb
from pipelines.quotes.speechmarks import GAP, follower, is_speech

if TYPE_CHECKING:
    from pipelines.quotes.sayings import Article
    from pipelines.quotes.speakers import Voice

_SPEECH_DASH: Final = re.compile(r"[,!?…»\"]\s*[–—-]\s+")
_LINE_DASH: Final = re.compile(r"[.!?…]\s+[–—]\s+(?=[^\W\da-zа-яәіңғүұқөһ_])")
_OPENING: Final = " \t–—-"


def direct_speech(article: Article) -> list[Said]:
    """All direct speech, in order; hides it in the article and marks its verbs as used."""
    spoken: list[Marked] = []
    for mark in marked(article.text):
        if is_speech(article, mark, spoken[-1] if spoken else None):
            spoken.append(mark)
    article.hide((m.inner_start, m.inner_end) for m in spoken)
    found: list[Said] = []
    after = len(article.text)
    for mark in reversed(spoken):
        said = _said(article, mark, after)
        if said.voice is None and mark.open_right and found:
            # a quotation of several paragraphs tells at its end who speaks
            said = replace(said, voice=found[-1].voice)
        found.append(said)
        after = mark.start
    return sorted(found + _dashed(article), key=lambda said: said.at)


def _said(article: Article, mark: Marked, after: int) -> Said:
    """Speech in marks with its speaker: told inside, behind, or before."""
    pieces = split_speech(article, mark.inner_start, mark.inner_end)
    if pieces:
        return Said(tuple(pieces[0]), pieces[1], mark.start, is_direct=True)
    spans = ((mark.inner_start, mark.inner_end),)
    voice = (
        _told_behind(article, mark, after)
        or (None if mark.open_right else told_by_any_verb(article, mark.end))
        or _told_before(article, mark)
        or _told_above(article, mark)
    )
    return Said(spans, voice, mark.start, is_direct=True)


def _told_behind(article: Article, mark: Marked, after: int) -> Voice | None:
    inner = article.text[mark.inner_start : mark.inner_end].rstrip()
    hit = None if mark.open_right else follower(article, mark, inner)
    if not hit:
        return None
    gap = GAP.match(article.text, mark.end)
    start = gap.end() if gap else mark.end
    end = min(after, article.sentence_end(start, article.line(start)[1]))
    article.used.add(hit.start)
    for other in article.between(hit.end, end):
        article.used.add(other.start)
        hit = other if article.text[hit.end : other.start].strip() in {"", "деп"} else hit
    voice = article.voice([(start, hit.start), (hit.end, end)], hit)
    if voice is None and hit.language == "kk":
        voice = article.voice([(article.sentence_start(mark.start), mark.start)], hit)
    return voice or nobody(article, start, end, hit)


def _told_before(article: Article, mark: Marked) -> Voice | None:
    start = article.sentence_start(mark.start)
    before = article.text[start : mark.start].rstrip()
    if not before or before[-1] in ".!?…":
        return None
    hits = article.between(start, mark.start)
    if not hits:
        near = max(start, mark.start - SPEAKER)
        is_colon = before.endswith(":")
        return article.speakers.read(near, mark.start, "any", alone=True) if is_colon else None
    hit = hits[-1]
    article.used.update(other.start for other in hits)
    return article.voice([(start, hit.start), (hit.end, mark.start)], hit)


def _told_above(article: Article, mark: Marked) -> Voice | None:
    """Who is told to speak in the line before one that is a quotation from its start."""
    line = article.line(mark.start)[0]
    if article.text[line : mark.start].strip() or not line:
        return None
    end = len(article.text[:line].rstrip())
    start = article.line(max(0, end - 1))[0]
    hits = article.between(start, end)
    if not hits or HIDDEN in article.masked[start:end]:
        return None
    return article.voice([(start, hits[-1].start), (hits[-1].end, end)], hits[-1])


def _dashed(article: Article) -> list[Said]:
    """Lines without marks whose dash tells that they are speech: «…, – сказал X».

    Their opening dash or mark may be lost; then the speech is all of the line before.
    """
    found: list[Said] = []
    behind = 0
    for dash in _SPEECH_DASH.finditer(article.masked):
        start, end = article.line(dash.start())
        if start < behind or HIDDEN in article.masked[start : dash.start()]:
            continue
        if opening_verb(article, dash.end(), end) is None:
            continue
        behind = end
        said = _dashed_line(article, start, dash.start(), end)
        found += [said] if said else []
    return found


def _dashed_line(article: Article, start: int, dash: int, end: int) -> Said | None:
    """The speech of a line; where others are told to speak in it, its last sentence is."""
    told = article.between(start, dash)
    opening = article.sentence_start(dash) if told else start
    if told and told[-1].start > opening:
        return None
    begun = list(_LINE_DASH.finditer(article.text, opening, dash))
    opening = begun[-1].end() if begun else opening
    while opening < dash and article.text[opening] in _OPENING:
        opening += 1
    pieces = split_speech(article, opening, end)
    return Said(tuple(pieces[0]), pieces[1], opening, is_direct=True) if pieces else None
