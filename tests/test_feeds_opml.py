"""The list of own feeds."""

from __future__ import annotations

from lxml import etree

from desk.feeds.heads import FeedHead
from desk.feeds.opml import feed_list


def test_every_feed_with_an_address_is_listed_and_its_title_is_text() -> None:
    heads = [
        FeedHead("Шахты <b>&</b>", "a", "https://k.example/a?x=1&y=2"),
        FeedHead("nowhere", "b"),
    ]
    root = etree.fromstring(feed_list(heads))
    (outline,) = root.findall(".//outline")
    assert outline.get("xmlUrl") == "https://k.example/a?x=1&y=2"
    assert outline.get("title") == "Шахты <b>&</b>"
    assert root.get("version") == "2.0"


def test_no_feed_makes_an_empty_list() -> None:
    assert etree.fromstring(feed_list([])).findall(".//outline") == []
