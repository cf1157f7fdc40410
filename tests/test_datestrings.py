"""Reading one date string."""

import tomllib
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dating import datewords
from pipelines.dating.datestrings import lacks_year, local_reading, parse_date

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
        ("Friday, Nov 20, 2026 9:05 am", minute("2026-11-20 09:05")),
        ("жұма, 20 қараша 2026", day("2026-11-20")),
        ("20 ноября, пятница, 2026", day("2026-11-20")),
        ("20 ноября, 2026 г.", day("2026-11-20")),
        ("20.11.26", day("2026-11-20")),
        ("20/11/2026 - 14:30", minute("2026-11-20 14:30")),
        ("20 қараша 2026 ж. сағ. 14:30", minute("2026-11-20 14:30")),
        ("2026 жылдың 20 қарашасы", day("2026-11-20")),
        ("2026 жылғы 20 қарашада", day("2026-11-20")),
        ("2026 jyldyń 20 qarashasy", day("2026-11-20")),
        ("20-қараша, 2026 жыл, 14:30", minute("2026-11-20 14:30")),
        ("20 Qarasha 2026, juma", day("2026-11-20")),
        ("2025 جىلعى 11 جەلتوقسان", day("2025-12-11")),
        ("٣٠ قاڭتار، ٢٠٢٦ ساعات ١٣:٤٨", minute("2026-01-30 13:48")),
        ("۲۰ قاراشا ۲۰۲۶", day("2026-11-20")),
        ("20 ноября 2026 14-30", minute("2026-11-20 14:30")),
        ("20 ноября 2026, 14.30", minute("2026-11-20 14:30")),
        ("11.12.2025 10:11:12", ("2025-12-11 10:11:12", "second")),
        ("12/25/2025 3:05 PM", minute("2025-12-25 15:05")),
        ("11/12/2025 3:05 PM", minute("2025-12-11 15:05")),
        ("2026-йил 20-ноябрь", day("2026-11-20")),
        ("20 ноября соли 2026", day("2026-11-20")),
        ("20 kasım 2026", day("2026-11-20")),
        ("20 noýabr 2026", day("2026-11-20")),
        ("2026年11月20日 14:30", minute("2026-11-20 14:30")),
        ("20.11.2026 00:00", day("2026-11-20")),
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
        ("20260402T101500+05", ("2026-04-02 10:15:00", "second")),
        ("20240402T101500.123Z", ("2024-04-02 15:15:00", "second")),
        ("Fri Nov 20 2026 14:30:00 GMT+0600 (Omsk)", ("2026-11-20 13:30:00", "second")),
        ("Fri Nov 20 14:30:00 ALMT 2026", ("2026-11-20 14:30:00", "second")),
        ("Fri Nov 20 14:30:00 +06 2026", ("2026-11-20 13:30:00", "second")),
        ("Friday, 20-Nov-26 14:30:00 GMT", ("2026-11-20 19:30:00", "second")),
        ("20 ноября 2026 14:30 GMT+6", minute("2026-11-20 13:30")),
        ("20 ноября 2026 14:30 UTC+06:00", minute("2026-11-20 13:30")),
        ("20 ноября 2026 14:30 (UTC+6)", minute("2026-11-20 13:30")),
        ("20 ноября 2026, 14:30 по времени Астаны", minute("2026-11-20 14:30")),
        ("20 қараша 2026, 14:30 Мәскеу уақытымен", minute("2026-11-20 16:30")),
        ("20 ноября 2026, 14:30 по бишкекскому времени", minute("2026-11-20 13:30")),
        ("July 20, 2026 2:30 pm ET", minute("2026-07-20 23:30")),
        ("2024-04-02T00:00:00Z", day("2024-04-02")),
        ("2024-04-01T19:00:00Z", day("2024-04-02")),
        ("2024-04-02T00:00:00-05:00", day("2024-04-02")),
        ("1712041234.25", ("2024-04-02 12:00:34", "second")),
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
        ("кеше, сағат 10:15", minute("2026-11-21 10:15")),
        ("полчаса назад", minute("2026-11-22 16:30")),
        ("3 соат пеш", minute("2026-11-22 14:00")),
        ("3 саат мурда", minute("2026-11-22 14:00")),
        ("kecha, 10:15", minute("2026-11-21 10:15")),
        ("كەشە، 10:15", minute("2026-11-21 10:15")),
        ("2 жума мурун", day("2026-11-08")),
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
        ("жұма, 20 қараша", "2026-11-20"),
        ("Пятница, 4 июля", "2025-07-04"),
        ("Thu 20 Nov", "2025-11-20"),
        ("Пт, 30 фев", None),
    ],
)
def test_a_date_without_a_year_is_the_latest_one_not_in_the_future(
    raw: str, expected: str | None
) -> None:
    assert read(raw) == (expected and day(expected))


def test_a_weekday_that_fits_no_year_is_passed_over() -> None:
    found = parse_date("Вт, 29 февраля", zone=ALMATY, now=datetime(2027, 6, 1, tzinfo=UTC))
    assert found == (datetime(2024, 2, 28, 18, tzinfo=UTC), "day")


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
        "31 ноября", "31 ноября 2026", "31.11.26", "20.11.96", "1998 жылдан бері", "2026 жыл", "2 года назад",
        "через 2 дня", "20 . 11 . 2026", "2026-W47-5", "13/13/2025",
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


