"""The language of each paragraph, and whether a page is in two languages.

Told from letters, function words and endings alone (``language.letter_scores``): a paragraph
stands in an article whose language is known, and differs from it only on clear evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from pipelines.language import letter_scores, main_script, readable, reads_as
from pipelines.text import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.model import Script

_SHORT: Final = 20  # letters, below which a paragraph says nothing of its language
# nats by which a language must be ahead of the document's own
_AHEAD: Final = 8.0
_STRANGE_AHEAD: Final = 20.0
# what Kazakhstan's own sites write; another language within an article is rarely true
_USUAL: Final = frozenset({"kk", "ru", "en"})
_NOT_CYRILLIC: Final = re.compile("[^\u0400-\u052f]+")
# the letters that Kyrgyz has not
_KAZAKH: Final = "әғқұі"
# shares of these letters in a paragraph: Kazakh has about 13 %, Russian none but in names
_PLAINLY_KAZAKH: Final = 0.06
_PLAINLY_RUSSIAN: Final = 0.002
# words that no other language of the region has; English prose has about a quarter of them
_ENGLISH: Final = frozenset(
    ("the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "from", "by", "it", "at")
)
_PLAINLY_ENGLISH: Final = 0.15
_SHARE: Final = 0.15  # of the letters that makes a second language a real part of a page
_CLEARLY: Final = 1.1  # times the letters of another language
_SENTENCE: Final = 40  # letters of a whole sentence


def paragraph_languages(paragraphs: Sequence[str], document: str) -> tuple[str, ...]:
    """The ISO 639-1 code of each paragraph, aligned; ``document`` is that of the whole text.

    A paragraph that is too short, or that could as well be in the document's language,
    inherits it.
    """
    return tuple(_language(paragraph, document) for paragraph in paragraphs)


def _language(paragraph: str, document: str) -> str:
    if _is_plainly(document, paragraph):
        return document
    plain = readable(paragraph)
    if sum(map(str.isalpha, plain)) < _SHORT:
        return document
    script = main_script(plain)
    if script == "Han":
        return "zh"
    if script is None or script == "other":
        return document
    return _clearest(plain, script, document)


def _is_plainly(document: str, paragraph: str) -> bool:
    """A cheap proof that spares the costly one for nearly every paragraph of a page."""
    if document == "en":
        words = paragraph.lower().split()
        return sum(map(_ENGLISH.__contains__, words)) >= _PLAINLY_ENGLISH * len(words)
    if document not in {"kk", "ru"}:
        return False
    letters = len(_NOT_CYRILLIC.sub("", paragraph))
    if 2 * letters <= len(paragraph):
        return False
    lowered = paragraph.lower()
    share = sum(map(lowered.count, _KAZAKH)) / letters
    return share >= _PLAINLY_KAZAKH if document == "kk" else share <= _PLAINLY_RUSSIAN


def _clearest(text: str, script: Script, document: str) -> str:
    scores = letter_scores(text, script)
    ranked = sorted(scores, key=lambda name: scores[name], reverse=True)
    best = ranked[0]
    if best == document or (script == "Latin" and not reads_as(text, script, best)):
        return document
    needed = _AHEAD if best in _USUAL else _STRANGE_AHEAD
    if document not in scores:
        # it is not written so: whatever the paragraph is in, it is another language
        needed = 0 if best in _USUAL else _AHEAD
        document_score = scores[ranked[1]]
    else:
        document_score = scores[document]
    return best if scores[best] - document_score >= needed else document


def is_mixed(paragraphs: Sequence[str], languages: Sequence[str]) -> bool:
    """Whether two languages hold a real part of a text each: 15 % of its letters or more.

    At least one whole sentence of 40 letters must be in each, so that names, labels and short
    quotes do not count. ``languages`` is aligned with ``paragraphs``; raises ValueError if not.
    """
    letters: Counter[str] = Counter()
    whole: set[str] = set()
    for paragraph, language in zip(paragraphs, languages, strict=True):
        letters[language] += _letters(paragraph)
        if language not in whole and _has_sentence(paragraph):
            whole.add(language)
    real = [language for language in whole if letters[language] >= _SHARE * letters.total()]
    return len(real) > 1


def main_language(paragraphs: Sequence[str], languages: Sequence[str], document: str) -> str:
    """The language of a mixed page: the one that most of its letters are in.

    Read as one, a third of Kazakh makes a text Kazakh, for Russian has no letters of its own.
    What is not mixed keeps ``document``, and so does a page of nearly equal halves.
    ``languages`` is aligned with ``paragraphs``; raises ValueError if not.
    """
    if not is_mixed(paragraphs, languages):
        return document
    letters: Counter[str] = Counter()
    for paragraph, language in zip(paragraphs, languages, strict=True):
        letters[language] += _letters(paragraph)
    best = max(letters, key=lambda language: letters[language])
    return best if letters[best] > _CLEARLY * letters[document] else document


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _has_sentence(paragraph: str) -> bool:
    return any(_letters(paragraph[start:end]) >= _SENTENCE for start, end in sentences(paragraph))
