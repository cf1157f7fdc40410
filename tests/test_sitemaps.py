from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs import hubbytes, hubentries, sitemaps
from crawler.hubs.sitemaps import parse_sitemap
from crawler.items import Discovery, HubRef, Skipped

HUBS = Path(__file__).parent / "data" / "hubs"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEWS = (HUBS / "news-sitemap.xml").read_bytes()


def read(
    body: bytes | str, *, since: datetime | None = None, limit: int = 5000, url: str = "/s.xml"
) -> Discovery:
    raw = body.encode() if isinstance(body, str) else body
    return parse_sitemap(
        hubbytes.text_of(raw),
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
    entries = "".join(f"<url><loc>https://x.kz/{n:06}</loc></url>" for n in range(8000))
    packed = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    found = read(packed[: len(packed) // 2])
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
        ("User-agent: *", "is a robots.txt, not a sitemap"),
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


XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def test_links_to_other_languages_are_editions_and_tell_the_pages_own() -> None:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{mark}" href="{href}"/>'
        for mark, href in [("ru", "/ru/1"), ("kk-KZ", "/kk/1"), ("x-default", "/"), ("en", "")]
    )
    found = read(f"<urlset {XHTML}><url><loc>/ru/1</loc>{links}</url></urlset>")
    assert found.candidates[0].language == "ru"
    assert found.candidates[0].editions == (("kk-KZ", "https://x.kz/kk/1"),)


@pytest.mark.parametrize(
    "markup",
    [
        "<urlset><url><loc>https://x.kz/1</loc></url></urlset>",
        "<URLSET><URL><LOC>https://x.kz/1</LOC></URL></URLSET>",
        '<s:urlset xmlns:s="urn:x"><s:url><s:loc>https://x.kz/1</s:loc></s:url></s:urlset>',
        '<urlset xmlns="http://wrong"><url><loc> <![CDATA[ https://x.kz/1 ]]> </loc></url></urlset>',
        "<urlset><loc>https://x.kz/1</loc></urlset>",
        "<url><loc>https://x.kz/1</loc></url>",
        "junk <urlset><url><loc>https://x.kz/1</loc><p><br></url></urlset>",
        "<urlset><url><image:loc>/1.jpg</image:loc><loc>https://x.kz/1</loc></url></urlset>",
        "&lt;?xml version='1.0'?&gt;&lt;urlset&gt;&lt;url&gt;&lt;loc&gt;https://x.kz/1&lt;/loc&gt;",
        "https://x.kz/1 2026-11-20 daily",
    ],
)
def test_an_address_is_found_however_it_is_wrapped(markup: str) -> None:
    assert read(markup).candidates[0].url == "https://x.kz/1"


def test_an_index_without_its_elements_still_gives_children() -> None:
    found = read("<sitemapindex><loc>https://x.kz/a.xml</loc></sitemapindex>")
    assert [hub.url for hub in found.hubs] == ["https://x.kz/a.xml"]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20", datetime(2026, 11, 19, 19, 0, tzinfo=UTC)),
        ("2026-11-20T10:15+05:00", datetime(2026, 11, 20, 5, 15, tzinfo=UTC)),
        ("2026-11-20T05:15:30Z", datetime(2026, 11, 20, 5, 15, 30, tzinfo=UTC)),
        ("2026-11-20T05:15:30.123456Z", datetime(2026, 11, 20, 5, 15, 30, tzinfo=UTC)),
        ("2026", None),
        ("2026-11", None),
        ("soon", None),
    ],
)
def test_a_last_change_is_read_in_every_form_that_names_a_day(
    written: str, moment: datetime | None
) -> None:
    found = read(f"<urlset><url><loc>/1</loc><lastmod>{written}</lastmod></url></urlset>")
    assert found.candidates[0].modified_at == moment


def test_beyond_the_limit_lines_and_children_are_told_too() -> None:
    lines = read("\n".join(f"https://x.kz/{n}" for n in range(5)), limit=2)
    index = read("<sitemapindex>" + "<sitemap><loc>/a</loc></sitemap>" * 5, limit=2)
    assert len(lines.candidates) == len(index.hubs) == 2
    assert [one.entry for one in (*lines.skipped, *index.skipped)] == ["3 further addresses"] * 2


FIELDS = st.sampled_from(
    ["<loc>https://x.kz/1</loc>", "<loc>x:y</loc>", "<lastmod>2026-11-20</lastmod>", "<br>", "&", "<loc/>"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(FIELDS, max_size=4).map("".join), max_size=12))
def test_every_address_is_a_candidate_or_told(entries: list[str]) -> None:
    found = read("<urlset>" + "".join(f"<url>{entry}</url>" for entry in entries) + "</urlset>")
    assert len(found.candidates) + len(found.skipped) == len(entries)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([NEWS, gzip.compress(NEWS)]), st.data())
def test_no_damage_to_a_sitemap_raises(seed: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(seed)))
    put = data.draw(st.binary(max_size=20))
    found = read(seed[:at] + put + seed[at + data.draw(st.integers(0, 40)) :])
    assert all(url.startswith(("http://", "https://")) for url in urls(found))


def test_addresses_beyond_the_limit_of_tags_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubentries, "MAX_TAGS", 4)
    found = read("<urlset>" + "<url><loc>/1</loc></url>" * 3 + "</urlset>")
    assert len(found.candidates) == 2
    assert found.skipped == (Skipped("the rest of the hub", "beyond the limit of 4 tags"),)


def test_lines_beyond_the_limit_of_a_plain_list_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_LINES", 2)
    lines = ["https://x.kz/1 2026-11-20", "  https://x.kz/2", "https://x.kz/3"]
    for border in ("\n", "\r\n", "\r", "\n \n\n"):
        found = read(border.join(lines))
        assert urls(found) == ["https://x.kz/1", "https://x.kz/2"]
        assert found.skipped == (Skipped("the rest of the hub", "beyond the limit of 2 lines"),)
        assert read(border.join(lines[:2])).skipped == ()


def test_of_undated_addresses_beyond_the_limit_both_ends_are_kept() -> None:
    rows = "".join(f"<url><loc>https://x.kz/{n}</loc></url>" for n in range(10))
    found = parse_sitemap(
        f"<urlset>{rows}</urlset>",
        "https://x.kz/map.xml",
        source_id="x",
        zone=UTC,
        now=NOW,
        limit=5,
    )
    kept = [candidate.url.rpartition("/")[2] for candidate in found.candidates]
    assert kept == ["0", "1", "2", "8", "9"]
    assert found.skipped[-1].reason == "beyond the limit of 5"
