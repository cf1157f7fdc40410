"""The history of a stored text: its versions, the looks at its page, whether it is gone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from desk.texts import gone
from pipelines.histories.edits import edits
from pipelines.histories.history import OWN, Version, in_turn

if TYPE_CHECKING:
    import sqlite3

    from desk.texts import StoredText

Record = dict[str, Any]
# what a site did to its text; the others are broken answers and our own cleaning
OF_SITE: Final = frozenset({"changed", "cosmetic"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A version of a text: when it was seen, what it is to the one ``before`` it.

    ``kind`` is first, changed, cosmetic, cleaned or restored (learnt boilerplate), stump, cut or
    garbled (a broken answer: the text before stays). ``told`` is ``Edits.as_record()`` of a change
    by the site, empty of another.
    """

    seen_at: str
    kind: str
    title: str
    text: str
    before: Version | None
    flags: tuple[str, ...]
    told: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The changes in order, and the looks at the page.

    ``looks``: how many had which outcome (text, unchanged, cut, gone, failed); ``failures``: how
    many failed for which reason. ``next_at``: when it is looked at again, None for never.
    """

    changes: tuple[Change, ...]
    looks: dict[str, int]
    first_look: str | None
    last_look: str | None
    failures: dict[str, int]
    next_at: str | None
    gone_at: str | None
    gone_why: str | None


def history(db: sqlite3.Connection, of: StoredText) -> History:
    """All that is known of how a text changed."""
    url = of.canonical_url
    counted = db.execute(
        "SELECT outcome, count(*) AS times, min(at) AS first, max(at) AS last FROM visit"
        " WHERE canonical_url = ? AND outcome NOT IN (?, ?) GROUP BY outcome ORDER BY outcome",
        (url, *sorted(OWN)),
    ).fetchall()
    failures = db.execute(
        "SELECT detail, count(*) FROM visit WHERE canonical_url = ? AND outcome = 'failed'"
        " GROUP BY detail ORDER BY 2 DESC, 1",
        (url,),
    )
    (next_at,) = db.execute(
        "SELECT min(revisit_at) FROM page WHERE text_url = ?", (url,)
    ).fetchone()
    return History(
        changes=_changes(db, of),
        looks={row["outcome"]: row["times"] for row in counted},
        first_look=min((row["first"] for row in counted), default=None),
        last_look=max((row["last"] for row in counted), default=None),
        failures={row[0] or "no reason told": row[1] for row in failures},
        next_at=next_at,
        **gone(db, url),
    )


def _changes(db: sqlite3.Connection, of: StoredText) -> tuple[Change, ...]:
    rows = db.execute(
        "SELECT * FROM revision WHERE canonical_url = ? ORDER BY seen_at, content_hash",
        (of.canonical_url,),
    ).fetchall()
    told = in_turn((row["kind"], Version(row["title"], row["text"])) for row in rows)
    return tuple(
        _change(row, before, version, of.language)
        for row, (before, version) in zip(rows, told, strict=True)
    )


def _change(row: sqlite3.Row, before: Version | None, after: Version, language: str) -> Change:
    told: Record = json.loads(row["changes"])
    if before is not None and row["kind"] in OF_SITE and not told:
        # stored by a version of kenwatch that did not tell what changed
        told = edits(before, after, language=language).as_record()
    return Change(
        seen_at=row["seen_at"],
        kind=row["kind"],
        title=after.title,
        text=after.text,
        before=before,
        flags=tuple(told.get("flags", ())),
        told=told,
    )
