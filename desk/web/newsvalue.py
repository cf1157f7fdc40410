"""Which stories come first: by what their event cards tell, before any text is read. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from desk.alerts.gist import ROLES, measured
from desk.alerts.severity import ORDER, by_gravity, grade
from desk.digest import storynotes
from desk.digest.contents import Event, Figure, StoryNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.alerts.severity import Severity

Record = dict[str, Any]
# the order of stories that are alike in all is that in which they are given
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story with what its cards tell.

    ``kinds``: its events, the gravest first. ``place_id``: the town, place or region that most
    cards name, "" for none. ``articles`` and ``sources``: how many of the time looked at.
    """

    story_id: int
    severity: Severity
    kinds: tuple[str, ...]
    place_id: str
    articles: int
    sources: int


@dataclass(slots=True)
class _Story:
    rows: list[Record] = field(default_factory=list)

    def measures(self) -> dict[str, dict[str, float]]:
        """Of each kind of event the most that its cards count."""
        found: dict[str, dict[str, float]] = {}
        for row in self.rows:
            if row["kind"]:
                held = found.setdefault(row["kind"], {})
                for name, value in measured(row["figures"]):
                    held[name] = max(value, held.get(name, 0.0))
        return found

    def most(self, name: str) -> str:
        """The value that most cards have; "" where none has one."""
        counted = Counter(row[name] for row in self.rows if row[name])
        return str(counted.most_common(1)[0][0]) if counted else ""

    def different(self, name: str) -> int:
        return len({row[name] for row in self.rows})


def ranked(rows: Iterable[Record]) -> list[Ranked]:
    """The stories of reports (see ``desk.cards.front.reports``), those that matter most first."""
    stories: dict[int, _Story] = {}
    for row in rows:
        stories.setdefault(row["story_id"], _Story()).rows.append(row)
    found = [_ranked(story_id, one) for story_id, one in stories.items()]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _ranked(story_id: int, one: _Story) -> tuple[tuple[Any, ...], Ranked]:
    """A story, and what it is put in order by."""
    measures = one.measures()
    told = Ranked(
        story_id=story_id,
        severity=grade(measures),
        # most stories tell one event: there is nothing to put in order
        kinds=by_gravity(measures, measures) if len(measures) > 1 else tuple(measures),
        place_id=one.most("place_id"),
        articles=one.different("article_id"),
        sources=one.different("source_id"),
    )
    return _order(told, measures), told


def _order(told: Ranked, measures: Mapping[str, Mapping[str, float]]) -> tuple[Any, ...]:
    """The order of the digest."""
    people = {
        role: value
        for held in measures.values()
        for role, value in held.items()
        if role in ROLES and value >= max(one.get(role, 0.0) for one in measures.values())
    }
    note = StoryNote(
        id=0,
        headlines=(),
        event=Event(kind=told.kinds[0] if told.kinds else ""),
        severity=told.severity,
        figures=tuple(Figure(role=role, value=value, sources=()) for role, value in people.items()),
        sources=told.sources,
        articles=0,
        copies=0,
        new_articles=0,
        new_copies=0,
        publisher="",
        at=_NO_TIME,
        precision=None,
    )
    return storynotes.by_gravity(note)


def gravest(stories: Iterable[Ranked]) -> dict[str, Severity]:
    """How grave the gravest story of each town, place or region is."""
    found: dict[str, Severity] = {}
    for one in stories:
        if one.place_id:
            known = found.get(one.place_id, ORDER[0])
            found[one.place_id] = max(known, one.severity, key=ORDER.index)
    return found
