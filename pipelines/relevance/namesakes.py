"""Streets, clubs, lakes and districts that bear the name of a place or a person."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.gazetteer.gazetteer import gazetteer

if TYPE_CHECKING:
    from pipelines.relevance.scans import Scan

_BEFORE, _AFTER = 64, 48
# airlines and clubs: Air Astana, ФК «Тараз»
_BEARER = re.compile(r'\b(?:air|эйр|фк|хк|бк|мфк|fc|hc|клуб[а-я]*|команд[а-я]*) ["]?$')


def is_namesake(scan: Scan, start: int, end: int) -> bool:
    """Whether the words around a name tell that something named after it is meant."""
    floor = max(scan.field_start(start), start - _BEFORE)
    return bool(
        _context("named_before").search(scan.folded[floor:start])
        or _BEARER.search(scan.folded[floor:start])
        or _context("named_after").match(scan.folded[end : end + _AFTER])
        or _context("district_after").match(scan.folded[end : end + _AFTER])
    )


@cache
def _context(name: str) -> re.Pattern[str]:
    return re.compile(getattr(gazetteer().context, name))
