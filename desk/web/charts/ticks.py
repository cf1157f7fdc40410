"""Round values for an axis of counts. Pure."""

from __future__ import annotations

import math
from typing import Final

_STEPS: Final = (1, 2, 5, 10)


def ticks(most: float, wanted: int = 3) -> tuple[int, ...]:
    """Round whole values from 0 to at least ``most``, about ``wanted`` of them above 0.

    The last one is the top of the axis; for nothing at all the axis goes to 1.
    """
    step = _step(max(most, 1) / max(wanted, 1))
    return tuple(range(0, math.ceil(max(most, 1) / step) * step + 1, step))


def _step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no less."""
    scale = 10 ** max(0, math.floor(math.log10(least))) if least > 1 else 1
    return next(one * scale for one in _STEPS if one * scale >= least)
