from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from crawler.survey.probepaths import feed_paths, probe_data, sitemap_paths


def test_a_maker_has_its_own_paths_before_the_usual_ones() -> None:
    assert feed_paths("WordPress")[0] == "/feed/"
    assert feed_paths(None)[0] == "/rss"
    assert sitemap_paths("WordPress")[0] == "/wp-sitemap.xml"
    assert sitemap_paths("nobody") == probe_data().sitemaps
    assert len(set(feed_paths("DataLife Engine"))) == len(feed_paths("DataLife Engine"))


@pytest.mark.parametrize("maker", probe_data().makers, ids=lambda one: one.name)
def test_paths_are_below_the_root_of_the_site(maker: object) -> None:
    name = getattr(maker, "name", None)
    assert all(path.startswith("/") for path in (*feed_paths(name), *sitemap_paths(name)))


def test_every_country_has_a_zone_that_exists() -> None:
    for country, zone in probe_data().countries.values():
        assert len(country) == 2
        assert ZoneInfo(zone).key == zone


def test_words_are_looked_for_at_the_beginning_of_words_only() -> None:
    unwanted = probe_data().unwanted
    assert unwanted.search("курс валют")
    assert not unwanted.search("конкурс")


def test_the_rank_of_all_news_is_that_of_its_words() -> None:
    data = probe_data()
    assert data.wanted[data.news_rank].search("новости")
