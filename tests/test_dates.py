"""Reading dates, and choosing among those of one page."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating.dates import choose_date, date_in_url, disagreements, parse_date
from pipelines.model import Dated

ALMATY = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)  # 17:00:30 in Almaty


def read(raw: str) -> tuple[str, str] | None:
    """The date in Almaty's time, as short words, and its precision."""
    found = parse_date(raw, zone=ALMATY, now=NOW)
    if found is None:
        return None
    assert found[0].utcoffset() == timedelta(0)
    return f"{found[0].astimezone(ALMATY):%Y-%m-%d %H:%M:%S}", found[1]


def day(iso: str) -> tuple[str, str]:
    return f"{iso} 00:00:00", "day"


def minute(iso: str) -> tuple[str, str]:
    return f"{iso}:00", "minute"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12 сентября 2024 года", day("2024-09-12")),
        ("1-го января 2025", day("2025-01-01")),
        ("29.10.2020, 14:32", minute("2020-10-29 14:32")),
        ("09.04.2026 · 15:37", minute("2026-04-09 15:37")),
        ("12.03.24", day("2024-03-12")),
        ("04/02/2024", day("2024-02-04")),
        ("12-03-2024", day("2024-03-12")),
        ("2024/03/12", day("2024-03-12")),
        ("09:16, 04 Май 2026", minute("2026-05-04 09:16")),
        ("Пятница, 04 Июл 2025, 12:00", minute("2025-07-04 12:00")),
        ("Пт, 20 ноя 2026", day("2026-11-20")),
        ("Опубликовано: 12.03.2024 в 10:15 | Просмотров: 1234", minute("2024-03-12 10:15")),
        ("12 мая 2025, в 14.30", minute("2025-05-12 14:30")),
        ("19 мам, 2021 сағат 12:52", minute("2021-05-19 12:52")),
        ("2025 жылғы 11 желтоқсан", day("2025-12-11")),
        ("2025 жылдың 12 қазаны", day("2025-10-12")),
        ("2025 жылдың 12-ші қарашасы", day("2025-11-12")),
        ("2025 ж. 11 желтоқсан", day("2025-12-11")),
        ("11 желтоқсан 2025", day("2025-12-11")),
        ("20:39, 22 Желтоқсан 2025 | GMT +5", minute("2025-12-22 20:39")),
        ("Сұхбат • 21 Ақпан, 2025", day("2025-02-21")),
        ("12 Qyrkúıek, 2025", day("2025-09-12")),
        ("5 Naýryz 2025", day("2025-03-05")),
        ("12 qırküyek 2025", day("2025-09-12")),
        ("30 قاڭتار, 2026 ساعات 13:48", minute("2026-01-30 13:48")),
        ("5 ءساۋىر 2025", day("2025-04-05")),
        ("18 June 2025", day("2025-06-18")),
        ("June 18, 2025", day("2025-06-18")),
        ("Sept. 5th, 2025", day("2025-09-05")),
        ("5th of May 2025", day("2025-05-05")),
        ("12-Nov-2024", day("2024-11-12")),
        ("10 May 2024 - 12:30", minute("2024-05-10 12:30")),
        ("May 14, 2025 3:05 PM", minute("2025-05-14 15:05")),
        ("12:15 AM, May 14 2025", minute("2025-05-14 00:15")),
        ("14:30 PM, May 14 2025", minute("2025-05-14 14:30")),
        ("Published: Nov. 3, 2025 at 9 a.m.", minute("2025-11-03 09:00")),
        ("12-noyabr, 2024", day("2024-11-12")),
        ("2024 yil 12 noyabr", day("2024-11-12")),
        ("12 ноябри 2024", day("2024-11-12")),
        ("2025-жылдын 12-ноябры", day("2025-11-12")),
        ("2025 j. 12 qarasha", day("2025-11-12")),
        ("12 мая 2025, 25:10", day("2025-05-12")),
    ],
)
def test_written_dates_are_read_in_every_language(raw: str, expected: tuple[str, str]) -> None:
    assert read(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2024-04-02T10:15:00+05:00", ("2024-04-02 10:15:00", "second")),
        ("2024-04-02T10:15:00Z", ("2024-04-02 15:15:00", "second")),
        ("2026-11-22T09:00:00.123456+00:00", ("2026-11-22 14:00:00", "second")),
        ("2024-04-02T10:15", ("2024-04-02 10:15:00", "minute")),
        ("2024-04-02 10:15:11", ("2024-04-02 10:15:11", "second")),
        ("2024-04-02", day("2024-04-02")),
        ("20240402", day("2024-04-02")),
        ("20240402T101500Z", ("2024-04-02 15:15:00", "second")),
        ("202404021015", ("2024-04-02 10:15:00", "second")),
        ("Tue, 02 Apr 2024 10:15:00 +0600", ("2024-04-02 09:15:00", "second")),
        ("Tue, 02 Apr 2024 10:15:00 GMT", ("2024-04-02 15:15:00", "second")),
        ("Thu Nov 21 10:15:00 2024", ("2024-11-21 10:15:00", "second")),
        ("Thu Nov 21 10:15:00 +0600 2024", ("2024-11-21 09:15:00", "second")),
        ("20 ноября 2026, 10:15 МСК", minute("2026-11-20 12:15")),
        ("20 Nov 2026 10:15 EST", minute("2026-11-20 20:15")),
        ("20 Nov 2026 10:15 UTC-03:30", minute("2026-11-20 18:45")),
        ("20 Nov 2026 10:15 GMT +19", minute("2026-11-20 10:15")),
        ("1712041234", ("2024-04-02 12:00:34", "second")),
        ("1712041234567", ("2024-04-02 12:00:34", "second")),
    ],
)
def test_machine_dates_keep_their_own_zone(raw: str, expected: tuple[str, str]) -> None:
    assert read(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("сегодня, 10:15", minute("2026-11-22 10:15")),
        ("13:30, Бүгін", minute("2026-11-22 13:30")),
        ("Бүгін", day("2026-11-22")),
        ("кеше", day("2026-11-21")),
        ("вчера в 18:40", minute("2026-11-21 18:40")),
        ("Yesterday at 6:40 p.m.", minute("2026-11-21 18:40")),
        ("бұрнағы күні", day("2026-11-20")),
        ("Опубликовано: вчера", day("2026-11-21")),
        ("2 hours ago", minute("2026-11-22 15:00")),
        ("час назад", minute("2026-11-22 16:00")),
        ("an hour ago", minute("2026-11-22 16:00")),
        ("бір сағат бұрын", minute("2026-11-22 16:00")),
        ("5 минут назад", minute("2026-11-22 16:55")),
        ("30 seconds ago", minute("2026-11-22 17:00")),
        ("только что", minute("2026-11-22 17:00")),
        ("3 күн бұрын", day("2026-11-19")),
        ("2 дня назад", day("2026-11-20")),
        ("неделю назад", day("2026-11-15")),
        ("месяц назад", ("2026-10-01 00:00:00", "month")),
        ("12 месяцев назад", ("2025-11-01 00:00:00", "month")),
    ],
)
def test_relative_dates_count_from_now_in_the_zone_of_the_source(
    raw: str, expected: tuple[str, str]
) -> None:
    assert read(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Aug 14", "2026-08-14"),
        ("26 мар", "2026-03-26"),
        ("1 Dec", "2025-12-01"),
        ("29 фев", "2024-02-29"),
    ],
)
def test_a_date_without_a_year_is_the_latest_one_not_in_the_future(raw: str, expected: str) -> None:
    assert read(raw) == day(expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("Наурыз 2025", "2025-03-01"), ("April 2024", "2024-04-01"), ("2024-04", "2024-04-01")],
)
def test_a_month_alone_is_dated_to_the_month_and_says_so(raw: str, expected: str) -> None:
    assert read(raw) == (f"{expected} 00:00:00", "month")


