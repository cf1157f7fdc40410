"""What of a query was not understood, or was understood otherwise, to be told beside the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Note:
    """``key`` is a phrase of ``desk/wording/search.toml``, ``values`` fill it.

    ``near`` are values that may have been meant, as they may be typed; ``instead`` is the whole
    query with each of them in place, where it is known.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
