"""How a stored text was found: the hubs that named it, its page, the looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from crawler.urls import canonicalize

if TYPE_CHECKING:
    import sqlite3

Record = dict[str, Any]
_MOST: Final = 20
_PAGES: Final = (
    "SELECT url, via, hub_url, first_seen_at, fetched_at, http_status, revisit_at, gone_at,"
    " gone_why FROM page WHERE text_url = ? ORDER BY first_seen_at, canonical_url LIMIT ?"
)
_SIGHTINGS: Final = (
    "SELECT s.hub_url, s.first_seen_at, h.kind FROM page p"
    " JOIN sighting s ON s.canonical_url = p.canonical_url LEFT JOIN hub h ON h.url = s.hub_url"
    " WHERE p.text_url = ? ORDER BY s.first_seen_at, s.hub_url LIMIT ?"
)
_EDITIONS: Final = (
    "SELECT e.language, e.canonical_url, coalesce(a.id, c.article_id) AS article_id FROM edition e"
    " LEFT JOIN article a ON a.canonical_url = e.canonical_url"
    " LEFT JOIN copy c ON c.canonical_url = e.canonical_url"
    " WHERE e.page_url = ? ORDER BY e.language, e.canonical_url LIMIT ?"
)
_VERSIONS: Final = (
    "SELECT count(*) FILTER (WHERE kind = 'changed') AS changed,"
    " count(*) FILTER (WHERE kind = 'cosmetic') AS cosmetic, count(*) AS versions"
    " FROM revision WHERE canonical_url = ?"
)
_LOOKS: Final = (
    "SELECT count(*) AS looks, min(at) AS first_look, max(at) AS last_look FROM visit"
    " WHERE canonical_url = ? AND outcome IN ('text', 'unchanged', 'cut')"
)
# never by the address as written, for which the archive has no index
_STORED: Final = (
    "SELECT coalesce(a.id, c.article_id) AS article_id, c.url AS copy_url FROM ("
    " SELECT :address AS url UNION ALL SELECT text_url FROM page WHERE canonical_url = :address) u"
    " LEFT JOIN article a ON a.canonical_url = u.url LEFT JOIN copy c ON c.canonical_url = u.url"
    " WHERE a.id IS NOT NULL OR c.article_id IS NOT NULL LIMIT 1"
)
_COPY: Final = (
    "SELECT canonical_url FROM copy WHERE article_id = ? AND ? IN (url, canonical_url) LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stored text is shown: its article; ``copy_url`` is None of the article itself."""

    article_id: int
    copy_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``pages``: the pages that gave the text; ``sightings``: hub_url, first_seen_at, kind.

    ``editions``: language, canonical_url, article_id (None where it is not stored) of the text in
    other languages, as its page names them. ``looks``: looks, first_look, last_look of the good
    answers; ``versions``: how many in all, and how many changed or were cosmetic.
    """

    pages: tuple[Record, ...]
    sightings: tuple[Record, ...]
    editions: tuple[Record, ...]
    looks: Record
    versions: Record


def finding(db: sqlite3.Connection, canonical_url: str) -> Finding:
    """How the text with this canonical address came into the archive."""
    pages, sightings, editions = (
        tuple(dict(row) for row in db.execute(sql, (canonical_url, _MOST)))
        for sql in (_PAGES, _SIGHTINGS, _EDITIONS)
    )
    looks, versions = (
        dict(db.execute(sql, (canonical_url,)).fetchone()) for sql in (_LOOKS, _VERSIONS)
    )
    return Finding(
        pages=pages, sightings=sightings, editions=editions, looks=looks, versions=versions
    )


def stored_at(db: sqlite3.Connection, address: str) -> Place | None:
    """What is stored of the page with this address: an article or a copy, or None."""
    row = db.execute(_STORED, {"address": canonicalize(address) or address}).fetchone()
    return Place(*row) if row else None


def copy_at(db: sqlite3.Connection, article_id: int, address: str) -> str | None:
    """The canonical address of the copy of an article that stands at an address, as written."""
    row = db.execute(_COPY, (article_id, address)).fetchone()
    return str(row[0]) if row else None