@pytest.mark.parametrize(
    "raw",
    [
        "", " ", "2026", "© 2019–2026", "2010-2026 Все права защищены", "Copyright 2026 Kazinform",
        "12 мая © 2026", "11.20.2026", "31 февраля 2024", "2024-13-01", "30.02.2024", "31 февраля",
        "2126-11-20", "1970-01-01", "0001-01-01", "2026-11-25", "25 ноября 2026", "1.2.3",
        "USA Today", "Kazakhstan Today", "10:15", "Пятница", "12 карта 2024", "5 мая погибли люди",
        "900000000000 months ago", "9999 months ago", "9999 weeks ago", "12 мая 2024" + " да" * 70,
        "В 2024 году выросли цены", "май", "9999-12-31T23:59:59-12:00",
    ],
)  # fmt: skip
def test_what_is_no_trustworthy_date_gives_none(raw: str) -> None:
    assert read(raw) is None


def test_a_date_may_lie_one_day_ahead_and_no_more() -> None:
    assert read("2026-11-23T16:00:00+05:00") is not None
    assert read("2026-11-23T18:00:00+05:00") is None


def test_the_zone_change_of_march_2024_is_known() -> None:
    before = parse_date("20.02.2024 12:00", zone=ALMATY, now=NOW)
    after = parse_date("20.03.2024 12:00", zone=ALMATY, now=NOW)
    assert before == (datetime(2024, 2, 20, 6, 0, tzinfo=UTC), "minute")
    assert after == (datetime(2024, 3, 20, 7, 0, tzinfo=UTC), "minute")


