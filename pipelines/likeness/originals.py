"""Which of the texts that are copies of each other is the original, whatever came in first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPANS: Final = {"day": timedelta(days=1), "month": timedelta(days=31)}


class Publication(NamedTuple):
    """A stored text: no later than ``first_at`` (aware) was it published at its address."""

    id: int
    first_at: datetime
    canonical_url: str


def first_at(
    published: datetime | None,
    precision: str | None,
    first_seen: datetime,
    *,
    of_itself: bool = False,
) -> datetime:
    """No later than when a text was published: its date, or when it was first seen.

    Where only the day or month is known (``published`` is its begin), that is its end; but its
    begin for an office that tells of itself: what others have of that day they have from it.
    """
    if published is None:
        return first_seen
    span = timedelta() if of_itself else _SPANS.get(precision or "", timedelta())
    return min(published + span, first_seen)


def originals(
    publications: Iterable[Publication], likes: Mapping[tuple[int, int], float]
) -> dict[int, int]:
    """Each text's original: itself, or one published before it that is none's copy.

    ``likes``: how similar pairs of copies are, either id first. Taken in the order of their
    publication, a text is a copy of the original that it is most like, else an original; so
    the answer depends on the texts alone and not on the order in which they came.
    """
    held: dict[int, int] = {}
    roots: list[int] = []
    for one in sorted(publications, key=lambda p: (p.first_at, p.canonical_url)):
        like = {root: _like(likes, one.id, root) for root in roots}
        # of equal ones the first that was published
        best = max(roots, key=lambda root: like[root], default=one.id)
        held[one.id] = best if like.get(best, 0.0) > 0 else one.id
        if held[one.id] == one.id:
            roots.append(one.id)
    return held


def _like(likes: Mapping[tuple[int, int], float], one: int, other: int) -> float:
    return max(likes.get((one, other), 0.0), likes.get((other, one), 0.0))
