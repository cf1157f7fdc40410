"""Dates stated in running text: «28 октября», "in Q3 2027", «2030 жылға дейін», 12.05.2024."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.momentwords import COMPACT, moment_words, month_of, ordinals
from pipelines.figures.senses import STATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.figures.reading import Reading

_DAY_AND_MONTH: Final = 7  # letters of «31.12.» with the one behind or before
_LAST_DAY: Final = 31
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_QUARTERS: Final = 4
_DAY_GAPS: Final = frozenset({" ", "-"})
_FIGURES: Final = re.compile(
    r"(?<![\w.])(?:(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d))(?![\w/]|\.\d)"
)


class Stated(NamedTuple):
    """A date as stated, by token indices; what is not stated is 0. ``half`` is a half-year."""

    first: int
    after: int
    year: int = 0
    month: int = 0
    day: int = 0
    quarter: int = 0
    half: int = 0
    until_day: int = 0
    until_month: int = 0
    until_year: int = 0


def find_stated(reading: Reading) -> list[Stated]:
    """All stated dates in order; none overlap."""
    found = list(_in_figures(reading))
    taken = {index for date in found for index in range(date.first, date.after)}
    # a year alone comes last, as it may belong to a day, a month or a quarter behind it
    for index in sorted(reading.beginning(STATED), key=reading.is_figure):
        date = None if index in taken else _stated(reading, index)
        if date and taken.isdisjoint(range(date.first, date.after)):
            found.append(date)
            taken.update(range(date.first, date.after))
    return sorted(found, key=lambda date: date.first)


def _in_figures(reading: Reading) -> Iterator[Stated]:
    for index in reading.beginning(STATED):
        match = _figures_around(reading, index) if reading.is_figure(index) else None
        if match is None:
            continue
        first, after = reading.tokens_of(match.start(), match.end())
        day, month = int(match["d"] or match["d2"]), int(match["m"] or match["m2"])
        yield Stated(first, after, int(match["y"] or match["y2"]), month, day)


def _figures_around(reading: Reading, index: int) -> re.Match[str] | None:
    """The date in figures whose year is the token at an index."""
    if reading.gaps[index] not in {".", "/"} and reading.gaps[index + 1] != "-":
        return None
    low, high = reading.starts[index] - _DAY_AND_MONTH, reading.ends[index] + _DAY_AND_MONTH
    return _FIGURES.search(reading.folded, max(0, low), high)


def _stated(reading: Reading, index: int) -> Stated | None:
    word = reading.texts[index]
    month = month_of(word)
    if month:
        return _around_month(reading, index, month)
    return _year(reading, index) if word[0].isdecimal() else _part_of_year(reading, index)


def _around_month(reading: Reading, index: int, month: int) -> Stated | None:
    """A month with what stands around it: its day or days, its year, a second month."""
    date = Stated(index, index + 1, month=month)
    date = _with_second_month(reading, date)
    date = _with_day(reading, date)
    date = _with_year(reading, date)
    if date.day or date.year:
        return date
    return date if _stands_alone(reading, date) else None


def _with_second_month(reading: Reading, date: Stated) -> Stated:
    """«в январе-сентябре», "January to September"."""
    gap, turns = reading.gaps[date.after], moment_words().words
    at = date.after
    if gap == " " and reading.texts[at] in turns.through:
        at += 1
    elif gap.strip() != "-":
        return date
    month = month_of(reading.texts[at])
    return date._replace(after=at + 1, until_month=month) if month else date


def _with_day(reading: Reading, date: Stated) -> Stated:
    """The day before the month or, in English, behind it; two days make a span."""
    day = _day(reading, date.first - 1)
    if reading.gaps[date.first - 1] == "-" and reading.texts[date.first - 1] in (
        moment_words().words.year_endings
    ):
        ordinal = _day(reading, date.first - 2)
        return date._replace(first=date.first - 2, day=ordinal) if ordinal else date
    if day and reading.gaps[date.first] in _DAY_GAPS:
        start = date._replace(first=date.first - 1, day=day)
        return _with_first_day(reading, start)
    if reading.texts[date.first].isascii() and reading.gaps[date.after] in {" ", ". "}:
        day = _day(reading, date.after)
        if day and not _is_counted(reading, date.after + 1):
            until = _day(reading, date.after + 1) if reading.gaps[date.after + 1] == "-" else 0
            after = date.after + (2 if until else 1)
            return date._replace(after=after, day=day, until_day=until)
    return date


def _with_first_day(reading: Reading, date: Stated) -> Stated:
    """The first of two days: «28-29 октября», «с 10 по 15 апреля», «28 и 29 октября»."""
    turns = moment_words().words
    at = date.first - 1
    if reading.gaps[date.first].strip() != "-":
        if reading.gaps[date.first] != " " or reading.texts[at] not in turns.through:
            return date
        at -= 1
    day = _day(reading, at)
    if not day or day >= date.day or reading.gaps[at + 1].strip() not in {"", "-"}:
        return date
    return date._replace(first=at, day=day, until_day=date.day)


def _day(reading: Reading, index: int) -> int:
    word = reading.texts[index]
    if not word.isdecimal() or len(word) > 2:  # noqa: PLR2004 - a day has two figures
        return 0
    glued = reading.folded[reading.starts[index] - 1 : reading.starts[index]]
    return int(word) if int(word) <= _LAST_DAY and glued not in {".", ",", ":", "/"} else 0


def _is_counted(reading: Reading, index: int) -> bool:
    """Whether a unit or a multiplier follows: "In May 12 people"."""
    meaning = reading.meanings[index]
    return meaning is not None and reading.continues(index)


def _with_year(reading: Reading, date: Stated) -> Stated:
    turns = moment_words().words
    at = date.after
    if reading.gaps[at] in {" ", ", "} and reading.texts[at] == "of":
        at += 1
    year = _figures_of_year(reading, at)
    if year and reading.gaps[at] in {" ", ", ", "-"}:
        after = at + 1
        named = reading.texts[after] in turns.year and reading.continues(after)
        return date._replace(year=year, after=after + named)
    back = date.first - 1
    if reading.texts[back] in turns.year:
        back -= 1
    year = _figures_of_year(reading, back)
    if year and reading.gaps[date.first] in {" ", "-"}:
        return date._replace(year=year, first=back)
    return date


def _figures_of_year(reading: Reading, index: int) -> int:
    word = reading.texts[index]
    if len(word) != 4 or not word.isdecimal():  # noqa: PLR2004 - as years are written
        return 0
    return int(word) if _FIRST_YEAR <= int(word) < _LAST_YEAR else 0


def _stands_alone(reading: Reading, date: Stated) -> bool:
    """Whether a month without a figure is meant as a date: "in May", «в мае», «сәуірде»."""
    turns, word = moment_words().words, reading.texts[date.first]
    before = reading.texts[date.first - 1]
    if date.until_month:
        return True
    if word.isascii():
        capital = reading.original[reading.starts[date.first]].isupper()
        return capital and before in turns.in_month and len(word) > 2  # noqa: PLR2004 - "in Ma"
    if before in turns.in_month:
        return len(word) > 2  # noqa: PLR2004 - no short forms
    if not reading.kazakh:
        return False
    return word.endswith(turns.month_cases) and not word.startswith(tuple(turns.two_faced))


def _year(reading: Reading, index: int) -> Stated | None:
    """A year named as one («2027 год», "in 2027"), or two («2023-2027 годы»)."""
    year = _figures_of_year(reading, index)
    if not year or (reading.gaps[index + 1] in {"/", "."} and reading.is_figure(index + 1)):
        return None
    after, until = index + 1, 0
    joint = reading.gaps[after].strip() == "-"
    at = after if joint else after + 1
    through = moment_words().words.through
    if joint or (reading.texts[after] in through and reading.gaps[after] == " "):
        until = _figures_of_year(reading, at)
        after = at + 1 if until else after
    date = Stated(index, after, year=year, until_year=until)
    return _named_year(reading, date, joint=joint)


def _named_year(reading: Reading, date: Stated, *, joint: bool) -> Stated | None:
    turns = moment_words().words
    if reading.texts[date.after] in turns.year and reading.gaps[date.after] in {" ", "", "-"}:
        return date._replace(after=date.after + 1)
    if reading.texts[date.after] in turns.year_endings and reading.gaps[date.after] == "-":
        return date._replace(after=date.after + 1)
    if reading.gaps[date.first] not in {" ", ", "} or (reading.meanings[date.after] and not joint):
        return None
    before = reading.texts[date.first - 1]
    opens = before in turns.before_year or before in turns.since
    latin = before.isascii()
    return date if opens and (latin or date.until_year) else None


def _part_of_year(reading: Reading, index: int) -> Stated | None:
    """A quarter or half of a year: «в третьем квартале 2027 года», "Q3 2027", "first half"."""
    turns, word = moment_words().words, reading.texts[index]
    compact = COMPACT.fullmatch(word)
    if compact:
        number, half = int(compact[1] or compact[2]), bool(compact[2])
        first = index
    else:
        first = index - 2 if reading.gaps[index - 1] in {"-", ""} else index - 1
        number, half = ordinals().get(reading.texts[first], 0), word in turns.half
    if not number or number > (2 if half else _QUARTERS):
        return None
    date = Stated(first, index + 1, quarter=0 if half else number, half=number if half else 0)
    return _with_year(reading, date)
