from __future__ import annotations

import argparse
import gzip
import http.client
import json
import re
import socket
import struct
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markupsafe import escape

from samples.datestyle import shown
from samples.gold import gold
from samples.rendering import TEMPLATES, linked, render_site
from samples.server import SampleServer, http_date, main, port_number
from samples.sites import SITES
from samples.sources import write_sources
from samples.stories import (
    WITHOUT_TEXT,
    Block,
    Kind,
    StoryError,
    gold_text,
    load_stories,
    parse_blocks,
    stories,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samples.gold import GoldPage
    from samples.stories import Story

TOPICS = {"mining", "monotown"}
PAGES = gold()
BY_ID = {page.id: page for page in PAGES}
STORIES = {story.id: story for story in stories()}


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    server: SampleServer,
    host: str,
    path: str,
    headers: dict[str, str] | None = None,
    method: str = "GET",
) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(
            method, path, headers={"Host": f"{host}:{server.port}"} | (headers or {})
        )
        reply = connection.getresponse()
        return Reply(reply.status, dict(reply.getheaders()), reply.read())
    finally:
        connection.close()


def by_id(page: GoldPage) -> str:
    return page.id


def squeezed(text: str) -> str:
    return " ".join(text.split())


def found(body: bytes, path: str) -> list[str]:
    """The strings that an XPath finds in a web page."""
    result = html.fromstring(body).xpath(path)
    assert isinstance(result, list)
    return [str(value) for value in result]


def page_text(body: bytes) -> str:
    return squeezed("".join(found(body, "//text()[not(parent::script or parent::style)]")))


@pytest.fixture(scope="module")
def running() -> Iterator[SampleServer]:
    with SampleServer() as server:
        yield server


@pytest.fixture
def server(running: SampleServer) -> Iterator[SampleServer]:
    running.log.clear()
    yield running
    running.overrides.clear()
    running.delay = 0.0


# --- the gold


def test_every_site_has_stories_and_every_story_a_known_site() -> None:
    assert {page.site for page in PAGES} == set(SITES)


def test_there_are_about_a_hundred_pages_half_of_them_relevant() -> None:
    relevant = sum(bool(page.topics) for page in PAGES)
    assert 95 <= len(PAGES) <= 120
    assert 0.4 <= relevant / len(PAGES) <= 0.7


def test_no_two_pages_share_an_id_or_an_address() -> None:
    assert len({page.id for page in PAGES}) == len(PAGES)
    assert len({(page.host, page.path) for page in PAGES}) == len(PAGES)


def test_every_kind_topic_and_language_is_present() -> None:
    assert {page.kind for page in PAGES} == set(get_args(Kind))
    assert {topic for page in PAGES for topic in page.topics} == TOPICS
    assert {page.language for page in PAGES} == {"kk", "ru", "en"}


def test_a_page_with_a_town_is_about_mono_towns() -> None:
    assert [page.id for page in PAGES if page.towns and "monotown" not in page.topics] == []


def test_the_mono_town_news_of_april_2024_is_told_in_three_languages_and_copied() -> None:
    reports = [page for page in PAGES if page.event == "monotowns-2024-04"]
    assert {page.language for page in reports if not page.copy_of} == {"kk", "ru", "en"}
    assert any(page.copy_of for page in reports)
    for page in reports:
        assert set(page.topics) == TOPICS
        assert set(page.towns) == {"abai", "kurchatov", "balkhash", "altai_town"}


def test_gold_text_has_no_furniture_and_no_signs() -> None:
    for page in PAGES:
        for line in page.text.splitlines():
            assert not line.startswith(("!", "#", ">")), page.id


def test_a_page_without_an_article_has_no_gold_text_and_no_date() -> None:
    for page in PAGES:
        empty = page.kind in WITHOUT_TEXT
        assert (page.text == "") is empty, page.id
        assert (page.published_precision is None) is empty, page.id


def test_a_copy_repeats_most_of_its_original_but_not_all() -> None:
    copies = [page for page in PAGES if page.copy_of]
    assert len(copies) >= 10
    for page in copies:
        original = BY_ID[page.copy_of]
        own, theirs = Counter(page.text.split()), Counter(original.text.split())
        assert page.text != original.text
        assert (own & theirs).total() > 0.6 * own.total(), page.id
        assert (page.topics, page.event) == (original.topics, original.event)
        assert page.published > original.published


def test_pages_that_are_no_copies_share_no_paragraph() -> None:
    seen: dict[str, str] = {}
    for page in PAGES:
        if page.copy_of:
            continue
        for paragraph in filter(None, page.text.split("\n\n")):
            assert len(paragraph) < 40 or paragraph not in seen, (page.id, seen.get(paragraph))
            seen[paragraph] = page.id


