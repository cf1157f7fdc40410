"""Waiting times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.politeness import (
    LONGEST_RETRY_AFTER,
    backoff,
    crawl_delay,
    retry_after,
    slot_of,
    slots,
)
from tests.crawling import make_source as source

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("86400", LONGEST_RETRY_AFTER),
        ("9" * 5000, LONGEST_RETRY_AFTER),
        ("Sun, 22 Nov 2026 12:01:00 GMT", 60.0),
        ("Sun, 22 Nov 2026 12:01:00", 60.0),
        ("Sun, 22 Nov 2026 17:01:00 +0500", 60.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2099 11:00:00 GMT", LONGEST_RETRY_AFTER),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_capped(header: str | None, seconds: object) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_no_header_raises_or_gives_more_than_an_hour(header: str) -> None:
    seconds = retry_after(header, NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_RETRY_AFTER


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - zones are drawn below
    st.integers(-12, 14),
)
@settings(max_examples=100)
def test_a_date_means_the_same_in_every_zone(moment: datetime, hours: int) -> None:
    utc = moment.replace(microsecond=0, tzinfo=UTC)
    local = utc.astimezone(timezone(timedelta(hours=hours)))
    assert retry_after(format_datetime(utc), NOW) == retry_after(format_datetime(local), NOW)


def test_each_pause_is_twice_the_one_before() -> None:
    assert [backoff(attempt, 2.0) for attempt in range(4)] == [2.0, 4.0, 8.0, 16.0]


@pytest.mark.parametrize(
    ("asked", "own", "delay"), [(None, 5, 5), (2, 5, 5), (10, 5, 10), (3600, 5, 60), (3600, 90, 90)]
)
def test_the_longer_delay_holds_and_a_site_cannot_ask_for_more_than_a_minute(
    asked: float | None, own: float, delay: float
) -> None:
    assert crawl_delay(asked, own) == delay


def test_each_host_of_a_source_has_a_slot_with_its_delay_and_one_request_at_a_time() -> None:
    made = slots(
        [
            source(
                "one",
                delay_seconds=3,
                pin={"Pinned.test": "127.0.0.1"},
                feeds=({"url": "https://feeds.one.kz/rss"},),
            ),
            source("two", delay_seconds=9, hosts=("www.two.kz",)),
        ]
    )
    assert set(made) == {"one.kz", "pinned.test", "feeds.one.kz", "two.kz"}
    assert made["feeds.one.kz"] == {"concurrency": 1, "delay": 3, "jitter": 0.0}
    assert made["two.kz"]["delay"] == 9


def test_a_host_of_two_sources_has_the_longer_delay() -> None:
    first = source("one", hosts=("shared.kz",), delay_seconds=2)
    second = source("two", hosts=("shared.kz",), delay_seconds=8)
    assert slots([first, second])["shared.kz"]["delay"] == 8
    assert slots([second, first])["shared.kz"]["delay"] == 8


@pytest.mark.parametrize("host", ["one.kz", "www.one.kz", "WWW.One.kz.", "www.one.kz:8080"])
def test_both_spellings_of_a_host_have_the_same_slot(host: str) -> None:
    assert slot_of(f"http://{host}/page") == "one.kz"
    made = slots([source("one", hosts=("www.one.kz",)), source("two", hosts=("one.kz",))])
    assert list(made) == [slot_of(f"http://{host}/page")]


def test_other_names_of_a_domain_and_broken_addresses_have_slots_of_their_own() -> None:
    assert slot_of("http://feeds.one.kz/") == "feeds.one.kz"
    assert slot_of("http://www2.one.kz/") == "www2.one.kz"
    assert slot_of("http://[broken/") == ""
