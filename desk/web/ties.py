"""The ties of an entity in the order of a page: owners, assets, places, products. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.web import spans, tienotes
from desk.web.entitylists import standing_alone
from desk.web.entitynames import address, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Record = dict[str, Any]
# (relation, whether the other entity has the tie to this one) → key of its heading
_HEADINGS: Final = {
    ("owned by", False): "tie_owned_by",
    ("part of", False): "tie_part_of",
    ("operated by", False): "tie_operated_by",
    ("located in", False): "tie_located_in",
    ("works in", False): "tie_works_in",
    ("produces", False): "tie_produces",
    ("operated by", True): "tie_operates",
    ("owned by", True): "tie_owns",
    ("part of", True): "tie_parts",
    ("works in", True): "tie_works_here",
    ("located in", True): "tie_here",
    ("produces", True): "tie_produced_by",
}
_OTHER: Final = "tie_other"


@dataclass(frozen=True, slots=True)
class Tie:
    """Another entity: ``times`` in words, ``note`` of the gazetteer, in ``tongue``."""

    name: str
    address: str
    times: str
    note: str
    is_past: bool
    tongue: str = "en"


@dataclass(frozen=True, slots=True)
class Group:
    """Ties of one kind; ``heading`` is the key of its phrase."""

    heading: str
    ties: tuple[Tie, ...]


def groups(
    links: Iterable[Mapping[str, Any]], language: str, say: Callable[..., str]
) -> list[Group]:
    """The links of an entity by what they are, each kind in the order given."""
    found: dict[str, list[Tie]] = {}
    for link in links:
        heading = _HEADINGS.get((link["relation"], bool(link["is_of"])), _OTHER)
        found.setdefault(heading, []).append(_tie(link, language, say))
    order = [*_HEADINGS.values(), _OTHER]
    return [Group(key, tuple(found[key])) for key in order if key in found]


def _tie(link: Mapping[str, Any], language: str, say: Callable[..., str]) -> Tie:
    note, tongue = tienotes.told(link["note"], language, say)
    return Tie(
        name=standing_alone(named(link, language)),
        address=address(link["kind"], link["id"]),
        times=spans.told(link, language, say),
        note=note,
        is_past=bool(link["until"]),
        tongue=tongue,
    )


@dataclass(frozen=True, slots=True)
class Office:
    """An office: of a person, ``name`` is the place or company; of these, the person."""

    title: str
    name: str
    address: str
    times: str
    note: str
    is_past: bool
    tongue: str = "en"


def offices(
    rows: Iterable[Mapping[str, Any]], language: str, say: Callable[..., str]
) -> list[Office]:
    """Offices in words; one of no entity has neither name nor address."""
    return [_office(row, language, say) for row in rows]


def _office(row: Mapping[str, Any], language: str, say: Callable[..., str]) -> Office:
    note, tongue = tienotes.told(row["note"], language, say)
    return Office(
        title=standing_alone(named(row, language, "title")),
        name=named(row, language) if row["id"] else "",
        address=address(row["kind"], row["id"]) if row["id"] else "",
        times=spans.told(row, language, say),
        note=note,
        is_past=bool(row["until"]),
        tongue=tongue,
    )


def other_names(
    names: Iterable[Mapping[str, Any]],
    entity: Mapping[str, Any],
    language: str,
    say: Callable[..., str],
) -> list[Record]:
    """The names besides the three of a heading: name, kind, times, languages; former ones last.

    A name that several languages share is told once.
    """
    shown = {entity[f"name_{code}"] for code in ("kk", "ru", "en")}
    found: dict[tuple[str, str, str], Record] = {}
    for one in names:
        times = spans.told(one, language, say)
        if one["name"] in shown and not times:
            continue
        told = found.setdefault(
            (one["name"], one["kind"], times),
            {"name": one["name"], "kind": one["kind"], "times": times, "languages": []},
        )
        told["languages"].append(one["language"])
    return sorted(found.values(), key=lambda one: str(one["kind"]) == "former")
