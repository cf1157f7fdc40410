"""Whether a source can be read: states begin after a second look and an hour, and do not flap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.health.access import LONG_ENOUGH, access, last_trouble, last_word, was_read
from desk.health.observed import Crawl

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEED = "https://agency.kz/rss"
GOOD: dict[str, Any] = {"hubs_ok": 1, "listed": 20, "fetched": 2}
DEAD: dict[str, Any] = {"hubs_failed": 1, "problem": f"timed out ({FEED})"}
REFUSED: dict[str, Any] = {"hubs_failed": 1, "problem": f"answered 403 ({FEED})"}


def crawls(*given: tuple[int, dict[str, Any]]) -> list[Crawl]:
    """Crawls so many minutes ago, in this order."""
    return [
        Crawl(run_id=number, at=NOW - MINUTE * minutes, **counts)
        for number, (minutes, counts) in enumerate(given)
    ]


@pytest.mark.parametrize(
    ("problem", "state", "words"),
    [
        ("timed out", "site down", "does not answer"),
        ("answered 503", "site down", "error 503"),
        ("host not found", "site down", "domain name is not found"),
        ("certificate not valid", "site down", "no secure connection"),
        ("answered 403", "blocked", "error 403"),
        ("robots.txt forbids it", "blocked", "robots.txt forbids"),
        ("blocks us: a captcha", "challenge", "robot check"),
        ("moved to host other.kz", "moved", "redirects to other.kz"),
        ("answered 404", "moved", "no longer there"),
        ("is a web page, not a feed", "layout changed", "something else"),
        ("needs Chromium: install it", "site down", "needs Chromium: install it"),
    ],
)
def test_a_problem_of_two_crawls_and_an_hour_is_a_state(
    problem: str, state: str, words: str
) -> None:
    bad = {"hubs_failed": 1, "problem": f"{problem} ({FEED})"}
    found = access(crawls((200, GOOD), (90, bad), (30, bad)), NOW)
    assert found is not None
    assert (found.state, found.since, found.url) == (state, NOW - 90 * MINUTE, FEED)
    assert words in found.why
    assert found.figures["crawls"] == 2


def test_a_trouble_seen_once_is_no_state_however_long_ago() -> None:
    assert access(crawls((2000, GOOD), (900, DEAD)), NOW) is None


def test_a_trouble_of_less_than_an_hour_is_no_state_yet() -> None:
    bad = crawls((50, DEAD), (20, DEAD))
    assert access(bad, NOW) is None
    later = access(bad, NOW + 10 * MINUTE)
    assert later is not None
    assert later.since == NOW - 50 * MINUTE


def test_a_crawl_that_asked_nothing_neither_begins_nor_ends_a_state() -> None:
    found = access(crawls((90, DEAD), (60, {}), (30, DEAD), (5, {})), NOW)
    assert found is not None
    assert found.state == "site down"


def test_a_state_ends_with_a_good_crawl_that_is_confirmed() -> None:
    bad = [(300, DEAD), (200, DEAD)]
    assert access(crawls(*bad, (10, GOOD)), NOW) is not None
    assert access(crawls(*bad, (90, GOOD)), NOW) is None
    assert access(crawls(*bad, (20, GOOD), (10, GOOD)), NOW) is None


def test_a_source_that_answers_every_other_time_has_no_changing_state() -> None:
    flapping = [(minutes, GOOD if minutes % 40 else DEAD) for minutes in range(600, 0, -20)]
    assert access(crawls(*flapping), NOW) is None
    down = [(900, DEAD), (800, DEAD), *flapping]
    lines = [crawls(*down[:end]) for end in range(3, len(down) + 1)]
    found = [access(line, line[-1].at + MINUTE) for line in lines]
    assert {one and one.since for one in found} == {NOW - 900 * MINUTE}


def test_a_state_turns_into_another_after_two_crawls_and_an_hour() -> None:
    turning = [(600, DEAD), (500, DEAD), (80, REFUSED)]
    found = access(crawls(*turning), NOW)
    assert found is not None
    assert found.state == "site down"
    found = access(crawls(*turning, (10, REFUSED)), NOW)
    assert found is not None
    assert (found.state, found.since) == ("blocked", NOW - 80 * MINUTE)


def test_a_source_that_fails_in_changing_ways_is_in_the_state_it_is_most_often() -> None:
    mixed = crawls((50, DEAD), (30, REFUSED), (10, DEAD))
    assert access(mixed, NOW) is None
    found = access(mixed, NOW + 30 * MINUTE)
    assert found is not None
    assert (found.state, found.since) == ("site down", NOW - 50 * MINUTE)


def test_pages_that_fail_by_half_show_the_trouble_where_it_is_the_sites() -> None:
    walled = {**GOOD, "fetched": 4, "failed": 3, "reasons": {"blocks us: a captcha": 3}}
    found = access(crawls((90, walled), (10, walled)), NOW)
    assert found is not None
    assert (found.state, found.figures["pages_failed"]) == ("challenge", 3)
    for fine in (
        {**GOOD, "fetched": 9, "failed": 3, "reasons": {"timed out": 3}},
        {**GOOD, "fetched": 2, "failed": 2, "reasons": {"timed out": 2}},
        {**GOOD, "fetched": 4, "failed": 4, "reasons": {"larger than the cap": 3, "timed out": 1}},
    ):
        assert access(crawls((90, fine), (10, fine)), NOW) is None


CAPTCHA = "blocks us: a captcha"


def pages(good: int, walled: int) -> dict[str, Any]:
    reasons = {CAPTCHA: walled} if walled else {}
    return {"hubs_ok": 1, "fetched": good + walled, "failed": walled, "reasons": reasons}


def test_single_pages_of_several_crawls_that_fail_are_taken_together() -> None:
    line = crawls(*((minutes, pages(0, 1)) for minutes in range(300, 0, -30)))
    assert access(line, NOW) is None
    found = access(line, NOW, pooled=True)
    assert found is not None
    assert (found.state, found.since) == ("challenge", NOW - 240 * MINUTE)
    well = [*line, *crawls((20, pages(1, 0)), (15, pages(1, 0)), (10, pages(1, 0)))]
    assert access(well, NOW, pooled=True) is None


def test_a_crawl_without_a_new_page_does_not_end_a_trouble_of_pages() -> None:
    nothing_new = [(minutes, pages(0, 0)) for minutes in (90, 60, 30)]
    bad = [(300, pages(0, 4)), (200, pages(0, 4))]
    found = access(crawls(*bad, *nothing_new), NOW)
    assert found is not None
    assert found.state == "challenge"
    assert access(crawls(*bad, *nothing_new, (10, pages(0, 1))), NOW) is not None
    assert access(crawls(*bad, (90, pages(1, 0))), NOW) is None


def test_a_site_that_asked_to_be_left_alone_is_blocked_though_nothing_was_asked() -> None:
    closed = {"problem": "throttled by the host until 11-23 20:00"}
    found = access(crawls((90, closed), (10, closed)), NOW)
    assert found is not None
    assert found.state == "blocked"


def test_hubs_that_fail_without_a_word_are_a_trouble_too() -> None:
    found = access(crawls((90, {"hubs_failed": 2}), (10, {"hubs_failed": 2})), NOW)
    assert found is not None
    assert found.state == "layout changed"


def test_whether_a_source_was_ever_read_and_what_it_met_last() -> None:
    line = crawls((90, GOOD), (10, DEAD), (5, {}))
    assert was_read(line)
    assert not was_read(line[1:])
    sign = last_trouble(line)
    assert sign is not None
    assert sign.kind == "down"
    assert last_trouble(line[:1]) is None


ALONE: dict[str, Any] = {"fetched": 1, "failed": 1, "reasons": {"answered 403": 1}}


def test_a_crawl_in_which_nothing_came_does_not_end_a_state() -> None:
    bad = [(600, REFUSED), (500, REFUSED)]
    found = access(crawls(*bad, (300, ALONE), (200, ALONE), (100, ALONE)), NOW)
    assert found is not None
    assert (found.state, found.since) == ("blocked", NOW - 600 * MINUTE)
    came = {"revisited": 1}
    assert access(crawls(*bad, (300, ALONE), (200, came)), NOW) is None


def test_a_stored_page_that_came_speaks_for_the_pages_of_a_site() -> None:
    walled = {**GOOD, "fetched": 4, "failed": 3, "reasons": {"blocks us: a captcha": 3}}
    assert access(crawls((90, walled), (10, walled)), NOW) is not None
    mixed = {**walled, "revisited": 9}
    assert access(crawls((90, mixed), (10, mixed)), NOW) is None


def test_a_single_page_that_failed_is_the_last_word_where_nothing_else_was_asked() -> None:
    line = crawls((10, ALONE), (5, {}))
    assert not was_read(line)
    assert last_trouble(line) is None
    assert last_word(line).kind == "blocked"
    assert last_word(crawls((90, DEAD), (10, ALONE))).kind == "down"
    assert last_word(crawls((10, {"fetched": 1, "failed": 1}))).kind == "unread"


MOMENTS = st.lists(st.integers(1, 3000), max_size=25, unique=True)


@given(MOMENTS, st.data())
@settings(max_examples=100, deadline=None)
def test_no_state_without_two_troubles_and_an_hour(minutes: list[int], data: st.DataObject) -> None:
    kinds = st.sampled_from([GOOD, DEAD, REFUSED, {}, ALONE])
    line = crawls(*((at, data.draw(kinds)) for at in sorted(minutes, reverse=True)))
    found = access(line, NOW)
    if found is not None:
        assert found.since is not None
        assert NOW - found.since >= LONG_ENOUGH
        assert sum(one.trouble is not None for one in line if one.at >= found.since) >= 2
    if len(line) > 1 and all(one.hubs_ok for one in line[-2:]):
        assert found is None
