"""What a message tells of a story, and what of that was told before. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.severity import by_gravity, grade, measure_of
from desk.alerts.turns import turns_of
from pipelines.stories.tellings import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desk.alerts.material import Material
    from desk.alerts.severity import Severity
    from desk.alerts.turns import Turn

Record = dict[str, Any]
# in the order in which they are told
ROLES: Final = (
    "dead", "injured", "missing", "trapped", "rescued", "evacuated", "laid off", "on strike",
)  # fmt: skip
_AMOUNTS: Final = ("money", "tonnage")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """How many people: ``value`` is what holds, by these ``sources``; ``others`` dispute it."""

    role: str
    value: float
    sources: tuple[str, ...]
    others: tuple[tuple[float, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Another figure of an event: money, tonnage or residents, and who tells it."""

    kind: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text of the story; ``at`` as stored, known to ``precision`` (None: when it was seen)."""

    source: str
    url: str
    at: str
    precision: str | None
    is_copy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The sentence in which a source tells the event."""

    words: str
    source: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """All that a message may tell of a story.

    ``article_id`` is of the first report, or of the article that it repeats: stories merge and
    part, and their numbers change. ``headlines`` by language, the earliest first, are of the
    first article in each; ``latest`` of the last one that still stands. ``events`` are kinds, the
    gravest first. ``moment`` is when it happened, in ISO 8601 as exact as it is known, "" for
    unknown. Names of ``place``, ``asset`` and ``company`` are by language (kk, ru, en).
    """

    story_id: int
    article_id: int
    headlines: Mapping[str, str]
    latest: Mapping[str, str]
    events: tuple[str, ...]
    severity: Severity
    moment: str
    place: Mapping[str, str] | None
    asset: Mapping[str, str] | None
    company: Mapping[str, str] | None
    people: tuple[People, ...]
    amounts: tuple[Amount, ...]
    first: Report
    reports: tuple[Report, ...]
    languages: tuple[str, ...]
    sources: int
    quotes: tuple[Quote, ...]
    turns: tuple[Turn, ...]

    def told(self) -> Record:
        """What is kept of a message that was sent, to know what is new later; for JSON."""
        return {
            "severity": self.severity,
            "people": {one.role: one.value for one in self.people},
            "disputed": [one.role for one in self.people if one.others],
            "turns": sorted(one.key for one in self.turns),
        }


def gist_of(found: Material) -> Gist:
    """What the archive knows of a story, as a message tells it."""
    story, events = found.story, found.events
    people = tuple(_people(story.counts))
    measures = measures_of(events, people)
    reports = tuple(_reports(story.timeline))
    sources = {row["article_id"]: row["source"] for row in _articles(found)}
    first = story.published_first
    return Gist(
        story_id=story.line.id,
        article_id=first["article_id"],
        headlines={one["language"]: one["title_now"] or one["title"] for one in story.headlines},
        latest={row["language"]: row["title"] for row in _articles(found) if not row["gone_at"]},
        events=by_gravity((one["kind"] for one in events), measures),
        severity=grade(measures),
        moment=next((one["moment"] for one in events if one["moment"]), ""),
        place=_first(events, "place") or (found.towns[0] if len(found.towns) == 1 else None),
        asset=_first(events, "asset"),
        company=_first(events, "company"),
        people=people,
        amounts=tuple(_amounts(events, sources)),
        first=next(one for one in reports if one.url == first["url"]),
        reports=reports,
        languages=story.line.languages,
        sources=len(story.line.sources),
        quotes=tuple(_quotes(found)),
        turns=tuple(turns_of(found.texts, found.edits)),
    )


def _first(events: Iterable[Record], what: str) -> Mapping[str, str] | None:
    return next((one[what] for one in events if one[what]), None)


def _articles(found: Material) -> Iterator[Record]:
    return (row for row in found.story.timeline if row["kind"] == "article")


def _people(counts: Iterable[Record]) -> Iterator[People]:
    by_role = {one["role"]: one for one in counts if one["role"] in COUNTED and one["value"]}
    for role in filter(by_role.__contains__, ROLES):
        said = by_role[role]["said"]
        disputed = [one for one in said if one["status"] == "disputed"]
        values = sorted({one["value"] for one in disputed})
        yield People(
            role=role,
            value=by_role[role]["value"],
            sources=_tellers(one for one in said if one["status"] == "now"),
            others=tuple(
                (value, _tellers(one for one in disputed if one["value"] == value))
                for value in values
            ),
        )


def _tellers(said: Iterable[Record]) -> tuple[str, ...]:
    """Sources, who told it first in front; ``said`` has the latest first."""
    return tuple(dict.fromkeys(reversed([one["source"] for one in said])))


def measures_of(events: Iterable[Record], people: Iterable[People]) -> dict[str, dict[str, float]]:
    """What each kind of event counts: the people of the story, and the figures of its cards."""
    counted = {one.role: one.value for one in people}
    found: dict[str, dict[str, float]] = {}
    for event in events:
        held = found.setdefault(event["kind"], dict(counted))
        for name, value in measured(event["figures"]):
            # how many people a story counts is what its reports agree upon
            if name not in COUNTED:
                held[name] = max(value, held.get(name, 0.0))
    return found


def measured(figures: Iterable[Record]) -> Iterator[tuple[str, float]]:
    """The figures of a card as measures of ``desk.alerts.severity``, with their values."""
    for one in figures:
        if one.get("value") is not None:
            made = measure_of(
                one["kind"], one.get("role") or "", one.get("unit") or "", one["value"]
            )
            if made:
                yield made


def _amounts(events: Iterable[Record], sources: Mapping[int, str]) -> Iterator[Amount]:
    """Of each sort and unit the first figure that a card holds."""
    seen: set[tuple[str, str]] = set()
    for event in events:
        for one in event["figures"]:
            kind = "residents" if one.get("role") == "residents" else one["kind"]
            unit = one.get("unit") or ""
            is_told = kind in (*_AMOUNTS, "residents") and one.get("value") is not None
            if is_told and (kind, unit) not in seen:
                seen.add((kind, unit))
                source = sources[event["article_id"]]
                yield Amount(kind=kind, value=one["value"], unit=unit, source=source)


def _reports(timeline: Iterable[Record]) -> Iterator[Report]:
    for row in timeline:
        if not row["gone_at"]:
            yield _report(row)
    for row in timeline:
        if row["gone_at"]:
            yield _report(row)


def _report(row: Record) -> Report:
    return Report(
        source=row["source"],
        url=row["url"],
        at=row["at"],
        precision=row["precision"],
        is_copy=row["kind"] == "copy",
    )


def _quotes(found: Material) -> Iterator[Quote]:
    """The sentence of each article that tells the event, in the order of publication."""
    articles = {row["article_id"]: row for row in _articles(found)}
    seen: set[int] = set()
    for one in found.events:
        row = articles[one["article_id"]]
        if row["article_id"] not in seen:
            seen.add(row["article_id"])
            yield Quote(words=one["quote"], source=row["source"], language=row["language"])
