"""Hostile and broken feeds, sitemaps and section pages: each costs itself only, and is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faulthubs import ARTICLE, HOSTILE_FEEDS, MAPS, TOLD, sites
from tests.faultsites import faulty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faultsites import FaultRun


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultRun]:
    yield from faulty(sites(), tmp_path_factory.mktemp("hubs"), DOWNLOAD_TIMEOUT=10)


def test_the_healthy_neighbour_of_all_of_them_is_stored(crawled: FaultRun) -> None:
    crawled.assert_neighbour()


# entities that grow, entities that read files, endless author names, half letters, no feed at all
@pytest.mark.parametrize("name", HOSTILE_FEEDS)
def test_a_bad_feed_costs_the_sources_other_feed_nothing(crawled: FaultRun, name: str) -> None:
    assert crawled.state(name, "/good") == ("kept", "")


# a list of itself, broken addresses, no XML, half of it, a bomb, entities that grow
@pytest.mark.parametrize("name", MAPS)
def test_a_bad_sitemap_costs_the_sources_other_sitemap_nothing(
    crawled: FaultRun, name: str
) -> None:
    assert crawled.state(name, "/good") == ("kept", "")


@pytest.mark.parametrize("name", TOLD)
def test_a_feed_that_is_none_is_told_with_its_address(crawled: FaultRun, name: str) -> None:
    [hub] = crawled.rows("SELECT problem FROM hub WHERE source_id = ? AND url LIKE '%/bad'", name)
    assert TOLD[name] in (hub["problem"] or "-")
    assert hub["problem"] in crawled.issues(name)


@pytest.mark.parametrize("name", ["noxml", "gzipped"])
def test_a_sitemap_that_is_none_is_told_with_its_address(crawled: FaultRun, name: str) -> None:
    query = "SELECT problem FROM hub WHERE source_id = ? AND url LIKE '%/map.xml'"
    assert crawled.rows(query, name)[0]["problem"]


# an external entity of this machine, and a document type elsewhere on it
def test_no_entity_of_a_feed_reads_a_file_or_another_address(crawled: FaultRun) -> None:
    hints = crawled.rows("SELECT coalesce(title_hint, '') AS title FROM page")
    assert not [row["title"] for row in hints if "root:" in row["title"]]
    assert "/secret.dtd" not in {hit.path for hit in crawled.server.hits}
    assert max(len(row["title"]) for row in hints) < 2000


# a half emoji in a title
def test_an_item_with_half_a_letter_is_read(crawled: FaultRun) -> None:
    assert crawled.page("emoji", "/entity")["state"] == "kept"


# an index that names itself
def test_a_sitemap_that_names_itself_is_read_once(crawled: FaultRun) -> None:
    assert crawled.asked("itself").count("/map.xml") == 1


# an index whose sitemaps are indexes, without end
def test_sitemaps_are_followed_to_a_depth_and_not_beyond(crawled: FaultRun) -> None:
    asked = [path for path in crawled.asked("inventing") if path.startswith("/map")]
    assert 3 <= len(asked) <= 7
    assert crawled.state("inventing", "/good") == ("kept", "")


def test_one_broken_address_of_a_sitemap_costs_that_entry_only(crawled: FaultRun) -> None:
    assert crawled.state("badlinks", "/listed") == ("kept", "")
    assert sum(crawled.skipped("badlinks").values()) == 3


# a list without end, each page under new session ids
def test_a_trap_of_pages_is_left_after_a_few(crawled: FaultRun) -> None:
    assert crawled.state("calendar", ARTICLE) == ("kept", "")
    asked = [path for path in crawled.asked("calendar") if path.startswith("/news?")]
    assert 1 < len(asked) < 10


# items without a link or with one that is no web address; without a title; with markup in it
def test_odd_items_of_a_feed_are_left_out_with_a_reason_and_the_others_are_read(
    crawled: FaultRun,
) -> None:
    assert crawled.state("items", "/good") == ("kept", "")
    assert crawled.page("items", "/untitled")["title_hint"] is None
    assert sum(crawled.skipped("items").values()) == 6
    assert len(crawled.skipped("items")) >= 4


# a feed that ends in the middle of its last item
def test_a_cut_feed_keeps_what_came(crawled: FaultRun) -> None:
    kept = [row["url"] for row in crawled.rows("SELECT url FROM page WHERE source_id = 'cut'")]
    assert len(kept) >= 8


# 50 000 items
def test_a_feed_beyond_reason_is_cut_to_a_number(crawled: FaultRun) -> None:
    [row] = crawled.rows("SELECT count(*) AS pages FROM page WHERE source_id = 'many'")
    assert 100 <= row["pages"] <= 5000


# all entries are more than a year old
def test_a_feed_that_stands_still_is_in_doubt(crawled: FaultRun) -> None:
    [hub] = crawled.rows("SELECT doubt FROM hub WHERE source_id = 'frozen' AND url LIKE '%/feed'")
    assert str(hub["doubt"]).startswith("frozen")
    assert hub["doubt"] in crawled.issues("frozen")
