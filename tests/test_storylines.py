"""Stored articles and the stories that they report."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from pipelines.archive import Archive
from pipelines.entities import save_entities
from pipelines.likeness.likeness import likeness
from pipelines.likeness.reading import read
from pipelines.model import Dated
from pipelines.store import Refined
from pipelines.storylines import forget_story, link_story, save_report
from tests.builders import NOW, article, candidate, page
from tests.snapshots import broken_links, snapshot
from tests.stocked import begun
from tests.storylabels import closure, found_pairs, judged, load, reports

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipelines.model import Article
    from tests.storylabels import Labelled


@cache
def _sample() -> tuple[Labelled, ...]:
    """Dated reports of the first events of the check part, and some of no event."""
    dated = [one for one in load("check") if one.at]
    events = list(dict.fromkeys(one.event for one in dated if one.event))[:9]
    told = [one for one in dated if one.event in events]
    told += [one for one in dated if not one.event][:4]
    # a copy is no article of its own
    readings = {one.id: read(one.title, one.text) for one in told}
    copies = {
        b.id for a, b in combinations(told, 2) if likeness(readings[a.id], readings[b.id]).is_copy
    }
    return tuple(one for one in told if one.id not in copies)


def _article(one: Labelled) -> Article:
    assert one.at is not None
    return article(
        candidate(f"/{one.id}"),
        title=one.title,
        text=one.text,
        hour=None,
        published=Dated(one.at, "second", "meta"),
        language=one.language,
        judgement=judged(one),
    )


def _stock(path: Path, told: Iterable[Labelled]) -> Archive:
    archive = Archive(path)
    store = begun(archive)
    with archive.write() as db:
        save_entities(db)
    for one in told:
        store.save(Refined(page(candidate(f"/{one.id}"), fetched_at=NOW), _article(one)))
    return archive


def _stories(db: sqlite3.Connection) -> set[frozenset[str]]:
    held: defaultdict[int, set[str]] = defaultdict(set)
    for story, url in db.execute(
        "SELECT story_id, canonical_url FROM story_article JOIN article ON id = article_id"
    ):
        held[story].add(url.rsplit("/", 1)[-1])
    return {frozenset(one) for one in held.values()}


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    archive = _stock(tmp_path / "a.db", _sample())
    yield archive
    archive.close()


def _linked(told: Sequence[Labelled]) -> set[frozenset[str]]:
    """The stories that pure linking makes of the same reports."""
    ids = {one.id for one in told}
    labelled = [pair for pair in reports("check") if pair[0].id in ids]
    groups = {index: {labelled[index][0].id} for index in range(len(labelled))}
    for i, j in closure(len(labelled), found_pairs(labelled)):
        groups[i].add(labelled[j][0].id)
        groups[j].add(labelled[i][0].id)
    return {frozenset(one) for one in groups.values()}


def test_the_archive_holds_the_stories_that_its_articles_link_to(archive: Archive) -> None:
    found = _stories(archive.connection)
    assert found == _linked(_sample())
    assert any(len(one) > 2 for one in found)


def test_shuffled_arrivals_give_the_same_stories(archive: Archive, tmp_path: Path) -> None:
    for seed in range(3):
        told = list(_sample())
        random.Random(seed).shuffle(told)
        other = _stock(tmp_path / f"{seed}.db", told)
        assert snapshot(other) == snapshot(archive)
        other.close()


def test_an_article_between_two_stories_joins_and_parts_them(archive: Archive) -> None:
    db = archive.connection
    ids = [row["article_id"] for row in db.execute("SELECT article_id FROM story_article")]
    for one in ids:
        before = snapshot(archive)
        row = db.execute("SELECT canonical_url FROM article WHERE id = ?", (one,)).fetchone()
        labelled = next(s for s in _sample() if row[0].endswith(f"/{s.id}"))
        with archive.write() as writer:
            forget_story(writer, one)
        rest = [s for s in _sample() if s is not labelled]
        assert _stories(db) == _linked(rest)
        with archive.write() as writer:
            save_report(writer, one, _article(labelled))
            link_story(writer, one)
        assert snapshot(archive) == before
        assert broken_links(archive) == []


def test_an_article_without_a_report_gets_one_when_it_is_linked(archive: Archive) -> None:
    before = snapshot(archive)
    with archive.write() as db:
        [one] = db.execute("SELECT min(id) FROM article").fetchone()
        # as an archive of an earlier version has it
        forget_story(db, one)
        link_story(db, one)
    assert snapshot(archive)["story"] == before["story"]


def test_the_first_published_leads_its_story(archive: Archive) -> None:
    rows = archive.connection.execute(
        "SELECT lead.published_at, min(a.published_at) FROM story t"
        " JOIN article lead ON lead.id = t.lead_article_id"
        " JOIN story_article s ON s.story_id = t.id JOIN article a ON a.id = s.article_id"
        " GROUP BY t.id"
    )
    assert all(lead == first for lead, first in rows)


def test_each_story_tells_what_links_its_articles(archive: Archive) -> None:
    rows = archive.connection.execute(
        "SELECT why, (SELECT count(*) FROM story_article o WHERE o.story_id = s.story_id) AS n"
        " FROM story_article s"
    ).fetchall()
    assert {row["why"] for row in rows if row["n"] == 1} == {
        "nothing was linked when it was stored"
    }
    assert all(row["why"].count(" ") for row in rows if row["n"] > 1)


def test_links_are_made_anew_by_the_rules_of_today_when_it_is_asked(archive: Archive) -> None:
    before = snapshot(archive)
    with archive.write() as db:
        [one] = db.execute("SELECT min(a_id) FROM story_link").fetchone()
        # as rules of another day made it
        db.execute("DELETE FROM story_link WHERE ?1 IN (a_id, b_id)", (one,))
        link_story(db, one, if_changed=True)
    assert snapshot(archive)["story_link"] != before["story_link"]
    with archive.write() as db:
        link_story(db, one)
    assert snapshot(archive) == before
