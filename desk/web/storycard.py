"""A story as the pages show it: headline, figures, who told it first. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desk.alerts import figurewords
from desk.digest import lines
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from desk.alerts.gist import Gist, People
    from desk.alerts.severity import Severity

# kinds of events whose sums are the news; elsewhere they are beside the point
_BY_SUM: Final = frozenset(
    ("investment", "ownership", "licence", "discovery", "crime", "policy", "pollution")
)
_TELLERS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCard:
    """A story in a list.

    ``title``: the headline of its first report, as it stands now; ``latest``: of the last one that
    stands, "" where that is the same. ``language`` is their code, "" where it is not known;
    ``tongue`` the name of that language where it is not the reader's. ``people`` by role and
    ``facts`` in words hold, ``doubts`` are contradicted.
    """

    story_id: int
    title: str
    latest: str
    language: str
    tongue: str
    severity: Severity
    kinds: tuple[str, ...]
    people: Mapping[str, int]
    facts: tuple[str, ...]
    doubts: tuple[str, ...]
    asset: str
    company: str
    quote: str
    quote_language: str
    sources: int
    reports: int
    languages: tuple[str, ...]
    publisher: str
    at: str
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Stories of one place; ``name`` and ``href`` are "" for those that name none."""

    name: str
    href: str
    cards: list[StoryCard] = field(default_factory=list)


def story_card(gist: Gist, language: str, place_id: str = "") -> StoryCard:
    """What the archive knows of a story, in kk, ru or en."""
    digest, alerts = Phrases("digest", language), Phrases("alerts", language)
    spoken = language if language in gist.headlines else next(iter(gist.headlines))
    first, last = lines.title(gist.headlines[spoken]), lines.title(gist.latest.get(spoken, ""))
    quote = next((one for one in gist.quotes if one.language == language), None) or next(
        iter(gist.quotes), None
    )
    return StoryCard(
        story_id=gist.story_id,
        title=first or "…",
        latest=last if last != first else "",
        language=lines.code(spoken),
        tongue="" if spoken == language else lines.tongue(spoken, language),
        severity=gist.severity,
        kinds=gist.events,
        people={one.role: round(one.value) for one in gist.people if one.sources},
        facts=(*_people(gist.people, digest), *_amounts(gist, alerts)),
        doubts=tuple(_doubt(one, digest) for one in gist.people if one.others),
        asset=_called(gist.asset, language),
        company=_called(gist.company, language),
        quote=lines.title(quote.words) if quote else "",
        quote_language=lines.code(quote.language) if quote else "",
        sources=gist.sources,
        reports=len(gist.reports),
        languages=tuple(filter(None, (lines.tongue(one, language) for one in gist.languages))),
        publisher=lines.name(gist.first.source),
        at=figurewords.moment(gist.first.at, alerts, gist.first.precision or "minute"),
        place_id=place_id,
    )


def _called(names: Mapping[str, str] | None, language: str) -> str:
    return lines.name(names[language]) if names else ""


def _people(people: Iterable[People], digest: Phrases) -> Iterator[str]:
    """What somebody still tells; a figure that all have withdrawn is told by nobody."""
    return (digest(f"people_{one.role}", round(one.value)) for one in people if one.sources)


def _doubt(one: People, digest: Phrases) -> str:
    said = [(one.value, one.sources), *one.others]
    told = "; ".join(
        f"{digest(f'people_{one.role}', round(value))} ({lines.names(who, digest, _TELLERS)})"
        for value, who in said
    )
    return digest("disputed", figures=told)


def _amounts(gist: Gist, alerts: Phrases) -> Iterator[str]:
    for one in gist.amounts:
        if one.kind == "residents":
            yield f"{alerts('amount_residents')}: {figurewords.amount(one, alerts)}"
        elif _BY_SUM.intersection(gist.events[:1]):
            yield figurewords.amount(one, alerts)


def by_place(cards: Sequence[StoryCard], places: Mapping[str, tuple[str, str]]) -> list[Place]:
    """The stories by place, in the order of the first of each.

    ``places``: name and address of a place by its id.
    """
    found: dict[str, Place] = {}
    for card in cards:
        name, href = places.get(card.place_id, ("", ""))
        found.setdefault(name, Place(name, href)).cards.append(card)
    return list(found.values())
