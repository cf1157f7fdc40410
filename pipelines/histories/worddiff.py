"""What changed from one text to another, word by word: paragraphs first, then words within."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pipelines.histories.alignment import align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Change = Literal["kept", "removed", "added"]

_PARAGRAPH: Final = re.compile(r"[^\n]+\n*|\n+")
_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
_WORD: Final = re.compile(r"\w+")
_ALIKE: Final = 0.4  # share of words in common by which a paragraph is the same one, edited
_ALONE: Final = 0.1  # the same of a single paragraph beside another
_AHEAD: Final = 8  # paragraphs that may have been put in before an edited one


class Run(NamedTuple):
    """Letters as written that were kept, removed or added."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the line breaks behind it, cut into runs."""

    runs: tuple[Run, ...]

    @property
    def is_kept(self) -> bool:
        """Whether nothing but white space changed in it."""
        return all(run.change == "kept" or not run.text.strip() for run in self.runs)


def word_diff(before: str, after: str) -> tuple[Paragraph, ...]:
    """The paragraphs of both texts, in order, with what was kept, removed and added.

    Kept and removed runs together are ``before``, kept and added ones ``after``, letter by letter.
    """
    old, new = _PARAGRAPH.findall(before), _PARAGRAPH.findall(after)
    paragraphs: list[Paragraph] = []
    for block in align([one.strip() for one in old], [one.strip() for one in new]):
        olds, news = old[block.a_start : block.a_end], new[block.b_start : block.b_end]
        if block.is_same:
            paragraphs += [Paragraph(_runs(*pair)) for pair in zip(olds, news, strict=True)]
        else:
            paragraphs += [Paragraph(_runs(*pair)) for pair in _paired(olds, news)]
    return tuple(paragraphs)


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs beside the ones they became; "" where one was removed or added."""
    if "".join("".join(olds).split()) == "".join("".join(news).split()):
        yield "".join(olds), "".join(news)  # only cut into paragraphs otherwise
        return
    enough = _ALIKE if len(olds) > 1 or len(news) > 1 else _ALONE
    at = 0
    for old in olds:
        near = news[at : at + _AHEAD]
        likeness = [_likeness(old, new) for new in near]
        best = max(likeness, default=0.0)
        if best < enough:
            yield old, ""
            continue
        found = at + likeness.index(best)
        yield from (("", new) for new in news[at:found])
        yield old, news[found]
        at = found + 1
    yield from (("", new) for new in news[at:])


def _likeness(one: str, other: str) -> float:
    """Words in common, of all words of both (Dice)."""
    first, second = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    together = first.total() + second.total()
    return 2 * (first & second).total() / together if together else 0.0


def _runs(old: str, new: str) -> tuple[Run, ...]:
    if old == new:
        return (Run("kept", old),)
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[tuple[str, str, bool]] = []
    for block in align(a, b):
        removed = "".join(a[block.a_start : block.a_end])
        added = "".join(b[block.b_start : block.b_end])
        pieces.append((removed, added, block.is_same))
    return tuple(_told(_without_splinters(pieces)))


def _without_splinters(pieces: Sequence[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    """Blanks and signs kept between two replaced stretches belong to what was replaced."""
    held: list[tuple[str, str, bool]] = []
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else ("", "", True)
        is_blank = piece[2] and not _WORD.search(piece[0])
        is_replaced = bool(held) and not held[-1][2] and all(held[-1][:2])
        is_splinter = is_blank and is_replaced and not following[2] and all(following[:2])
        goes_on = not piece[2] and bool(held) and not held[-1][2]
        if is_splinter or goes_on:
            held[-1] = (held[-1][0] + piece[0], held[-1][1] + piece[1], False)
        else:
            held.append(piece)
    return held


def _told(pieces: Sequence[tuple[str, str, bool]]) -> Iterator[Run]:
    for removed, added, is_same in pieces:
        if is_same:
            yield Run("kept", removed)
            continue
        if removed:
            yield Run("removed", removed)
        if added:
            yield Run("added", added)