# --- the server


@pytest.mark.parametrize("page", PAGES, ids=by_id)
def test_every_gold_page_is_served(server: SampleServer, page: GoldPage) -> None:
    reply = ask(server, page.host, page.path)
    assert reply.status == 200
    assert server.log == [(page.host, page.path, 200)]
    assert reply.headers["Content-Length"] == str(len(reply.body))


@pytest.mark.parametrize("page", PAGES, ids=by_id)
def test_a_page_shows_all_its_gold_and_furniture(server: SampleServer, page: GoldPage) -> None:
    body = ask(server, page.host, page.path).body
    text = page_text(body)
    for block in STORIES[page.id].blocks:
        assert squeezed(block.text) in text
    assert not re.search(rb"!(ad|photo|related) ", body)
    if page.kind not in ("challenge", "soft404"):
        assert squeezed(page.title) in text


@pytest.mark.parametrize("page", PAGES, ids=by_id)
def test_a_page_weighs_as_much_as_a_real_one(server: SampleServer, page: GoldPage) -> None:
    size = len(ask(server, page.host, page.path).body)
    if page.kind != "challenge":
        assert 15_000 <= size <= 60_000


@pytest.mark.parametrize("page", PAGES, ids=by_id)
def test_a_page_tells_its_date_as_exactly_as_the_gold_says(
    server: SampleServer, page: GoldPage
) -> None:
    body = ask(server, page.host, page.path).body
    words = shown(page.site, page.published, page.language)
    exact = [page.published.isoformat(), page.published.astimezone(UTC).isoformat()]
    stated = any(stamp.encode() in body for stamp in exact)
    assert stated is (page.published_precision == "second")
    if page.published_precision is not None:
        assert words in page_text(body)
        assert (page.published.strftime("%H:%M") in words) or page.site in ("herald", "ministry")


def listed(server: SampleServer, site_id: str) -> list[str]:
    """What the hubs of a site list, as paths, in their order."""
    site = SITES[site_id]
    paths: list[str] = []
    for hub in site.hubs:
        body = ask(server, site.host, hub.path).body
        if hub.per_page:
            paths += listing_paths(server, site.host, hub.path)
            continue
        tree = etree.fromstring(gzip.decompress(body) if hub.path.endswith(".gz") else body)
        loc = "//*[local-name()='loc' and parent::*[local-name()='url']]/text()"
        entries = tree.xpath(
            f"//item/link/text() | {loc} | //*[local-name()='entry']/*[local-name()='link']/@href"
        )
        assert isinstance(entries, list)
        paths += [re.sub(r"^https?://[^/]+|\?utm_.*", "", str(url)) for url in entries]
    return paths


def listing_paths(server: SampleServer, host: str, first: str) -> list[str]:
    """The links that lead from the rows of a listing, page after page."""
    paths: list[str] = []
    todo, done = [first], set[str]()
    while todo:
        target = todo.pop()
        done.add(target)
        body = ask(server, host, target).body
        paths += found(body, "//*[@class='spisok' or @class='gov-list']//a/@href")
        pages = found(body, "//*[@class='stranicy' or @class='pagination']//a/@href")
        todo += [page for page in pages if page not in done and page not in todo]
    return paths


@pytest.mark.parametrize("site_id", SITES)
def test_the_hubs_of_a_site_list_exactly_its_pages(server: SampleServer, site_id: str) -> None:
    expected = {page.path for page in PAGES if page.site == site_id}
    assert set(listed(server, site_id)) == expected


def test_the_agency_names_its_sitemaps_by_way_of_robots_txt(server: SampleServer) -> None:
    host = SITES["agency"].host
    robots = ask(server, host, "/robots.txt").body.decode()
    address = re.search(r"(?m)^Sitemap: (\S+)$", robots)
    assert address is not None
    assert urlsplit(address[1]).netloc == f"{host}:{server.port}"
    index = etree.fromstring(ask(server, host, urlsplit(address[1]).path).body)
    names = [urlsplit(str(node.text)).path for node in index.iter("{*}loc")]
    assert names == [hub.path for hub in SITES["agency"].hubs]
    for name in names:
        assert ask(server, host, name).headers["Content-Type"] == "application/gzip"


@pytest.mark.parametrize("site_id", SITES)
def test_a_home_page_links_all_stories_of_its_site(server: SampleServer, site_id: str) -> None:
    body = ask(server, SITES[site_id].host, "/").body
    links = {link.removeprefix(server.url(site_id, "")) for link in found(body, "//ul//a/@href")}
    assert {page.path for page in PAGES if page.site == site_id} <= links


