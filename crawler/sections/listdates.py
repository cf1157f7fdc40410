"""Bare times of day in lists ("14:05") → moments, by the day that heads their group. Pure.

A list without day headings is read as one that runs back from now: each step up in the time
is a midnight passed. A list that does not run so (sorted by interest, say) gets no dates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import TYPE_CHECKING

from crawler.hubs import hubbytes
from crawler.hubs.hubdates import parse_hub_date
from crawler.sections.cards import in_furniture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_DIGIT_OR_DAY = re.compile(r"\d|сегодня|вчера|бүгін|кеше|today|yesterday", re.IGNORECASE)
_HEADING_TAGS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "p", "b", "strong", "time", "li", "dt"}
    | {"td", "th", "a", "em", "legend", "summary", "caption"}
)  # fmt: skip
_MAX_HEADING_LETTERS = 40
_MAX_HEADING_WORDS = 5
_MAX_PARTS = 3
_REACH = 3
_MAX_CLIMB = 6
_MAX_ABOVE = 30
_FEWEST = 3
_STEPS_PER_ROLL = 20
_SLACK = timedelta(minutes=10)


def group_dates(
    root: _Element, clocks: Mapping[_Element, str], *, zone: tzinfo, now: datetime
) -> dict[_Element, datetime]:
    """For links with a bare time (as "H:MM"), the moment in UTC, where the page tells the day."""
    times = {link: _time(clock) for link, clock in clocks.items()}
    dated, rest = _under_headings(root, times, zone, now)
    for members in _lists(root, rest):
        days = _days([times[link] for link in members], now.astimezone(zone))
        moments = [
            datetime.combine(day, times[link], zone)
            for day, link in zip(days, members, strict=False)
        ]
        dated.update(zip(members, moments, strict=False))
    return {
        link: moment.astimezone(UTC) for link, moment in dated.items() if moment <= now + _SLACK
    }


def _time(clock: str) -> time:
    hour, minute = clock.split(":")
    return time(int(hour), int(minute))


def _under_headings(
    root: _Element, times: Mapping[_Element, time], zone: tzinfo, now: datetime
) -> tuple[dict[_Element, datetime], list[_Element]]:
    """The moments of the links below a day heading, and the links below none."""
    heading: date | None = None
    reach: frozenset[_Element] = frozenset()
    dated, rest = {}, []
    for element in root.iter("*") if times else ():
        if element in times:
            near = heading and any(
                one in reach for one in islice(element.iterancestors(), _MAX_ABOVE)
            )
            if heading and near:
                dated[element] = datetime.combine(heading, times[element], zone)
            else:
                rest.append(element)
        elif day := _heading_day(element, zone, now):
            heading, reach = day, frozenset(islice(_content_around(element), _REACH))
    return dated, rest


def _content_around(element: _Element) -> Iterator[_Element]:
    return (one for one in element.iterancestors() if one.tag not in ("body", "html", "main"))


def _heading_day(element: _Element, zone: tzinfo, now: datetime) -> date | None:
    """The day that an element names, if it says nothing else."""
    if element.tag not in _HEADING_TAGS or len(element) > _MAX_PARTS:
        return None
    text = hubbytes.plain("".join(str(part) for part in islice(element.itertext(), 6)), 80)
    short = len(text) <= _MAX_HEADING_LETTERS and len(text.split()) <= _MAX_HEADING_WORDS
    if not short or _CLOCK.search(text) or not _DIGIT_OR_DAY.search(text):
        return None
    moment = parse_hub_date(text, zone=zone, now=now)
    return moment.astimezone(zone).date() if moment and not in_furniture(element) else None


def _lists(root: _Element, links: Sequence[_Element]) -> Iterator[list[_Element]]:
    """Links with times, list by list: those of one list share the nearest element with three."""
    climbs = {link: list(islice(link.iterancestors(), _MAX_CLIMB)) for link in links}
    counts = Counter(parent for parents in climbs.values() for parent in parents)
    lists: defaultdict[_Element, list[_Element]] = defaultdict(list)
    for link in links:
        home = next((parent for parent in climbs[link] if counts[parent] >= _FEWEST), None)
        lists[root if home is None else home].append(link)
    return (members for members in lists.values() if len(members) >= _FEWEST)


def _days(times: Sequence[time], now: datetime) -> list[date]:
    """The day of each time of a list that runs back from now; none where it does not."""
    late = (now + _SLACK).replace(tzinfo=None)
    day = now.date() - timedelta(days=datetime.combine(now.date(), times[0]) > late)
    days, rolls = [], 0
    for at, moment in enumerate(times):
        if at and moment > times[at - 1]:
            rolls += 1
            day -= timedelta(days=1)
        days.append(day)
    return days if rolls <= 1 + len(times) // _STEPS_PER_ROLL else []
