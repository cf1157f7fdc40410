"""Take the learnt lines of each site out of what is already stored, and bring kept ones back.

An article is judged anew with what is left, as every span refers to its text; the text so far
stays as a revision. One article, one transaction; doing it again changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.boilerplate.rulebook import normalized
from pipelines.cleanedrows import save_text, text_before_cleaning
from pipelines.entities import save_entities
from pipelines.learnt import addressed, known_lines, load, site_of
from pipelines.publications import stored
from pipelines.redrafting import with_lines_back, without_lines
from pipelines.storeddrafts import draft_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipelines.archive import Archive
    from pipelines.publications import Publication

_TEXTS = (
    "SELECT canonical_url, source_id, url FROM article WHERE source_id = ?1 AND url LIKE ?2"
    " UNION ALL"
    " SELECT canonical_url, source_id, url FROM copy WHERE source_id = ?1 AND url LIKE ?2"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCleaned:
    """What was taken out of the stored texts of a site.

    ``lines`` counts the texts that held each line, by an example of it as written. ``restored``
    counts the texts that got lines back which are now kept. ``off_topic`` are the changed
    articles that are no longer about a topic; they stay.
    """

    site: str
    texts: int
    articles: int
    copies: int
    off_topic: int
    lines: Mapping[str, int]
    restored: int = 0


@dataclass(frozen=True, slots=True)
class _Site:
    """The lines of a site, as compared: what goes, with its place, and what a person kept."""

    learnt: Mapping[str, str]
    kept: frozenset[str]

    def lines(self, dropped: Sequence[str]) -> set[str]:
        """Of what went, the learnt lines alone, each once."""
        return {line for line in dropped if normalized(line) in self.learnt}


def clean_stored(
    archive: Archive, source_ids: Collection[str], now: datetime, *, dry_run: bool = False
) -> list[SiteCleaned]:
    """Clean the articles and copies of these sites (see ``learnt.sites``); raises ArchiveError.

    With ``dry_run`` no text is written and ``off_topic`` is 0.
    """
    with archive.write() as db:
        # judging may name what came into the gazetteer since the last run
        save_entities(db)
    return [_clean_site(archive, site, now, dry_run=dry_run) for site in source_ids]


def _clean_site(archive: Archive, site: str, now: datetime, *, dry_run: bool) -> SiteCleaned:
    db = archive.connection
    kept = frozenset(line.line for line in known_lines(db, site, "kept"))
    known = _Site(load(db, site), kept)
    changed: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    saved = None if dry_run else now
    for one in _texts(db, site) if known.learnt or known.kept else ():
        changed["texts"] += 1
        lines.update(_clean(archive, known, one, saved, changed))
    return SiteCleaned(
        site=site,
        texts=changed["texts"],
        articles=changed["cleaned"],
        copies=changed["copies"],
        off_topic=changed["off_topic"],
        lines=dict(sorted(lines.items(), key=lambda line: (-line[1], line[0]))),
        restored=changed["restored"],
    )


def _texts(db: sqlite3.Connection, site: str) -> Iterator[Publication]:
    """The stored texts of a site, one by one: an archive may be larger than the memory."""
    for canonical_url, source_id, url in db.execute(_TEXTS, addressed(site)).fetchall():
        if site_of(source_id, url) == site and (found := stored(db, canonical_url)):
            yield found


def _clean(
    archive: Archive,
    site: _Site,
    known: Publication,
    now: datetime | None,
    changed: Counter[str],
) -> set[str]:
    """Take out what goes or bring back what is kept; the lines that went, each once."""
    draft = draft_of(known.row)
    earlier = text_before_cleaning(archive.connection, known.row) if site.kept else None
    back = with_lines_back(draft, earlier, site.kept, site.learnt) if earlier else None
    new = back or without_lines(draft, site.learnt)
    if new is None:
        return set()
    changed["restored" if back else "copies" if known.is_copy else "cleaned"] += 1
    if now is not None:
        with archive.write() as db:
            is_relevant = save_text(db, known, new, "restored" if back else "cleaned", now)
        changed["off_topic"] += not is_relevant
    return set() if back else site.lines(new.dropped_lines[len(draft.dropped_lines) :])
