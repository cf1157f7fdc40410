from datetime import timedelta

from crawler.frontier import PendingHub
from crawler.horizon import BACKFILL_DEPTH, CHECK_WINDOW, SITEMAP_DEPTH, deepest, read_since
from crawler.items import Discovery, HubKind
from tests.builders import NOW, candidate, source


def hub(kind: HubKind, *, check: bool = False) -> PendingHub:
    return PendingHub(source_id="agency", url="https://agency.kz/x", kind=kind, check=check)


def test_a_plain_crawl_reads_a_sitemap_as_far_back_as_the_source_says() -> None:
    own = source(window_days=10)
    assert read_since(hub("sitemap"), own, None, NOW) == NOW - timedelta(days=10)
    assert read_since(hub("feed"), own, None, NOW) is None
    assert read_since(hub("listing"), own, None, NOW) is None


def test_a_road_behind_the_one_in_use_is_read_for_the_last_days() -> None:
    assert read_since(hub("sitemap", check=True), source(), None, NOW) == NOW - CHECK_WINDOW
    near = source(window_days=2)
    assert read_since(hub("sitemap", check=True), near, None, NOW) == NOW - timedelta(days=2)


def test_what_the_user_asks_for_goes_first() -> None:
    asked = NOW - timedelta(days=400)
    for kind in ("feed", "sitemap", "listing"):
        assert read_since(hub(kind), source(), asked, NOW) == asked


def test_a_dated_list_is_followed_into_the_past_and_an_undated_one_is_not() -> None:
    dated = Discovery(candidates=(candidate(published_at=NOW),))
    bare = Discovery(candidates=(candidate(),))
    own = source(listing_depth=4)
    assert deepest(hub("listing"), own, NOW, dated) == BACKFILL_DEPTH
    assert deepest(hub("listing"), own, NOW, bare) == 4
    assert deepest(hub("listing"), own, None, dated) == 4
    assert deepest(hub("sitemap"), own, NOW, dated) == SITEMAP_DEPTH
