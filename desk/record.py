"""The JSON of ``kenwatch read``: the stable record by which kenwatch is measured.

Documented in docs/read.md; a field may be added, none is renamed or removed.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from desk.moments import ALMATY
from pipelines.judgement import scores
from pipelines.judging import judge
from pipelines.language import identify
from pipelines.model import Reason, Rejection
from pipelines.rows import date_claim, evidence, known_of

if TYPE_CHECKING:
    from datetime import date

    from crawler.items import Page
    from pipelines.judgement import Judgement
    from pipelines.model import Article, Draft

Record = dict[str, Any]
_MONTH: Final = re.compile(r"\d{4}(-\d{2})?")


def page_record(path: str, page: Page, result: Article | Rejection) -> Record:
    """What was read from one page; all article fields are null for a rejected page."""
    if isinstance(result, Rejection):
        rejection = {"reason": str(result.reason), "detail": result.detail}
        empty = dict.fromkeys((*_draft_fields(None), *_judgement_fields(None)))
        return {"path": path, "url": page.url, "kept": False, "rejection": rejection, **empty}
    judgement = result.judgement
    off_topic = {"reason": str(Reason.OFF_TOPIC), "detail": scores(judgement)}
    return {
        "path": path,
        "url": result.draft.url,
        "kept": judgement.relevant,
        "rejection": None if judgement.relevant else off_topic,
        **_draft_fields(result.draft),
        "flags": sorted(result.draft.flags | judgement.flags),
        **_judgement_fields(judgement),
    }


def judged_record(given: Record) -> Record:
    """What is said of a text that was given without a page; raises ValueError for a bad date.

    ``given`` may hold id, title, lead, text, language (a code) and published_at (ISO 8601).
    """
    title, lead, text = (str(given.get(name) or "") for name in ("title", "lead", "text"))
    hint = str(given.get("language") or "") or None
    language, script = identify(f"{title}\n{lead}\n{text}", hint)
    published = _day(str(given.get("published_at") or ""))
    judgement = judge(title, text, language, lead=lead, published=published)
    return {
        "id": given.get("id"),
        "language": language,
        "script": script,
        "kept": judgement.relevant,
        "flags": sorted(judgement.flags),
        **_judgement_fields(judgement),
    }


def _day(published: str) -> date | None:
    """The day in Almaty, as for pages; None where no day is told; raises ValueError."""
    if not published or _MONTH.fullmatch(published):
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        told = f"published_at {published[:40]!r} is no date; write it like 2026-11-20T09:30+05:00"
        raise ValueError(told) from None
    return (moment.astimezone(ALMATY) if moment.tzinfo else moment).date()


def _draft_fields(draft: Draft | None) -> Record:
    if draft is None:
        return dict.fromkeys(_DRAFT_FIELDS)
    published, dateline, picture = draft.published, draft.dateline, draft.picture
    return {
        "canonical_url": draft.canonical_url,
        "title": draft.title,
        "lead": draft.lead,
        "text": draft.text,
        "kinds": list(draft.kinds),
        "languages": list(draft.languages),
        "sections": list(draft.sections),
        "published_at": known_of(published) if published else None,
        "published_precision": published.precision if published else None,
        "published_origin": published.origin if published else None,
        "modified_at": known_of(draft.modified) if draft.modified else None,
        "date_claims": [date_claim(claim) for claim in draft.date_claims],
        "language": draft.language,
        "script": draft.script,
        "authors": list(draft.authors),
        "section": draft.section,
        "tags": list(draft.tags),
        "picture": asdict(picture) if picture else None,
        "captions": list(draft.captions),
        "dateline": asdict(dateline) if dateline else None,
        "attribution": draft.attribution,
        "editions": [{"language": code, "url": url} for code, url in draft.editions],
        "flags": sorted(draft.flags),
        "dropped_lines": list(draft.dropped_lines),
    }


_DRAFT_FIELDS = (
    "canonical_url",
    "title",
    "lead",
    "text",
    "kinds",
    "languages",
    "sections",
    "published_at",
    "published_precision",
    "published_origin",
    "modified_at",
    "date_claims",
    "language",
    "script",
    "authors",
    "section",
    "tags",
    "picture",
    "captions",
    "dateline",
    "attribution",
    "editions",
    "flags",
    "dropped_lines",
)
_JUDGEMENT_FIELDS = ("topics", "towns", "entities", "facts", "events", "quotations")


def _judgement_fields(judgement: Judgement | None) -> Record:
    if judgement is None:
        return dict.fromkeys(_JUDGEMENT_FIELDS)
    mentions = [
        {
            "id": m.entity_id,
            "kind": m.kind,
            "surface": m.surface,
            "where": m.where,
            "span": list(m.span),
            "confidence": round(m.confidence, 3),
            "note": m.note,
        }
        for m in judgement.mentions
    ]
    sure = [m for m in mentions if m["kind"] == "town" and float(str(m["confidence"])) >= _SURE]
    return {
        "topics": {
            verdict.topic: {
                "relevant": verdict.relevant,
                "score": round(verdict.score, 3),
                "reasons": evidence(verdict),
            }
            for verdict in judgement.verdicts
        },
        "towns": list(dict.fromkeys(str(m["id"]) for m in sure)),
        "entities": mentions,
        "facts": [asdict(fact) for fact in judgement.facts],
        "events": [asdict(event) for event in judgement.events],
        "quotations": [asdict(quotation) for quotation in judgement.quotations],
    }


# a less certain reading of a place name is an entity, but no town of the article
_SURE = 0.5
