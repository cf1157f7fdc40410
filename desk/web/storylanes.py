"""The texts of a story on a line of time, a lane a language. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_skeleton

from desk.moments import ALMATY, from_archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Record = dict[str, Any]
# where time begins and ends on the picture, in per cent of its width
_LEFT, _RIGHT = 9.0, 97.0
# dots nearer than this many per cent stand as one
_NEAR: Final = 1.6
_STEPS: Final = tuple(timedelta(hours=hours) for hours in (1, 2, 3, 6, 12, 24, 48, 96, 168, 336))
_TICKS: Final = 4
_MONTH: Final = timedelta(days=28)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Dot:
    """Texts or changes of one kind at one time: article, copy, edited or gone.

    ``x`` in per cent of the width; ``count`` of them stand here.
    """

    kind: str
    x: float
    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Lane:
    """What one language tells, in the order of time; ``counts``: how many of each kind."""

    language: str
    dots: tuple[Dot, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tick:
    """A time on the axis: ``hour`` is "" where days are told, ``day`` is "" where it goes on."""

    x: float
    day: str
    hour: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """The picture; ``begin`` and ``end`` are the first and the last time on it."""

    begin: datetime
    end: datetime
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]


def lanes(timeline: Sequence[Record], language: str) -> Lanes | None:
    """The lanes of a story's timeline, the language that told it first on top.

    ``language``: of the days on the axis. None where no text has a time.
    """
    told = [(row["language"], *one) for row in timeline for one in _moments(row)]
    if not told:
        return None
    begin, end = min(at for *_, at in told), max(at for *_, at in told)
    tongues = dict.fromkeys(row["language"] for row in timeline)
    by_tongue = {
        tongue: [(kind, at) for each, kind, at in told if each == tongue] for tongue in tongues
    }
    return Lanes(
        begin=begin,
        end=end,
        lanes=tuple(_lane(tongue, held, begin, end) for tongue, held in by_tongue.items()),
        ticks=tuple(_ticks(begin, end, language)),
    )


def _moments(row: Record) -> Iterator[tuple[str, datetime]]:
    """What is known of a text, with the time: it came, was edited, is gone."""
    told = [(row["kind"], row["at"]), *(("edited", one["seen_at"]) for one in row["edited"])]
    for kind, stored in (*told, ("gone", row["gone_at"])):
        at = from_archive(stored)
        if at is not None:
            yield kind, at


def _lane(
    language: str, held: Sequence[tuple[str, datetime]], begin: datetime, end: datetime
) -> Lane:
    dots: dict[str, list[Dot]] = {}
    for kind, at in sorted(held, key=lambda one: one[1]):
        x = _x(at, begin, end)
        row = dots.setdefault(kind, [])
        if row and x - row[-1].x < _NEAR:
            row[-1] = Dot(kind, row[-1].x, row[-1].at, row[-1].count + 1)
        else:
            row.append(Dot(kind, x, at, 1))
    every = sorted((dot for row in dots.values() for dot in row), key=lambda one: (one.x, one.kind))
    return Lane(language, tuple(every), dict(Counter(kind for kind, _ in held)))


def _x(at: datetime, begin: datetime, end: datetime) -> float:
    if begin == end:
        return (_LEFT + _RIGHT) / 2
    return round(_LEFT + (at - begin) / (end - begin) * (_RIGHT - _LEFT), 2)


def _ticks(begin: datetime, end: datetime, language: str) -> Iterator[Tick]:
    """Up to about four round times of Almaty; of a single moment that moment."""
    # days before months, as in this part of the world
    locale = "en_GB" if language == "en" else language
    span = end - begin
    step = next((one for one in _STEPS if span <= _TICKS * one), max(_MONTH, span / _TICKS))
    day = ""
    for at in [begin] if begin == end else _round_times(begin, end, step):
        local = at.astimezone(ALMATY)
        told = str(format_skeleton("MMMd", local, locale=locale))
        hour = f"{local:%H:%M}" if step < _DAY else ""
        yield Tick(_x(at, begin, end), "" if told == day else told, hour)
        day = told


def _round_times(begin: datetime, end: datetime, step: timedelta) -> Iterator[datetime]:
    midnight = begin.astimezone(ALMATY).replace(hour=0, minute=0, second=0, microsecond=0)
    at = midnight + max(0, -(-(begin - midnight) // step)) * step
    while at <= end:
        yield at
        at += step
