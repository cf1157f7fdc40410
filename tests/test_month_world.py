"""The sites of the simulated month: what each answers, well and in trouble, and over HTTP."""

from __future__ import annotations

import http.client
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from crawler.sources import load_sources
from crawler.walls import wall
from samples.month.outlets import OUTLETS
from samples.month.scenes import scene
from samples.month.serving import Receiver, Sites
from samples.month.sourcefiles import INTERVAL_MINUTES, write_sources
from samples.month.troubles import STATES, Weather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from samples.month.pages import Reply
    from samples.month.troubles import Trouble

BEGIN = datetime(2026, 11, 16, tzinfo=ZoneInfo("Asia/Almaty"))
MONTH = scene(BEGIN, 30)
PORT = 8710
HOUR = timedelta(hours=1)


def trouble(kind: str) -> Trouble:
    return next(one for one in MONTH.weather.troubles if one.kind == kind)


def answer(outlet: str, target: str, now: datetime) -> Reply:
    reply = MONTH.answer(OUTLETS[outlet].host, target, now, PORT)
    assert reply is not None
    return reply


def newest(outlet: str, now: datetime) -> str:
    """The address of the newest page of a site."""
    return [one.path for one in MONTH.published if one.outlet == outlet and one.published <= now][
        -1
    ]


def test_each_kind_of_trouble_comes_once_and_has_a_state() -> None:
    kinds = [one.kind for one in MONTH.weather.troubles]
    assert sorted(kinds) == sorted(STATES)
    assert len({one.outlet for one in MONTH.weather.troubles}) == len(kinds)
    assert all(BEGIN < one.begin < one.end < MONTH.end for one in MONTH.weather.troubles)


def test_a_page_is_there_from_its_publication_on() -> None:
    text = next(one for one in MONTH.published if one.published > BEGIN)
    assert answer(text.outlet, text.path, text.published - HOUR).status == 404
    reply = answer(text.outlet, text.path, text.published)
    assert reply.status == 200
    assert text.wording.title.split()[0] in reply.body.decode()


@pytest.mark.parametrize(
    ("outlet", "road"), [("ertis", "rss"), ("dala", "atom"), ("zaboi", "listing")]
)
def test_a_road_names_the_newest_pages_first(outlet: str, road: str) -> None:
    now = BEGIN + timedelta(days=3)
    path = OUTLETS[outlet].path(road)  # type: ignore[arg-type]
    body = answer(outlet, path, now).body.decode()
    held = [
        text.path for text in MONTH.published if text.outlet == outlet and text.published <= now
    ]
    assert held[-1] in body
    places = [body.index(path) for path in held[::-1][:10]]
    assert places == sorted(places)


def test_a_feed_is_empty_before_anything_was_published() -> None:
    body = answer("dala", "/atom.xml", BEGIN - timedelta(days=300)).body.decode()
    assert "<entry>" not in body
    assert "<updated>" in body


def test_the_rest_of_a_site_answers_too() -> None:
    assert b"Disallow: /search" in answer("ertis", "/robots.txt", BEGIN).body
    assert answer("ertis", "/", BEGIN).status == 200
    assert answer("ertis", "/nothing", BEGIN).status == 404
    reply = MONTH.answer("unknown.test", "/", BEGIN, PORT)
    assert reply is not None
    assert reply.status == 404


def test_a_site_in_trouble_fails_in_its_own_way_and_recovers() -> None:
    for kind, status in (("blocked", 403), ("challenge", 200), ("moved", 301)):
        one = trouble(kind)
        reply = answer(one.outlet, "/rss.xml", one.begin)
        assert reply.status == status
        assert b"<rss" not in reply.body
        assert b"<rss" in answer(one.outlet, "/rss.xml", one.end).body


def test_a_challenge_is_one_that_the_crawler_knows_as_such() -> None:
    one = trouble("challenge")
    reply = answer(one.outlet, "/rss.xml", one.begin)
    assert wall(reply.status, {}, reply.body) is not None


def test_a_site_that_moved_sends_readers_to_another_host() -> None:
    one = trouble("moved")
    reply = answer(one.outlet, "/rss.xml", one.begin)
    assert reply.location == f"http://new-{one.outlet}.test/rss.xml"


def test_a_site_that_is_down_gives_no_answer() -> None:
    one = trouble("down")
    assert MONTH.answer(OUTLETS[one.outlet].host, "/", one.begin, PORT) is None


def test_a_silent_site_publishes_nothing_and_a_thin_one_little() -> None:
    for kind, most in (("silent", 0.0), ("thin", 0.5)):
        one = trouble(kind)
        span = one.end - one.begin
        during = [t for t in MONTH.published if t.outlet == one.outlet and one.lasts(t.published)]
        before = [
            text
            for text in MONTH.published
            if text.outlet == one.outlet and one.begin - span <= text.published < one.begin
        ]
        assert len(during) <= most * len(before)


def test_a_thin_page_has_its_first_paragraph_only() -> None:
    one = trouble("thin")
    now = one.end - HOUR
    path = newest(one.outlet, now)
    assert len(answer(one.outlet, path, now).body) < len(answer(one.outlet, path, one.end).body)


