"""The Atom feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawler.verdict import Exit
from desk.atom import FeedHead, atom
from desk.cli import cli
from tests.desk_archive import LINE, build, empty

if TYPE_CHECKING:
    from pathlib import Path

    from desk.queries import ArticleLine

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEAD = FeedHead(title="kenwatch", identity="")
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module", name="db")
def _db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("atom") / "kenwatch.db")


def kenwatch(db: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["feed", "--db", str(db), *words], catch_exceptions=False)


def texts(feed: bytes, path: str) -> list[str]:
    found = etree.fromstring(feed).xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(getattr(item, "text", item)) for item in found]


def test_a_feed_has_what_the_standard_asks_for() -> None:
    feed = atom(HEAD, [LINE], NOW)
    for path in ("/a:feed/a:id", "/a:feed/a:title", "/a:feed/a:updated", "/a:feed/a:author/a:name"):
        assert len(texts(feed, path)) == 1
    for part in ("id", "title", "updated", "author/a:name", "published", "summary"):
        assert len(texts(feed, f"//a:entry/a:{part}")) == 1
    assert texts(feed, "//a:entry/a:link/@href") == ["https://news.example/1?a=1&b=2"]
    assert texts(feed, "//a:category/@term") == ["mining", "Ridder"]
    assert texts(feed, "//a:entry/a:updated") == ["2026-11-19T05:10:00Z"]


def test_markup_in_a_title_is_text() -> None:
    feed = atom(HEAD, [LINE], NOW)
    assert b"<script>" not in feed
    assert texts(feed, "//a:entry/a:title") == ["Шахта <script>alert(1)</script> & co"]


def test_ids_stay_when_the_article_changes_and_differ_between_articles() -> None:
    def entry_ids(line: ArticleLine) -> list[str]:
        return texts(atom(HEAD, [line], NOW), "//a:entry/a:id")

    changed = replace(LINE, id=7, title="Other", url="https://amp.example/1", modified_at=None)
    assert entry_ids(LINE) == entry_ids(changed)
    assert entry_ids(LINE) != entry_ids(replace(LINE, canonical_url="https://news.example/2"))


def test_the_same_entries_give_the_same_bytes_at_any_time() -> None:
    assert atom(HEAD, [LINE], NOW) == atom(HEAD, [LINE], datetime(2030, 1, 1, tzinfo=UTC))
    assert texts(atom(HEAD, [], NOW), "/a:feed/a:updated") == ["2026-11-20T12:00:00Z"]


def test_a_change_moves_updated_and_a_missing_date_is_left_out() -> None:
    changed = replace(LINE, modified_at="2026-11-20T01:00:00+00:00")
    assert texts(atom(HEAD, [changed], NOW), "/a:feed/a:updated") == ["2026-11-20T01:00:00Z"]
    undated = replace(LINE, published_at=None)
    feed = atom(HEAD, [undated], NOW)
    assert texts(feed, "//a:published") == []
    assert texts(feed, "//a:entry/a:updated") == ["2026-11-19T06:00:00Z"]
    unknown = replace(undated, first_seen_at="?")
    assert texts(atom(HEAD, [unknown], NOW), "//a:entry/a:updated") == ["2026-11-20T12:00:00Z"]


def test_only_web_addresses_are_linked() -> None:
    assert texts(atom(HEAD, [replace(LINE, url="javascript:alert(1)")], NOW), "//a:link") == []


def test_a_long_lead_is_cut_at_a_word() -> None:
    (summary,) = texts(atom(HEAD, [replace(LINE, lead="слово " * 500)], NOW), "//a:summary")
    assert summary.endswith("слово …")
    assert len(summary) <= 602


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_feed(title: str, lead: str, address: str) -> None:
    line = replace(LINE, title=title, lead=lead, url=f"https://x/{address}", canonical_url=address)
    head = FeedHead(title=title, identity=lead, self_url=address)
    etree.fromstring(atom(head, [line], NOW))


def test_the_command_writes_the_newest_first_and_obeys_filters(db: Path) -> None:
    feed = kenwatch(db, "--topic", "mining", "--limit", "2").stdout.encode()
    assert texts(feed, "//a:entry/a:link/@href") == [
        "https://news.example/5",
        "https://news.example/1",
    ]
    assert texts(feed, "/a:feed/a:title") == ["kenwatch: mining"]


def test_the_command_answers_a_search_newest_first(db: Path) -> None:
    feed = kenwatch(db, "--words", "караганды", "--title", "Караганда", "--self-url", "https://f/x")
    hrefs = texts(feed.stdout.encode(), "//a:entry/a:link/@href")
    assert hrefs == [f"https://news.example/{number}" for number in (1, 2, 4)]
    assert texts(feed.stdout.encode(), "/a:feed/a:link/@href") == ["https://f/x"]
    assert kenwatch(db, "--words", "-").exit_code == Exit.USAGE


def test_two_questions_are_two_feeds(db: Path) -> None:
    first, second = (
        texts(kenwatch(db, *words).stdout.encode(), "/a:feed/a:id")
        for words in (("--town", "Ridder"), ("--topic", "mining"))
    )
    assert first != second


def test_the_command_writes_a_file(db: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.xml"
    assert kenwatch(db, "--out", str(target)).stdout == ""
    assert len(texts(target.read_bytes(), "//a:entry")) == 5


def test_an_empty_archive_gives_an_empty_feed(tmp_path: Path) -> None:
    feed = kenwatch(empty(tmp_path / "e.db")).stdout.encode()
    assert texts(feed, "//a:entry") == []
