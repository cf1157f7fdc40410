"""What the sites changed and took down, read from the archive."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from desk import editlist
from desk.digest.contents import Edit, FigureEdit, Removal
from desk.moments import from_archive

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desk.digest.contents import Period

Record = dict[str, Any]
# as many as any archive holds
_ALL: Final = 1_000_000_000
# an edit that says nothing else says more of the same
_ADDED_TO: Final = ["extended"]
_LANGUAGES: Final = "SELECT id, language FROM article WHERE id IN (SELECT value FROM json_each(?))"


def edits(
    db: sqlite3.Connection, period: Period, is_meant: Callable[[int | None], bool]
) -> tuple[tuple[Edit, ...], int]:
    """The edits that change what a text says, the newest first; and how many only add to one.

    ``is_meant``: whether the digest is about an article; a copy goes with its article.
    """
    found = editlist.newest(db, since=period.begin, limit=_ALL).edits
    rows = [*_chosen(found, "seen_at", period, is_meant)]
    told = [row for row in rows if row["flags"] != _ADDED_TO]
    languages = _languages(db, told)
    return tuple(edit_of(row, languages) for row in told), len(rows) - len(told)


def removals(
    db: sqlite3.Connection, period: Period, is_meant: Callable[[int | None], bool]
) -> tuple[Removal, ...]:
    """The texts that sites do not show any more since this period, the newest first."""
    found = editlist.newest(db, since=period.begin, limit=_ALL).removed
    rows = [*_chosen(found, "gone_at", period, is_meant)]
    languages = _languages(db, rows)
    return tuple(
        Removal(
            title=row["title"] or "",
            language=languages.get(row["article_id"], ""),
            url=row["url"],
            source=row["source"] or "",
            gone_at=_moment(row["gone_at"]),
            why=row["why"] or "",
        )
        for row in rows
    )


def _chosen(
    rows: Iterable[Record], when: str, period: Period, is_meant: Callable[[int | None], bool]
) -> Iterator[Record]:
    for row in rows:
        if period.begin <= _moment(row[when]) < period.end and is_meant(row["article_id"]):
            yield row


def _moment(stored: str) -> datetime:
    # a time that nobody can read lies in no period
    return from_archive(stored) or datetime(1, 1, 1, tzinfo=UTC)


def _languages(db: sqlite3.Connection, rows: Iterable[Record]) -> dict[int, str]:
    ids = json.dumps([row["article_id"] for row in rows])
    return {row[0]: row[1] for row in db.execute(_LANGUAGES, (ids,))}


def edit_of(row: Record, languages: Mapping[int, str]) -> Edit:
    """An edit of ``desk.editlist``; ``languages`` of articles by their ids."""
    # {} of an edit that an old kenwatch stored
    told = row["changes"]
    names, headline = told.get("names", {}), told.get("headline")
    return Edit(
        title=row["title"],
        language=languages.get(row["article_id"], ""),
        url=row["url"],
        source=row["source"] or "",
        seen_at=_moment(row["seen_at"]),
        announced=row["announced"],
        flags=tuple(row["flags"]),
        figures=tuple(
            FigureEdit(**{name: one[name] for name in ("kind", "role", "before", "after")})
            for one in told.get("figures", ())
        ),
        headline=(headline[0], headline[1]) if headline else None,
        names_added=tuple(names.get("added", ())),
        names_removed=tuple(names.get("removed", ())),
        blame=_blame(told.get("blame", {})),
    )


def _blame(told: Record) -> tuple[str, str] | None:
    before, after = (" ".join(told.get(name, ())) for name in ("before", "after"))
    return (before, after) if before or after else None