def test_a_frozen_feed_stays_as_it_was_while_the_list_goes_on() -> None:
    one = trouble("frozen")
    now = one.end - HOUR
    assert (
        answer(one.outlet, "/rss.xml", now).body == answer(one.outlet, "/rss.xml", one.begin).body
    )
    path = newest(one.outlet, now).encode()
    assert path in answer(one.outlet, "/news/", now).body
    assert path not in answer(one.outlet, "/rss.xml", now).body


def test_a_changed_layout_shows_no_text() -> None:
    one = trouble("layout")
    path = newest(one.outlet, one.begin)
    text = next(held for held in MONTH.published if (held.outlet, held.path) == (one.outlet, path))
    assert text.wording.title not in answer(one.outlet, path, one.begin).body.decode()


def test_broken_dates_are_years_ahead_in_feed_and_page() -> None:
    one = trouble("dates")
    path = newest(one.outlet, one.begin)
    assert b"2031" in answer(one.outlet, "/rss.xml", one.begin).body
    assert b"2031-" in answer(one.outlet, path, one.begin).body
    assert b"2031" not in answer(one.outlet, path, one.end).body
    assert "2026" not in path


def test_a_broken_charset_loses_the_letters_of_kazakh() -> None:
    one = trouble("charset")
    path = newest(one.outlet, one.begin)
    broken, whole = (answer(one.outlet, path, at).body.decode() for at in (one.begin, one.end))
    assert broken.count("?") > 10
    assert whole.count("?") < broken.count("?")


def test_the_weather_tells_what_goes_on() -> None:
    (begin, end), mood = MONTH.weather.offline[0], MONTH.weather.receiver[0]
    assert MONTH.weather.is_offline(begin)
    assert not MONTH.weather.is_offline(end)
    assert MONTH.weather.mood(mood[0]) == "refuses"
    assert MONTH.weather.mood(BEGIN) == "well"
    assert Weather().trouble("ertis", BEGIN) is None


def test_a_short_scene_has_fewer_sites_and_its_own_troubles() -> None:
    spell = scene(BEGIN, 7)
    assert {one.outlet for one in spell.weather.troubles} < {one.id for one in spell.outlets}
    assert len(spell.outlets) < len(MONTH.outlets)
    assert spell.end - spell.begin == timedelta(days=7)


def test_the_source_files_are_good_ones_and_name_every_road(tmp_path: Path) -> None:
    write_sources(tmp_path / "sources", PORT, MONTH.outlets)
    sources = load_sources(tmp_path / "sources")
    assert set(sources) == set(OUTLETS)
    for outlet in MONTH.outlets:
        source = sources[outlet.id]
        assert len(source.roads) == len(outlet.roads)
        assert source.interval_minutes == INTERVAL_MINUTES


@pytest.fixture
def sites() -> Iterator[Sites]:
    with Sites(MONTH, lambda: BEGIN + timedelta(days=2)) as running:
        yield running


def get(port: int, host: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": f"{host}:{port}", **headers})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return reply


def test_a_page_that_is_known_is_not_sent_again(sites: Sites) -> None:
    first = get(sites.port, "ertis.test", "/rss.xml")
    etag = str(first.headers["ETag"])
    again = get(sites.port, "ertis.test", "/rss.xml", **{"If-None-Match": etag})
    assert (first.status, again.status, sites.asked) == (200, 304, 2)


def test_sites_refuse_for_a_while_and_come_back_on_their_port(sites: Sites) -> None:
    port = sites.port
    sites.refuse()
    sites.refuse()
    with pytest.raises(ConnectionRefusedError):
        get(port, "ertis.test", "/")
    sites.listen()
    assert get(port, "ertis.test", "/").status == 200


def test_a_site_that_is_down_hangs_up() -> None:
    one = trouble("down")
    with (
        Sites(MONTH, lambda: one.begin) as sites,
        pytest.raises(http.client.RemoteDisconnected),
    ):
        get(sites.port, OUTLETS[one.outlet].host, "/")


def test_a_moved_site_names_its_new_address_over_http() -> None:
    one = trouble("moved")
    with Sites(MONTH, lambda: one.begin) as sites:
        reply = get(sites.port, OUTLETS[one.outlet].host, "/rss.xml")
    assert reply.headers["Location"] == f"http://new-{one.outlet}.test/rss.xml"


def post(port: int, told: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("POST", "/toll", body=json.dumps(told))
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_receiver_keeps_what_it_takes_and_fails_in_its_mood() -> None:
    with Receiver(lambda: BEGIN, slow=0.05) as receiver:
        port = receiver.port
        assert post(port, {"title": "one"}) == 200
        receiver.be("answers 500")
        assert post(port, {"title": "two"}) == 500
        receiver.be("slow")
        assert post(port, {"title": "three"}) == 200
        receiver.be("refuses")
        with pytest.raises(ConnectionRefusedError):
            post(port, {"title": "four"})
        receiver.be("well")
        assert post(port, {"title": "five"}) == 200
    taken = [(one.at, one.path, one.told["title"]) for one in receiver.posts]
    assert taken == [(BEGIN, "/toll", title) for title in ("one", "three", "five")]
