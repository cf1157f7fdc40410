from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from lxml.etree import _Element  # noqa: TC002 - named in signatures

from crawler.hubs import hubbytes
from crawler.sections.carddates import card_date, clock_text
from crawler.sections.cards import find_card

ONE = "<a href=1>One headline of a few words</a>"
OTHER = "<a href=2>Another headline of a few words</a>"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def anchor(page: str, at: int = 0) -> _Element:
    root = hubbytes.parse_html(f"<html><body>{page}</body></html>")
    assert root is not None
    return list(root.iter("a"))[at]


def day(page: str, at: int = 0) -> str | None:
    zone = ZoneInfo("Asia/Almaty")
    date = card_date(find_card(anchor(page, at)), zone=zone, now=NOW)
    return date.astimezone(zone).date().isoformat() if date else None


def test_a_bare_time_is_a_clock_text() -> None:
    assert clock_text(find_card(anchor("<p><b class=t>9:05</b> <a href=1>x</a></p>"))) == "9:05"
    assert clock_text(find_card(anchor("<p><span>9:05</span> <a href=1>x</a></p>"))) == "9:05"
    assert clock_text(find_card(anchor("<p><a href=1>x</a></p>"))) is None


def test_a_day_and_a_time_apart_are_put_together() -> None:
    page = "<div><span>16:00</span><span>17.11.2026</span><a href=1>y</a></div>"
    zone = ZoneInfo("Asia/Almaty")
    moment = card_date(find_card(anchor(page)), zone=zone, now=NOW)
    assert moment == datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "page",
    [
        "<div><time datetime='2026-11-20'>x</time><a href=1>y</a></div>",
        "<div><time>20.11.2026</time><a href=1>y</a></div>",
        "<div><span class='post-date'>20 ноября 2026</span><a href=1>y</a></div>",
        "<div><p>20 қараша 2026</p><a href=1>y</a></div>",
        "<div data-date='2026-11-20 15:45:00'><a href=1>y</a></div>",
        "<div><meta itemprop=datePublished content=2026-11-20T08:00:00+05:00><a href=1>y</a></div>",
        "<div><p class=date>20 ноября 2026</p><a href=1>y</a></div>",
        f"20.11.2026 {ONE}<br>{OTHER}",
        f"<i>20.11.2026</i>{ONE}{OTHER}",
        f"{ONE} 20.11.2026{OTHER}",
        f"{ONE}<i>20.11.2026</i>{OTHER}",
    ],
)  # fmt: skip
def test_the_date_near_a_link_is_found(page: str) -> None:
    assert day(page) == "2026-11-20"


@pytest.mark.parametrize(
    "page",
    [
        "<div><a href=1>y</a><p>In 2020 the plant had 12 workers and made 20 things.</p></div>",
        "<div><a href=1>y</a></div>",
        f"<script>20.11.2026</script>{ONE}{OTHER}",
    ],
)  # fmt: skip
def test_no_date_is_made_up(page: str) -> None:
    assert day(page) is None


def test_a_headline_that_names_a_day_dates_nothing() -> None:
    assert day("<div><a href=1>Трагедия 25 мая: уроки для всех нас</a></div>") is None
    assert day("<div><p class=data>Трагедия 25 мая и её уроки</p><a href=1>y</a></div>") is None
