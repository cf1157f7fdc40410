"""The text of an article: its paragraphs, and the evidence marked within. Pure."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# which of two marks that cross is the outer one: the wider kind of words
LAYERS: Final = ("quotes", "events", "topics", "figures", "names", "search")
_BREAK: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that are evidence; offsets, the end excluded.

    ``layer`` is one of LAYERS, ``kind`` what they are within it (mining, accident, town …),
    ``label`` what is told of them, ``href`` where they lead.
    """

    layer: str
    start: int
    end: int
    kind: str = ""
    label: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Marked words, with the marks within; a mark that had to be cut has the piece's offsets."""

    mark: Mark
    parts: tuple[Part, ...]


Part = str | Piece


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its place in the text; ``language`` is "" where that is not known."""

    start: int
    end: int
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of one kind that follow each other; those of a list or a table belong together."""

    kind: str
    paragraphs: tuple[Paragraph, ...]


def paragraphs(
    text: str, kinds: Sequence[str], languages: Sequence[str], sections: Sequence[str]
) -> tuple[Paragraph, ...]:
    """The paragraphs of a text as it is stored, a blank line between.

    ``kinds`` and ``languages`` hold one word a paragraph; where they do not fit the text (as of
    an old archive) ``sections`` tell its headings.
    """
    told = text.split(_BREAK)
    if len(kinds) != len(told):
        kinds = ["heading" if one in sections else "text" for one in told]
    if len(languages) != len(told):
        languages = [""] * len(told)
    found: list[Paragraph] = []
    at = 0
    for words, kind, language in zip(told, kinds, languages, strict=True):
        if words.strip():
            found.append(Paragraph(at, at + len(words), kind, language))
        at += len(words) + len(_BREAK)
    return tuple(found)


def first(found: Sequence[Paragraph], most: int) -> tuple[Paragraph, ...]:
    """The paragraphs that begin within the first ``most`` letters, the first one in any case."""
    return tuple(one for index, one in enumerate(found) if not index or one.start < most)


def blocks(found: Sequence[Paragraph]) -> tuple[Block, ...]:
    """Items of one list together, rows of one table together, all else by itself."""
    grouped: list[Block] = []
    for kind, stretch in groupby(found, key=lambda one: one.kind):
        held = tuple(stretch)
        if kind in {"item", "row"}:
            grouped.append(Block(kind, held))
        else:
            grouped += [Block(kind, (one,)) for one in held]
    return tuple(grouped)


def marked(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Part]:
    """The letters of ``text`` from ``start`` to ``end``, nested into their marks.

    Of marks of one layer that overlap one is made, of names the longest stays: so no link stands
    within another. Marks of two layers that cross are cut at the end of the one that begins first.
    """
    stop = len(text) if end is None else end
    return [*_nested(text, start, stop, _within(_settled_all(marks), start, stop))]


def marked_paragraphs(
    text: str, marks: Iterable[Mark], found: Iterable[Paragraph]
) -> Iterator[tuple[Paragraph, list[Part]]]:
    """Each of the paragraphs, which are in order, with its letters nested into their marks."""
    waiting = deque(sorted(_settled_all(marks), key=lambda one: one.start))
    open_marks: list[Mark] = []
    for one in found:
        while waiting and waiting[0].start < one.end:
            open_marks.append(waiting.popleft())
        open_marks = [mark for mark in open_marks if mark.end > one.start]
        inside = _within(open_marks, one.start, one.end)
        yield one, [*_nested(text, one.start, one.end, inside)]


def _settled_all(marks: Iterable[Mark]) -> list[Mark]:
    """Each layer without overlaps, so that no depth is greater than the number of layers."""
    held = [*marks]
    return [one for layer in LAYERS for one in _flat(marks_of(held, layer))]


def _within(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    inside = (_clipped(one, start, end) for one in marks)
    return [one for one in inside if one.start < one.end]


def marks_of(marks: Iterable[Mark], layer: str) -> list[Mark]:
    """The marks of a layer, in order; what has no place in a text is left out."""
    found = (one for one in marks if one.layer == layer and 0 <= one.start < one.end)
    return sorted(found, key=lambda one: (one.start, -one.end, one.kind))


def _flat(found: Sequence[Mark]) -> Iterator[Mark]:
    """Marks of one layer without overlaps."""
    group: list[Mark] = []
    end = 0
    for one in found:
        if group and one.start >= end:
            yield from _settled(group)
            group, end = [], 0
        group.append(one)
        end = max(end, one.end)
    yield from _settled(group)


def _settled(group: Sequence[Mark]) -> Iterator[Mark]:
    if len(group) <= 1:
        yield from group
    elif group[0].layer == "names":
        yield from _longest(group)
    else:
        yield _merged(group)


def _longest(group: Sequence[Mark]) -> list[Mark]:
    """The longest of names that overlap, and what is free of it: «угля» is no more told apart."""
    kept: list[Mark] = []
    for one in sorted(group, key=lambda each: each.start - each.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)


def _merged(group: Sequence[Mark]) -> Mark:
    return replace(
        group[0],
        end=max(one.end for one in group),
        kind=" ".join(dict.fromkeys(one.kind for one in group)),
        label=" · ".join(dict.fromkeys(one.label for one in group if one.label)),
    )


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    return replace(mark, start=max(mark.start, start), end=min(mark.end, end))


def _nested(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Part]:
    """The parts of a stretch; all marks lie within it."""
    waiting = [(*_rank(one), one) for one in marks]
    heapq.heapify(waiting)
    at = start
    while waiting:
        outer = heapq.heappop(waiting)[-1]
        yield from _plain(text, at, outer.start)
        inner: list[Mark] = []
        while waiting and waiting[0][0] < outer.end:
            one = heapq.heappop(waiting)[-1]
            inner.append(_clipped(one, one.start, outer.end))
            if one.end > outer.end:
                rest = replace(one, start=outer.end)
                heapq.heappush(waiting, (*_rank(rest), rest))
        yield Piece(outer, tuple(_nested(text, outer.start, outer.end, inner)))
        at = outer.end
    yield from _plain(text, at, end)


def _rank(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, LAYERS.index(mark.layer)


def _plain(text: str, start: int, end: int) -> Iterator[str]:
    if start < end:
        yield text[start:end]
