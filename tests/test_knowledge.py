from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desk.sources import knowledge
from tests.builders import source

if TYPE_CHECKING:
    from crawler.sources import RoadStatus


def road(status: str, path: str = "rss", as_of: str | None = None) -> dict[str, str]:
    told = {"url": f"https://agency.kz/{path}", "status": status}
    return {**told, "as_of": as_of} if as_of else told


def test_the_best_road_of_a_kind_speaks_for_it() -> None:
    told = source(
        feeds=[road("broken"), road("listed", as_of="2026-05-01"), road("guess")],
        listings=[road("guess")],
        as_of="2026-11-22",
    )
    feed, listing = knowledge.summaries(told)
    assert (feed.kind, feed.count, feed.status) == ("feed", 3, "listed")
    assert feed.as_of == date(2026, 5, 1)
    assert (listing.kind, listing.status, listing.as_of) == ("listing", "guess", date(2026, 11, 22))
    assert knowledge.best_status(told) == "listed"


def test_of_equal_roads_the_one_seen_last_counts() -> None:
    told = source(feeds=[road("works", as_of="2026-05-01"), road("works", as_of="2026-06-01")])
    assert knowledge.summaries(told)[0].as_of == date(2026, 6, 1)


def test_what_is_not_known_stays_unknown() -> None:
    assert knowledge.best_status(source()) is None
    assert knowledge.summaries(source(feeds=[road("guess")]))[0].as_of is None


@pytest.mark.parametrize(
    ("status", "way"),
    [
        ("works", "confirmed roads"),
        ("sample", "confirmed roads"),
        ("listed", "discovery at run time"),
        ("broken", "discovery at run time"),
    ],
)
def test_it_is_told_how_a_source_is_watched(status: RoadStatus, way: str) -> None:
    told = source(feeds=[road(status)])
    assert knowledge.watched_by(told) == way
    assert f"1 source: {1 if way == 'confirmed roads' else 0} watched by confirmed roads" in (
        knowledge.totals([told])
    )


def test_a_source_that_is_off_is_not_watched() -> None:
    told = source(feeds=[road("works")], enabled=False)
    assert knowledge.watched_by(told) == "switched off"
    assert knowledge.totals([told, told]).startswith("2 sources: 0 watched by confirmed roads")


def test_a_language_stands_for_all_its_scripts() -> None:
    told = source(languages=["kk-Latn", "ru"])
    assert knowledge.speaks(told, "kk")
    assert knowledge.speaks(told, "KK-latn")
    assert knowledge.speaks(told, "ru")
    assert not knowledge.speaks(told, "en")


def test_a_flat_record_keeps_what_the_record_says() -> None:
    told = source(feeds=[road("works")], towns=["rudny"], as_of="2026-11-22")
    line = knowledge.record(told, "2026-11-20T10:00:00+00:00")
    assert line["roads"] == {"feed": {"count": 1, "status": "works", "as_of": "2026-11-22"}}
    flat = knowledge.flat(line)
    assert (flat["feed"], flat["feed_as_of"], flat["sitemap"]) == ("works", "2026-11-22", None)
    assert (flat["towns"], flat["last_run_at"]) == (["rudny"], "2026-11-20T10:00:00+00:00")
