"""Dates as feeds, sitemaps and section pages write them → aware UTC moments. Pure.

Read are RFC 822 and ISO 8601 forms with their usual faults, numbers in day-month-year
order, month names in Russian, Kazakh (three scripts), English and Uzbek, and "today 10:15".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
_MAX_AHEAD = timedelta(days=1)
_MAX_LETTERS = 120
_END_OF_DAY = (24, 0, 0)
_FAR_OFFSET = timedelta(hours=14)

_STEMS = {
    1: "январ қаңтар january yanvar qańtar qañtar قاڭتار",
    2: "феврал ақпан february fevral aqpan اقپان",
    3: "март наурыз march mart naýryz nauryz ناۋرىز",
    4: "апрел сәуір april aprel sáýir säuır ساۋىر",
    5: "май мая мамыр may mamyr مامىر",
    6: "июн маусым june iyun maýsym mausym ماۋسىم",
    7: "июл шілде july iyul shilde şılde شىلدە",
    8: "август тамыз august avgust tamyz تامىز",
    9: "сентябр қыркүйек september sentabr qyrkúıek qyrküiek قىركۇيەك",
    10: "октябр қазан october oktabr qazan قازان",
    11: "ноябр қараша november noyabr qarasha qaraşa قاراشا",
    12: "декабр желтоқсан december dekabr jeltoqsan جەلتوقسان",
}
_STEM = {stem: month for month, stems in _STEMS.items() for stem in stems.split()}
_SHORT = {stem[:size]: month for stem, month in _STEM.items() for size in range(3, len(stem))}
_LONGEST_ENDING = 4
_MONTHS = 12
# whole hours from UTC, as RFC 822 (5.1) names them, and what occurs in the region
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
    "mdt": -6, "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "мск": 3,
}  # fmt: skip

_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_COMPACT = re.compile(
    r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:t(?P<h>\d{2})(?P<n>\d{2})(?P<s>\d{2})?)?(?!\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<![\d:])(?P<d>\d{1,2})(?:st|nd|rd|th)?(?!:)[\s.,-]{1,3}(?P<w>[^\W\d_]{3,14})"
    r"(?:[\s.,-]{1,3}(?P<y>\d{4}|\d{2})(?![\d:]))?"
)
_MONTH_DAY = re.compile(
    r"(?<!\w)(?P<w>[^\W\d_]{3,14})[\s.]{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}"
    r"(?:[a-z]{3,4}\s)?(?P<y>\d{4})(?!\d)"
)
_YEAR_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s{0,2}(?:ж|жылғы|жылдың|жыл|г|года|jylǵy|jyldyń|-)?[.,]?\s{1,2}"
    r"(?P<d>\d{1,2})\s{1,2}(?P<w>[^\W\d_]{3,14})"
)
_TIME = re.compile(
    r"(?<![\d:+-])(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2}))?(?:[.,]\d{1,9})?(?!\d)"
    r"\s?(?P<half>[ap]\.?m\b)?"
)
_OFFSET = re.compile(
    r"(?:^|[\s|]|\b(?:gmt|utc)\s?)(?P<sign>[+-])(?P<h>\d{1,2})(?::?(?P<n>\d{2}))?(?![\d-])"
)
_OFFSET_BEFORE_YEAR = re.compile(r"\s[+-]\d{4}(?=\s\d{4}$)")
_ZONE_NAME = re.compile(r"\s?(?P<name>[a-zмск]{1,4})\b")
_EPOCH = re.compile(r"(?P<s>\d{10})(?:\d{3})?")
_DAYS_AGO = {
    "today": 0, "сегодня": 0, "бүгін": 0, "búgin": 0, "bugun": 0,
    "yesterday": 1, "вчера": 1, "кеше": 1, "keshe": 1, "kecha": 1, "позавчера": 2,
}  # fmt: skip
_RELATIVE_DAY = re.compile(rf"(?<!\w)(?P<word>{'|'.join(_DAYS_AGO)})(?!\w)")
_AGO = re.compile(
    r"(?:(?P<n>\d{1,3})\s)?(?:(?P<minute>мин\w{0,3}|minutes?|min)|(?P<hour>час\w{0,2}|сағат|hours?)"
    r"|(?P<day>дн\w{1,2}|день|күн|days?))\s(?:назад|бұрын|ago)"
)
_UNIT_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


def parse_hub_date(raw: str, *, zone: tzinfo, now: datetime) -> datetime | None:
    """The moment a hub names, in UTC; None where it names none or an absurd one.

    A date without an offset is in ``zone``; without a time, at midnight there. Absurd is
    before 1995 or more than a day after ``now``.
    """
    text = " ".join(raw[:_MAX_LETTERS].casefold().replace("\N{MINUS SIGN}", "-").split())
    try:
        local = _relative(text, now.astimezone(zone)) or _absolute(text, zone, now)
        if local is None:
            return None
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment <= now + _MAX_AHEAD else None


def is_older(moment: datetime, since: datetime, zone: tzinfo) -> bool:
    """Whether a hub's date lies before ``since``; a bare day counts until its end."""
    local = moment.astimezone(zone)
    bare_day = (local.hour, local.minute, local.second) == (0, 0, 0)
    return (moment + timedelta(days=1) if bare_day else moment) < since