MOMENTS = st.datetimes(datetime(1996, 1, 1), datetime(2026, 11, 20))  # noqa: DTZ001 - hypothesis adds the zone


@settings(max_examples=100)
@given(MOMENTS, st.sampled_from([-5, 0, 5, 6]))
def test_iso_dates_come_back_as_they_went(naive: datetime, hours: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    found = parse_date(at.isoformat(), zone=ALMATY, now=NOW)
    if time() in {at.time(), at.astimezone(ALMATY).time()}:
        assert found is not None
        assert found[1] == "day"
    else:
        assert found == (at.astimezone(UTC), "second")


DATA = tomllib.loads(datewords._DATA.read_text(encoding="utf-8"))
NAMES = [
    (number, name)
    for language in DATA["months"].values()
    for number, names in enumerate(language, start=1)
    for name in names
]
DAY_FORMS = [
    "{d} {name} {y}",
    "{d:02} {name}, {y}",
    "{name} {d}, {y}",
    "{d}-{name}, {y}",
    "{y} {d} {name}",
    "{D} {name} {Y}",
    "{y} жылғы {d} {name}",
    "{y} ж. {d} {name}",
    "{y} jylǵy {d} {name}",
    "{y} جىلعى {d} {name}",
    "{d} {name} {y} года",
    "{d} {name} {y} г.",
    "{d}-{name} {y}-yil",
    "Жарияланды: {d} {name} {y}",
    "{d:02}.{m:02}.{y}",
    "{d}.{m}.{y}",
    "{d:02}/{m:02}/{y}",
    "{d:02}-{m:02}-{y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}{m:02}{d:02}",
    "{y}.{m:02}.{d:02}",
    "{y}年{m}月{d}日",
    "{d:02}.{m:02}.{y}г.",
]
CLOCK_FORMS = [
    "{}, {}",
    "{} {}",
    "{} - {}",
    "{} · {}",
    "{} | {}",
    "{} сағат {}",
    "{} сағ. {}",
    "{} в {}",
    "{} at {}",
    "{} ساعات {}",
]


def digits(number: int, zero: str) -> str:
    return "".join(chr(ord(zero) + int(figure)) for figure in str(number))


def written(naive: datetime, form: str, name: str) -> str:
    parts = {"d": naive.day, "m": naive.month, "y": naive.year, "name": name}
    return form.format(**parts, D=digits(naive.day, "٠"), Y=digits(naive.year, "٠"))


@settings(max_examples=100)
@given(MOMENTS, st.sampled_from(DAY_FORMS), st.data())
def test_every_day_comes_back_from_every_form(
    naive: datetime, form: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for number, name in NAMES if number == naive.month]))
    raw = written(naive, form, data.draw(st.sampled_from([name, name.capitalize(), name.upper()])))
    assert read(raw) == day(f"{naive:%Y-%m-%d}"), raw


@settings(max_examples=100)
@given(MOMENTS, st.sampled_from(DAY_FORMS), st.sampled_from(CLOCK_FORMS), st.data())
def test_every_minute_comes_back_from_every_form(
    naive: datetime, form: str, clock: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([name for number, name in NAMES if number == naive.month]))
    date = written(naive, form, name)
    raw = data.draw(
        st.sampled_from([clock.format(date, f"{naive:%H:%M}"), f"{naive:%H:%M}, {date}"])
    )
    expected = minute(f"{naive:%Y-%m-%d %H:%M}")
    midnight = (naive.hour, naive.minute) == (0, 0)
    assert form == "{y}{m:02}{d:02}" or read(raw) == (
        day(expected[0][:10]) if midnight else expected
    ), raw


@settings(max_examples=60)
@given(MOMENTS, st.sampled_from([1, 1000]))
def test_stamps_come_back_as_they_went(naive: datetime, scale: int) -> None:
    at = naive.replace(
        year=max(naive.year, 2002), day=min(naive.day, 28), microsecond=0, tzinfo=UTC
    )
    assert parse_date(str(int(at.timestamp()) * scale), zone=ALMATY, now=NOW) == (at, "second")


def test_only_a_day_without_its_year_lacks_it() -> None:
    assert lacks_year("20 қараша, 14:30")
    assert not any(map(lacks_year, ["20 қараша 2026", "кеше", "шахта", "2026-11"]))


@pytest.mark.parametrize(
    ("raw", "local"),
    [
        ("2026-11-20T14:30:00Z", "14:30"),
        ("2026-11-20T14:30:00.000Z", "14:30"),
        ("2026-11-20T14:30:00+00:00", "14:30"),
        ("2026-11-20 14:30 +0000", "14:30"),
        ("Fri, 20 Nov 2026 14:30:00 GMT", "14:30"),
        ("2026-11-20T14:30:00+05:00", None),
        ("2026-11-20T14:30:00", None),
        ("2026-11-20T00:00:00Z", None),
        ("2026-11-20", None),
    ],
)
def test_the_clock_of_a_time_in_utc_can_be_read_as_local(raw: str, local: str | None) -> None:
    found = local_reading(raw, zone=ALMATY, now=NOW)
    assert (found and f"{found.astimezone(ALMATY):%H:%M}") == local
