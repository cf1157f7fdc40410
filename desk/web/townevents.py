"""What happened in a town: the cards of events by story, and what is chosen of them. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.figurewords import amount
from desk.alerts.gist import Amount, measured
from desk.alerts.severity import ORDER, by_gravity, grade
from desk.web.charts.columns import Series
from desk.web.charts.eventline import Moment, event_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desk.alerts.severity import Severity
    from desk.web.charts.eventline import EventLine
    from desk.web.words import Words
    from desk.wording.phrases import Phrases

Record = dict[str, Any]
HARMED: Final = ("dead", "missing", "injured")
# more marks than this hide each other
LINE: Final = 200
_MONEY: Final = frozenset(("investment", "licence", "ownership"))
# of which colour a kind of event is; what is alike shares one
_COLOURS: Final = {
    "accident": "series-1", "crime": "series-1", "outage": "series-2", "pollution": "series-2",
    "strike": "series-5", "layoff": "series-5", "investment": "series-4", "discovery": "series-4",
    "licence": "series-4", "ownership": "series-3", "policy": "series-3",
}  # fmt: skip
_GROUPS: Final = (
    ("series-1", "harm"), ("series-2", "failures"), ("series-5", "labour"),
    ("series-4", "projects"), ("series-3", "decisions"), ("series-6", "rest"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TownEvent:
    """A story's events in a town.

    ``day`` is the earliest that its cards tell, as exact as it is known; ``kinds`` the gravest
    first; ``people``: the most of each role that a card counts; ``money``: sums as (value, unit),
    the largest first; ``company_ids``: of the cards.
    """

    story_id: int | None
    article_id: int
    day: str
    kinds: tuple[str, ...]
    severity: Severity
    people: Mapping[str, int]
    money: tuple[tuple[float, str], ...]
    company_ids: tuple[str, ...]
    sources: int


def town_events(rows: Iterable[Record]) -> list[TownEvent]:
    """The stories of event cards (see ``desk.cards.townpage.events``), the newest first."""
    stories: dict[Any, list[Record]] = {}
    for row in rows:
        # an article outside a story stands for itself
        stories.setdefault(row["story_id"] or f"article {row['article_id']}", []).append(row)
    found = [_event(one) for one in stories.values()]
    return sorted(found, key=lambda one: (one.day, one.article_id), reverse=True)


def _event(rows: Sequence[Record]) -> TownEvent:
    measures: dict[str, dict[str, float]] = {}
    for row in rows:
        held = measures.setdefault(row["kind"], {})
        for name, value in measured(row["figures"]):
            held[name] = max(value, held.get(name, 0.0))
    return TownEvent(
        story_id=rows[0]["story_id"],
        article_id=min(row["article_id"] for row in rows),
        day=min(row["day"] for row in rows),
        kinds=by_gravity(measures, measures),
        severity=grade(measures),
        people={
            role: round(most)
            for role in HARMED
            if (most := max(held.get(role, 0.0) for held in measures.values()))
        },
        money=_money(rows),
        company_ids=tuple(dict.fromkeys(row["company_id"] for row in rows if row["company_id"])),
        sources=len({row["source_id"] for row in rows}),
    )


def _money(rows: Sequence[Record]) -> tuple[tuple[float, str], ...]:
    sums = {
        (float(one["value"]), str(one.get("unit") or ""))
        for row in rows
        if row["kind"] in _MONEY
        for one in row["figures"]
        if one["kind"] == "money" and one.get("value") is not None
    }
    return tuple(sorted(sums, reverse=True))


def counted(rows: Sequence[Record]) -> tuple[list[tuple[str, int]], list[str]]:
    """The kinds of events with how many stories tell of each, most in front; and the years.

    ``rows``: kind, year, stories. A year that is none is left out: no card can be asked for by it.
    """
    kinds: Counter[str] = Counter()
    for row in rows:
        kinds[row["kind"]] += row["stories"]
    years = {row["year"] for row in rows if row["year"].isdecimal()}
    return kinds.most_common(), sorted(years, reverse=True)


def casualties(found: Iterable[TownEvent]) -> list[TownEvent]:
    """The stories in which somebody was harmed."""
    return [one for one in found if one.people]


def investments(found: Iterable[TownEvent]) -> list[TownEvent]:
    """The stories of projects and deals that tell a sum."""
    return [one for one in found if one.money]


def day_of(told: str) -> date | None:
    """The first day of 2026, 2026-11 or 2026-11-18; None for what is none of these."""
    parts = [*told.split("-"), "1", "1"][:3]
    try:
        return date(*map(int, parts))
    except (ValueError, TypeError):
        return None


def line_of(found: Iterable[TownEvent], today: date, t: Words) -> EventLine | None:
    """The stories on a line of time, each in the colour of its gravest event; None for none.

    Where there are more than ``LINE``, the gravest and newest of them.
    """
    grave = sorted(found, key=lambda one: -ORDER.index(one.severity))[:LINE]
    moments = [
        Moment(day, _COLOURS.get(one.kinds[0], "series-6"), f"{t.day(day)}: {_called(one, t)}")
        for one in grave
        if (day := day_of(one.day)) and day <= today
    ]
    if not moments:
        return None
    return event_line(moments, date(min(one.day for one in moments).year, 1, 1), today)


def _called(one: TownEvent, t: Words) -> str:
    return ", ".join(t(f"event_{kind}") if f"event_{kind}" in t else kind for kind in one.kinds)


def series_of(line: EventLine, t: Words) -> list[Series]:
    """The colours of a line with what they stand for."""
    used = {mark.moment.key for mark in line.marks}
    return [Series(key, t(f"line_{name}")) for key, name in _GROUPS if key in used]


def sum_told(one: TownEvent, say: Phrases) -> str:
    """The largest sum of a story, in words; ``say`` are the phrases of alerts."""
    value, unit = one.money[0]
    return amount(Amount(kind="money", value=value, unit=unit, source=""), say)
