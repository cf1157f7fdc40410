"""What is told of states, to whom and when: rows of states → one text. Pure.

A trouble is told once. The source is not told of again within ``again_hours``, unless it was
well for six hours in between; a trouble that is held back so is told when that time is over, if
it goes on. That a source is well again is told in a line of the next message, and by itself
after ``again_hours``. The network is told at once, its end too. A source that falls silent and
then brings little is one trouble. Moments that a clock which was ahead has left count for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from desk.health.finding import CLOCKS, MACHINE, ORDER, cause_in
from desk.tables import plain
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipelines.states import StateRow

WELL_FOR: Final = timedelta(hours=6)
# names of one trouble: less comes than usual
_DRY: Final = frozenset({"silent", "thin", "feed frozen"})
_MOST_LINES: Final = 30
_LONGEST_NAME: Final = 80
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """What is to be told now: troubles worst first, and those that ended."""

    troubles: tuple[StateRow, ...] = ()
    ended: tuple[StateRow, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.troubles or self.ended)


def news(rows: Iterable[StateRow], now: datetime, again: timedelta) -> News:
    """What of the rows of states (from old to new) is to be told at this moment."""
    by_source: Mapping[str, list[StateRow]] = defaultdict(list)
    for one in rows:
        by_source[one.source_id].append(one)
    lines = [_in_order(line, now) for line in by_source.values()]
    troubles = [row for line in lines if (row := _untold(line, now, again))]
    ended = [row for line in lines if (row := _ended(line))]
    ripe = troubles or any(_is_ripe(row, now, again) for row in ended)
    told = sorted(troubles, key=lambda row: (_rank(row.state), row.source_id))
    return News(tuple(told), tuple(ended) if ripe else ())


def _untold(line: Sequence[StateRow], now: datetime, again: timedelta) -> StateRow | None:
    last = line[-1]
    if last.ended_at is not None or last.told_at is not None:
        return None
    if last.source_id == MACHINE:
        return last
    if any(_goes_on(row, last) for row in line):
        return None
    moments = (row.told_at for row in line if row.told_at and not _is_ahead(row.told_at, now))
    told = max(moments, default=None)
    if told is None or now - told >= again or _was_well(line, told):
        return last
    return None


def _is_ahead(moment: datetime, now: datetime) -> bool:
    return moment > now + CLOCKS


def _in_order(line: Sequence[StateRow], now: datetime) -> list[StateRow]:
    """The rows of a source: those that a clock which was ahead has left first, what goes on last.

    A state that is found late may have begun before one that is over.
    """
    return sorted(line, key=lambda row: (row.ended_at is None, not _is_ahead(row.since, now)))


def _goes_on(before: StateRow, last: StateRow) -> bool:
    """Whether a trouble that was told, and whose end was not, goes on under another name."""
    if before.told_at is None or before.end_told_at is not None or before.ended_at is None:
        return False
    return {before.state, last.state} <= _DRY and last.since <= before.ended_at


def _was_well(line: Sequence[StateRow], told: datetime) -> bool:
    """Whether the source was well for long enough since it was told of."""
    return any(
        before.ended_at is not None
        and before.ended_at >= told
        and after.since - before.ended_at >= WELL_FOR
        for before, after in pairwise(line)
    )


def _ended(line: Sequence[StateRow]) -> StateRow | None:
    """The last told trouble of a source that is well now, if its end was not told."""
    if line[-1].ended_at is None:
        return None
    last = next((row for row in reversed(line) if row.told_at), None)
    return last if last is not None and last.end_told_at is None else None


def _is_ripe(row: StateRow, now: datetime, again: timedelta) -> bool:
    assert row.ended_at is not None
    if row.source_id == MACHINE or _is_ahead(row.ended_at, now):
        return True
    return now - row.ended_at >= again


def _rank(state: str) -> int:
    return ORDER.index(state) if state in ORDER else len(ORDER)


def told_rows(rows: Iterable[StateRow], told: News) -> list[StateRow]:
    """All rows whose end is told with those of the news: earlier ones of the same sources."""
    names = {row.source_id for row in told.ended}
    return [
        row for row in rows if row.source_id in names and row.told_at and row.end_told_at is None
    ]


def text(told: News, name_of: Callable[[str], str], language: str) -> tuple[str, str]:
    """The title and the body of an alarm, in kk, ru or en."""
    phrases = Phrases("health", language)
    lines = [_trouble(phrases, row, name_of) for row in told.troubles]
    more = len(lines) - _MOST_LINES
    if more > 0:
        lines[_MOST_LINES:] = [phrases("alarm_more", more)]
    lines += [_online(phrases, row) for row in told.ended if row.source_id == MACHINE]
    well = [name_of(row.source_id) for row in told.ended if row.source_id != MACHINE]
    if well:
        names = ", ".join(plain_name(name) for name in well)
        lines.append(phrases("alarm_well", names=names))
    return _title(phrases, told), "\n".join([*lines, "", phrases("alarm_details")])


def _title(phrases: Phrases, told: News) -> str:
    sources = sum(row.source_id != MACHINE for row in told.troubles)
    if len(told.troubles) > sources:
        return phrases("alarm_title_offline")
    if sources:
        return phrases("alarm_title", sources)
    is_online = any(row.source_id == MACHINE for row in told.ended)
    return phrases("alarm_title_online" if is_online else "alarm_title_well")


def _trouble(phrases: Phrases, row: StateRow, name_of: Callable[[str], str]) -> str:
    cause = cause_in(row.evidence)
    why = plain_name(cause.words(phrases.language), 200) if cause else ""
    moment = phrases.moment(row.since)
    if row.source_id == MACHINE:
        return phrases("alarm_offline", moment=moment, why=why)
    state = phrases(f"state_{row.state.replace(' ', '_')}")
    name = plain_name(name_of(row.source_id))
    return phrases("alarm_line", name=name, state=state, moment=moment, why=why)


def _online(phrases: Phrases, row: StateRow) -> str:
    assert row.ended_at is not None
    length = duration(phrases, row.ended_at - row.since)
    return phrases("alarm_online", moment=phrases.moment(row.since), duration=length)


def duration(phrases: Phrases, length: timedelta) -> str:
    """A span of time in one unit: minutes, hours from two on, days from two on."""
    for unit, words in ((_DAY, "days"), (_HOUR, "hours")):
        if length >= 2 * unit:
            return phrases(words, length // unit)
    return phrases("minutes", max(length // _MINUTE, 1))


def plain_name(name: str, longest: int = _LONGEST_NAME) -> str:
    """A name or a reason on one line, without what a screen or a mail would obey."""
    clean = plain(name)
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"
