"""What a page states of a stored text besides its words, look by look.

What holds is folded from all looks in the order of their times, so that it does not depend on
the order in which they are read: of the looks that gave the version that holds the last statement
of each thing, and of all looks the first date of publication.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from pipelines.moments import iso

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from pipelines.rows import Row

# what may be told of an article later although its text is the same, and how it stands untold
_LATER: Final[Mapping[str, str | None]] = {
    "authors": "[]",
    "dateline_city": None,
    "agency": None,
    "flags": "[]",
    "kinds": "[]",
    "languages": "[]",
    "section": "",
    "tags": "[]",
    "image_url": None,
    "image_caption": None,
    "image_credit": None,
    "captions": "[]",
    "attribution": "",
    "modified_at": None,
    "modified_precision": None,
    "modified_origin": None,
    "date_claims": "[]",
    "dropped_lines": "[]",
}
_PUBLISHED: Final = ("published_at", "published_day", "published_precision", "published_origin")
_STATED: Final = (
    "SELECT v.content_hash, s.told FROM visit v"
    " JOIN statement s ON s.canonical_url = v.canonical_url AND s.id = v.statement"
    " WHERE v.canonical_url = ? ORDER BY v.at, v.statement"
)
_UNTOLD: Final = (None, "", "[]")


def state(db: sqlite3.Connection, at: datetime, row: Row) -> None:
    """Keep what a row states with the look of that moment, which was noted already."""
    told = {name: row[name] for name in ("url", *_LATER, *_PUBLISHED) if row[name] not in _UNTOLD}
    line = json.dumps(told, ensure_ascii=False, sort_keys=True)
    number = hashlib.blake2b(line.encode(), digest_size=8).hexdigest()
    url = row["canonical_url"]
    db.execute("INSERT OR IGNORE INTO statement VALUES (?, ?, ?)", (url, number, line))
    # two pages of one text may be looked at in one moment
    db.execute(
        "UPDATE visit SET statement = max(statement, ?)"
        " WHERE canonical_url = ? AND at = ? AND content_hash = ?",
        (number, url, iso(at), row["content_hash"]),
    )


def stated(db: sqlite3.Connection, canonical_url: str, content_hash: str) -> Row:
    """The columns that the looks state of the version that holds; none where no look states any."""
    later: Row = {}
    published: Row = {}
    for version, line in db.execute(_STATED, (canonical_url,)):
        told = json.loads(line)
        if not published and told.get("published_at"):
            published = {name: told.get(name) for name in _PUBLISHED}
        if version == content_hash:
            # the address is that of the first look
            first = {"url": later.get("url", told["url"])}
            anew = {name: told[name] for name in _LATER if told.get(name) not in _UNTOLD}
            # flags are judged, too, and by the rules of the last look
            flags = {"flags": told.get("flags", "[]")}
            later = {**(later or _LATER), **anew, **first, **flags}
    return {**later, **published}
