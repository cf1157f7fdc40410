"""Short lines of a page that are the date of an article: told from sentences, and cut at labels.

"20 November 2026 | 14:30 | 345 views" is such a line; «20 ноября 2026 года на руднике произошёл
обвал» is a sentence with the date of an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from pipelines.dating.clocktimes import find_clock
from pipelines.dating.dateforms import find_calendar, find_dates, without_companions
from pipelines.dating.datewords import (
    counts_from_now,
    fold_date,
    names_month,
    one_of,
    weekday_pattern,
    words_of,
)
from pipelines.dating.relative import find_relative
from pipelines.text import clean, fold_search

MAX_LINE: Final = 80

_MIN_FIGURES: Final = 4  # «20.11, 14:30» has eight, 20.1.26 five
_MAX_WORDS: Final = 7  # beside the date: a name, a place, a rubric, a number of views
_MAX_WORDS_OF_LINE: Final = 10
_SEGMENTS: Final = re.compile(r"\s*[|•·●»]\s*|\s/\s|\s{2,}")
_WORD: Final = re.compile(r"[^\W\d_]+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FIGURE: Final = re.compile(r"\d")
_EDGES: Final = " |,;·•-"
# the newspaper's own number, not that of a decree: «№ 16 от 21 апреля», «№ 16 (345), 21 апреля»
_ISSUE: Final = re.compile(
    r"\W*№\s?\d{1,5}(?:\s?[(/-]\s?\d{1,6}\)?)?[,.;|]?\s(?:от\s)?(?=\d|[^\W\d_]+,)"
)
_SENTENCE_END: Final = re.compile(r"[^\W_][.!?…][»”\"')]*\s*$")


_folded = lru_cache(maxsize=256)(fold_date)


@dataclass(frozen=True, slots=True)
class LineDates:
    """The parts of a line that date the article and its last change; one of them may be ""."""

    published: str = ""
    changed: str = ""


@lru_cache(maxsize=512)
def read_line(pieces: tuple[str, ...]) -> LineDates | None:
    """The line that the text pieces of a small element make, None where it is no date line."""
    if not _may_be_line(pieces):
        return None
    pieces = tuple(line for piece in pieces if (line := _one_line(piece)))
    line = " ".join(pieces)
    if len(line) > MAX_LINE or not _may_be(line):
        return None
    dated = [piece for piece in pieces if has_date(piece)]
    if dated:
        if any(map(_is_prose, dated)) or len(_other_words(line)) > _MAX_WORDS_OF_LINE:
            return None
        line = " ".join(piece for piece in pieces if piece in dated or _belongs_to_date(piece))
    line = line if has_date(line) else _readable_part(line)
    return _cut(line) if line and not _is_prose(line) else None


def _may_be_line(pieces: tuple[str, ...]) -> bool:
    """Told before the words are cleaned, which costs more: nearly all lines of a page are none."""
    rough = " ".join(" ".join(pieces).split())
    return 0 < len(rough) <= 2 * MAX_LINE and (_FIGURE.search(rough) is not None or _may_be(rough))


def has_date(line: str) -> bool:
    """Whether a line holds a day with its year, or is one without, or counts from now.

    A month alone is the title of a calendar or an issue.
    """
    folded = _folded(line)
    stated = find_calendar(folded)
    if stated is not None:
        return stated.day is not None
    return find_relative(folded) is not None


def is_like_todays(line: str) -> bool:
    """Whether a line is a day with its weekday and no time: «Воскресенье, 22 ноября 2026»."""
    folded = _folded(line)
    return re.search(weekday_pattern(), folded) is not None and find_clock(folded) is None


def names_today(line: str) -> bool:
    """Whether a line says "today" and then the day in full, without a time."""
    folded = _folded(line)
    stated = find_calendar(folded)
    if stated is None or stated.day is None or find_clock(folded) is not None:
        return False
    return not words_of("today").isdisjoint(_WORD.findall(folded))


def is_bare(line: str) -> bool:
    """Whether a line is dates with times and labels and nothing else, the year stated."""
    return (
        not _other_words(line) and re.search(r"\d{4}|\d\d\.\d\d\.\d\d", _folded(line)) is not None
    )


def is_label_of_change(line: str) -> bool:
    """Whether a line is no more than «Обновлено:» or the like."""
    return _changed().fullmatch(_folded(line).strip(" :-|(")) is not None


def _one_line(piece: str) -> str:
    return " ".join(clean(piece).split())


def _belongs_to_date(piece: str) -> bool:
    """Whether a piece beside a date is its year, time or label, and no number of views."""
    if _other_words(piece):
        return False
    if _YEAR.fullmatch(piece):
        return True
    return find_clock(_folded(piece)) is not None or _WORD.search(piece) is not None


def _readable_part(line: str) -> str:
    """The parts between separators that are bare of other words: «вчера | 18:40 | Экономика»."""
    parts = _SEGMENTS.split(line)
    bare = ", ".join(part for part in parts if not _other_words(part) or has_date(part))
    return bare if len(parts) > 1 and has_date(bare) else ""


def _may_be(line: str) -> bool:
    """A cheap test before the costly ones."""
    figures = len(_FIGURE.findall(line))
    if figures >= _MIN_FIGURES:
        return True
    folded = _folded(line)
    return counts_from_now(folded) or (figures > 0 and names_month(folded))


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(one_of("changed"))


def _is_prose(piece: str) -> bool:
    return all(map(_is_sentence, [s for s in _SEGMENTS.split(piece) if has_date(s)] or [piece]))


def _is_sentence(segment: str) -> bool:
    segment = _ISSUE.sub("", segment, count=1) if segment.lstrip().startswith("№") else segment
    rest = _beside_the_date(segment)
    others = _words(rest)
    if "№" in segment or not words_of("other_dates").isdisjoint(others):
        return True
    known = words_of("beside") | words_of("changed")
    unknown = [word for word in others if word not in known]
    if len(others) > _MAX_WORDS or (len(unknown) > 1 and _SENTENCE_END.search(rest)):
        return True
    small = {_folded(word) for word in _WORD.findall(segment) if word[0].islower()}
    return not small.isdisjoint(unknown)


def _other_words(segment: str) -> list[str]:
    """The words of a segment, folded, that are not its date nor belong to one."""
    return _words(_beside_the_date(segment))


def _words(rest: str) -> list[str]:
    return [word for word in _WORD.findall(rest) if len(word) > 1]


def _beside_the_date(segment: str) -> str:
    folded = _folded(segment)
    if find_relative(folded) is not None:
        return ""
    for start, end in reversed(find_dates(folded)):
        folded = f"{folded[:start]} {folded[end:]}"
    return without_companions(folded)


def _cut(line: str) -> LineDates:
    """What a line says of publication, and what of the last change."""
    label = _changed().search(fold_search(line))
    if label is None:
        return LineDates(published=line.strip(_EDGES))
    before, after = line[: label.start()], line[label.start() :]
    if not has_date(after):
        return LineDates(published=line.strip(_EDGES))
    if has_date(before):
        return LineDates(before.strip(_EDGES + "("), after.strip(_EDGES))
    for other in re.finditer(one_of("labels"), fold_search(after)):
        first, second = after[: other.start()], after[other.start() :]
        if other.start() > 0 and has_date(first) and has_date(second):
            return LineDates(second.strip(_EDGES), first.strip(_EDGES))
    return LineDates(changed=after.strip(_EDGES))