@pytest.mark.parametrize("site_id", SITES)
def test_every_site_allows_its_hubs_to_robots(server: SampleServer, site_id: str) -> None:
    reply = ask(server, SITES[site_id].host, "/robots.txt")
    assert reply.headers["Content-Type"].startswith("text/plain")
    rules = re.findall(r"(?m)^Disallow: (\S+)", reply.body.decode())
    for page in PAGES:
        assert page.site != site_id or not page.path.startswith(tuple(rules))


def test_the_old_newspaper_is_cp1251_and_says_so_in_its_markup_only(server: SampleServer) -> None:
    site = SITES["kenji_gazeta"]
    for page in PAGES:
        if page.site != site.id:
            continue
        reply = ask(server, site.host, page.path)
        assert reply.headers["Content-Type"] == "text/html"
        assert b"charset=windows-1251" in reply.body
        assert page.title in reply.body.decode("cp1251")
        with pytest.raises(UnicodeDecodeError):
            reply.body.decode("utf-8")


def test_linked_data_of_every_page_is_json_with_the_title(server: SampleServer) -> None:
    for page in PAGES:
        body = ask(server, page.host, page.path).body
        blocks = found(body, "//script[@type='application/ld+json']/text()")
        if page.site in ("herald", "agency", "qala") and page.kind not in WITHOUT_TEXT:
            assert any(page.title in json.dumps(json.loads(b), ensure_ascii=False) for b in blocks)


@pytest.mark.parametrize("path", ["/feed/", PAGES[-1].path])
def test_an_unchanged_page_is_answered_with_304(server: SampleServer, path: str) -> None:
    host = PAGES[-1].host if path != "/feed/" else SITES["herald"].host
    first = ask(server, host, path)
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = ask(server, host, path, condition)
        assert (again.status, again.body) == (304, b"")
    assert [hit.status for hit in server.log] == [200, 304, 304, 304]


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT", "If-None-Match": '"other"'},
    ],
)
def test_a_stale_validator_gets_the_whole_page(
    server: SampleServer, condition: dict[str, str]
) -> None:
    page = PAGES[0]
    assert ask(server, page.host, page.path, condition).status == 200


def test_an_override_takes_the_place_of_a_page_under_a_new_etag(server: SampleServer) -> None:
    page = next(page for page in PAGES if page.site == "kenji_gazeta")
    before = ask(server, page.host, page.path)
    server.overrides[page.host, page.path] = b"<p>corrected</p>"
    validators = {
        "If-None-Match": before.headers["ETag"],
        "If-Modified-Since": before.headers["Last-Modified"],
    }
    after = ask(server, page.host, page.path, validators)
    assert (after.status, after.body) == (200, b"<p>corrected</p>")
    assert after.headers["Content-Type"] == before.headers["Content-Type"]
    since = {"If-Modified-Since": before.headers["Last-Modified"]}
    assert ask(server, page.host, page.path, since).status == 200


def test_an_override_adds_a_page_that_was_not_there(server: SampleServer) -> None:
    host = SITES["herald"].host
    assert ask(server, host, "/fresh/").status == 404
    server.overrides[host, "/fresh/"] = b"<p>fresh</p>"
    assert ask(server, host, "/fresh/").body == b"<p>fresh</p>"


@pytest.mark.parametrize("site_id", SITES)
def test_an_unknown_path_gets_the_site_s_own_404_without_validators(
    server: SampleServer, site_id: str
) -> None:
    reply = ask(server, SITES[site_id].host, "/no/such/page", {"If-None-Match": "*"})
    assert reply.status == 404
    assert "ETag" not in reply.headers
    assert len(reply.body) > 5000


def test_a_host_that_is_no_sample_site_is_told_so(server: SampleServer) -> None:
    reply = ask(server, "example.test", "/")
    assert reply.status == 421
    assert b"Host header" in reply.body


def test_a_head_request_gets_the_headers_alone(server: SampleServer) -> None:
    page = PAGES[0]
    whole = ask(server, page.host, page.path)
    head = ask(server, page.host, page.path, method="HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(whole.body))


def test_a_delay_holds_back_every_answer(server: SampleServer) -> None:
    server.delay = 0.05
    start = time.monotonic()
    ask(server, PAGES[0].host, PAGES[0].path)
    assert time.monotonic() - start >= 0.05


def test_a_connection_left_open_does_not_keep_the_server_from_ending() -> None:
    with SampleServer() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/robots.txt", headers={"Host": SITES["herald"].host})
        connection.getresponse().read()
    assert connection.sock is not None
    assert connection.sock.recv(1) == b""
    connection.close()


def test_a_client_that_goes_away_is_passed_over_in_silence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with SampleServer() as server:
        server.delay = 0.05
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(b"GET / HTTP/1.1\r\nHost: steppe-herald.test\r\n\r\n")
        reset_on_close = struct.pack("ii", 1, 0)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_on_close)
        client.close()
        while not server.log:
            time.sleep(0.01)
    assert capfd.readouterr().err == ""


