"""What stands at the edges of a text and is not the article's: links, names, rubrics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.boilerplate.learntlines import taken_out
from pipelines.boilerplate.rulebook import ends_sentence
from pipelines.newsroom.bylines import is_rubric, is_written_cyrillic, signed_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.model import BlockKind

TAIL_START = 0.6
MIN_WORDS = 3
MAX_RUBRICS = 3
MIN_SENTENCE = 60
MAX_CONTACT = 160

# addresses, telephone numbers
_CONTACT = re.compile(r"@|https?://|www\.|\+\d|\d[\d ()-]{6,}\d")
_STOP = re.compile(r"(?<=\w\w)\.\s*$")
# the newspaper behind the name: «Егемен Қазақстан»
_MASTHEAD = re.compile(r"[«\"“][^«»\"“”]{2,40}[»\"”]\.?")


@dataclass(slots=True)
class Line:
    """A paragraph under judgement; ``is_link`` where it is nothing but one link."""

    text: str
    kind: BlockKind
    is_link: bool
    is_kept: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether it heads a section."""
        return self.kind == "heading"


@dataclass(slots=True)
class Gathered:
    """What the lines that went have told."""

    dropped: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    authors: list[str] = field(default_factory=list)
    photo_credits: list[str] = field(default_factory=list)


def drop(lines: Iterable[Line], gathered: Gathered) -> None:
    """Take lines out and keep the record of them."""
    for line in lines:
        line.is_kept = False
        gathered.dropped.append(line.text)


def drop_learnt(lines: list[Line], learnt: Mapping[str, str], gathered: Gathered) -> None:
    """Drop the learnt lines that stand in their place (``learntlines.taken_out``)."""
    kept = [line for line in lines if line.is_kept]
    found = taken_out([line.text for line in kept], [line.kind for line in kept], learnt)
    drop([kept[at] for at in sorted(found)], gathered)


def trim(lines: list[Line], learnt: Mapping[str, str], gathered: Gathered) -> None:
    """Drop what stands at the edges: dangling links and headings, names, rubrics."""
    drop_dangling(lines, gathered)
    take_signatures(lines, gathered)
    drop_rubrics(lines, gathered)
    # what went behind a learnt line or in front of it may have put it at the edge
    drop_learnt(lines, learnt, gathered)


def drop_dangling(lines: list[Line], gathered: Gathered) -> None:
    """Drop links and headings with nothing behind them at the end, and runs of links."""
    kept = [line for line in lines if line.is_kept]
    if not any(not (line.is_link or line.is_heading) for line in kept):
        is_menu = any(line.is_link for line in kept) and not any(map(_is_sentence, kept))
        drop(kept if is_menu else [], gathered)
        return
    _drop_link_runs(kept, gathered)
    left = [line for line in reversed(kept) if line.is_kept]
    drop(reversed(list(takewhile(lambda line: line.is_link or line.is_heading, left))), gathered)


def _drop_link_runs(lines: list[Line], gathered: Gathered) -> None:
    """Drop two or more links in a row at the start or near the end, with their heading."""
    total = sum(len(line.text) for line in lines)
    position = start = 0
    for index, line in enumerate([*lines, Line("", "text", is_link=False)]):
        if not line.is_link:
            run = lines[start:index]
            opening = start == 0 or (start == 1 and lines[0].is_heading)
            if len(run) > 1 and (opening or position > TAIL_START * total):
                has_heading = start > 0 and lines[start - 1].is_heading
                drop(lines[start - has_heading : index], gathered)
            start = index + 1
        position += len(line.text)


def heads_text(lines: list[Line]) -> bool:
    """Whether the first of the lines heads a section, with a sentence right behind it."""
    return len(lines) > 1 and lines[0].is_heading and _is_sentence(lines[1])


def drop_contacts(lines: list[Line], gathered: Gathered) -> None:
    """Drop addresses and telephone numbers, and the names in front of them."""
    at = 0
    while at < len(lines) and not lines[at].is_heading:
        if len(lines[at].text) <= MAX_CONTACT and _CONTACT.search(lines[at].text):
            at += 1
        elif any(
            _CONTACT.search(line.text) for line in lines[at + 1 : at + 2]
        ) and not ends_sentence(lines[at].text):
            at += 2
        else:
            break
    drop(lines[:at], gathered)


def take_signatures(lines: list[Line], gathered: Gathered) -> None:
    """Move names that stand alone behind or in front of the sentences to the authors."""
    kept = [line for line in lines if line.is_kept]
    if len(kept) > MIN_WORDS and _MASTHEAD.fullmatch(kept[-1].text) and signed_by(kept[-2].text):
        drop([kept.pop()], gathered)
    while len(kept) > 1 and _is_sentence(kept[-2]) and _sign(kept[-1], gathered):
        kept.pop()
    # English rubrics are set in capitals as names are
    if len(kept) > 1 and _is_sentence(kept[1]) and is_written_cyrillic(kept[0].text):
        _sign(kept[0], gathered)


def _sign(line: Line, gathered: Gathered) -> bool:
    # the full stop behind a name; that behind an initial is part of it
    name = _STOP.sub("", line.text)
    people = () if line.is_heading or line.is_link else signed_by(name)
    if people:
        gathered.authors.extend(people)
        drop([line], gathered)
    return bool(people)


def _is_sentence(line: Line) -> bool:
    return not line.is_heading and (ends_sentence(line.text) or len(line.text) > MIN_SENTENCE)


def drop_rubrics(lines: list[Line], gathered: Gathered) -> None:
    """Drop up to three names of sections in front of the first sentence; more are a list."""
    kept = [line for line in lines if line.is_kept]
    rubrics = list(
        takewhile(
            lambda line: not line.is_heading and is_rubric(line.text, is_link=line.is_link), kept
        )
    )
    rest = kept[len(rubrics) :]
    if len(rubrics) <= MAX_RUBRICS and rest and _is_sentence(rest[0]):
        drop(rubrics, gathered)
