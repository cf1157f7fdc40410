"""Articles that name each other as the same article in another language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

_NAMED: Final = " UNION ".join(
    f"SELECT q.article_id FROM page p JOIN edition e ON e.page_url = p.text_url"  # noqa: S608 - names are ours
    f" JOIN page q ON q.{column} = e.canonical_url WHERE p.article_id = ?1 AND q.article_id <> ?1"
    for column in ("text_url", "canonical_url")
)
_NAMING: Final = " UNION ".join(
    f"SELECT q.article_id FROM page p JOIN edition e ON e.canonical_url = p.{column}"  # noqa: S608 - names are ours
    " JOIN page q ON q.text_url = e.page_url WHERE p.article_id = ?1 AND q.article_id <> ?1"
    for column in ("text_url", "canonical_url")
)


def editions(db: sqlite3.Connection, article_id: int) -> dict[int, bool]:
    """Articles that this one, or a copy of it, names as its editions, or that name it.

    True where each names the other, as the standard for hreflang asks. A site that puts one
    address on all its pages is named by all and names but one.
    """
    named, naming = (
        {int(row[0]) for row in db.execute(query, (article_id,))} for query in (_NAMED, _NAMING)
    )
    return {other: other in named and other in naming for other in sorted(named | naming)}
