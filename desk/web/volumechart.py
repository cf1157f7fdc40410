"""Articles over time as columns by topic. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from babel.dates import format_date, format_skeleton

from desk.moments import ALMATY
from desk.watchdays import begin_of
from desk.web.charts.columns import Column, Series, column_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from desk.web.charts.columns import ColumnChart
    from desk.web.words import Words

TOPICS: Final = (("mining", "series-1"), ("both", "series-2"), ("monotown", "series-3"))
# so many names stand below the axis
_NAMED: Final = 6


def day_chart(
    days: Sequence[date], found: Mapping[date, Mapping[str, Any]], t: Words
) -> ColumnChart:
    """A column a day, also where nothing came; ``found`` has the counts of ``TOPICS`` by day."""
    step = -(-len(days) // _NAMED)
    return column_chart(
        [
            Column(
                name=t.day(day),
                values=tuple(int(found.get(day, {}).get(key, 0)) for key, _ in TOPICS),
                short="" if (len(days) - 1 - place) % step else short_day(day, t.language),
                href=f"/search?{urlencode({'since': day.isoformat(), 'until': day.isoformat()})}",
            )
            for place, day in enumerate(days)
        ],
        [Series(colour, t(f"topics_{key}")) for key, colour in TOPICS],
    )


def month_edges(now: datetime, months: int) -> list[datetime]:
    """The begins of the last calendar months of Almaty, that of ``now`` among them, and now."""
    here = now.astimezone(ALMATY).date()
    count = here.year * 12 + here.month - 1
    begins = [divmod(one, 12) for one in range(count - months + 1, count + 1)]
    edges = [begin_of(date(year, month + 1, 1)) for year, month in begins]
    # what was stored this very moment is of this month as well
    return [*edges, now + timedelta(seconds=1)]


def month_chart(
    edges: Sequence[datetime], counts: Sequence[int], town_id: str, t: Words
) -> ColumnChart:
    """A column a month, for ``month_edges`` and a count of articles between each two."""
    days = [one.astimezone(ALMATY).date() for one in edges]
    last = [one - timedelta(days=1) for one in days[1:-1]] + [days[-1]]
    return column_chart(
        [
            Column(
                name=_month("y MMMM" if t.language == "kk" else "LLLL y", begin, t.language),
                values=(count,),
                short=_month("LLL", begin, t.language),
                href=f"/search?{urlencode({'town': town_id, 'since': begin, 'until': end})}",
            )
            for begin, end, count in zip(days, last, counts, strict=False)
        ],
        [Series("series-1", t("volume_articles"))],
    )


def _month(pattern: str, day: date, language: str) -> str:
    return str(format_date(day, pattern, locale="en_GB" if language == "en" else language))


def short_day(day: date, language: str) -> str:
    """A day without its year, the month cut: 23 Nov, 23 нояб., 23 қар."""
    return str(format_skeleton("MMMd", day, locale="en_GB" if language == "en" else language))


def told(chart: ColumnChart, t: Words) -> str:
    """What a chart shows, for who cannot see it."""
    if chart.highest is None:
        return t("chart_nothing")
    return t(
        "chart_told",
        total=t.number(chart.total),
        highest=t.number(chart.highest.total),
        name=chart.highest.name,
    )
