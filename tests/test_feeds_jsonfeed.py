"""The JSON feed."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.feeds.heads import FeedHead
from desk.feeds.jsonfeed import json_feed
from tests.desk_archive import LINE

HEAD = FeedHead(title="kenwatch", identity="", self_url="https://k.example/feed.json")


def test_a_feed_has_what_the_standard_asks_for() -> None:
    told = json.loads(json_feed(HEAD, [LINE]))
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["title"], told["feed_url"]) == ("kenwatch", "https://k.example/feed.json")
    (item,) = told["items"]
    assert item["id"].startswith("urn:uuid:")
    assert item["content_text"]
    assert item["date_modified"] == "2026-11-19T05:10:00Z"
    assert item["tags"] == ["mining", "Ridder"]


def test_what_is_not_known_is_left_out() -> None:
    head = FeedHead(title="kenwatch", identity="")
    bare = replace(LINE, published_at=None, modified_at=None, first_seen_at="?", lead="")
    told = json.loads(json_feed(head, [replace(bare, url="javascript:alert(1)")]))
    (item,) = told["items"]
    assert "feed_url" not in told
    assert not {"url", "date_published", "date_modified", "summary"} & item.keys()


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_no_text_breaks_the_feed(title: str, lead: str) -> None:
    told = json.loads(json_feed(HEAD, [replace(LINE, title=title, lead=lead)]))
    assert len(told["items"]) == 1
