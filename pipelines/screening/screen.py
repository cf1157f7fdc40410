"""A cheap proof that a page cannot be relevant, before any costly work.

Whatever makes a verdict relevant stands in the article's title, introduction or text. What of a
page may become these is searched for all that speaks for a topic; a page without it is
off-topic for certain. The proof only ever errs on the side of keeping a page.
"""

from __future__ import annotations

from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.relevance.lexicon import kinds
from pipelines.screening.disguises import has_marks
from pipelines.screening.maintext import BREAK, FURNITURE, SEAM, PageText
from pipelines.screening.proof import may_suffice
from pipelines.screening.rawtags import odd_furniture
from pipelines.screening.search import search
from pipelines.text import clean
from pipelines.transliteration import to_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator

# letters of the Arabic script for Kazakh that Arabic and Persian lack; each text has some
_TOTE = "ەۇۆۋىڭ"
# q before another letter than u: every Latin spelling writes қ so, one letter of forty or fifty
_MIN_Q, _MIN_SHARE_OF_Q = 3, 0.0025
_PIECES = 4  # of the text in front of and behind a seam
_CONTEXT = 120  # letters around a word that a tag stands in


def may_be_relevant(html: str, *, title: str = "") -> bool:
    """Whether any verdict on an article of this decoded page could become relevant.

    ``title`` is what a feed calls the article, which stands in where the page has no title.
    """
    data = html.encode("utf-8", "ignore")
    page = PageText(data, FURNITURE)
    if _may_suffice(f"{title}{BREAK}{page.text(search().met)}"):
        return True
    # only what is to be dismissed needs the proof that its furniture ends where it seems to
    odd = odd_furniture(data)
    left_out = [name for name in FURNITURE if name not in odd]
    return bool(odd) and _may_suffice(
        f"{title}{BREAK}{PageText(data, left_out).text(search().met)}"
    )


def _may_suffice(text: str) -> bool:
    """Whether there is enough in a text that speaks for a topic, or more than is worth a look."""
    readings = list(_readings(text))
    return any(map(search().is_crowded, readings)) or may_suffice(_found(readings))


def _found(readings: list[str]) -> set[tuple[str, str]]:
    """The (kind, id) pairs of what speaks for a topic in the readings of a text."""
    passages = {passage for one in readings for passage in search().passages(one)}
    found = _kinds("\n\n".join(passages)) if passages else set()
    if _may_be_respelled(readings[0]):
        cyrillic = to_cyrillic(readings[0])
        # the Arabic script has no capitals, so that none is asked for
        found |= _kinds(cyrillic) | _kinds(cyrillic.title())
    return found


def _kinds(text: str) -> set[tuple[str, str]]:
    found = kinds(text)
    return found | kinds(clean(text)) if has_marks(text) else found


def _may_be_respelled(text: str) -> bool:
    """Whether a text may be Kazakh in Arabic or Latin letters: it could not do without some."""
    if any(letter in text for letter in _TOTE):
        return True
    own = sum(map(text.count, "qQ")) - sum(map(text.count, ("qu", "Qu", "QU")))
    return own >= max(_MIN_Q, _MIN_SHARE_OF_Q * len(text))


def _readings(text: str) -> Iterator[str]:
    """The text with its pieces parted, and what stands around pieces that make one word."""
    if "&" in text:
        text = unescape(text)
    text = " ".join(text.split()).replace(f" {SEAM}", " ").replace(f"{SEAM} ", " ")
    yield text.replace(SEAM, " ")
    pieces = text.split(SEAM)
    seams = [at for at in range(1, len(pieces)) if _is_within_word(pieces[at - 1], pieces[at])]
    if seams:
        yield "\n".join(_around_seams(pieces, seams))


def _is_within_word(before: str, behind: str) -> bool:
    return before[-1:].isalnum() and behind[:1].isalnum()


def _around_seams(pieces: list[str], seams: list[int]) -> Iterator[str]:
    """Pieces that make words joined, with some of the text before and behind them.

    Once all are joined, and once apart where a capital behind a small letter begins a word.
    """
    for first, last in _runs(seams):
        before = " ".join(pieces[max(0, first - _PIECES) : first - 1])[-_CONTEXT:]
        behind = " ".join(pieces[last + 1 : last + _PIECES])[:_CONTEXT]
        run = [
            pieces[first - 1][-_CONTEXT:],
            *map(_ends, pieces[first:last]),
            pieces[last][:_CONTEXT],
        ]
        for joined in {"".join(run), "".join(_parted(run))}:
            yield f"{before} {joined} {behind}"


def _ends(piece: str) -> str:
    if len(piece) <= 2 * _CONTEXT:
        return piece
    return f"{piece[:_CONTEXT]} {piece[-_CONTEXT:]}"


def _parted(run: list[str]) -> Iterator[str]:
    yield run[0]
    for before, behind in pairwise(run):
        yield f" {behind}" if before[-1].islower() and behind[0].isupper() else behind


def _runs(seams: list[int]) -> Iterator[tuple[int, int]]:
    start = end = seams[0]
    for at in seams[1:]:
        if at > end + 1:
            yield start, end
            start = at
        end = at
    yield start, end
