"""Dates that running text counts from its own day: «вчера», "on Monday", «өткен айда»."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from typing import TYPE_CHECKING, Final, NamedTuple

from pipelines.figures.momentwords import moment_words, shift_of, weekdays
from pipelines.figures.senses import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipelines.figures.reading import Reading

_WEEK: Final = 7
_MONTHS: Final = 12
_LONG_AGO: Final = 100
_FIGURES: Final = 3


class Told(NamedTuple):
    """A date told from the day of publication, with the tokens of its words."""

    first: int
    after: int
    moment: str


def find_told(reading: Reading, published: date) -> Iterator[Told]:
    """All relative dates in order of the text."""
    for index in reading.beginning(TOLD):
        word = reading.texts[index]
        told = _day(reading, index, word, published) or _period(reading, index, word, published)
        if told:
            yield told


def _day(reading: Reading, index: int, word: str, published: date) -> Told | None:
    shift = shift_of(word)
    if shift is not None:
        return _on(index, published, shift)
    weekday = weekdays().get(word)
    if weekday is None or not _is_date(reading, index, word):
        return None
    back = (published.weekday() - weekday) % _WEEK
    if _is_ahead(reading, index):
        back -= _WEEK
    return _on(index, published, -back)


def _on(index: int, published: date, shift: int) -> Told | None:
    """So many days from the day of publication, if the calendar has such a day."""
    number = published.toordinal() + shift
    if not date.min.toordinal() <= number <= date.max.toordinal():
        return None
    return Told(index, index + 1, date.fromordinal(number).isoformat())


def _is_date(reading: Reading, index: int, word: str) -> bool:
    """Whether the name of a weekday dates something; «среда» and «жұма» mean other things too."""
    turns = moment_words().words
    if word.isascii():
        return reading.original[reading.starts[index]].isupper()
    if word.endswith(turns.month_cases):
        return True
    around = (index - 2, index + 1)
    if any(f"{reading.texts[at]} {reading.texts[at + 1]}" in turns.night for at in around):
        return True
    is_kazakh = reading.texts[index + 1] in turns.weekday_after
    return is_kazakh or reading.texts[index - 1] in turns.weekday_before


def _is_ahead(reading: Reading, index: int) -> bool:
    turns = moment_words().words
    before = reading.texts[index - 1]
    return before in turns.next or before in turns.deadline


def _period(reading: Reading, index: int, word: str, published: date) -> Told | None:
    turns = moment_words().words
    if word in turns.this_year or word in turns.last_year:
        return _in(index, index + 1, published.year - (word in turns.last_year))
    if word in turns.years:
        return _ago(reading, index, published)
    if word in turns.year_noun or word in turns.month_noun:
        return _ago(reading, index, published) or _counted(reading, index, published)
    return None


def _ago(reading: Reading, index: int, published: date) -> Told | None:
    """«Два года назад», "a year earlier", «бір жыл бұрын»: a year counted back from now."""
    turns = moment_words().words
    if reading.texts[index + 1] not in turns.ago or reading.gaps[index + 1] != " ":
        return None
    counted = _counted_years(reading, index - 1)
    # alone only «год назад» tells how many years, as «года» does in «два года назад»
    years = counted or (1 if reading.texts[index] == "год" else 0)
    if not 0 < years < min(_LONG_AGO, published.year):
        return None
    return Told(index - bool(counted), index + 2, str(published.year - years))


def _counted_years(reading: Reading, index: int) -> int:
    """The whole number at an index, 0 for any other word."""
    word, meaning = reading.texts[index], reading.meanings[index]
    if word == "a":
        return 1
    if word.isdecimal():
        return int(word) if len(word) <= _FIGURES else 0
    return int(meaning.value) if meaning is not None and meaning.part == "number" else 0


def _counted(reading: Reading, index: int, published: date) -> Told | None:
    """«в прошлом году», "this month", «жыл соңына дейін»: a year or month without figures."""
    turns = moment_words().words
    before = reading.texts[index - 1]
    shifts = ((turns.this, 0), (turns.last, -1), (turns.next, 1))
    shift = next((by for words, by in shifts if before in words), None)
    if shift is None or reading.gaps[index] != " ":
        return _end_of_year(reading, index, published)
    if reading.texts[index] in turns.year_noun:
        return _in(index - 1, index + 1, published.year + shift)
    years, month = divmod(published.year * _MONTHS + published.month - 1 + shift, _MONTHS)
    return _in(index - 1, index + 1, years, f"-{month + 1:02}")


def _in(first: int, after: int, year: int, rest: str = "") -> Told | None:
    """A year, or what ``rest`` adds to it, if the calendar has such a year."""
    return Told(first, after, f"{year:04}{rest}") if MINYEAR <= year <= MAXYEAR else None


def _end_of_year(reading: Reading, index: int, published: date) -> Told | None:
    """«до конца года», "by the end of the year", «жыл соңына дейін»."""
    turns = moment_words().words
    if reading.texts[index] not in turns.year_noun:
        return None
    after = index + 1
    if reading.texts[after] in turns.end and reading.gaps[after] in {" ", "-"}:
        return _in(index, after, published.year)
    before = [reading.texts[index - back] for back in (1, 2, 3)]
    return _in(index, after, published.year) if turns.end & set(before) else None