@settings(max_examples=100)
@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(
            st.sampled_from(
                ["12", "2024", "мая", "10:15", "жылғы", ".", ",", "-", "+05:00", "ago", "сегодня",
                 "2", "days", "T", "Z", "قاڭتار", "©", "99", "May", "pm", "GMT +5", "/"]
            ),
            max_size=8,
        ).map(" ".join),
    )
)  # fmt: skip
def test_any_string_gives_a_moment_in_range_or_none(raw: str) -> None:
    found = parse_date(raw, zone=ALMATY, now=NOW)
    assert found is None or (found[0].year >= 1995 and found[0] <= NOW + timedelta(days=1))


@settings(max_examples=100)
@given(st.datetimes(datetime(1996, 1, 1), datetime(2026, 11, 20)), st.sampled_from([-5, 0, 5, 6]))  # noqa: DTZ001 - hypothesis adds the zone
def test_iso_dates_come_back_as_they_went(naive: datetime, hours: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert parse_date(at.isoformat(), zone=ALMATY, now=NOW) == (at.astimezone(UTC), "second")


def choose(*found: tuple[str, str]) -> Dated | None:
    return choose_date(found, zone=ALMATY, now=NOW)  # type: ignore[arg-type]


def chosen(*found: tuple[str, str]) -> tuple[str, str]:
    best = choose(*found)
    assert best is not None
    return best.origin, best.raw


def test_the_first_readable_date_wins() -> None:
    assert chosen(("json-ld", "n/a"), ("meta", "2024-04-02T10:15:00"), ("url", "2023-01-05")) == (
        "meta",
        "2024-04-02T10:15:00",
    )


def test_nothing_readable_gives_no_date() -> None:
    assert choose(("json-ld", ""), ("visible text", "© 2026")) is None
    assert disagreements([("meta", "")], zone=ALMATY, now=NOW) == ()


def test_a_finer_date_of_the_same_day_takes_the_place_of_a_day() -> None:
    assert chosen(("url", "2024-04-02"), ("visible text", "02.04.2024 10:15"))[0] == "visible text"
    assert chosen(("url", "2024-04-02"), ("visible text", "03.04.2024 10:15"))[0] == "url"


def test_a_day_takes_the_place_of_its_month() -> None:
    assert chosen(("url", "2024-04"), ("visible text", "02.04.2024"))[0] == "visible text"
    assert chosen(("url", "2024-03"), ("visible text", "02.04.2024"))[0] == "url"


@pytest.mark.parametrize("midnight", ["2024-04-02T00:00:00+06:00", "2024-04-02T00:00:00Z"])
def test_a_machine_time_of_midnight_gives_way_to_the_visible_minute(midnight: str) -> None:
    zone = ALMATY if midnight.endswith("Z") else ZoneInfo("Asia/Bishkek")
    found = [("json-ld", midnight), ("visible text", "02.04.2024 10:15")]
    best = choose_date(found, zone=zone, now=NOW)  # type: ignore[arg-type]
    assert best is not None
    assert (best.origin, best.precision) == ("visible text", "minute")


def test_a_date_without_a_year_comes_after_all_that_state_it() -> None:
    assert chosen(("dateline", "Aug 14"), ("feed", "2023-08-14"))[0] == "feed"
    assert chosen(("visible text", "вчера"), ("feed", "2023-08-14"))[0] == "visible text"


def test_origins_that_lie_more_than_a_day_off_are_named_once() -> None:
    found = [
        ("json-ld", "2024-04-02T10:15:00"),
        ("meta", "2024-04-02"),
        ("url", "2023-12-01"),
        ("url", "2023-12-02"),
        ("feed", "2024-04"),
        ("sitemap", "2024-05"),
    ]
    assert disagreements(found, zone=ALMATY, now=NOW) == ("url", "sitemap")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("https://a.kz/2026/11/20/slug.html", "2026-11-20"),
        ("https://a.kz/news/2026/1/5/", "2026-01-05"),
        ("https://a.kz/ru/news/2026-11-20-slug", "2026-11-20"),
        ("https://a.kz/slug-2026-11-20", "2026-11-20"),
        ("https://a.kz/news/20261120/slug", "2026-11-20"),
        ("https://a.kz/20-11-2026/slug", "2026-11-20"),
        ("https://a.com/world/2026/nov/20/slug", "2026-11-20"),
        ("https://a.kz/2026/11/slug", "2026-11"),
        ("https://liter.kz/shakhta-zakrylas-1712041234/", "1712041234"),
        ("https://liter.kz/shakhta-1712041234.html?x=1", "1712041234"),
        ("https://a.kz/2026/13/20/slug", None),
        ("https://a.kz/1871/11/20/slug", None),
        ("https://a.kz/2026/foo/20/slug", None),
        ("https://a.kz/news/1712041234", None),
        ("https://a.kz/news-9912041234", None),
        ("https://a.kz/news/12345678", None),
        ("https://a.kz/?date=2026-11-20", None),
        ("https://a.kz", None),
        ("no address", None),
    ],
)
def test_the_date_of_an_address_is_read_from_its_path(url: str, raw: str | None) -> None:
    assert date_in_url(url) == raw