def _relative(text: str, now: datetime) -> datetime | None:
    """Forms that count from now: "today 10:15", "2 hours ago"."""
    if day := _RELATIVE_DAY.search(text):
        date = now - timedelta(days=_DAYS_AGO[day["word"]])
        return _at_time(date, text)
    if ago := _AGO.search(text):
        minutes = _UNIT_MINUTES[str(ago.lastgroup)] * int(ago["n"] or 1)
        return now - timedelta(minutes=minutes)
    return None


def _absolute(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if found := _COMPACT.match(text):
        date = datetime(*_numbers(found, "ymd"), tzinfo=zone)
        return _in_offset(_at_clock(date, found), text[found.end() :])
    # asctime puts the time, and some put the offset too, between day and year
    dates = _OFFSET_BEFORE_YEAR.sub("", _TIME.sub(" ", text, count=1))
    day = _named_day(dates, now.astimezone(zone)) or _numbered_day(dates)
    return _at_time(datetime(*day, tzinfo=zone), text) if day else None


def _numbers(found: re.Match[str], names: str) -> tuple[int, int, int]:
    year, month, day = (int(found[name]) for name in names)
    return _full_year(year), month, day


def _full_year(year: int) -> int:
    """Two-digit years as RFC 2822 (4.3) reads them."""
    if year >= 100:  # noqa: PLR2004 - a year of three or four digits is meant as written
        return year
    return year + (2000 if year < 50 else 1900)  # noqa: PLR2004 - the RFC's own border


def _numbered_day(text: str) -> tuple[int, int, int] | None:
    if found := _ISO.search(text):
        return _numbers(found, "ymd")
    found = _NUMERIC.search(text)
    if found is None:
        return None
    # the month comes first only in the American form, and where it cannot be otherwise
    month_first = "/" in found[0] and int(found["m"]) > _MONTHS >= int(found["d"])
    return _numbers(found, "ydm" if month_first else "ymd")


def _named_day(text: str, now: datetime) -> tuple[int, int, int] | None:
    """A day with its month in words; without a year, the latest such day that is not ahead."""
    for pattern in (_YEAR_DAY_MONTH, _MONTH_DAY, _DAY_MONTH):
        for found in pattern.finditer(text):
            month = _month(found["w"])
            if month is None:
                continue
            if found["y"]:
                return _full_year(int(found["y"])), month, int(found["d"])
            ahead = (month, int(found["d"])) > (now.month, now.day)
            return now.year - ahead, month, int(found["d"])
    return None


def _month(word: str) -> int | None:
    if month := _SHORT.get(word):
        return month
    sizes = range(len(word), max(2, len(word) - _LONGEST_ENDING - 1), -1)
    return next((_STEM[word[:size]] for size in sizes if word[:size] in _STEM), None)


def _at_time(date: datetime, text: str) -> datetime:
    """The day at the time that the text names, or at midnight."""
    found = _TIME.search(text)
    if found is None:
        return date.replace(hour=0, minute=0, second=0, microsecond=0)
    return _in_offset(_at_clock(date, found), text[found.end() :])


def _at_clock(date: datetime, found: re.Match[str]) -> datetime:
    hour, half = int(found["h"] or 0), found.groupdict().get("half")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    minute, second = int(found["n"] or 0), min(int(found["s"] or 0), 59)
    if (hour, minute, second) == _END_OF_DAY:
        date, hour = date + timedelta(days=1), 0
    return date.replace(hour=hour, minute=minute, second=second, microsecond=0)


def _in_offset(date: datetime, tail: str) -> datetime:
    """The same clock reading in the offset that stands behind the time, if it is a sound one."""
    found = _OFFSET.search(tail)
    if found:
        offset = timedelta(hours=int(found["h"]), minutes=int(found["n"] or 0))
        if offset <= _FAR_OFFSET:
            return date.replace(tzinfo=timezone(-offset if found["sign"] == "-" else offset))
        return date
    name = _ZONE_NAME.match(tail)
    if name and name["name"] in _ZONES:
        return date.replace(tzinfo=timezone(timedelta(hours=_ZONES[name["name"]])))
    return date
