"""The lines that recur on each site, as the archive keeps them, and what a person decided of them.

Lines are kept by site: the source, or for pages from disk the host that they come from. A line
that is taken out no longer stands in new texts, so that seeing it less says nothing: once learnt
it stays, unless it is seen where it could be an article's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

from pipelines.boilerplate.learntlines import STAYS
from pipelines.boilerplate.recurrence import Recurring, Sample, recurring_lines
from pipelines.disk import DISK
from pipelines.markup.sites import host_of
from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from pipelines.model import BlockKind

State = Literal["learnt", "proposed", "approved", "kept"]
TAKEN_OUT: Final = ("learnt", "approved")
_DECIDED: Final = ("approved", "kept")
_NEWEST: Final = 400
_KINDS: Final = frozenset({"text", "heading", "quote", "item", "row"})
_DECISION: Final = re.compile(r" \((?:approved|kept) on \d{4}-\d\d-\d\d\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """A row of table boilerplate_line; ``number`` counts the lines of the site as they came."""

    number: int
    site: str
    line: str
    example: str
    state: State
    place: str
    articles: int
    of_articles: int
    urls: tuple[str, ...]
    why: str
    first_seen_at: str
    last_seen_at: str


def site_of(source_id: str, url: str) -> str:
    """Whose furniture a page has: its source's, or its host's where it came from disk."""
    if source_id != DISK.id:
        return source_id
    return host_of(url).removeprefix("www.") or source_id


def sites(db: sqlite3.Connection) -> list[str]:
    """All sites that have articles or copies in the archive."""
    rows = db.execute(
        "SELECT source_id, url FROM article UNION ALL SELECT source_id, url FROM copy"
    )
    return sorted({site_of(row[0], row[1]) for row in rows})


def load(db: sqlite3.Connection, source_id: str) -> dict[str, str]:
    """Line → place of what is taken out of the texts of a site; what else recurs there stays."""
    rows = db.execute(
        "SELECT line, CASE WHEN state IN (?, ?) THEN place ELSE ? END"
        " FROM boilerplate_line WHERE source_id = ?",
        (*TAKEN_OUT, STAYS, source_id),
    )
    return {row[0]: row[1] for row in rows}


def known_lines(
    db: sqlite3.Connection, source_id: str | None = None, state: str | None = None
) -> list[KnownLine]:
    """All lines, or those of a site or in a state; by site, in the order they were first seen."""
    rows = db.execute(
        "SELECT *, row_number() OVER (PARTITION BY source_id ORDER BY first_seen_at, line)"
        " AS number FROM boilerplate_line ORDER BY source_id, number"
    )
    found = [_known(row) for row in rows]
    return [
        line for line in found if source_id in (None, line.site) and state in (None, line.state)
    ]


def _known(row: sqlite3.Row) -> KnownLine:
    given = {name: row[name] for name in row.keys() if name not in {"source_id", "urls"}}  # noqa: SIM118 - a Row is no dict
    return KnownLine(site=row["source_id"], urls=tuple(json.loads(row["urls"])), **given)


def decide(
    db: sqlite3.Connection,
    source_id: str,
    line: str,
    state: Literal["approved", "kept"],
    now: datetime,
) -> bool:
    """A person's word on a line, which no lesson overrules; False where the line is unknown."""
    row = db.execute(
        "SELECT why FROM boilerplate_line WHERE source_id = ? AND line = ?", (source_id, line)
    ).fetchone()
    if row is None:
        return False
    why = f"{_DECISION.sub('', row['why'])} ({state} on {now.date().isoformat()})"
    db.execute(
        "UPDATE boilerplate_line SET state = ?, why = ? WHERE source_id = ? AND line = ?",
        (state, why, source_id, line),
    )
    return True


def relearn(db: sqlite3.Connection, source_id: str, now: datetime) -> int:
    """Look at the newest articles and copies of a site again; how many lines are newly learnt.

    To be called within a transaction. What a person decided stays; a learnt line becomes
    proposed where it is now seen in a place that could be an article's own.
    """
    samples = _samples(db, source_id)
    found = recurring_lines(samples, names=_names(db, source_id, samples))
    known = {line.line: line for line in known_lines(db, source_id)}
    return sum(_keep(db, source_id, line, known.get(line.line), iso(now)) for line in found)


