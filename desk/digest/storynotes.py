"""A story of the archive as a digest tells it. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.severity import ORDER
from desk.digest.contents import Event, Figure, Headline, Name, StoryNote
from desk.moments import ALMATY, from_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.alerts.severity import Severity
    from desk.digest.contents import Period
    from desk.storycards import Story

Record = dict[str, Any]
# whom it befell, the gravest first; of the others nobody was harmed
_ROLES: Final = (
    "dead", "missing", "trapped", "injured", "evacuated", "laid off", "on strike", "rescued",
)  # fmt: skip
_HARM: Final = {"dead": 100.0, "missing": 60.0, "trapped": 60.0, "injured": 10.0, "evacuated": 0.5}
_LIVELIHOOD: Final = {"laid off": 0.2, "on strike": 0.2}
_KINDS: Final = (
    "accident", "strike", "layoff", "pollution", "outage", "crime", "ownership", "policy",
    "investment", "licence", "discovery",
)  # fmt: skip
_DAY: Final = len("2026-11-20")
_LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)


def note(
    found: Story,
    events: Sequence[Record],
    towns: Sequence[Name],
    period: Period,
    severity: Severity,
) -> StoryNote:
    """What a digest tells of a story.

    ``events`` are the cards of its articles: kind, moment, place_id, asset_id, and place and asset
    as names. ``towns`` are those that its headlines and leads name, for a story whose cards name
    no place.
    """
    line, at = found.line, from_archive(found.published_first["at"]) or _LONG_AGO
    fresh = [
        row["kind"]
        for row in found.timeline
        if period.begin <= _counts_at(row, period) < period.end
    ]
    return StoryNote(
        id=line.id,
        headlines=_headlines(found),
        event=_event(events, towns, at),
        severity=severity,
        figures=tuple(_figures(found.counts, period)),
        sources=len(line.sources),
        articles=line.articles,
        copies=line.copies,
        new_articles=fresh.count("article"),
        new_copies=fresh.count("copy"),
        publisher=found.published_first["source"],
        at=at,
        precision=found.published_first["precision"],
    )


def is_new(found: Story, period: Period) -> bool:
    """Whether no text of a story counts for the time before a period."""
    return all(_counts_at(row, period) >= period.begin for row in found.timeline)


def _counts_at(row: Record, period: Period) -> datetime:
    seen = from_archive(row["first_seen_at"]) or _LONG_AGO
    return period.moment_of(seen, from_archive(row["at"]))


def by_gravity(one: StoryNote) -> tuple[Any, ...]:
    """The order of a digest: severity, whom it harmed, the kind of event, by how many told."""
    rank = -ORDER.index(one.severity)
    kinds = _KINDS.index(one.event.kind) if one.event.kind in _KINDS else len(_KINDS)
    return rank, -_harm(one, _HARM), -_harm(one, _LIVELIHOOD), kinds, -one.sources, one.at, one.id


def _harm(one: StoryNote, weights: dict[str, float]) -> float:
    return sum(weights.get(figure.role, 0.0) * figure.value for figure in one.figures)


def _headlines(found: Story) -> tuple[Headline, ...]:
    """Of each language the earliest, as it stands now, with the address of its text."""
    addresses = {(row["language"], row["source"], row["at"]): row for row in found.timeline}
    told = []
    for one in found.headlines:
        row = addresses[one["language"], one["source"], one["at"]]
        text = one["title_now"] or one["title"]
        told.append(Headline(text=text, language=one["language"], url=row["url"]))
    return tuple(told)


def _event(events: Sequence[Record], towns: Sequence[Name], at: datetime) -> Event:
    kind = _most(one["kind"] for one in events) or ""
    cards = [one for one in events if one["kind"] == kind]
    # another card of the story may name the place that this kind leaves open
    place_id = _most(one["place_id"] for one in (cards or events)) or _most(
        one["place_id"] for one in events
    )
    asset_id = _most(one["asset_id"] for one in cards)
    place = next((one["place"] for one in events if one["place_id"] == place_id), None)
    if place_id is None and len(towns) == 1:
        place_id, place = towns[0].en, towns[0]
    return Event(
        kind=kind,
        place_id=place_id or "",
        place=place if place_id else None,
        asset=next(
            (one["asset"] for one in cards if asset_id and one["asset_id"] == asset_id), None
        ),
        day=_day((one["moment"] for one in cards), at),
    )


def _most(values: Iterable[str | None]) -> str | None:
    """The value that most have, the first of several; None where there is none."""
    counted = Counter(filter(None, values)).most_common(1)
    return counted[0][0] if counted else None


def _day(moments: Iterable[str], at: datetime) -> date | None:
    """The day that most cards tell, if it is known to the day and was over when it was told."""
    told = _most(moment for moment in moments if len(moment) == _DAY)
    try:
        day = date.fromisoformat(told or "")
    except ValueError:
        return None
    return day if day <= at.astimezone(ALMATY).date() else None


def _figures(counts: Sequence[Record], period: Period) -> Iterable[Figure]:
    """What somebody still tells; what was withdrawn by all is among the edits."""
    known = {one["role"]: _figure(one, period) for one in counts}
    yield from (known[role] for role in _ROLES if role in known and known[role].sources)


def _figure(one: Record, period: Period) -> Figure:
    said = [told for told in one["said"] if told["status"] != "part"]
    others: dict[float, list[str]] = {}
    for told in said:
        if told["status"] == "disputed":
            others.setdefault(told["value"], []).append(told["source"])
    return Figure(
        role=one["role"],
        value=one["value"],
        sources=_once(told["source"] for told in said if told["status"] == "now"),
        before=_before(said, one["value"], period),
        others=tuple((value, _once(sources)) for value, sources in others.items()),
    )


def _before(said: Sequence[Record], value: float, period: Period) -> float | None:
    """What was told last before the period, where that is not what holds now."""
    for told in said:
        moment = from_archive(told["at"])
        if told["status"] != "disputed" and moment is not None and moment < period.begin:
            return None if told["value"] == value else float(told["value"])
    return None


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
