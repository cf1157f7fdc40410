"""Stored articles and copies whose lines were taken out or came back, as rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pipelines import fingerprint
from pipelines.copies import compare_copies
from pipelines.learnt import kinds_of
from pipelines.model import Article, Dateline, Draft
from pipelines.refine import judge
from pipelines.rows import evidence, iso, save_children
from pipelines.storylines import link_story
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from pipelines.rows import Row

_CLEANINGS = ("cleaned", "restored")
# what a story is linked by
_LINKED_BY = (
    "SELECT DISTINCT entity_id, confidence FROM mention WHERE article_id = ?",
    "SELECT DISTINCT kind, value, value_to, unit FROM fact WHERE article_id = ?",
    "SELECT DISTINCT kind, town_id, company_id FROM event WHERE article_id = ?",
)


def draft_of(row: sqlite3.Row) -> Draft:
    """What an article's row tells of its text; dates, pictures and tags are left out."""
    paragraphs = row["text"].split("\n\n")
    desk = Dateline(city=row["dateline_city"] or "", agency=row["agency"] or "")
    return Draft(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source_id=row["source_id"],
        title=row["title"],
        lead=row["lead"],
        text=row["text"],
        kinds=kinds_of(paragraphs, row["kinds"], row["sections"]),
        languages=tuple(json.loads(row["languages"])),
        sections=tuple(json.loads(row["sections"])),
        authors=tuple(json.loads(row["authors"])),
        language=row["language"],
        script=row["script"],
        dateline=desk if desk != Dateline() else None,
        attribution=row["attribution"],
        flags=frozenset(json.loads(row["flags"])),
        dropped_lines=tuple(json.loads(row["dropped_lines"])),
    )


def text_before_cleaning(db: sqlite3.Connection, row: sqlite3.Row) -> str | None:
    """The text of an article as its page gave it; None where it was not cleaned since."""
    history = db.execute(
        "SELECT kind, title, text FROM revision WHERE article_id = ? AND kind <> 'stump'"
        " ORDER BY id DESC",
        (row["id"],),
    ).fetchall()
    if not history or (history[0]["kind"], history[0]["text"]) not in {
        (kind, row["text"]) for kind in _CLEANINGS
    }:
        return None
    given = next((one for one in history if one["kind"] not in _CLEANINGS), None)
    return given["text"] if given and given["title"] == row["title"] else None


def save_article(
    db: sqlite3.Connection,
    row: sqlite3.Row,
    draft: Draft,
    kind: Literal["cleaned", "restored"],
    now: datetime,
) -> bool:
    """Put a text in the place of the stored one, judged anew; whether it is still on a topic."""
    article_id = int(row["id"])
    article = _judged(draft)
    values = _values(row, article)
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE article SET {assignments} WHERE id = :id", {**values, "id": article_id})  # noqa: S608 - column names are ours
    db.execute(
        "INSERT INTO revision (article_id, url, seen_at, kind, title, text, content_hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (article_id, draft.url, iso(now), kind, draft.title, draft.text, article.content_hash),
    )
    linked_by = _linked_by(db, article_id)
    save_children(db, article_id, article)
    if _linked_by(db, article_id) != linked_by:
        link_story(db, article_id)
    compare_copies(db, article_id, draft.text)
    return article.judgement.relevant


def save_copy(db: sqlite3.Connection, url: str, text: str) -> None:
    """Put a text in the place of that of a copy, and measure the copy anew."""
    row = db.execute(
        "SELECT c.title, c.article_id, a.text AS original FROM copy c"
        " JOIN article a ON a.id = c.article_id WHERE c.canonical_url = ?",
        (url,),
    ).fetchone()
    like = fingerprint.compare(row["original"], text)
    db.execute(
        "UPDATE copy SET text = ?, content_hash = ?, similarity = ?, own_share = ?"
        " WHERE canonical_url = ?",
        (
            text,
            fingerprint.content_hash(row["title"], text),
            round(like.jaccard, 4),
            round(like.own_share, 4),
            url,
        ),
    )


def _judged(draft: Draft) -> Article:
    city = draft.dateline.city if draft.dateline else ""
    return Article(
        draft=draft,
        judgement=judge(draft.title, draft.text, draft.language, city),
        fingerprint=fingerprint.signature(draft.text),
        content_hash=fingerprint.content_hash(draft.title, draft.text),
    )


def _linked_by(db: sqlite3.Connection, article_id: int) -> list[set[tuple[object, ...]]]:
    return [{tuple(one) for one in db.execute(query, (article_id,))} for query in _LINKED_BY]


def _values(row: sqlite3.Row, article: Article) -> Row:
    """The columns of table article that a text decides."""
    draft = article.draft
    has_kinds = len(json.loads(row["kinds"])) == len(row["text"].split("\n\n"))
    return {
        "lead": draft.lead,
        "attribution": draft.attribution,
        "text": draft.text,
        "sections": _json(draft.sections),
        # archives before version 3 know none
        "kinds": _json(draft.kinds) if has_kinds else "[]",
        "languages": _json(draft.languages),
        "authors": _json(draft.authors),
        "language": draft.language,
        "script": draft.script,
        "dateline_city": draft.dateline.city or None if draft.dateline else None,
        "agency": draft.dateline.agency or None if draft.dateline else None,
        "flags": _json(sorted(draft.flags)),
        "dropped_lines": _json(draft.dropped_lines),
        **_topics(article),
        "words": len(draft.text.split()),
        "content_hash": article.content_hash,
        "fingerprint": _json(article.fingerprint),
        "folded": search_spelling(draft.title, draft.text, draft.language, draft.script),
    }


def _topics(article: Article) -> Row:
    verdicts = article.judgement.verdicts
    return {
        **{verdict.topic: verdict.score for verdict in verdicts},
        **{f"is_{verdict.topic}": int(verdict.relevant) for verdict in verdicts},
        "reasons": _json([reason for verdict in verdicts for reason in evidence(verdict)]),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
