from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Discovery, HubRef
from crawler.survey.checks import Answer, Asked, RoadCheck
from crawler.survey.diagnosis import judge_answer, newest_part, patience, with_part
from tests.crawling import make_source

if TYPE_CHECKING:
    from crawler.survey.checks import CheckKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOURCE = make_source("x", article_url_re=[r"/n/\d+"])


def item(number: int, day: str) -> str:
    date = f"<pubDate>{day}</pubDate>" if day else ""
    return f"<item><link>https://x.kz/n/{number}</link><title>Т {number}</title>{date}</item>"


def feed(*days: str, more: str = "") -> bytes:
    items = "".join(item(number, day) for number, day in enumerate(days))
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel>{items}{more}</channel></rss>'.encode()
    )


def sitemap(*urls: str, tag: str = "url", lastmod: str = "") -> bytes:
    root = {"url": "urlset", "sitemap": "sitemapindex"}[tag]
    day = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    inner = "".join(f"<{tag}><loc>{url}</loc>{day}</{tag}>" for url in urls)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'.encode()


def page(*links: str) -> bytes:
    inner = "".join(
        f'<li><a href="{link}">Шахтёры получат новую технику к весне</a></li>' for link in links
    )
    return f"<!doctype html><html><head><title>x</title></head><body><ul>{inner}</ul></body></html>".encode()


FRESH = "Sun, 22 Nov 2026 08:00:00 GMT"
OLD = "Fri, 22 Nov 2024 08:00:00 GMT"


def judged(
    kind: CheckKind, body: bytes, *, status: int = 200, url: str = "https://x.kz/road", **more: Any
) -> RoadCheck:
    source = more.pop("source", SOURCE)
    limit = more.pop("limit", None)
    answer = Answer(url=url, status=status, body=body, **more)
    return judge_answer(Asked(source, "https://x.kz/road", kind), answer, NOW, limit)[0]


def test_a_sound_feed_works_with_its_entries_their_newest_date_and_the_share_dated() -> None:
    check = judged(
        "feed", feed(FRESH, OLD, ""), headers={"content-type": "text/xml"}, seconds=0.12345
    )
    assert check == RoadCheck(
        source_id="x", url="https://x.kz/road", kind="feed", verdict="works", entries=3,
        newest_at=datetime(2026, 11, 22, 8, tzinfo=UTC), dated=0.67, http_status=200,
        final_url="https://x.kz/road", seconds=0.12, content_type="text/xml",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, "not_found"), (410, "not_found"), (401, "blocked"), (403, "blocked"), (429, "blocked"),
     (451, "blocked"), (400, "unreadable"), (500, "server_error"), (503, "server_error"),
     (304, "server_error")],
)  # fmt: skip
def test_a_status_other_than_success_is_told_by_its_number(status: int, verdict: str) -> None:
    check = judged("feed", b"<p>no</p>", status=status)
    assert (check.verdict, check.cause) == (verdict, f"answered {status}")


@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_challenge_page_is_told_whatever_its_status(status: int) -> None:
    body = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"
    check = judged("feed", body, status=status)
    assert (check.verdict, check.cause) == ("challenge", "a challenge page of Cloudflare")


@pytest.mark.parametrize(
    ("kind", "body", "verdict"),
    [
        ("feed", page("/n/1"), "feed_is_html"),
        ("feed", b"", "empty"),
        ("feed", b"just words", "not_a_feed"),
        ("sitemap", page("/n/1"), "not_a_sitemap"),
        ("sitemap", b"", "empty"),
        ("listing", b'{"a": 1}', "not_a_page"),
        ("front page", b"", "empty"),
    ],
)
def test_what_is_not_of_the_expected_kind_is_told_so(
    kind: CheckKind, body: bytes, verdict: str
) -> None:
    check = judged(kind, body)
    assert check.verdict == verdict
    assert check.cause


def test_a_feed_without_entries_is_empty() -> None:
    assert judged("feed", feed()).verdict == "empty"


def test_a_feed_of_another_host_has_no_usable_entry_and_says_why() -> None:
    check = judged("feed", feed(more="<item><link>https://y.kz/n/1</link></item>"))
    assert check.verdict == "no_articles"
    assert "host y.kz is not one of the source's" in check.cause


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_a_road_whose_newest_entry_is_old_is_frozen_and_says_since_when(kind: CheckKind) -> None:
    bodies = {"feed": feed(OLD, OLD), "sitemap": sitemap("https://x.kz/n/1", lastmod="2024-11-22")}
    check = judged(kind, bodies[kind])
    assert check.verdict == "frozen"
    assert "2024-11-2" in check.cause
    assert "73" in check.cause


def test_the_user_decides_how_long_a_road_may_be_silent() -> None:
    assert judged("feed", feed(OLD), limit=timedelta(days=800)).works
    assert judged("feed", feed(FRESH), limit=timedelta(hours=1)).verdict == "frozen"


def test_a_road_without_dates_is_never_called_frozen() -> None:
    check = judged("feed", feed("", ""))
    assert check.works
    assert (check.newest_at, check.dated) == (None, 0)


def test_dates_to_come_say_nothing_of_freshness() -> None:
    check = judged("feed", feed("Mon, 22 Nov 2027 08:00:00 GMT", OLD))
    assert check.newest_at is None or check.newest_at < NOW


