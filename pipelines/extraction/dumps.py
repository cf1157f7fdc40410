"""Reading an article from a plain text dump: title, paragraphs, headings, date, dateline."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipelines.dating.dateforms import states_only_a_date
from pipelines.dating.datewords import fold_date
from pipelines.newsroom.dateline import split_dateline
from pipelines.text import clean, fold_match, sentences

if TYPE_CHECKING:
    from pipelines.model import BlockKind, Dateline

_DATA: Final = Path(__file__).parent.parent / "data" / "dumps.toml"
_TITLE: Final = 200  # letters a title line may have
_CUT_TITLE: Final = 120  # letters of a title made from the first sentence
_HEADING: Final = 100  # letters
_HEADING_WORDS: Final = 14
_HEADINGS_IN_ROW: Final = 2
_TAIL: Final = 12  # letters that hold the stop of a line and what closes after it
_STOPPED: Final = re.compile(r"[.…!?:;][\"'»”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Dump:
    """An article as a text dump holds it.

    ``headings`` are the indices of the ``paragraphs`` that are section headings; ``date_raw``
    is the date in the words of the dump.
    """

    title: str
    paragraphs: tuple[str, ...]
    headings: frozenset[int] = frozenset()
    date_raw: str | None = None
    dateline: Dateline | None = None

    @property
    def kinds(self) -> tuple[BlockKind, ...]:
        """What each paragraph is."""
        return tuple(
            "heading" if at in self.headings else "text" for at in range(len(self.paragraphs))
        )


def parse_dump(text: str) -> Dump:
    """Read a dump; advertising lines stay in, as the boilerplate stage drops them.

    Without a title line the first sentence is the title, cut at a word to 120 letters. An
    empty dump gives an empty title and no paragraphs.
    """
    lines = _paragraphs(clean(text))
    title, lines = _split_title(lines)
    date = next((line for line in lines[:2] if states_only_a_date(fold_date(line))), None)
    if date is not None:
        lines.remove(date)
    if not lines:
        return Dump(title, (), date_raw=date)
    cut = split_dateline(lines[0])
    lines = [line for line in (cut.rest, *lines[1:]) if line]
    dump = Dump(title, tuple(lines), _headings(lines), cut.date_raw, cut.dateline)
    if not title:
        dump = replace(dump, title=_made_title(lines))
    return replace(dump, date_raw=date or dump.date_raw)


def _paragraphs(text: str) -> list[str]:
    """One for each line, but lines that a sentence runs across are joined."""
    paragraphs: list[str] = []
    for block in re.split(r"\n\n+", text):
        joined: list[str] = []
        for line in filter(None, block.split("\n")):
            if joined and line[0].islower() and not _STOPPED.search(joined[-1][-_TAIL:]):
                joined[-1] += " " + line
            else:
                joined.append(line)
        paragraphs += joined
    return paragraphs


def _split_title(lines: list[str]) -> tuple[str, list[str]]:
    """The first line is the title if no sentence ends there and prose follows."""
    if len(lines) < 2 or _is_advert(lines[0]):  # noqa: PLR2004 - a title and a text
        return "", lines
    first = lines[0]
    cut = split_dateline(first)
    if cut.dateline or cut.date_raw or states_only_a_date(fold_date(first)):
        return "", lines
    prose = any(_STOPPED.search(line) for line in lines[1:])
    if len(first) > _TITLE or not prose or first[-1] in ".,;:…":
        return "", lines
    return first, lines[1:]


def _made_title(lines: list[str]) -> str:
    prose = next((line for line in lines if not _is_advert(line)), "")
    spans = sentences(prose)
    sentence = prose[slice(*spans[0])] if spans else ""
    if len(sentence) <= _CUT_TITLE:
        return sentence
    shorter = sentence[:_CUT_TITLE].rpartition(" ")[0] or sentence[: _CUT_TITLE - 1]
    return shorter.rstrip(" ,;:-–—") + "…"


def _headings(lines: list[str]) -> frozenset[int]:
    """Short lines without a final stop that stand between paragraphs and open a section.

    Advertising lines do not count as neighbours; a longer row of short lines is a list.
    """
    times = Counter(lines)
    kinds = [
        (i, _is_short(line) and times[line] == 1)
        for i, line in enumerate(lines)
        if not _is_advert(line)
    ]
    rows = [(short, [i for i, _ in row]) for short, row in groupby(kinds, key=itemgetter(1))]
    inner = [row for short, row in rows[1:-1] if short and len(row) <= _HEADINGS_IN_ROW]
    return frozenset(chain.from_iterable(inner))


def _is_short(line: str) -> bool:
    return (
        len(line) <= _HEADING
        and len(line.split()) <= _HEADING_WORDS
        and line[-1] not in ".,;:…"
        and not _STOPPED.search(line.rstrip("?!"))
        and re.match(r"[\"'«“„(]?[^\W_]", line) is not None
        and not line[0].islower()
        and re.search(r"://|www\.|@", line) is None
    )


def _is_advert(line: str) -> bool:
    return fold_match(line).strip(" .:-*[]()") in _adverts()


@cache
def _adverts() -> frozenset[str]:
    listed: list[str] = tomllib.loads(_DATA.read_text(encoding="utf-8"))["adverts"]
    return frozenset(map(fold_match, listed))
