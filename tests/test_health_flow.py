"""What a source lists: silence by its own rhythm, feeds that stand still, lists that name nothing."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bench.health import RHYTHMS, WARM, day_trouble, false_alarms, found_after
from desk.health import flow
from desk.health.expected import Expected, Rate
from desk.health.flow import FALSE_ALARMS_A_YEAR, is_silence, patience
from desk.health.lagging import Named
from desk.health.observed import Crawl, Day, Observed, Road
from tests.healthworld import BEGIN, DAY, FEED, HOUR, Habits, broken, good_crawls, world

NOW = datetime(2026, 3, 18, 7, tzinfo=UTC)
LIST = "https://agency.kz/news"


def road(url: str = FEED, kind: str = "feed", **given: object) -> Road:
    fields = {"checked_at": NOW, "changed_at": NOW - DAY, "newest_at": NOW - DAY, "entries": 9}
    return Road(url=url, kind=kind, **{**fields, **given})  # type: ignore[arg-type]


def nothing(one: Day) -> Day:
    return replace(one, listed=0, fetched=0, stored=0, languages={}, words=0)


# --- silence


@pytest.mark.parametrize(
    ("habits", "most"),
    [
        (Habits(50), 1.5),
        (Habits(20), 1.5),
        (Habits(20, weekend=0, holiday=0), 4),
        (Habits(8, weekend=0.7), 3),
        (Habits(1), 14),
    ],
)
def test_silence_is_found_within_a_time_that_fits_the_rhythm(habits: Habits, most: float) -> None:
    days = found_after(day_trouble(habits, nothing), "silent")
    assert days is not None
    assert days <= most


@pytest.mark.parametrize("name", RHYTHMS)
def test_a_sound_source_of_any_rhythm_raises_no_alarm_over_months_with_holidays(name: str) -> None:
    # from the middle of March, over Nauryz and the holidays of May
    assert false_alarms(RHYTHMS[name], 11, 60) == []


@pytest.mark.parametrize("name", ["20 a day, half at weekends", "2 a week"])
def test_a_sound_source_raises_no_alarm_over_a_year(name: str) -> None:
    # `python -m bench.health` prints the rate over many years of all rhythms
    assert false_alarms(RHYTHMS[name], 5, looks_at=(20,)) == []


def test_silence_begins_with_the_last_new_article_and_tells_what_is_usual() -> None:
    ill = broken(world(Habits(20), WARM + 9), BEGIN + WARM * DAY, nothing)
    now = ill.arrivals[-1] + 3 * DAY
    found = flow.silent(ill.observed(now), now)
    assert found is not None
    assert (found.state, found.since) == ("silent", ill.arrivals[-1])
    assert found.why.startswith("nothing new for 3 days; usually 1")
    assert found.figures["expected_since"] > 40


def test_a_silence_that_nobody_watched_is_none() -> None:
    ill = broken(world(Habits(20), WARM + 9), BEGIN + WARM * DAY, nothing)
    now = ill.arrivals[-1] + 6 * DAY
    whole = ill.observed(now)
    unwatched = tuple(one for one in whole.days if one.day < BEGIN + WARM * DAY)
    assert flow.silent(replace(whole, days=unwatched), now) is None
    assert flow.silent(replace(whole, crawls=good_crawls(now, 1)), now) is None


def test_of_a_young_source_silence_is_not_known_yet() -> None:
    ill = broken(world(Habits(20), 12), BEGIN + 6 * DAY, nothing)
    now = ill.arrivals[-1] + 4 * DAY
    assert flow.silent(ill.observed(now), now) is None


def test_lists_that_never_named_an_article_are_silent_after_two_crawls() -> None:
    empty = tuple(replace(one, listed=0) for one in good_crawls(NOW, 3))
    source = Observed(source_id="a", crawls=empty)
    found = flow.silent(source, NOW)
    assert found is not None
    assert (found.since, found.why) == (NOW - 2 * HOUR, "its lists have named no article so far")
    assert flow.silent(replace(source, crawls=empty[-1:]), NOW) is None
    assert flow.silent(replace(source, crawls=good_crawls(NOW, 3)), NOW) is None
    listed = (Day(day=BEGIN, listed=3),)
    assert flow.silent(replace(source, days=listed), NOW) is None


def rate(mean: float, came: float, clump: float = 1.0, longest: float = 0.0) -> Rate:
    return Rate((mean,) * 7, mean / 2, clump, came, 56, longest)


@given(st.floats(0.05, 500), st.floats(1, 20))
@settings(max_examples=100, deadline=None)
def test_a_silence_is_called_so_less_than_once_in_ten_years(mean: float, clump: float) -> None:
    # of less than one clump no rate is known, and a silence of centuries proves nothing
    assume(mean * 56 >= clump)
    known = rate(mean, mean * 56, clump)
    # the least that must be expected; for a rate that is known well, chance is exp(-missing)
    missing = next(x / 4 for x in range(10**6) if is_silence(known, x / 4 * clump))
    a_year = 365 * mean / clump
    if a_year > 1:
        assert a_year * math.exp(-missing) <= FALSE_ALARMS_A_YEAR * 1.01
    assert patience(known) > 0


def test_a_rate_that_is_known_badly_needs_a_longer_silence() -> None:
    assert is_silence(rate(5, 280), 11)
    assert not is_silence(rate(5, 10), 11)
    assert not is_silence(rate(5, 0), 1000)


def test_a_silence_must_be_longer_than_any_that_ended() -> None:
    assert not is_silence(rate(5, 280, longest=10), 14)
    assert is_silence(rate(5, 280, longest=10), 15)


# --- feeds that stand still


def source(*roads: Road) -> Observed:
    return Observed(source_id="a", roads=roads)


STUCK = "frozen: its newest entry is of 2026-03-10"


def test_a_feed_that_stands_still_while_the_list_goes_on_is_frozen() -> None:
    since = NOW - 8 * DAY
    feed = road(changed_at=since, newest_at=since - HOUR, doubt=STUCK)
    found = flow.frozen(source(feed, road(LIST, "listing")))
    assert found is not None
    assert (found.state, found.since, found.url) == ("feed frozen", since, FEED)
    assert "10 March 2026, while other pages" in found.why


def test_a_feed_that_lacks_what_the_list_names_is_frozen_before_its_rhythm_tells() -> None:
    since = NOW - 2 * DAY
    known = [Named(since - 6 * HOUR * number, since - 7 * HOUR * number) for number in range(60)]
    missed = [Named(NOW - 30 * HOUR)] * 3 + [Named(NOW - 6 * HOUR)] * 3
    told: dict[str, Any] = {"changed_at": since, "newest_at": since - HOUR, "named_at": since}
    feed = road(others=tuple(known + missed), **told)
    found = flow.frozen(source(road(LIST, "listing"), feed))
    assert found is not None
    assert (found.state, found.since, found.url) == ("feed frozen", since, FEED)
    assert found.figures["missed"] == 6
    assert "while other pages" in found.why
    undated = flow.frozen(source(replace(feed, newest_at=None)))
    assert undated is not None
    assert "while other pages" in undated.why
    fine: tuple[dict[str, Any], ...] = (
        {"named_at": None}, {"is_check": True}, {"checked_at": None}, {"others": tuple(known)},
    )  # fmt: skip
    for told_well in fine:
        assert flow.frozen(source(replace(feed, **told_well))) is None


def test_the_only_road_that_stands_still_is_frozen_by_its_rhythm() -> None:
    feed = road(changed_at=NOW - 8 * DAY, newest_at=NOW - 8 * DAY, doubt=STUCK)
    found = flow.frozen(source(feed))
    assert found is not None
    assert "while" not in found.why


def test_where_all_roads_stand_still_the_site_is_silent_and_no_feed_frozen() -> None:
    feed = road(changed_at=NOW - 8 * DAY, newest_at=NOW - 8 * DAY, doubt=STUCK)
    still = road(LIST, "listing", changed_at=NOW - 9 * DAY)
    assert flow.frozen(source(feed, still)) is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"doubt": "overrun: none of its 20 entries was known"},
        {"doubt": STUCK, "newest_at": NOW - 900 * DAY},
        {"doubt": STUCK, "newest_at": None},
        {"doubt": STUCK, "changed_at": None},
        {"doubt": STUCK, "is_check": True},
        {"doubt": STUCK, "problem": "timed out"},
        {"doubt": STUCK, "checked_at": None},
        {"doubt": STUCK, "kind": "listing"},
        # it names what is new, with dates that are ahead or missing
        {"doubt": STUCK, "changed_at": NOW - HOUR, "newest_at": NOW - 3 * DAY},
    ],
)
def test_a_feed_that_never_moved_or_is_not_in_use_is_not_called_frozen(
    given: dict[str, object],
) -> None:
    assert flow.frozen(source(road(**given))) is None  # type: ignore[arg-type]


# --- lists that name nothing


def naming_nothing(*roads: Road, last_new: datetime | None = NOW - 5 * HOUR) -> Observed:
    empty = tuple(replace(one, listed=0) for one in good_crawls(NOW, 3))
    crawls = (Crawl(run_id=1, at=NOW - 6 * HOUR, hubs_ok=1, listed=20), *empty)
    return Observed(source_id="a", crawls=crawls, roads=roads, last_new_at=last_new)


def test_lists_that_answer_and_name_no_article_any_more_show_a_changed_layout() -> None:
    found = flow.names_nothing(naming_nothing(road(LIST, "listing", entries=0)), NOW)
    assert found is not None
    assert (found.state, found.since, found.url) == ("layout changed", NOW - 2 * HOUR, LIST)
    assert found.why == "its list answers and names no article"


@pytest.mark.parametrize(
    "given",
    [
        naming_nothing(road(LIST, "listing", entries=0), last_new=NOW - HOUR),
        naming_nothing(road(LIST, "listing", entries=0), last_new=None),
        naming_nothing(road(LIST, "listing", entries=0), road(entries=5)),
        naming_nothing(road(LIST, "listing", entries=None)),
        naming_nothing(road(LIST, "sitemap", entries=0)),
        naming_nothing(road(LIST, "listing", entries=0, problem="timed out")),
    ],
)
def test_while_anything_is_named_no_layout_has_changed(given: Observed) -> None:
    assert flow.names_nothing(given, NOW) is None


def test_lists_that_name_nothing_are_looked_at_for_an_hour() -> None:
    given = naming_nothing(road(LIST, "listing", entries=0))
    short = replace(given, crawls=(given.crawls[0], *good_crawls(NOW, 2, timedelta(minutes=9))))
    short = replace(short, crawls=tuple(replace(one, listed=0) for one in short.crawls[1:]))
    assert flow.names_nothing(short, NOW) is None


# --- thin


def usual(listed: float = 20, stored: float = 10) -> Expected:
    return Expected(listed=rate(listed, 999), stored=rate(stored, 999))


def thin_days(listed: int, stored: int) -> tuple[Day, ...]:
    return tuple(
        Day(
            day=BEGIN + DAY * n,
            hubs_ok=9,
            listed=20 if n < 20 else listed,
            stored=10 if n < 20 else stored,
        )
        for n in range(24)
    )


def test_far_fewer_articles_than_usual_are_thin() -> None:
    source = Observed(source_id="a", days=thin_days(2, 1))
    found = flow.thin(source, usual(), BEGIN + 24 * DAY)
    assert found is not None
    assert (found.state, found.since) == ("thin", flow.start_of(BEGIN + 20 * DAY))
    assert found.why == "new articles: 8, usual in this time: 80"


def test_far_fewer_stored_of_as_many_are_thin() -> None:
    source = Observed(source_id="a", days=thin_days(20, 0))
    found = flow.thin(source, usual(), BEGIN + 24 * DAY)
    assert found is not None
    assert found.why.startswith("texts on the topics: 0, usual in this time: 40")


def test_what_is_usual_or_not_known_yet_is_not_thin() -> None:
    source = Observed(source_id="a", days=thin_days(18, 8))
    assert flow.thin(source, usual(), BEGIN + 24 * DAY) is None
    assert flow.thin(source, Expected(), BEGIN + 24 * DAY) is None
