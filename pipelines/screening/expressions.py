"""Many regular expressions over bytes, compiled into one search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import hyperscan

if TYPE_CHECKING:
    from collections.abc import Mapping

CASELESS: Final = hyperscan.HS_FLAG_CASELESS
DOTALL: Final = hyperscan.HS_FLAG_DOTALL


def patterns(expressions: Mapping[int, bytes], flag: int) -> hyperscan.Database:
    """Numbered regular expressions that share a flag."""
    return compiled(expressions, [flag] * len(expressions), literal=False)


def compiled(
    expressions: Mapping[int, bytes], flags: list[int], *, literal: bool
) -> hyperscan.Database:
    """Numbered expressions with a flag each; ``literal`` ones are met as they are written."""
    database = hyperscan.Database()
    database.compile(
        expressions=list(expressions.values()),
        ids=list(expressions),
        elements=len(expressions),
        flags=flags,
        literal=literal,
    )
    return database


def matches(database: hyperscan.Database, data: bytes) -> list[tuple[int, int]]:
    """Number of the expression and end of each match."""
    found: list[tuple[int, int]] = []
    database.scan(data, match_event_handler=lambda at, _, end, *__: found.append((at, end)))
    return found
