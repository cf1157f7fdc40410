"""Which page an id in a table or in an answer to SQL names. Pure."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

# a column and the page that its values name
_PAGES: Final = {
    "article_id": "/article/",
    "lead_article_id": "/article/",
    "story_id": "/story/",
    "source_id": "/source/",
    "source": "/source/",
    "town_id": "/town/",
    "company_id": "/company/",
    **dict.fromkeys(
        ("entity_id", "other_id", "place_id", "asset_id", "speaker_id", "person_id"), "/entity/"
    ),
}
# what "id" is in tables that are not of articles; None: of nothing that has a page
_IDS: Final = {
    "story": "/story/",
    "source": "/source/",
    "entity": "/entity/",
    **dict.fromkeys(("run", "issue", "alert", "outbox", "fingerprint", "statement")),
}
_LONGEST: Final = 300


def page_of(column: str, table: str | None, value: object) -> str | None:
    """The address of the page that a value of this column names; None for one that names none.

    ``table`` is None for the answer to a question, where "id" is the number of an article.
    """
    if isinstance(value, bool) or not isinstance(value, int | str) or value == "":
        return None
    if column == "id":
        begin = _IDS.get(table, "/article/") if table else "/article/"
        is_right = isinstance(value, int) or table in ("source", "entity")
    else:
        begin, is_right = _PAGES.get(column), len(str(value)) <= _LONGEST
    return f"{begin}{quote(str(value), safe='')}" if begin and is_right else None
