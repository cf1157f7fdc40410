"""Counts over the hits of a search → links that narrow it, in the words of a language. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.alerts import figurewords
from desk.web.entitylists import standing_alone
from desk.web.entitynames import tongue
from desk.web.happenings import label
from desk.wording.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desk.cards.facets import Count, Facets
    from desk.searchlanguage.conditions import Chosen
    from desk.searchlanguage.notes import Note
    from desk.web.searchasked import Wanted

# in the order of the page
_GROUPS: Final = (
    "topic", "event", "town", "company", "commodity", "language", "source",
)  # fmt: skip


_TOPICS: Final = ("mining", "monotown")
_DAY: Final = len("2026-11-20")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that narrows the search, or, where ``is_chosen``, is taken away again."""

    name: str
    count: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of a field."""

    field: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that holds; ``address`` leads to the search without it, "" where it was typed."""

    field: str
    name: str
    excluded: bool
    address: str


@dataclass(frozen=True, slots=True)
class View:
    """A search, the filters that hold, and the words of the page that shows it."""

    wanted: Wanted
    chosen: Sequence[Chosen]
    language: str
    say: Callable[..., str]


def groups(facets: Facets, view: View) -> list[Group]:
    """The fields by which the hits can be narrowed; a field without any choice is left out."""
    found = [
        Group(field, tuple(_choice(field, one, view) for one in counts))
        for field in _GROUPS
        if (counts := getattr(facets, field))
    ]
    times = _times(facets, view.wanted, view.language)
    return [*found, times] if times.choices else found


def _choice(field: str, count: Count, view: View) -> Choice:
    name = _name(field, count.value, count.names, view)
    held = [one for one in view.chosen if (one.field, one.value) == (field, count.value)]
    if not held:
        return Choice(name, count.count, view.wanted.with_one(field, count.value).address())
    back = "" if held[0].typed else view.wanted.without(held[0], view.chosen).address()
    return Choice(name, count.count, back, is_chosen=True)


def _times(facets: Facets, wanted: Wanted, language: str) -> Group:
    """Years where there are several, else months."""
    counts = facets.year if len(facets.year) > 1 else facets.month
    return Group("time", tuple(_time(one, wanted, language) for one in counts))


def _time(one: Count, wanted: Wanted, language: str) -> Choice:
    told = standing_alone(figurewords.moment(one.value, Phrases("alerts", language)))
    address = wanted.with_only(**_span(one.value)).address()
    # a year by itself needs no word
    return Choice(one.value if one.value.isdecimal() else told, one.count, address)


def _span(value: str) -> dict[str, str]:
    """The first and last day of a year (2026) or month (2026-11)."""
    year, _, month = value.partition("-")
    if not month:
        return {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    last = monthrange(int(year), int(month))[1]
    return {"since": f"{value}-01", "until": f"{value}-{last:02}"}


def _name(field: str, value: str, names: Mapping[str, str], view: View) -> str:
    if field == "topic" and value in _TOPICS:
        return view.say(f"topic_{value}")
    if field == "event":
        return label(value, view.language)
    if field == "language":
        return standing_alone(tongue(value, view.language))
    if field in ("since", "until"):
        return figurewords.moment(value, Phrases("alerts", view.language))
    return standing_alone(names.get(view.language) or value)


def chips(view: View) -> list[Chip]:
    """The filters that hold, those of the address with the way to take each away."""
    return [
        Chip(
            field=one.field,
            name=_name(one.field, one.value, one.names, view),
            excluded=one.excluded,
            address="" if one.typed else view.wanted.without(one, view.chosen).address(),
        )
        for one in view.chosen
    ]


def remarks(
    notes: Sequence[Note], wanted: Wanted, language: str
) -> list[tuple[str, list[tuple[str, str]]]]:
    """(what is remarked, [(what may be meant, its search)]) of each note."""
    say = Phrases("search", language)
    return [(_told(one, say), _meant(one, wanted)) for one in notes]


def _told(note: Note, say: Phrases) -> str:
    values: Any = dict(note.values)
    return say(note.key, **values) if note.key in say else note.key


def _meant(note: Note, wanted: Wanted) -> list[tuple[str, str]]:
    # an id and a name may differ in their capitals only
    different = {
        near.casefold(): (near, text) for near, text in zip(note.near, note.instead, strict=False)
    }
    return [(near, wanted.instead(text).address()) for near, text in different.values()]


def day_of(chosen: Sequence[Chosen], field: str) -> str:
    """The day (2026-11-01) of the filter since or until of an address; "" where there is none."""
    days = (one.value[:_DAY] for one in chosen if one.field == field and not one.typed)
    return next(days, "")
