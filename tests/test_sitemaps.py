from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Discovery, HubRef
from crawler.sitemaps import parse_sitemap

HUBS = Path(__file__).parent / "data" / "hubs"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEWS = (HUBS / "news-sitemap.xml").read_bytes()


def read(
    body: bytes | str, *, since: datetime | None = None, limit: int = 5000, url: str = "/s.xml"
) -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    return parse_sitemap(
        raw,
        "https://x.kz" + url,
        source_id="x",
        zone=ZoneInfo("Asia/Almaty"),
        now=NOW,
        since=since,
        limit=limit,
    )


def urls(found: Discovery) -> list[str]:
    return [candidate.url for candidate in found.candidates]


def test_the_news_extension_gives_title_date_and_language() -> None:
    first = read(NEWS).candidates[0]
    assert first.url == "https://x.kz/news/1?a=1&b=2"
    assert first.title == "Шахта & уголь"
    assert first.published_at == datetime(2026, 11, 20, 5, 15, tzinfo=UTC)
    assert first.modified_at == datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    assert (first.language, first.via, first.hub_url) == ("kk", "sitemap", "https://x.kz/s.xml")


def test_pictures_of_a_page_are_no_pages() -> None:
    assert urls(read(NEWS)) == ["https://x.kz/news/1?a=1&b=2", "https://x.kz/rel/2"]


def test_a_broken_address_costs_only_itself() -> None:
    assert [(one.entry, one.reason) for one in read(NEWS).skipped] == [
        ("http://[bad", "not an http(s) address"),
        ("file:///etc/hostname", "not an http(s) address"),
        ("entry without address", "has no address"),
    ]


def test_a_gzipped_sitemap_reads_like_a_plain_one() -> None:
    assert read(gzip.compress(NEWS)) == read(NEWS)


def test_a_cut_gzip_keeps_the_whole_addresses() -> None:
    entries = "".join(f"<url><loc>https://x.kz/{n:06}</loc></url>" for n in range(20_000))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    found = read(packed[: len(packed) // 2] + b"garbage" * 9)
    assert found.candidates
    assert all(len(url) == len("https://x.kz/000000") for url in urls(found))


def test_a_small_body_that_inflates_without_end_is_read_up_to_the_cap() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 40_000_000)
    assert read(bomb) == Discovery()


def test_an_index_gives_its_children_as_hubs_but_not_itself() -> None:
    found = read((HUBS / "sitemap-index.xml").read_bytes(), url="/sitemap.xml")
    assert found.hubs == (
        HubRef(
            url="https://x.kz/sitemap-2.xml.gz",
            kind="sitemap",
            modified_at=datetime(2026, 11, 19, 19, 0, tzinfo=UTC),
        ),
        HubRef(url="https://x.kz/sitemap-1.xml", kind="sitemap"),
    )
    assert [one.reason for one in found.skipped] == [
        "the index points to itself",
        "not an http(s) address",
    ]


def test_what_was_last_changed_before_the_asked_day_is_skipped() -> None:
    since = datetime(2026, 11, 20, 12, tzinfo=UTC)
    old = "<url><loc>https://x.kz/1</loc><lastmod>2026-11-19</lastmod></url>"
    same_day = "<url><loc>https://x.kz/2</loc><lastmod>2026-11-20</lastmod></url>"
    undated = "<url><loc>https://x.kz/3</loc></url>"
    found = read(f"<urlset>{old}{same_day}{undated}</urlset>", since=since)
    assert urls(found) == ["https://x.kz/2", "https://x.kz/3"]
    assert [one.reason for one in found.skipped] == ["older than asked for"]
    index = (HUBS / "sitemap-index.xml").read_bytes()
    assert len(read(index, since=since).hubs) == 3
    late = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert "https://x.kz/sitemap-2.xml.gz" not in [hub.url for hub in read(index, since=late).hubs]


def test_a_list_of_addresses_in_plain_text_is_read() -> None:
    found = read("https://x.kz/1\r\n\r\nhttps://x.kz/2\nhttp://[bad\n")
    assert urls(found) == ["https://x.kz/1", "https://x.kz/2"]
    assert len(found.skipped) == 1


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "is empty"),
        ("<!doctype html><p>x", "is a web page, not a sitemap"),
        ("<rss/>", "is a feed, not a sitemap"),
        ("{}", "is JSON, not a sitemap"),
        ("<svg/>", "is XML of another kind, not a sitemap"),
        ("words", "is neither a sitemap nor a list of addresses"),
    ],
)
def test_what_is_no_sitemap_is_a_problem_in_words(body: str, problem: str) -> None:
    assert read(body) == Discovery(problem=problem)


def test_beyond_the_limit_the_newest_are_kept_and_the_rest_is_told() -> None:
    entries = "".join(
        f"<url><loc>https://x.kz/{n}</loc><lastmod>2026-11-{n:02}</lastmod></url>"
        for n in range(1, 10)
    )
    found = read(f"<urlset><url><loc>https://x.kz/</loc></url>{entries}</urlset>", limit=2)
    assert urls(found) == ["https://x.kz/9", "https://x.kz/8"]
    assert [one.entry for one in found.skipped] == ["8 further addresses"]


def test_a_cut_address_is_skipped() -> None:
    found = read("<urlset><url><loc>https://x.kz/1</loc></url><url><loc>https://x.kz/2-na")
    assert urls(found) == ["https://x.kz/1"]
    assert [one.reason for one in found.skipped] == ["cut short"]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([NEWS, gzip.compress(NEWS)]), st.data())
def test_no_damage_to_a_sitemap_raises(seed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(seed)))
    put = data.draw(st.binary(max_size=20))
    found = read(seed[:at] + put + seed[at + data.draw(st.integers(0, 40)) :])
    assert all(url.startswith(("http://", "https://")) for url in urls(found))
