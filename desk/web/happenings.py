"""Event cards of articles → what happened, a line a story. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.alerts import figurewords
from desk.alerts.gist import Amount
from desk.web.entitynames import address, named
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Record = dict[str, Any]
_ROLES: Final = (
    "dead", "missing", "trapped", "injured", "evacuated", "rescued", "laid off", "on strike",
)  # fmt: skip
_AMOUNTS: Final = ("money", "tonnage")
_MOST_FIGURES: Final = 5
_GRAVE: Final = frozenset(("accident", "strike", "layoff", "outage", "pollution", "crime"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event as its latest report tells it.

    ``kind`` is the archive's word, ``label`` what a reader calls it; ``day`` in words, ``since``
    as stored (2026, 2026-11 or 2026-11-18). ``reports`` articles tell of it.
    """

    kind: str
    label: str
    is_grave: bool
    day: str
    since: str
    places: tuple[Place, ...]
    figures: tuple[str, ...]
    quote: str
    language: str
    title: str
    article_id: int
    story_id: int | None
    reports: int


def happenings(
    cards: Sequence[Mapping[str, Any]],
    language: str,
    tolls: Mapping[int, Mapping[str, float]] | None = None,
) -> list[Happening]:
    """One line for each story and kind of event; ``cards`` come newest first.

    The newest report gives the words and sums, the day is the one that most reports state.
    ``tolls``: of stories, how many people (by what befell them) all reports tell together; without
    it the newest report counts.
    """
    grouped: dict[tuple[Any, str], list[Mapping[str, Any]]] = {}
    for card in cards:
        key = (card["story_id"] or f"article {card['article_id']}", card["kind"])
        grouped.setdefault(key, []).append(card)
    found = [_happening(group, language, tolls or {}) for group in grouped.values()]
    return sorted(found, key=lambda one: one.since, reverse=True)


def _happening(
    group: Sequence[Mapping[str, Any]],
    language: str,
    tolls: Mapping[int, Mapping[str, float]],
) -> Happening:
    newest = group[0]
    stated = Counter(card["moment"] for card in group if card["moment"])
    since = max(stated, key=lambda day: (stated[day], len(day))) if stated else group[-1]["day"]
    return Happening(
        kind=newest["kind"],
        label=label(newest["kind"], language),
        is_grave=newest["kind"] in _GRAVE,
        day=figurewords.moment(since, Phrases("alerts", language)),
        since=since,
        places=_places(group, language),
        figures=figures(newest["figures"], language, tolls.get(newest["story_id"])),
        quote=newest["quote"],
        language=newest["language"],
        title=newest["title"],
        article_id=newest["article_id"],
        story_id=newest["story_id"],
        reports=len({card["article_id"] for card in group}),
    )


def counts_people(card: Mapping[str, Any]) -> bool:
    """Whether a card tells of people whom the event befell."""
    return any(one.get("role") in _ROLES for one in card["figures"])


def label(kind: str, language: str) -> str:
    """What a kind of event is called; its own word where a newer archive has one unknown here."""
    say = Phrases("digest", language)
    key = f"event_{kind}"
    return say(key) if key in say else kind


def _places(group: Sequence[Mapping[str, Any]], language: str) -> tuple[Place, ...]:
    """The mine and the place, each as the newest report has it that names one."""
    found = []
    for what in ("asset", "place"):
        card = next((card for card in group if card[f"{what}_id"]), None)
        if card:
            held = address(card[f"{what}_kind"], card[f"{what}_id"])
            found.append(Place(named(card, language, what), held))
    return tuple(found)


def figures(
    told: Iterable[Mapping[str, Any]], language: str, toll: Mapping[str, float] | None = None
) -> tuple[str, ...]:
    """The figures of a card in words: people by what befell them, then sums and tonnages.

    ``toll``: the people by role, where more is known than the card tells.
    """
    rows = list(told)
    roles = {one.get("role", ""): one["value"] for one in reversed(rows)}
    people = {role: value for role, value in {**roles, **(toll or {})}.items() if role in _ROLES}
    digest = Phrases("digest", language)
    words = [digest(f"people_{role}", round(people[role])) for role in _ROLES if role in people]
    sums = [one for one in rows if one["kind"] in _AMOUNTS and not one.get("per")]
    words += [amount(one, language) for one in sums]
    return tuple(dict.fromkeys(words))[:_MOST_FIGURES]


def amount(one: Mapping[str, Any], language: str) -> str:
    """A sum or tonnage with its unit in words."""
    told = Amount(kind=one["kind"], value=one["value"], unit=one["unit"], source="")
    return figurewords.amount(told, Phrases("alerts", language))


def sums(cards: Iterable[Mapping[str, Any]], language: str, most: int) -> list[Record]:
    """The sums of money on event cards, each once a story, the newest first.

    amount, quote, kind (of event), label, day, article_id, source, language, value, unit.
    """
    found: dict[tuple[Any, ...], Record] = {}
    for card in cards:
        for one in card["figures"]:
            key = (card["story_id"] or card["article_id"], one["value"], one["unit"])
            if one["kind"] == "money" and key not in found:
                found[key] = _sum(card, one, language)
    return [*found.values()][:most]


def _sum(card: Mapping[str, Any], one: Mapping[str, Any], language: str) -> Record:
    kept = {name: card[name] for name in ("kind", "article_id", "source", "language", "quote")}
    return {
        **kept,
        "label": label(card["kind"], language),
        "amount": amount(one, language),
        "day": figurewords.moment(card["day"], Phrases("alerts", language)),
        "value": one["value"],
        "unit": one["unit"],
    }
