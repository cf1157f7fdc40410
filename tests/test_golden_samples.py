"""The whole flow on the sample sites against what their author wrote down of them."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from crawler.urls import canonicalize
from samples.gold import GoldPage, gold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Crawled

ADS = ("advertis", "реклама", "жарнама", "читайте также", "тағы оқыңыз", "related:", "read more")


@pytest.fixture
def db(crawled: Crawled) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(crawled.db)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def address(page: GoldPage, crawled: Crawled) -> str:
    found = canonicalize(f"http://{page.host}:{crawled.server.port}{page.path}")
    assert found
    return found


def wanted() -> list[GoldPage]:
    return [page for page in gold() if page.topics and page.text]


def pages(db: sqlite3.Connection) -> dict[str, sqlite3.Row]:
    return {
        row["identity"]: row
        for row in db.execute(
            "SELECT p.canonical_url AS identity, p.state, p.reason, a.*, c.url AS copy_url, c.text AS copy_text"
            " FROM page p LEFT JOIN article a ON a.id = p.article_id"
            " LEFT JOIN copy c ON c.canonical_url = p.canonical_url"
        )
    }


def test_the_first_crawl_ends_well_and_says_so(crawled: Crawled) -> None:
    assert crawled.first.returncode == 0, crawled.first.stderr
    assert "7 sources read" in crawled.first.stdout
    assert "Traceback" not in crawled.first.stderr


def test_every_page_of_every_site_was_found(crawled: Crawled, db: sqlite3.Connection) -> None:
    known = pages(db)
    assert [page.id for page in gold() if address(page, crawled) not in known] == []


def test_every_relevant_story_is_stored(crawled: Crawled, db: sqlite3.Connection) -> None:
    known = pages(db)
    lost = {p.id: known[address(p, crawled)]["reason"] for p in wanted()
            if known[address(p, crawled)]["state"] != "kept"}  # fmt: skip
    assert lost == {}


def test_nothing_irrelevant_is_stored(crawled: Crawled, db: sqlite3.Connection) -> None:
    known = pages(db)
    unwanted = [p for p in gold() if p not in wanted()]
    assert [p.id for p in unwanted if known[address(p, crawled)]["state"] == "kept"] == []


def test_each_story_is_stored_once_and_each_copy_is_linked_to_its_original(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    by_id = {page.id: known[address(page, crawled)] for page in gold()}
    wrong = [
        page.id
        for page in wanted()
        if (by_id[page.id]["copy_url"] is not None) != bool(page.copy_of)
        or (page.copy_of and by_id[page.id]["id"] != by_id[page.copy_of]["id"])
    ]
    assert wrong == []


def test_no_line_of_advertising_is_left_in_any_field(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT url, title, lead, text FROM article UNION ALL SELECT url, title, text, text FROM copy"
    )
    found = [
        (row["url"], line)
        for row in rows
        for line in "\n".join((row["title"], row["lead"], row["text"])).split("\n")
        if line.strip().lower().startswith(ADS)
    ]
    assert found == []


def test_the_stored_text_is_the_article_whole_and_alone(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    differing = {}
    for page in wanted():
        row = known[address(page, crawled)]
        text = row["copy_text"] if page.copy_of else row["text"]
        if text != page.text:
            stored, written = set((text or "").split("\n\n")), set(page.text.split("\n\n"))
            differing[page.id] = (sorted(stored - written), sorted(written - stored))
    assert differing == {}


def test_the_title_is_the_headline_without_the_sites_name(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    originals = [page for page in wanted() if not page.copy_of]
    assert [p.id for p in originals if known[address(p, crawled)]["title"] != p.title] == []


def test_dates_are_right_to_the_minute_where_the_page_has_the_minute(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    wrong = {}
    for page in wanted():
        row = known[address(page, crawled)]
        if page.copy_of:
            continue
        if page.published_precision == "minute":
            right = datetime.fromisoformat(row["published_at"]) == page.published
        else:
            right = row["published_day"] == page.published.date().isoformat()
        if not right:
            wrong[page.id] = (row["published_at"], row["published_origin"])
    assert wrong == {}


def test_language_topics_and_towns_are_as_written_down(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    wrong = {}
    for page in wanted():
        row = known[address(page, crawled)]
        if page.copy_of:
            continue
        topics = {topic for topic in ("mining", "monotown") if row[f"is_{topic}"]}
        towns = {
            found["entity_id"]
            for found in db.execute(
                "SELECT DISTINCT m.entity_id FROM mention m JOIN entity e ON e.id = m.entity_id"
                " WHERE m.article_id = ? AND e.kind = 'town' AND m.confidence >= 0.5",
                (row["id"],),
            )
        }
        missing = set(page.towns) - towns
        if row["language"] != page.language or topics != set(page.topics) or missing:
            wrong[page.id] = (row["language"], topics, missing)
    assert wrong == {}


def test_reports_of_one_event_in_three_languages_are_one_story(
    crawled: Crawled, db: sqlite3.Connection
) -> None:
    known = pages(db)
    reports = [p for p in wanted() if p.event == "monotowns-2024-04" and not p.copy_of]
    assert {page.language for page in reports} == {"kk", "ru", "en"}
    ids = [known[address(page, crawled)]["id"] for page in reports]
    marks = ",".join("?" * len(ids))
    stories = db.execute(
        f"SELECT count(DISTINCT story_id) FROM story_article WHERE article_id IN ({marks})", ids
    ).fetchone()[0]
    assert stories == 1


def test_the_second_crawl_asks_for_no_article_and_stores_nothing(crawled: Crawled) -> None:
    addresses = {(page.host, page.path) for page in gold()}
    assert [hit for hit in crawled.later_hits if (hit.host, hit.path) in addresses] == []
    assert any(hit.status == 304 for hit in crawled.later_hits)
    assert crawled.second.returncode == 0, crawled.second.stderr
    assert "no page was to be fetched" in crawled.second.stdout


def test_no_page_was_asked_for_twice(crawled: Crawled) -> None:
    asked = [(hit.host, hit.path) for hit in crawled.hits if hit.path != "/robots.txt"]
    assert len(asked) == len(set(asked))


def test_robots_txt_is_asked_first_on_every_host(crawled: Crawled) -> None:
    first: dict[str, str] = {}
    for hit in crawled.hits:
        first.setdefault(hit.host, hit.path)
    assert set(first.values()) == {"/robots.txt"}


def test_the_counts_of_the_run_add_up(db: sqlite3.Connection) -> None:
    for row in db.execute("SELECT * FROM run_summary WHERE run_id = 1"):
        ends = ("new", "revised", "unchanged", "copies", "off_topic", "dropped", "failed")
        assert row["fetched"] == sum(row[name] for name in ends)
    states = dict(db.execute("SELECT state, count(*) FROM page GROUP BY state").fetchall())
    assert "queued" not in states


def test_the_archive_is_whole(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO article_fts (article_fts, rank) VALUES ('integrity-check', 1)")
