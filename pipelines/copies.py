"""Each text once: of those that are copies of each other the first published is the article.

Whatever comes in, and in whatever order: the texts that hang together are put in the order of
their publication, and what that makes of each of them is carried out, in one transaction.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from pipelines import neighbours
from pipelines.likeness.differences import differences
from pipelines.likeness.likeness import likeness
from pipelines.likeness.originals import originals
from pipelines.likeness.reading import read
from pipelines.publications import copy_columns, insert, published_by, stored
from pipelines.reposts import taken_from
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
    _forget(db, set(group.articles.values()) - set(ids.values()))
    for article_id in sorted(set(ids.values())):
        link_story(db, article_id)
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
    held = {one.id: stored(db, one.canonical_url) for one in members}
    known = {one: publication for one, publication in held.items() if publication is not None}
    return _Group(
        texts={one.id: one for one in members},
        likes=likes,
        original_of=originals(members, likes),
        rows={**{one: publication.row for one, publication in known.items()}, number: row},
        articles={one: held.article_id for one, held in known.items() if not held.is_copy},
        copies={one: held.article_id for one, held in known.items() if held.is_copy},
    )


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
            _write_copy(db, group, one, ids[original])
        if is_new or one in changed:
            db.execute(
                "UPDATE page SET article_id = ? WHERE text_url = ?",
                (ids[original], group.texts[one].canonical_url),
            )


def _write_copy(db: sqlite3.Connection, group: _Group, one: int, article_id: int) -> None:
    row, original = group.rows[one], group.rows[group.original_of[one]]
    texts = [read(str(of["title"]), str(of["text"])) for of in (original, row)]
    like = likeness(*texts)
    told = differences(str(original["text"]), str(row["text"]))
    columns = {
        **copy_columns(row),
        "article_id": article_id,
        "similarity": round(like.similarity, 4),
        "containment": round(like.containment, 4),
        "own_share": round(like.own_share, 4),
        "why": like.why,
        "differs": json.dumps(asdict(told), ensure_ascii=False),
        "through_url": taken_from(db, row, _earlier(group, one)),
    }
    insert(db, "copy", columns, replace=True)


def _earlier(group: _Group, one: int) -> list[tuple[float, Row]]:
    """The copies that were published before one and are like it, the likest first."""
    order = list(group.original_of)
    before = order[: order.index(one)]
    likes = {
        other: max(group.likes.get((one, other), 0.0), group.likes.get((other, one), 0.0))
        for other in before
        if group.original_of[other] != other
    }
    held = [(like, group.rows[other]) for other, like in likes.items() if like]
    return sorted(held, key=lambda pair: -pair[0])


def _forget(db: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Take out articles whose text is a copy now and whose number no other text took over."""
    for article_id in sorted(article_ids):
        forget_story(db, article_id)
        for table in _OF_ARTICLE:
            db.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))  # noqa: S608 - table names are ours
        db.execute("DELETE FROM article WHERE id = ?", (article_id,))
