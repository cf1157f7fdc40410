"""What the texts of a source are like: read, whole, dated, signed, in its languages. Pure."""

from __future__ import annotations

import math
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from desk.health.finding import Cause, Finding
from desk.health.flow import LOOK_BACK, start_of
from desk.health.turning import SHARE_DRIFT, SURE, Point, fallen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from desk.health.expected import Expected
    from desk.health.finding import State
    from desk.health.observed import Day, Observed
    from desk.health.turning import Turn

_DAY: Final = timedelta(days=1)
# of a sound source hardly a text is garbled, and none by chance
_LEGIBLE: Final = 0.98
# a page in which no text was found is asked for again, and counts again
_ASKED_AGAIN: Final = 2.0
# the lines of one text stand or fall together
_LINES_A_TEXT: Final = 10.0
# a language that is a smaller part may pause
_MAIN_LANGUAGE: Final = 0.35
_SHORT: Final = 0.33
_FEWEST_TEXTS: Final = 8


def text_troubles(source: Observed, usual: Expected, today: date) -> Iterator[Finding]:
    """What is wrong with the texts of the last weeks, the worst first."""
    days = [one for one in source.days if today - LOOK_BACK <= one.day <= today]
    yield from _charset(days)
    yield from _layout(days, usual)
    yield from _dates(days, usual)
    yield from _shorter(days, usual)
    yield from _languages(days, usual)


def _charset(days: Sequence[Day]) -> Iterator[Finding]:
    def legible(one: Day) -> tuple[int, int]:
        undecoded = one.of_kind("charset")
        return one.texts - one.garbled, one.texts + undecoded

    turn = fallen(_points(days, legible), _LEGIBLE, drift=0)
    if turn:
        yield _share("charset broken", "garbled", turn, missing=True)


def _layout(days: Sequence[Day], usual: Expected) -> Iterator[Finding]:
    def read(one: Day) -> tuple[int, int]:
        return one.stored, one.stored + one.unread

    yield from _fallen(days, usual.read, ("layout changed", "no_text"), read, clump=_ASKED_AGAIN)
    yield from _fallen(
        days, usual.authored, ("layout changed", "authors"), lambda one: (one.authored, one.texts)
    )
    yield from _fallen(
        days,
        usual.own,
        ("layout changed", "ad_lines"),
        lambda one: (one.lines, one.lines + one.ad_lines),
        clump=_LINES_A_TEXT,
    )


def _dates(days: Sequence[Day], usual: Expected) -> Iterator[Finding]:
    yield from _fallen(
        days, usual.dated, ("dates broken", "undated"), lambda one: (one.dated, one.texts)
    )
    yield from _fallen(
        days, usual.timely, ("dates broken", "untimely"), lambda one: (one.timely, one.texts)
    )


def _fallen(
    days: Sequence[Day],
    usual: float | None,
    told: tuple[State, str],
    pair: Callable[[Day], tuple[int, int]],
    *,
    clump: float = 1.0,
) -> Iterator[Finding]:
    turn = fallen(_points(days, pair), usual, clump=clump) if usual is not None else None
    if turn:
        yield _share(*told, turn, usual=usual)


def _points(days: Sequence[Day], pair: Callable[[Day], tuple[int, int]]) -> list[Point]:
    return [Point(one.day, *pair(one)) for one in days]


def _share(
    state: State, key: str, turn: Turn, *, usual: float | None = None, missing: bool = False
) -> Finding:
    """A finding of a share: of the texts since the turn, in per cent."""
    seen = turn.seen / turn.of
    values = {"share": _percent(1 - seen if missing else seen), "of": round(turn.of)}
    figures = {"share": round(seen, 3), "of": round(turn.of)}
    if usual is not None:
        values["usual"], figures["usual"] = _percent(usual), round(usual, 3)
    return Finding(state, start_of(turn.since), Cause(key, values), figures)


def _percent(share: float) -> int:
    return round(100 * share)


def _shorter(days: Sequence[Day], usual: Expected) -> Iterator[Finding]:
    if usual.words is None:
        return
    texts = words = 0
    since = None
    for one in reversed(days):
        texts, words, since = texts + one.texts, words + one.words, one.day
        if texts >= _FEWEST_TEXTS:
            break
    if since is None or texts < _FEWEST_TEXTS or words > _SHORT * usual.words * texts:
        return
    values = {"words": round(words / texts), "usual": round(usual.words)}
    yield Finding("thin", start_of(since), Cause("short", values), {**values, "texts": texts})


def _languages(days: Sequence[Day], usual: Expected) -> Iterator[Finding]:
    for name, share in usual.languages.items():
        without = list(takewhile(lambda one: not one.languages.get(name), reversed(days)))  # noqa: B023 - used at once
        texts = sum(one.texts for one in without)
        # the chance that so many texts in a row are in other languages
        if share < _MAIN_LANGUAGE or -texts * math.log1p(SHARE_DRIFT - share) < SURE:
            continue
        values = {"language": name, "of": texts, "usual": _percent(share)}
        figures = {"language": name, "of": texts, "usual": round(share, 3)}
        since = start_of(without[-1].day)
        yield Finding("thin", since, Cause("language_gone", values), figures)