def test_a_source_that_publishes_rarely_may_be_silent_for_longer() -> None:
    rare = make_source("x", expect={"articles_a_day": 0.1})
    assert patience(rare) == timedelta(days=140)
    assert patience(make_source("x", expect={"articles_a_day": 50})) == timedelta(days=14)
    assert patience(make_source("x")) == timedelta(days=14)


def test_one_article_is_a_list_only_where_the_source_says_what_its_articles_look_like() -> None:
    body = page("/n/1")
    assert judged("listing", body).works
    check = judged("listing", body, source=make_source("x"))
    assert check.verdict == "no_articles"


def test_a_page_without_links_may_be_drawn_by_a_script() -> None:
    check = judged("front page", page())
    assert (check.verdict, check.entries) == ("no_articles", 0)
    assert "script" in check.cause


def test_an_old_date_beside_undated_links_does_not_freeze_a_list() -> None:
    cards = "".join(
        f'<article><h2><a href="/n/{number}">Новая фабрика даст первую медь весной</a></h2>{date}</article>'
        for number, date in enumerate(["<time>22.11.2024</time>", "", "", ""])
    )
    check = judged("listing", f"<html><body>{cards}</body></html>".encode())
    assert check.works
    assert check.newest_at is not None


def test_robots_that_forbid_the_front_page_are_told_and_sitemaps_named() -> None:
    check = judged("robots", b"User-agent: *\nDisallow: /\n")
    assert (check.verdict, check.cause) == ("robots", "forbids the front page")


def test_robots_tell_their_delay() -> None:
    check = judged("robots", b"User-agent: *\nCrawl-delay: 7\n")
    assert check.works
    assert "7 s" in check.cause


def test_robots_name_sitemaps_that_the_source_file_does_not_have() -> None:
    source = make_source("x", sitemaps=[{"url": "https://x.kz/known.xml"}])
    body = b"Sitemap: https://x.kz/known.xml\nSitemap: https://x.kz/new.xml\n"
    check = judged("robots", body, source=source)
    assert (check.works, check.found) == (True, ("https://x.kz/new.xml",))


@pytest.mark.parametrize("status", [403, 404, 410])
def test_robots_that_are_not_to_be_had_forbid_nothing(status: int) -> None:
    check = judged("robots", b"no", status=status)
    assert check.works
    assert str(status) in check.cause


@pytest.mark.parametrize("status", [429, 503])
def test_robots_that_cannot_be_read_now_are_no_leave_to_crawl(status: int) -> None:
    assert not judged("robots", b"", status=status).works


def test_feeds_that_a_page_names_and_the_file_lacks_are_found() -> None:
    links = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    body = page("/n/1").replace(b"</head>", f"{links}</head>".encode())
    check = judged("feed", body)
    assert (check.verdict, check.found) == ("feed_is_html", ("https://x.kz/rss.xml",))


def test_an_index_tells_how_many_sitemaps_it_has_and_its_newest_part() -> None:
    body = sitemap("https://x.kz/a.xml", "https://x.kz/b.xml", tag="sitemap")
    asked = Asked(SOURCE, "https://x.kz/road", "sitemap")
    check, found = judge_answer(asked, Answer(url=asked.url, status=200, body=body), NOW)
    assert (check.verdict, check.cause, check.entries) == ("works", "an index of 2 sitemaps", 0)
    assert newest_part(found) is not None


def hubs(*urls: str, day: int | None = None) -> Discovery:
    moment = datetime(2026, 11, day, tzinfo=UTC) if day else None
    return Discovery(hubs=tuple(HubRef(url=u, kind="sitemap", modified_at=moment) for u in urls))


def test_the_newest_part_is_told_by_date_then_name_then_number() -> None:
    dated = HubRef(url="https://x.kz/tags.xml", kind="sitemap", modified_at=NOW)
    both = Discovery(hubs=(*hubs("https://x.kz/news-9.xml", day=1).hubs, dated))
    assert newest_part(both) == dated
    named = newest_part(hubs("https://x.kz/tags-99.xml", "https://x.kz/post-1.xml"))
    assert named is not None
    assert named.url == "https://x.kz/post-1.xml"
    numbered = newest_part(hubs("https://x.kz/post-2.xml", "https://x.kz/post-10.xml"))
    assert numbered is not None
    assert numbered.url == "https://x.kz/post-10.xml"
    assert newest_part(Discovery(hubs=(HubRef(url="https://x.kz/", kind="listing"),))) is None


def test_an_index_takes_over_what_its_part_tells() -> None:
    index = judged("sitemap", sitemap("https://x.kz/a.xml", tag="sitemap"))
    part = judged("sitemap", sitemap("https://x.kz/n/1", lastmod="2024-11-22"))
    assert with_part(index, part, dated=True).verdict == "frozen"
    undated = with_part(index, part, dated=False)
    assert undated.works
    assert undated.entries == 1
    assert "2024-11-2" in undated.cause
    sound = judged("sitemap", sitemap("https://x.kz/n/1", lastmod="2026-11-21"))
    assert with_part(index, sound, dated=True).cause.endswith("looked at https://x.kz/road")


@settings(max_examples=60)
@given(
    st.sampled_from(["feed", "sitemap", "listing", "front page", "robots"]),
    st.integers(100, 599),
    st.binary(max_size=300)
    | st.sampled_from([feed(OLD), sitemap("https://x.kz/n/1"), page("/n/1")]),
)
def test_any_answer_gets_a_verdict_and_what_does_not_work_a_cause(
    kind: CheckKind, status: int, body: bytes
) -> None:
    check = judged(kind, body, status=status)
    assert check.works or check.cause
