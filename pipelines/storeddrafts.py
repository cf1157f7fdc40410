"""The draft that a stored row tells of, and the article that it makes when judged anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipelines.judging import article_of, judge_draft
from pipelines.learnt import kinds_of
from pipelines.model import Dated, Dateline, Draft
from pipelines.relevance.vocabulary import vocabulary

if TYPE_CHECKING:
    from pipelines.model import Article
    from pipelines.rows import Row


def judged(row: Row) -> Article:
    """A stored text judged anew, by the rules of today."""
    return judged_draft(draft_of(row))


def judged_draft(draft: Draft) -> Article:
    """A draft judged by the rules of today, whatever it is about."""
    return article_of(draft, judge_draft(draft))


def draft_of(row: Row) -> Draft:
    """What an article's row tells of its text; of dates only the day, pictures and tags not."""
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
        published=_day(row),
        attribution=row["attribution"],
        # the page told these; the others are judged of its words
        flags=frozenset(json.loads(row["flags"])) - vocabulary().flags.keys(),
        dropped_lines=tuple(json.loads(row["dropped_lines"])),
    )


def _day(row: Row) -> Dated | None:
    """The day of publication, by which relative dates in the text are understood."""
    if row["published_day"] is None:
        return None
    midnight = datetime.fromisoformat(row["published_day"]).replace(tzinfo=UTC)
    is_month = row["published_precision"] == "month"
    return Dated(midnight, "month" if is_month else "day", row["published_origin"])
