"""Each text once: of those that are copies of each other the first published is the article.

Whatever comes in, and in whatever order: the texts that hang together are put in the order of
their publication, and what that makes of each of them is carried out, in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines import neighbours
from pipelines.copyrows import write_copy, write_credits
from pipelines.likeness.originals import originals
from pipelines.publications import insert, published_by, stored
from pipelines.rows import save_children, text_columns, update_article
from pipelines.storeddrafts import judged
from pipelines.storylines import forget_story, link_story
from pipelines.visits import close_look

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from pipelines.likeness.originals import Publication
    from pipelines.model import Article
    from pipelines.rows import Row

_OF_ARTICLE = ("mention", "fact", "event", "quotation")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a text was put: the number of its article, and whether it is a copy of that.

    ``demoted`` and ``promoted``: the addresses of other texts that became copies or articles.
    """

    article_id: int
    is_copy: bool
    demoted: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()


class _Rows(dict[int, "Row"]):
    """The columns of texts by their number, read when they are asked for: most are not."""

    def __init__(self, db: sqlite3.Connection, texts: Mapping[int, Publication]) -> None:
        super().__init__()
        self._db = db
        self._texts = texts

    def read(self, number: int) -> Row:
        """Read the columns of a text."""
        return self[number]

    def __missing__(self, number: int) -> Row:
        held = stored(self._db, self._texts[number].canonical_url)
        assert held is not None, "a text that hangs together with another one is stored"
        self[number] = held.row
        return held.row


@dataclass(frozen=True, slots=True)
class _Group:
    """Texts that hang together: what each is stored as, and which is the original of each."""

    texts: Mapping[int, Publication]
    likes: Mapping[tuple[int, int], float]
    original_of: Mapping[int, int]
    rows: Mapping[int, Row]
    articles: Mapping[int, int]
    copies: Mapping[int, int]

    @property
    def demoted(self) -> list[int]:
        """Texts that are stored as articles and are copies from now on."""
        return [one for one in self.articles if self.original_of[one] != one]

    @property
    def promoted(self) -> list[int]:
        """Originals that are not stored as articles yet, in the order of their publication."""
        roots = {one for one, original in self.original_of.items() if one == original}
        return [one for one in self.original_of if one in roots - self.articles.keys()]


def place(
    db: sqlite3.Connection, row: Row, article: Article | None, *, before: str | None
) -> Placed:
    """Store a text as an article or as a copy; ``row`` has all columns of an article but its id.

    ``article`` is the text with its judgement, None where what is stored of that still holds;
    ``before`` is the text that it had so far, None for one that is new.
    """
    db.execute("PRAGMA defer_foreign_keys = ON")
    number = neighbours.fingerprint_of(db, str(row["canonical_url"]), published_by(db, row))
    touched = {number} | neighbours.like_ids(db, number)
    if before != row["text"]:
        title, text = str(row["title"]), str(row["text"])
        neighbours.index_text(db, number, title, text, before=before)
        touched |= neighbours.like_ids(db, number)
    group = _group(db, number, touched, row)
    ids = _numbers(group)
    _write_articles(db, group, ids, number, article)
    _write_copies(db, group, ids, number)
    for article_id in sorted(set(ids.values())):
        write_credits(db, article_id)
    _forget(db, set(group.articles.values()) - set(ids.values()))
    for article_id in sorted(set(ids.values())):
        link_story(db, article_id, if_changed=True)
    placed = Placed(
        ids[group.original_of[number]],
        is_copy=group.original_of[number] != number,
        demoted=tuple(group.texts[one].canonical_url for one in group.demoted if one != number),
        promoted=tuple(group.texts[one].canonical_url for one in group.promoted if one != number),
    )
    for url in (*placed.demoted, *placed.promoted):
        # articles are looked at again by the clock, copies are not
        close_look(db, url)
    return placed


def _group(db: sqlite3.Connection, number: int, touched: set[int], row: Row) -> _Group:
    likes = neighbours.group_of(db, touched)
    members = neighbours.publications(db, {one for pair in likes for one in pair} | touched)
    texts = {one.id: one for one in members}
    articles, copies = neighbours.held_as(db, texts)
    rows = _Rows(db, texts)
    rows[number] = row
    group = _Group(
        texts=texts,
        likes=likes,
        original_of=originals(members, likes),
        rows=rows,
        articles=articles,
        copies=copies,
    )
    for one in group.demoted:
        # another text takes their place before they are written as copies
        rows.read(one)
    return group


def _numbers(group: _Group) -> dict[int, int]:
    """The article number of each original; a new one takes that of an article which it replaces.

    So an address like `kenwatch show 12` goes on to show the same text. 0 stands for a number
    that is still to be given.
    """
    ids = {one: number for one, number in group.articles.items() if group.original_of[one] == one}
    for one in group.promoted:
        taken = set(ids.values())
        free = sorted(
            group.articles[other]
            for other in group.demoted
            if group.original_of[other] == one and group.articles[other] not in taken
        )
        ids[one] = free[0] if free else 0
    return ids


def _write_articles(
    db: sqlite3.Connection,
    group: _Group,
    ids: dict[int, int],
    number: int,
    article: Article | None,
) -> None:
    """Write the originals that are new or changed; fills in the numbers of ``ids``."""
    for one in group.promoted:
        row = group.rows[one]
        told = article if one == number and article is not None else judged(row)
        full = {**row, **text_columns(told)}
        db.execute("DELETE FROM copy WHERE canonical_url = ?", (row["canonical_url"],))
        if ids[one]:
            update_article(db, ids[one], full)
        else:
            ids[one] = insert(db, "article", full)
        save_children(db, ids[one], told)
    if number in group.articles and number in ids:
        update_article(db, ids[number], group.rows[number])
        if article is not None:
            save_children(db, ids[number], article)


def _write_copies(
    db: sqlite3.Connection, group: _Group, ids: Mapping[int, int], number: int
) -> None:
    changed = {number, *group.promoted}
    for one, original in group.original_of.items():
        is_new = group.copies.get(one) != ids[original]
        if one != original and (is_new or changed & {one, original}):
            write_copy(db, group.rows[one], group.rows[original], ids[original])
        if is_new or one in changed:
            db.execute(
                "UPDATE page SET article_id = ? WHERE text_url = ?",
                (ids[original], group.texts[one].canonical_url),
            )


def _forget(db: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Take out articles whose text is a copy now and whose number no other text took over."""
    for article_id in sorted(article_ids):
        forget_story(db, article_id)
        for table in _OF_ARTICLE:
            db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - table names are ours
        db.execute("DELETE FROM article WHERE id = ?", (article_id,))
