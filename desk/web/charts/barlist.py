"""A list of names with a bar each, the longest first as given. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the list: ``share`` is its length in per cent of the longest."""

    name: str
    value: float
    href: str
    share: float
    key: str = "series-1"


def bars(rows: Iterable[tuple[str, float, str]]) -> tuple[Bar, ...]:
    """Bars of (name, value, address), in the order given; values below 0 have no length."""
    given = list(rows)
    most = max((value for _, value, _ in given), default=0)
    return tuple(
        Bar(name, value, href, round(100 * max(value, 0) / most, 1) if most > 0 else 0.0)
        for name, value, href in given
    )
