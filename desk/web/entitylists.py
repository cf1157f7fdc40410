"""Lists of entities as a page shows them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.web.entitynames import address, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def standing_alone(name: str) -> str:
    """A name as a heading or the entry of a list has it: with a capital in front."""
    return name[:1].upper() + name[1:]


def translations(entity: Mapping[str, Any], shown: str) -> list[tuple[str, str]]:
    """(language, name) in the other languages, each name once."""
    found: dict[str, str] = {}
    for code in ("kk", "ru", "en"):
        name = entity[f"name_{code}"]
        if name and name != shown:
            found.setdefault(name, code)
    return [(code, standing_alone(name)) for name, code in found.items()]


def by_kind(
    entities: Iterable[Mapping[str, Any]], language: str
) -> dict[str, list[tuple[str, str, int]]]:
    """(name, address, articles) of entities by their kind, in the order given.

    ``articles`` is 0 where it is not counted.
    """
    found: dict[str, list[tuple[str, str, int]]] = {}
    for one in entities:
        name = standing_alone(named(one, language))
        told = (name, address(one["kind"], one["id"]), int(one.get("articles", 0)))
        found.setdefault(one["kind"], []).append(told)
    return found
