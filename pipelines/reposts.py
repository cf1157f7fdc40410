"""From which of the earlier copies a text was taken, as far as credits and likeness tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.text import fold_search

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def taken_from(
    db: sqlite3.Connection, row: sqlite3.Row, earlier: Iterable[sqlite3.Row]
) -> str | None:
    """The address of the copy that a text credits by name; None where it credits none of them.

    ``earlier``: copies that were published before. Likeness alone does
    not tell: all of them have the original's words.
    """
    credited = fold_search(str(row["agency"] or ""))
    for other in earlier if credited else ():
        source = db.execute(
            "SELECT name FROM source WHERE id = ?", (other["source_id"],)
        ).fetchone()
        names = {str(other["source_id"]), source["name"] if source else ""}
        if any(name and fold_search(name) in credited for name in names):
            return str(other["canonical_url"])
    return None
