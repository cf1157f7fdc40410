"""What the page of a company shows besides that of any entity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from desk.web import entityroom

if TYPE_CHECKING:
    import sqlite3

    from desk.web.asked import Asked

_LICENCE: Final = "licence"


def room(db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What all entities have; the mining rights stand apart from what happened."""
    found = entityroom.context(db, asked)
    happened = found["happenings"]
    return {
        **found,
        "happenings": [one for one in happened if one.kind != _LICENCE],
        "licences": [one for one in happened if one.kind == _LICENCE],
    }
