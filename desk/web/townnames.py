"""The names of a town as its page tells them. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk.digest.lines import name
from desk.wording.phrases import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FORMER: Final = "former"


def names_of(
    row: Mapping[str, Any], names: Iterable[Mapping[str, Any]], language: str
) -> dict[str, list[tuple[str, str, str]]]:
    """``others``: (language, name, "") in the other languages; ``former``: with until when.

    A name that several languages share is told once, in the first of them.
    """
    others: dict[str, tuple[str, str, str]] = {}
    for code in LANGUAGES:
        told = name(row[f"name_{code}"])
        if told != name(row[f"name_{language}"]):
            others.setdefault(told, (code, told, ""))
    former: dict[str, tuple[str, str, str]] = {}
    for one in names:
        if one["kind"] == _FORMER:
            told = name(one["name"])
            former.setdefault(told, (one["language"], told, one["until"]))
    return {"others": list(others.values()), "former": list(former.values())}
