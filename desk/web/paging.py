"""Which pages a long list has, and how many of them can be reached. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pages:
    """The page shown, those beside it (None at an end), and the last.

    ``is_cut``: more is found than the pages reach to. ``first`` and ``final`` are the numbers of
    the entries shown, from 1; 0 where none is.
    """

    page: int
    last: int
    is_cut: bool
    first: int
    final: int

    @property
    def before(self) -> int | None:
        """The page before."""
        return min(self.page - 1, self.last) if self.page > 1 else None

    @property
    def after(self) -> int | None:
        """The page after."""
        return self.page + 1 if self.page < self.last else None


def pages(page: int, total: int, reachable: int, each: int) -> Pages:
    """The pages of ``total`` entries, ``each`` a page; the first ``reachable`` are shown."""
    shown = min(total, reachable)
    last = max(1, -(-shown // each))
    first = (page - 1) * each + 1
    final = min(page * each, shown)
    is_there = first <= final
    return Pages(
        page=page,
        last=last,
        is_cut=total > reachable,
        first=first if is_there else 0,
        final=final if is_there else 0,
    )
