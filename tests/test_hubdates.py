from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.hubs.hubdates import is_older, parse_hub_date

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def read(raw: str) -> str | None:
    """The moment in UTC as ISO text without zone."""
    moment = parse_hub_date(raw, zone=ALMATY, now=NOW)
    return moment.replace(tzinfo=None).isoformat(" ", "minutes") if moment else None


@pytest.mark.parametrize(
    "raw",
    [
        "Fri, 20 Nov 2026 10:15:00 +0500",
        "Fri, 20 Nov 2026 10:15:00 +05:00",
        "Fri, 20 Nov 26 10:15:00 +5",
        "Fri, 20 Nov 2026 10:15:00 GMT+5",
        "Fri, 20 Nov 2026 05:15:00 GMT",
        "Fri, 20 Nov 2026 00:15:00 EST",
        "20 Nov 2026 08:15:00 MSK",
        "Fri, 20 Nov 2026 10:15:00 ALMT",
        "Fri, 20 Nov 2026 10:15:00 +9900",
        "Mon, 20-Nov-26 05:15:00 GMT",
        "Пт, 20 ноя 2026 10:15:00 +0500",
        "Пятница, 20 ноября 2026 г. 10:15",
        "10:15, 20 Ноябрь 2026",
        "10:15, 20 Қараша 2026 | GMT +5",
        "2026 жылғы 20 қараша, 10:15",
        "2026 жылдың 20 қарашасы 10:15",
        "20 Qarasha, 2026 10:15",
        "20 قاراشا, 2026 ساعات 10:15",
        "November 20, 2026 10:15 AM",
        "Fri Nov 20 10:15:00 2026",
        "Fri Nov 20 05:15:00 UTC 2026",
        "Fri Nov 20 05:15:00 +0000 2026",
        "11/20/2026 10:15 AM",
        "2026-11-19T23:15:00\N{MINUS SIGN}06:00",
        "2026-11-20T10:15:00+05:00",
        "2026-11-20T10:15:00.123+0500",
        "2026-11-20T10:15+05",
        "2026-11-20T05:15:00Z",
        "2026-11-20 10:15",
        "2026-11-19T23:15:00-06:00",
        "20261120T051500Z",
        "20.11.2026, 10:15",
        "20/11/26 10:15:00",
        "20 ноября, 10:15",
        "1795151700",
        "1795151700000",
    ],
)
def test_forms_of_one_moment_are_read_alike(raw: str) -> None:
    assert read(raw) == "2026-11-20 05:15"


@pytest.mark.parametrize("raw", ["2026-11-20", "20 ноября 2026", "20.11.2026", "20261120"])
def test_a_bare_day_begins_at_midnight_in_the_zone_of_the_source(raw: str) -> None:
    assert read(raw) == "2026-11-19 19:00"


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Сегодня, 10:15", "2026-11-22 05:15"),
        ("вчера в 18:40", "2026-11-21 13:40"),
        ("кеше", "2026-11-20 19:00"),
        ("2 дня назад", "2026-11-20 12:00"),
        ("час назад", "2026-11-22 11:00"),
        ("5 минут бұрын", "2026-11-22 11:55"),
        ("3 hours ago", "2026-11-22 09:00"),
        ("24 ноября", "2025-11-23 19:00"),
        ("Nov 20, 2026 3:05 PM", "2026-11-20 10:05"),
        ("20 Nov 2026 10:15:60 Z", "2026-11-20 10:15"),
    ],
)
def test_forms_that_count_from_now_or_the_half_day_are_read(raw: str, moment: str) -> None:
    assert read(raw) == moment


@pytest.mark.parametrize(
    "raw",
    ["", "garbage", "2126-11-20", "1994-12-31", "Sat, 31 Feb 2026 10:00 GMT", "2026-11-20T25:00Z",
     "11.20.2026", "2026", "2026-11", "20 марганца 2026", "0000-00-00 00:00:00", "26 Nov 2026",
     "9999999999"],
)  # fmt: skip
def test_no_date_is_made_of_what_names_none_or_an_absurd_one(raw: str) -> None:
    assert read(raw) is None


def test_midnight_at_the_end_of_a_day_is_that_of_the_next() -> None:
    assert read("2026-11-20T24:00:00+05:00") == read("2026-11-21T00:00:00+05:00")
    assert read("2026-11-20T24:01:00+05:00") is None


def test_the_month_comes_first_only_where_it_cannot_be_otherwise() -> None:
    assert read("10/11/2026 10:15") == read("2026-11-10 10:15")
    assert read("13/13/2026 10:15") is None


def test_the_change_of_the_countrys_offset_is_known() -> None:
    assert read("2024-02-29 12:00") == "2024-02-29 06:00"
    assert read("2024-03-01 12:00") == "2024-03-01 07:00"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(raw: str) -> None:
    moment = parse_hub_date(raw, zone=ALMATY, now=NOW)
    assert moment is None or moment.tzinfo is UTC


MOMENTS = st.datetimes(datetime(1996, 1, 1), datetime(2026, 11, 20), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@settings(max_examples=100, deadline=None)
@given(MOMENTS)
def test_every_iso_moment_comes_back(moment: datetime) -> None:
    expected = moment.replace(microsecond=0)
    assert parse_hub_date(moment.isoformat(), zone=ALMATY, now=NOW) == expected
    mail = moment.strftime("%a, %d %b %Y %H:%M:%S +0000")
    assert parse_hub_date(mail, zone=ALMATY, now=NOW) == expected


def test_a_bare_day_counts_until_its_end() -> None:
    midnight = datetime(2026, 11, 20, tzinfo=ALMATY)
    noon = midnight + timedelta(hours=12)
    assert not is_older(midnight, since=noon, zone=ALMATY)
    assert is_older(midnight + timedelta(minutes=1), since=noon, zone=ALMATY)
    assert is_older(midnight, since=noon + timedelta(days=1), zone=ALMATY)
