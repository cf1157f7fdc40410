"""Take the learnt lines of each site out of what is already stored.

An article is judged anew with what is left, as every span refers to its text; the text so far
stays as a revision. One article, one transaction; doing it again changes nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import fingerprint
from pipelines.boilerplate.learntlines import taken_out
from pipelines.boilerplate.rulebook import normalized
from pipelines.learnt import addressed, kinds_of, load, site_of
from pipelines.model import Article, Draft
from pipelines.refine import judge
from pipelines.rows import evidence, iso, save_children
from pipelines.storylines import link_story
from pipelines.transliteration import search_spelling

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from pipelines.archive import Archive
    from pipelines.model import BlockKind

_KEYS = {
    "article": "SELECT id, source_id, url FROM article WHERE source_id = ? AND url LIKE ?",
    "copy": "SELECT canonical_url, source_id, url FROM copy WHERE source_id = ? AND url LIKE ?",
}
_TEXTS = {
    "article": "SELECT id AS key, text, kinds, sections FROM article WHERE id = ?",
    "copy": "SELECT canonical_url AS key, text, '[]' AS kinds, '[]' AS sections FROM copy"
    " WHERE canonical_url = ?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteCleaned:
    """What was taken out of the stored texts of a site.

    ``lines`` counts the texts that held each line, by an example of it as written. ``off_topic``
    are the changed articles that are no longer about a topic; they stay.
    """

    site: str
    texts: int
    articles: int
    copies: int
    off_topic: int
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stored text and the indices of the paragraphs that go."""

    paragraphs: tuple[str, ...]
    kinds: tuple[BlockKind, ...]
    out: frozenset[int]

    @property
    def text(self) -> str:
        """What is left."""
        return "\n\n".join(self.left(self.paragraphs))

    def left(self, values: Sequence[str]) -> list[str]:
        """Of values that go with the paragraphs those that stay."""
        return [value for at, value in enumerate(values) if at not in self.out]

    def dropped(self) -> list[str]:
        """The paragraphs that go."""
        return [self.paragraphs[at] for at in sorted(self.out)]


def clean_stored(
    archive: Archive, source_ids: Collection[str], now: datetime, *, dry_run: bool = False
) -> list[SiteCleaned]:
    """Clean the articles and copies of these sites (see ``learnt.sites``); raises ArchiveError.

    With ``dry_run`` nothing is written and ``off_topic`` is 0.
    """
    return [_clean_site(archive, site, now, dry_run=dry_run) for site in source_ids]


def without_learnt(text: str, kinds: Sequence[BlockKind], learnt: Mapping[str, str]) -> str:
    """A stored text without the learnt lines that stand in their place.

    ``kinds`` tells of each paragraph what it is; where it does not fit, all are taken for text.
    """
    return _cut(text, json.dumps(kinds), "[]", learnt).text


def _cut(text: str, kinds: str, sections: str, learnt: Mapping[str, str]) -> _Cut:
    paragraphs = tuple(text.split("\n\n"))
    known = kinds_of(paragraphs, kinds, sections)
    return _Cut(paragraphs, known, taken_out(paragraphs, known, learnt))


def _clean_site(archive: Archive, site: str, now: datetime, *, dry_run: bool) -> SiteCleaned:
    db = archive.connection
    learnt = load(db, site)
    changed: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for table in _KEYS if learnt else ():
        for row in _rows(db, table, site):
            cut = _cut(row["text"], row["kinds"], row["sections"], learnt)
            changed["texts"] += 1
            if not cut.out:
                continue
            changed[table] += 1
            lines.update(set(cut.dropped()))
            if not dry_run:
                changed["off_topic"] += _save(archive, table, row["key"], cut, now)
    return SiteCleaned(
        site=site,
        texts=changed["texts"],
        articles=changed["article"],
        copies=changed["copy"],
        off_topic=changed["off_topic"],
        lines=dict(lines.most_common()),
    )


def _rows(db: sqlite3.Connection, table: str, site: str) -> Iterator[sqlite3.Row]:
    """The stored texts of a site, one by one: an archive may be larger than the memory."""
    for key, source_id, url in db.execute(_KEYS[table], addressed(site)).fetchall():
        if site_of(source_id, url) == site:
            yield db.execute(_TEXTS[table], (key,)).fetchone()


