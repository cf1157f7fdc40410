"""Articles as rows: the one place where records and columns meet."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from pipelines.judgementrows import save_judgement
from pipelines.moments import iso
from pipelines.storylines import save_report
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    import sqlite3
    from datetime import tzinfo

    from crawler.items import Page
    from pipelines.judgement import Verdict
    from pipelines.model import Article, DateClaim, Dated, Draft

Row = dict[str, Any]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def article_row(page: Page, article: Article) -> Row:
    """All columns of table article but ``id``."""
    draft = article.draft
    return {
        "canonical_url": draft.canonical_url,
        "url": draft.url,
        "source_id": draft.source_id,
        "title": draft.title,
        "first_seen_at": iso(page.fetched_at),
        "fetched_at": iso(page.fetched_at),
        **text_columns(article),
        **_date_columns(draft),
        **_part_columns(draft),
    }


def text_columns(article: Article) -> Row:
    """The columns of table article that the text decides."""
    draft = article.draft
    dateline = draft.dateline
    return {
        "lead": draft.lead,
        "attribution": draft.attribution,
        "text": draft.text,
        "kinds": _json(draft.kinds),
        "languages": _json(draft.languages),
        "sections": _json(draft.sections),
        "authors": _json(draft.authors),
        "language": draft.language,
        "script": draft.script,
        "dateline_city": dateline.city or None if dateline else None,
        "agency": dateline.agency or None if dateline else None,
        "flags": _json(sorted(draft.flags | article.judgement.flags)),
        "dropped_lines": _json(draft.dropped_lines),
        **topic_columns(article.judgement.verdicts),
        "words": len(draft.text.split()),
        "content_hash": article.content_hash,
        "folded": search_spelling(draft.title, draft.text, draft.language, draft.script),
    }


def _date_columns(draft: Draft) -> Row:
    published, modified = draft.published, draft.modified
    return {
        "published_at": iso(published.at) if published else None,
        "published_day": published.at.date().isoformat() if published else None,
        "published_precision": published.precision if published else None,
        "published_origin": published.origin if published else None,
        "modified_at": iso(modified.at) if modified else None,
        "modified_precision": modified.precision if modified else None,
        "modified_origin": modified.origin if modified else None,
        "date_claims": _json([date_claim(claim) for claim in draft.date_claims]),
    }


def _part_columns(draft: Draft) -> Row:
    picture = draft.picture
    return {
        "section": draft.section,
        "tags": _json(draft.tags),
        "image_url": picture.url if picture else None,
        "image_caption": picture.caption or None if picture else None,
        "image_credit": picture.credit or None if picture else None,
        "captions": _json(draft.captions),
    }


def known_of(dated: Dated, zone: tzinfo | None = None) -> str:
    """ISO 8601: the moment in its own zone or in ``zone``, or the day or month that is known of it.

    The day and the month are those of the source's zone, whatever ``zone`` is.
    """
    if dated.precision in ("second", "minute"):
        return (dated.at.astimezone(zone) if zone else dated.at).isoformat()
    return dated.at.strftime("%Y-%m-%d" if dated.precision == "day" else "%Y-%m")


def date_claim(claim: DateClaim) -> Row:
    """A stated date as a plain record, for JSON."""
    dated = claim.dated
    return {
        "origin": dated.origin,
        "at": known_of(dated, UTC),
        "precision": dated.precision,
        "raw": dated.raw,
        "differs": claim.differs,
    }


def topic_columns(verdicts: tuple[Verdict, ...]) -> Row:
    """The columns of table article that tell the verdicts."""
    columns: Row = {"mining": 0.0, "monotown": 0.0, "is_mining": 0, "is_monotown": 0}
    for verdict in verdicts:
        columns[verdict.topic] = verdict.score
        columns[f"is_{verdict.topic}"] = int(verdict.relevant)
    columns["reasons"] = _json([reason for verdict in verdicts for reason in evidence(verdict)])
    return columns


def evidence(verdict: Verdict) -> list[Row]:
    """The reasons of a verdict as plain records, for JSON."""
    return [
        {
            "topic": verdict.topic,
            "term": item.term,
            "language": item.language,
            "words": item.words,
            "where": item.where,
            "span": list(item.span),
            "added": round(item.added, 3),
            "note": item.note,
        }
        for item in verdict.reasons
    ]


def update_article(db: sqlite3.Connection, article_id: int, values: Row) -> None:
    """Put other values in the columns of a stored article that are named."""
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE article SET {assignments} WHERE id = :id", {**values, "id": article_id})  # noqa: S608 - column names are ours


def save_children(db: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Replace all that was judged of an article, and what links it to stories."""
    save_judgement(db, article_id, article.judgement)
    save_report(db, article_id, article)