def _keep(
    db: sqlite3.Connection, site: str, line: Recurring, known: KnownLine | None, now: str
) -> bool:
    """Insert or renew one line; True where it is newly learnt."""
    state = _state(line, known)
    if known and state == known.state in TAKEN_OUT and line.articles <= known.articles:
        # new texts are without the line: the count stays that of when it could be counted
        db.execute(
            "UPDATE boilerplate_line SET last_seen_at = ? WHERE source_id = ? AND line = ?",
            (now, site, line.line),
        )
        return False
    decision = _DECISION.search(known.why) if known else None
    values = {
        "source_id": site,
        "line": line.line,
        "example": line.example,
        "state": state,
        # a wider place is taken from sure evidence only
        "place": known.place if known and state in TAKEN_OUT and not line.is_sure else line.place,
        "articles": line.articles,
        "of_articles": line.of_articles,
        "urls": json.dumps(line.urls),
        "why": line.why + (decision[0] if decision else ""),
        "first_seen_at": known.first_seen_at if known else now,
        "last_seen_at": now,
    }
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT OR REPLACE INTO boilerplate_line ({names}) VALUES ({marks})", values)  # noqa: S608 - column names are ours
    return state == "learnt" and (known is None or known.state != "learnt")


def _state(line: Recurring, known: KnownLine | None) -> State:
    if known and known.state in _DECIDED:
        return known.state
    if known and known.state == "learnt":
        return "learnt" if line.is_sure or not line.against else "proposed"
    return "learnt" if line.is_sure else "proposed"


def _names(db: sqlite3.Connection, site: str, samples: Sequence[Sample]) -> set[str]:
    """What the site is called: its source's name and id, and its hosts."""
    row = db.execute("SELECT name FROM source WHERE id = ?", (site,)).fetchone()
    hosts = {host_of(sample.url) for sample in samples}
    return {site, row["name"] if row else "", *hosts} - {""}


def _samples(db: sqlite3.Connection, site: str) -> list[Sample]:
    """The newest texts of a site. Texts are read one by one, when it is known which."""
    rows = db.execute(_NEWEST_FIRST, addressed(site))
    chosen = (row for row in rows if site_of(row["source_id"], row["url"]) == site)
    return [
        _sample(db.execute(_TEXTS[row["kept_in"]], (row["key"],)).fetchone())
        for row in list(islice(chosen, _NEWEST))
    ]


_NEWEST_FIRST: Final = (
    "SELECT 'article' AS kept_in, id AS key, source_id, url,"
    " coalesce(published_at, first_seen_at) AS at"
    " FROM article WHERE source_id = ?1 AND url LIKE ?2"
    " UNION ALL SELECT 'copy', canonical_url, source_id, url, coalesce(published_at, fetched_at)"
    " FROM copy WHERE source_id = ?1 AND url LIKE ?2 ORDER BY at DESC, url"
)
_TEXTS: Final = {
    "article": "SELECT url, title, text, kinds, sections,"
    " coalesce(published_day, substr(first_seen_at, 1, 10)) AS day FROM article WHERE id = ?",
    "copy": "SELECT url, title, text, '[]' AS kinds, '[]' AS sections,"
    " substr(coalesce(published_at, fetched_at), 1, 10) AS day FROM copy WHERE canonical_url = ?",
}


def addressed(site: str) -> tuple[str, str]:
    """The source that the texts of a site are stored under, and what their addresses are like."""
    return (DISK.id, f"%//%{site}%") if "." in site else (site, "%")


def _sample(row: sqlite3.Row) -> Sample:
    paragraphs = tuple(row["text"].split("\n\n"))
    kinds = kinds_of(paragraphs, row["kinds"], row["sections"])
    return Sample(row["url"], row["title"], paragraphs, kinds, row["day"])


def kinds_of(paragraphs: Sequence[str], kinds: str, sections: str) -> tuple[BlockKind, ...]:
    """The kinds of paragraphs as stored; archives before version 3 know the headings alone."""
    stored: list[BlockKind] = [kind for kind in json.loads(kinds) if kind in _KINDS]
    if len(stored) == len(paragraphs):
        return tuple(stored)
    headings = set(json.loads(sections))
    return tuple("heading" if paragraph in headings else "text" for paragraph in paragraphs)
