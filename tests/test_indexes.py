from datetime import UTC, datetime, timedelta

from crawler.indexes import MOST_CHECKED, MOST_CHILDREN, newest_children
from crawler.items import HubRef

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def names(hubs: tuple[HubRef, ...]) -> list[str]:
    return [hub.url.removeprefix("https://a.kz/") for hub in hubs]


def sitemap(name: str, modified: datetime | None = None) -> HubRef:
    return HubRef(url=f"https://a.kz/{name}", kind="sitemap", modified_at=modified)


def test_the_newest_child_sitemaps_are_read_and_the_rest_is_told() -> None:
    days = [sitemap(f"day{n}.xml", NOW - n * 24 * HOUR) for n in range(MOST_CHILDREN + 2)]
    chosen, left = newest_children(days[::-1])
    assert list(chosen) == days[:MOST_CHILDREN]
    assert [one.entry for one in left] == [hub.url for hub in days[MOST_CHILDREN:]]
    assert len(newest_children(days, check=True)[0]) == MOST_CHECKED
    assert len(newest_children(days, backfill=True)[0]) == len(days)


def test_of_undated_child_sitemaps_the_higher_number_is_the_newer_one() -> None:
    hubs = [
        sitemap("post-sitemap2.xml"),
        sitemap("post-sitemap10.xml"),
        sitemap("post-sitemap.xml"),
    ]
    assert names(newest_children(hubs)[0]) == ["post-sitemap10.xml", "post-sitemap2.xml", "post-sitemap.xml"]  # fmt: skip


def test_sitemaps_of_tags_and_authors_are_left_out_where_there_are_others() -> None:
    hubs = [sitemap("post_tag-sitemap.xml"), sitemap("post-sitemap.xml"), sitemap("author-sitemap1.xml")]  # fmt: skip
    chosen, left = newest_children(hubs)
    assert names(chosen) == ["post-sitemap.xml"]
    assert {one.reason for one in left} == {"a sitemap of no articles"}
    assert names(newest_children(hubs[:1])[0]) == ["post_tag-sitemap.xml"]


def test_hubs_of_other_kinds_come_back_as_they_are() -> None:
    hub = HubRef(url="https://a.kz/news?page=2", kind="listing")
    assert newest_children([hub]) == ((hub,), ())
