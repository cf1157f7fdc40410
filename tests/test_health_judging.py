"""The state of a source is the worst that it shows; one test for each state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bench.health import TROUBLES, WARM, found_after
from desk.health.finding import ORDER, Cause, Finding
from desk.health.judging import expected, finding, judge, named_as_before
from desk.health.observed import Crawl, Day, Observed, Road
from tests.healthworld import BEGIN, DAY, FEED, Habits, bad_crawls, broken, good_crawls, world

NOW = datetime(2026, 3, 18, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
# days within which each state is found in a source of 20 articles a day
WITHIN = {
    "site down": 0.1,
    "blocked": 0.1,
    "challenge": 0.1,
    "moved": 0.1,
    "layout changed": 4,
    "feed frozen": 2.1,
    "silent": 1.5,
    "charset broken": 3,
    "dates broken": 3,
    "thin": 3,
}


@pytest.mark.parametrize("state", WITHIN)
def test_each_state_is_found_in_time(state: str) -> None:
    days = found_after(TROUBLES[state], state, 5)
    assert days is not None
    assert days <= WITHIN[state]


def test_every_trouble_has_its_time() -> None:
    assert set(WITHIN) | {"offline", "never run", "ok"} == set(ORDER)


def test_a_source_that_was_never_asked_was_never_run() -> None:
    found = finding(Observed(source_id="a"), NOW)
    assert (found.state, found.why) == ("never run", "no crawl has asked anything of it yet")
    assert not found.is_trouble


def test_a_source_whose_only_crawl_failed_is_not_called_well() -> None:
    found = finding(Observed(source_id="a", crawls=bad_crawls(NOW, "answered 403", 1)), NOW)
    assert (found.state, found.why) == ("never run", "it answers with error 403")


def test_a_source_whose_only_crawl_gave_no_page_and_no_word_is_never_run() -> None:
    old = Observed(source_id="a", days=(Day(day=BEGIN, hubs_ok=1),))
    assert finding(old, NOW).state == "ok"


def test_a_trouble_that_was_seen_once_is_a_doubt_and_no_state() -> None:
    sound = world(Habits(20), WARM)
    now = sound.arrivals[-1] + 30 * MINUTE
    crawls = (*good_crawls(now - 60 * MINUTE), *bad_crawls(now, f"timed out ({FEED})", 1))
    found = finding(sound.observed(now, crawls=crawls), now)
    assert (found.state, found.since, found.figures) == ("ok", None, {"doubt": "site down"})
    assert "does not answer" in found.why


def test_a_source_of_which_a_single_page_alone_was_asked_for_is_not_called_well() -> None:
    alone = Crawl(run_id=1, at=NOW, fetched=1, failed=1, reasons={"answered 403": 1})
    found = finding(Observed(source_id="a", crawls=(alone,)), NOW)
    assert (found.state, found.why) == ("never run", "it answers with error 403")


def stuck(key: str) -> Finding:
    return Finding("feed frozen", NOW, Cause(key, {"day": "2026-03-10"}))


def test_a_trouble_that_goes_on_keeps_its_first_name() -> None:
    silent = Finding("silent", NOW, Cause("silence", {"usual": 3}, 4))
    assert named_as_before(stuck("frozen"), "silent").state == "silent"
    assert named_as_before(silent, "feed frozen").state == "feed frozen"
    # that other roads go on is known better now
    assert named_as_before(stuck("frozen_alone"), "silent").state == "feed frozen"
    assert named_as_before(silent, "blocked") is silent
    assert named_as_before(silent, "silent") is silent


STILL = "frozen: its newest entry is of 2026-03-10"


def test_the_silence_of_a_source_with_one_feed_is_named_by_the_source() -> None:
    sound = world(Habits(20), WARM)
    last = sound.arrivals[-1]
    now = last + 3 * DAY
    feed = Road(url=FEED, kind="feed", checked_at=now, changed_at=last, newest_at=last, doubt=STILL)
    days = (*sound.days, *(Day(day=sound.days[-1].day + DAY * n, hubs_ok=24) for n in (1, 2, 3)))
    one = sound.observed(now, roads=(feed,), days=days, crawls=good_crawls(now, 80))
    assert finding(one, now).state == "silent"
    # of a young one nothing is usual yet
    assert finding(replace(one, days=days[-4:]), now).state == "feed frozen"
    moving = Road(url="https://agency.kz/news", kind="listing", checked_at=now, changed_at=now)
    assert finding(replace(one, roads=(feed, moving)), now).state == "feed frozen"


def test_the_worst_state_is_named_first() -> None:
    ill = broken(
        world(Habits(20, relevant=0.5), WARM + 5),
        BEGIN + WARM * DAY,
        lambda one: replace(one, dated=0, listed=one.listed // 10),
    )
    now = ill.arrivals[-1] + 60 * MINUTE
    assert finding(ill.observed(now), now).state == "dates broken"
    bad = bad_crawls(now, f"answered 503 ({FEED})")
    assert finding(ill.observed(now, crawls=bad), now).state == "site down"


def test_a_source_that_is_off_has_no_finding() -> None:
    one = Observed(source_id="a", enabled=False, crawls=bad_crawls(NOW, "answered 403"))
    assert judge([one, replace(one, source_id="b", enabled=True)], NOW).sources.keys() == {"b"}


def test_what_is_usual_is_learnt_before_the_last_days() -> None:
    sound = world(Habits(20), 30)
    now = sound.arrivals[-1]
    usual = expected(sound.observed(now), now)
    assert usual.listed is not None
    # thirty days without today, the three before it, and the first one
    assert usual.days == 30 - 1 - 3 - 1