def _save(archive: Archive, table: str, key: object, cut: _Cut, now: datetime) -> bool:
    """Write what is left of one text; True for an article that is no longer on a topic."""
    with archive.write() as db:
        if table == "copy":
            _save_copy(db, str(key), cut.text)
            return False
        row = db.execute("SELECT * FROM article WHERE id = ?", (key,)).fetchone()
        article = _judged(row, cut)
        _save_article(db, row, article, cut, now)
        return not article.judgement.relevant


def _judged(row: sqlite3.Row, cut: _Cut) -> Article:
    """The article with what is left of its text."""
    text, kinds = cut.text, tuple(k for at, k in enumerate(cut.kinds) if at not in cut.out)
    blocks = list(zip(cut.left(cut.paragraphs), kinds, strict=True))
    first = next(paragraph for paragraph, kind in blocks if kind != "heading")
    gone = {normalized(line) for line in cut.dropped()}
    draft = Draft(
        url=row["url"],
        canonical_url=row["canonical_url"],
        source_id=row["source_id"],
        title=row["title"],
        lead=first if normalized(row["lead"]) in gone else row["lead"],
        text=text,
        kinds=kinds,
        languages=_languages(row, cut),
        sections=tuple(paragraph for paragraph, kind in blocks if kind == "heading"),
        language=row["language"],
        editions=tuple((code, url) for code, url in json.loads(row["editions"])),
    )
    return Article(
        draft=draft,
        judgement=judge(draft.title, text, draft.language, row["dateline_city"] or ""),
        fingerprint=fingerprint.signature(text),
        content_hash=fingerprint.content_hash(draft.title, text),
    )


def _languages(row: sqlite3.Row, cut: _Cut) -> tuple[str, ...]:
    """The languages of what is left; archives before version 3 know none."""
    stored: list[str] = json.loads(row["languages"])
    fits = len(stored) == len(cut.paragraphs)
    return tuple(cut.left(stored)) if fits else tuple(stored)


def _save_article(
    db: sqlite3.Connection, row: sqlite3.Row, article: Article, cut: _Cut, now: datetime
) -> None:
    draft, article_id = article.draft, int(row["id"])
    values = {
        "lead": draft.lead,
        "text": draft.text,
        "sections": _json(draft.sections),
        "kinds": _json(draft.kinds) if len(json.loads(row["kinds"])) == len(cut.kinds) else "[]",
        "languages": _json(draft.languages),
        **_topics(article),
        "words": len(draft.text.split()),
        "content_hash": article.content_hash,
        "fingerprint": _json(article.fingerprint),
        "folded": search_spelling(draft.title, draft.text, draft.language, draft.script),
    }
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE article SET {assignments} WHERE id = :id", {**values, "id": article_id})  # noqa: S608 - column names are ours
    db.execute(
        "INSERT INTO revision (article_id, url, seen_at, kind, title, text, content_hash)"
        " VALUES (?, ?, ?, 'cleaned', ?, ?, ?)",
        (article_id, draft.url, iso(now), draft.title, draft.text, article.content_hash),
    )
    save_children(db, article_id, article)
    link_story(db, article_id, article)
    for copy in db.execute("SELECT * FROM copy WHERE article_id = ?", (article_id,)).fetchall():
        _compare(db, copy["canonical_url"], draft.text, copy["text"])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _topics(article: Article) -> dict[str, object]:
    verdicts = article.judgement.verdicts
    return {
        **{verdict.topic: verdict.score for verdict in verdicts},
        **{f"is_{verdict.topic}": int(verdict.relevant) for verdict in verdicts},
        "reasons": _json([reason for verdict in verdicts for reason in evidence(verdict)]),
    }


def _save_copy(db: sqlite3.Connection, url: str, text: str) -> None:
    row = db.execute(
        "SELECT c.title, a.text AS original FROM copy c JOIN article a ON a.id = c.article_id"
        " WHERE c.canonical_url = ?",
        (url,),
    ).fetchone()
    db.execute(
        "UPDATE copy SET text = ?, content_hash = ? WHERE canonical_url = ?",
        (text, fingerprint.content_hash(row["title"], text), url),
    )
    _compare(db, url, row["original"], text)


def _compare(db: sqlite3.Connection, url: str, original: str, text: str) -> None:
    """Measure a copy anew, as its text or the article's is another than it was."""
    like = fingerprint.compare(original, text)
    db.execute(
        "UPDATE copy SET similarity = ?, own_share = ? WHERE canonical_url = ?",
        (round(like.jaccard, 4), round(like.own_share, 4), url),
    )
