"""How often something is in the news over time, as columns of days or months. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from babel.dates import format_date

from desk.alerts import figurewords
from desk.web.charts.columns import Column, Series, column_chart
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.web.charts.columns import ColumnChart

# what is younger is shown by days
DAYS: Final = 30
MONTHS: Final = 24
SINCE: Final = timedelta(days=731)
_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class Volume:
    """A chart of columns, a day each where ``is_daily``, else a month."""

    chart: ColumnChart
    is_daily: bool


def volume(
    counts: Mapping[str, int], begin: str, today: date, search: str, language: str
) -> Volume | None:
    """Articles a day of the last month where all are of it, else a month of two years.

    ``counts``: by days (2026-11-18); ``begin``: the first day from which on all were counted, ""
    for all; ``search``: the address that finds them. None where there is nothing to compare.
    """
    if not counts:
        return None
    first = (today - timedelta(days=DAYS - 1)).isoformat()
    is_daily = min(counts) >= first
    spans = _days(today) if is_daily else _months(today)
    whole = [span for span in spans if span[0].isoformat() >= begin]
    columns = [
        _column(counts, *span, search, language, is_named=back % _every(len(whole)) == 0)
        for back, span in zip(range(len(whole) - 1, -1, -1), whole, strict=True)
    ]
    chart = column_chart(columns, [Series("series-1", "")])
    return Volume(chart, is_daily) if chart.total and len(columns) > 1 else None


def _every(columns: int) -> int:
    return max(1, -(-columns // _NAMED))


def _days(today: date) -> list[tuple[date, date]]:
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return [(day, day) for day in days]


def _months(today: date) -> list[tuple[date, date]]:
    """(first, last day) of this month and those before it."""
    found = []
    last = today
    for _ in range(MONTHS):
        first = last.replace(day=1)
        found.append((first, last))
        last = first - timedelta(days=1)
    return found[::-1]


def _column(
    counts: Mapping[str, int],
    first: date,
    last: date,
    search: str,
    language: str,
    *,
    is_named: bool,
) -> Column:
    since, until = first.isoformat(), last.isoformat()
    is_day = first == last
    path = urlsplit(search)
    query = urlencode([*parse_qsl(path.query), ("since", since), ("until", until)])
    return Column(
        name=figurewords.moment(since if is_day else since[:7], Phrases("alerts", language)),
        values=(sum(n for day, n in counts.items() if since <= day <= until),),
        short=_short(first, language, is_day=is_day) if is_named else "",
        href=f"{path.path}?{query}",
    )


def _short(day: date, language: str, *, is_day: bool) -> str:
    locale = "en_GB" if language == "en" else language
    return str(format_date(day, "d MMM" if is_day else "LLL yyyy", locale=locale))
