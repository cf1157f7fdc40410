"""The history of a page in the archive: its versions, each with what it changed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines import visits
from pipelines.histories.edits import edits
from pipelines.histories.garbling import evened
from pipelines.histories.history import BESIDE, OWN, Version, fold, in_turn
from pipelines.likeness.versions import content_hash
from pipelines.moments import iso
from pipelines.publications import insert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from pipelines.histories.history import History, Kept
    from pipelines.model import Draft
    from pipelines.rows import Row


def retell(db: sqlite3.Connection, draft: Draft, stored: str | None = None) -> History:
    """Bring the versions of a page in line with all the looks at it; ``draft`` may be a new one.

    ``stored`` is the language of the stored text: where the draft turns out to stand beside the
    history, its own says nothing of the article.
    """
    url = draft.canonical_url
    rows = db.execute(
        "SELECT * FROM revision WHERE canonical_url = ? ORDER BY seen_at", (url,)
    ).fetchall()
    versions = {row["content_hash"]: Version(row["title"], row["text"]) for row in rows}
    versions[content_hash(draft.title, draft.text)] = Version(draft.title, draft.text)
    looks = visits.looks(db, url)
    history = fold(looks, versions, language=draft.language)
    if stored is not None and history.current != content_hash(draft.title, draft.text):
        draft = replace(draft, language=stored)
        history = fold(looks, versions, language=stored)
    stated = _stated(rows, draft)
    known = {(row["seen_at"], row["content_hash"]): row["kind"] for row in rows}
    wanted = {(_at(kept), kept.content_hash): kept for kept in history.kept}
    for seen_at, version in known.keys() - wanted.keys():
        db.execute(
            "DELETE FROM revision WHERE canonical_url = ? AND seen_at = ? AND content_hash = ?",
            (url, seen_at, version),
        )
    _write(db, draft, history, versions, known)
    db.executemany(
        "UPDATE revision SET modified_at = ? WHERE canonical_url = ? AND content_hash = ?"
        " AND modified_at IS NOT ?",
        [(at, url, version, at) for version, at in stated.items()],
    )
    return history


def _stated(rows: Iterable[sqlite3.Row], draft: Draft) -> dict[str, str]:
    """When the page was modified by its own word, as first stated with each version.

    The earliest, so that the order of the looks does not matter, and a statement that moves on
    later while the text stays makes no edit an announced one.
    """
    found = {row["content_hash"]: row["modified_at"] for row in rows if row["modified_at"]}
    version = content_hash(draft.title, draft.text)
    if draft.modified is not None:
        told = iso(draft.modified.at)
        found[version] = min(told, found.get(version, told))
    return found


def _write(
    db: sqlite3.Connection,
    draft: Draft,
    history: History,
    versions: Mapping[str, Version],
    known: Mapping[tuple[str, str], str],
) -> None:
    """Write the versions from the first that is new on: what they changed is told against it."""
    told = in_turn((kept.kind, versions[kept.content_hash]) for kept in history.kept)
    is_stale = False
    for kept, (before, version) in zip(history.kept, told, strict=True):
        is_stale = is_stale or known.get((_at(kept), kept.content_hash)) != kept.kind
        if is_stale:
            insert(db, "revision", _row(draft, kept, before, version), replace=True)


def _row(draft: Draft, kept: Kept, before: Version | None, version: Version) -> Row:
    told: Row = {
        "canonical_url": draft.canonical_url,
        "seen_at": _at(kept),
        "kind": kept.kind,
        "url": draft.url,
        "title": version.title,
        "text": version.text,
        "content_hash": kept.content_hash,
        "flags": "[]",
        "changes": "{}",
    }
    if before is None or kept.kind in {"first"} | OWN | BESIDE:
        return told
    # a word that a charset broke is not edited by the site
    made = edits(*evened(before, version), language=draft.language)
    told["flags"] = json.dumps(sorted(made.flags))
    told["changes"] = json.dumps(made.as_record(), ensure_ascii=False)
    return told


def _at(kept: Kept) -> str:
    return iso(kept.seen_at)


def kind_of_current(history: History) -> str:
    """The kind of the version that holds now."""
    return next(kept.kind for kept in reversed(history.kept) if kept.kind not in BESIDE)
