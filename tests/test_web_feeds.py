"""The feeds that the web page serves."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from desk.config.model import Config
from tests.desk_archive import build
from tests.webdesk import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG = Config.model_validate({"rules": [{"name": "mines", "topics": ["mining"]}]})


@pytest.fixture(scope="module", name="pages")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = build(tmp_path_factory.mktemp("web") / "kenwatch.db")
    with serving(path, rules=CONFIG.rules) as served:
        yield served


def get(pages: Any, path: str, **options: Any) -> Any:
    return asyncio.run(pages.client.get(path, **options))


def count(body: bytes) -> int:
    return len(etree.fromstring(body).findall("{http://www.w3.org/2005/Atom}entry"))


def test_the_newest_articles_are_a_feed_in_both_forms(pages: Any) -> None:
    atom, told = get(pages, "/feeds/latest.atom"), get(pages, "/feeds/latest.json")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    assert told.headers["content-type"].startswith("application/feed+json")
    assert count(atom.content) == len(json.loads(told.content)["items"]) == 5


def test_a_feed_obeys_filters_and_a_limit(pages: Any) -> None:
    assert count(get(pages, "/feeds/latest.atom?topic=mining").content) < 5
    assert count(get(pages, "/feeds/latest.atom?limit=1").content) == 1
    assert count(get(pages, "/feeds/latest.atom?limit=-1").content) == 5


def test_a_filter_that_means_nothing_is_told_in_words(pages: Any) -> None:
    answer = get(pages, "/feeds/latest.atom", params={"town": "<script>"})
    assert answer.status_code == 400
    assert "no town has this name" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_the_feed_of_a_rule_is_served_and_no_other(pages: Any) -> None:
    assert count(get(pages, "/feeds/rules/mines.atom").content) > 0
    assert get(pages, "/feeds/rules/none.atom").status_code == 404


def test_a_reader_that_has_the_feed_is_told_so(pages: Any) -> None:
    tag = get(pages, "/feeds/latest.atom?topic=mining").headers["etag"]
    again = get(pages, "/feeds/latest.atom?topic=mining", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_list_of_feeds_names_only_feeds_that_are_served(pages: Any) -> None:
    root = etree.fromstring(get(pages, "/feeds.opml").content)
    addresses = [str(one.get("xmlUrl")) for one in root.iter("outline")]
    assert len(addresses) == 4
    paths = [one.removeprefix("http://localhost") for one in addresses]
    assert all(get(pages, path).status_code == 200 for path in paths)


def test_a_person_finds_every_feed_on_one_page(pages: Any) -> None:
    text = get(pages, "/feeds").text
    assert text.count(".atom") == 4
    assert "/feeds/rules/mines.json" in text
    assert 'href="/feeds"' in get(pages, "/").text