def test_a_fault_of_the_server_itself_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    with SampleServer() as server:
        server.overrides = None  # type: ignore[assignment]
        with pytest.raises(http.client.RemoteDisconnected):
            ask(server, SITES["herald"].host, "/")
    assert "AttributeError" in capfd.readouterr().err


def test_a_server_can_hold_chosen_stories_only() -> None:
    story = stories()[0]
    with SampleServer(pages=[story]) as server:
        assert ask(server, SITES[story.site].host, story.path).status == 200
        other = next(page for page in PAGES if page.site != story.site)
        assert ask(server, other.host, other.path).status == 404


def test_the_command_prints_every_site_and_ends_when_interrupted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    assert main(["--port", "0"], wait=interrupt) == 0
    printed = capsys.readouterr().out
    for site in SITES.values():
        assert f"http://{site.host}:" in printed


def test_the_command_ends_well_when_it_need_not_wait() -> None:
    assert main(["--port", "0"], wait=lambda: None) == 0


def test_a_port_in_use_is_named_with_what_to_do(
    server: SampleServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--port", str(server.port)], wait=lambda: None) == 1
    assert f"port {server.port}" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "-1", "http", "65536", "٣"])
def test_what_is_no_port_is_refused_in_words(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no port"):
        port_number(text)


def test_an_http_date_is_in_gmt() -> None:
    moment = datetime.fromisoformat("2026-11-18T09:40:00+05:00")
    assert http_date(moment) == "Wed, 18 Nov 2026 04:40:00 GMT"


# --- the source files


def test_the_sources_lead_to_hubs_that_are_served(server: SampleServer, tmp_path: Path) -> None:
    sources = write_sources(tmp_path / "sources", server.port)
    assert set(sources) == set(SITES)
    for source in sources.values():
        site = SITES[source.id]
        assert source.zone == site.zone
        assert source.hosts == (site.host,)
        assert source.pin == {site.host: "127.0.0.1"}
        assert source.roads
        for road in source.roads:
            address = urlsplit(road.url)
            assert (address.hostname, address.port) == (site.host, server.port)
            assert road.status == "sample"
            assert ask(server, site.host, address.path).status == 200


def test_the_article_patterns_of_a_source_fit_all_its_pages(tmp_path: Path) -> None:
    for source in write_sources(tmp_path, 8710).values():
        for page in PAGES:
            if page.site == source.id:
                url = f"http://{page.host}:8710{page.path}"
                assert all(re.search(pattern, url) for pattern in source.article_url_re)


# --- rendering


def test_rendering_is_the_same_every_time() -> None:
    for site in SITES.values():
        assert render_site(site, stories(), 80) == render_site(site, stories(), 80)


def test_a_site_without_stories_still_renders_its_hubs() -> None:
    for site in SITES.values():
        answers = render_site(site, (), 80)
        assert all(answers[hub.path].status == 200 for hub in site.hubs)


def test_every_site_has_markup_of_its_own() -> None:
    classes = []
    for site_id in SITES:
        text = (TEMPLATES / site_id / "article.html").read_text(encoding="utf-8")
        classes.append(frozenset(re.findall(r'class="([^"{]+)"', text)))
    assert len(set(classes)) == len(SITES)


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_a_link_in_a_sentence_leaves_its_words_as_they_are(text: str) -> None:
    markup = linked(text, "/x?a=1&b=2")
    assert re.sub(r"</?a[^>]*>", "", markup) == escape(text)


@pytest.mark.parametrize(
    ("site", "language", "words"),
    [
        ("herald", "en", "December 2, 2025"),
        ("agency", "ru", "20:39, 2 декабря 2025"),
        ("qala", "kk", "20:39, 2 Желтоқсан 2025"),
        ("kenji_gazeta", "ru", "02.12.2025 · 20:39"),
        ("ministry", "ru", "2 декабря 2025"),
        ("ministry", "kk", "2025 жылғы 2 желтоқсан"),
        ("ministry", "en", "2 December 2025"),
        ("digest", "ru", "02.12.2025 20:39"),
        ("sosed", "ru", "2 декабря 2025, 20:39"),
    ],
)
def test_each_site_writes_a_date_its_own_way(site: str, language: str, words: str) -> None:
    moment = datetime.fromisoformat("2025-12-02T20:39:00+05:00")
    assert shown(site, moment, language) == words


# --- reading story files


def test_a_body_is_cut_into_blocks() -> None:
    body = "One\nline.\n!ad Ad\n!photo A pit. Photo: X\nTwo.\n\n## Head\n\n> Said.\n!related More"
    assert parse_blocks(body) == (
        Block("paragraph", "One line."),
        Block("ad", "Ad"),
        Block("photo", "A pit. Photo: X"),
        Block("paragraph", "Two."),
        Block("heading", "Head"),
        Block("quote", "Said."),
        Block("related", "More"),
    )
    assert gold_text(parse_blocks(body)) == "One line.\n\nTwo.\n\nHead\n\nSaid."


words = st.text(alphabet="абвіңab .,!?", min_size=1, max_size=30).map(str.strip)
paragraphs = words.filter(lambda text: bool(text) and not text.startswith("!"))


@settings(max_examples=100)
@given(st.lists(st.tuples(st.sampled_from(["", "!ad Ad", "!photo Pit"]), paragraphs), max_size=6))
def test_furniture_never_reaches_the_gold_text(parts: list[tuple[str, str]]) -> None:
    body = "\n\n".join(f"{furniture}\n{text}" for furniture, text in parts)
    assert gold_text(parse_blocks(body)) == "\n\n".join(text for _, text in parts)


GOOD = """id = "herald-a"
path = "/a"
language = "en"
title = "A"
published = "2026-11-18T09:40:00+05:00"
body = "One.\\n\\nTwo.\\n\\nThree."
"""


def write(directory: Path, name: str, text: str) -> None:
    (directory / "herald").mkdir(exist_ok=True)
    (directory / "herald" / f"{name}.toml").write_text(text, encoding="utf-8")


def load(directory: Path) -> dict[str, Story]:
    return {story.id: story for story in load_stories(directory)}


def test_a_copy_is_its_original_with_the_edits(tmp_path: Path) -> None:
    write(tmp_path, "a", GOOD)
    copy = GOOD.replace("herald-a", "herald-b").partition("body")[0]
    edits = 'copy_of = "herald-a"\nprepend = "New."\ndrop_last = 1\nreplace = [["Two", "2"]]\n'
    write(tmp_path, "b", copy + edits)
    assert load(tmp_path)["herald-b"].text == "New.\n\nOne.\n\n2."


def test_a_copy_with_a_body_of_its_own_keeps_it(tmp_path: Path) -> None:
    write(tmp_path, "a", GOOD)
    write(tmp_path, "b", GOOD.replace("herald-a", "herald-b") + 'copy_of = "herald-a"\n')
    assert load(tmp_path)["herald-b"].text == "One.\n\nTwo.\n\nThree."


def test_stories_come_newest_first(tmp_path: Path) -> None:
    write(tmp_path, "a", GOOD)
    write(tmp_path, "b", GOOD.replace("herald-a", "herald-b").replace("11-18", "11-19"))
    assert list(load(tmp_path)) == ["herald-b", "herald-a"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id = ", "is not TOML"),
        (GOOD + 'colour = "red"\n', "'colour'"),
        (GOOD.replace("+05:00", ""), "'published'"),
        (GOOD.replace("herald-a", "herald-b"), "call it herald-a"),
        (GOOD.replace("One.", "!advert One."), "a line of furniture begins with"),
        (GOOD + 'copy_of = "herald-x"\n', "no story has the id 'herald-x'"),
    ],
)
def test_a_wrong_story_file_is_named_with_its_fault(
    tmp_path: Path, text: str, complaint: str
) -> None:
    write(tmp_path, "a", text)
    with pytest.raises(StoryError, match=re.escape(complaint)) as raised:
        load(tmp_path)
    assert "a.toml" in str(raised.value) or "herald-a" in str(raised.value)


def test_an_edit_that_finds_nothing_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a", GOOD)
    copy = GOOD.replace("herald-a", "herald-b").partition("body")[0]
    write(tmp_path, "b", copy + 'copy_of = "herald-a"\nreplace = [["Four", "4"]]\n')
    with pytest.raises(StoryError, match="'Four' does not occur in herald-a"):
        load(tmp_path)


def test_all_sample_dates_lie_before_the_day_they_were_written() -> None:
    for page in PAGES:
        assert page.published.utcoffset() in (timedelta(hours=5), timedelta(hours=6))
        assert page.published < datetime(2026, 11, 22, tzinfo=UTC), page.id
