"""The Atom feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from desk.feeds.atom import atom
from desk.feeds.heads import FeedHead
from tests.desk_archive import LINE

if TYPE_CHECKING:
    from desk.queries import ArticleLine

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEAD = FeedHead(title="kenwatch", identity="")
NS = {"a": "http://www.w3.org/2005/Atom"}


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
