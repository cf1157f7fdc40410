"""What an archive holds, without the numbers that depend on the order in which it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.archive import Archive

_NUMBERS = {"id", "article_id"}
_OF_ARTICLE = ("mention", "fact", "event", "quotation")
_LISTS = {
    "article": "SELECT * FROM article",
    "copy": "SELECT c.*, a.canonical_url AS of FROM copy c JOIN article a ON a.id = c.article_id",
    "revision": "SELECT * FROM revision",
    "visit": "SELECT * FROM visit",
    "statement": "SELECT * FROM statement",
    "edition": "SELECT * FROM edition",
    "page": "SELECT p.canonical_url, p.text_url, p.revisit_at, p.gone_at, p.gone_why,"
    " a.canonical_url AS of FROM page p LEFT JOIN article a ON a.id = p.article_id",
    "fingerprint": "SELECT canonical_url, first_at, hashes FROM fingerprint",
    "shingle": "SELECT hash, canonical_url FROM shingle JOIN fingerprint ON fingerprint_id = id",
    "likeness": "SELECT min(f.canonical_url, g.canonical_url) AS a,"
    " max(f.canonical_url, g.canonical_url) AS b, similarity FROM likeness"
    " JOIN fingerprint f ON f.id = a_id JOIN fingerprint g ON g.id = b_id",
    "story": "SELECT lead.canonical_url AS lead, a.canonical_url AS member, s.why"
    " FROM story_article s JOIN story t ON t.id = s.story_id"
    " JOIN article lead ON lead.id = t.lead_article_id JOIN article a ON a.id = s.article_id",
    "story_link": "SELECT min(f.canonical_url, g.canonical_url) AS a,"
    " max(f.canonical_url, g.canonical_url) AS b, score, why FROM story_link"
    " JOIN article f ON f.id = a_id JOIN article g ON g.id = b_id",
    "story_report": "SELECT a.canonical_url, r.at, r.report FROM story_report r"
    " JOIN article a ON a.id = r.article_id",
    "story_key": "SELECT a.canonical_url, k.at, k.key FROM story_key k"
    " JOIN article a ON a.id = k.article_id",
    **{
        table: f"SELECT a.canonical_url AS of, t.* FROM {table} t"
        " JOIN article a ON a.id = t.article_id"
        for table in _OF_ARTICLE
    },
}


def snapshot(archive: Archive) -> dict[str, list[str]]:
    """The rows of each table in one order, by addresses."""
    return {
        name: sorted(
            repr(
                {
                    key: value
                    for key, value in zip(row.keys(), row, strict=True)
                    if key not in _NUMBERS
                }
            )
            for row in archive.connection.execute(query)
        )
        for name, query in _LISTS.items()
    }


def broken_links(archive: Archive) -> list[str]:
    """Rows that point to nothing: none in a whole archive."""
    found = archive.connection.execute("PRAGMA foreign_key_check").fetchall()
    loose = {
        "shingle": "SELECT 1 FROM shingle WHERE fingerprint_id NOT IN (SELECT id FROM fingerprint)",
        "story_key": "SELECT 1 FROM story_key WHERE article_id NOT IN (SELECT id FROM article)",
        "story": "SELECT 1 FROM story WHERE id NOT IN (SELECT story_id FROM story_article)",
        "lead": "SELECT 1 FROM story t WHERE NOT EXISTS (SELECT 1 FROM story_article s"
        " WHERE s.story_id = t.id AND s.article_id = t.lead_article_id)",
        "article": "SELECT 1 FROM article WHERE id NOT IN (SELECT article_id FROM story_article)",
        "text": "SELECT 1 FROM fingerprint WHERE canonical_url NOT IN (SELECT canonical_url"
        " FROM article UNION ALL SELECT canonical_url FROM copy)",
        "both": "SELECT 1 FROM article JOIN copy USING (canonical_url)",
    }
    return [str(tuple(row)) for row in found] + [
        name for name, query in loose.items() if archive.connection.execute(query).fetchone()
    ]
