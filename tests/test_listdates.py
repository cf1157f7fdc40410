from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.hubs import hubbytes
from crawler.sections.listdates import group_dates

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)


def dated(page: str, now: datetime = NOW) -> list[str]:
    """The moments of the links of a page, in order, as local "day hour:minute"; "-" for none."""
    root = hubbytes.parse_html(f"<html><body>{page}</body></html>")
    assert root is not None
    clocks = {
        link: link.get("href") or "" for link in root.iter("a") if ":" in link.get("href", "")
    }
    found = group_dates(root, clocks, zone=ZONE, now=now)
    assert all(moment.tzinfo is UTC for moment in found.values())
    return [f"{found[one].astimezone(ZONE):%d %H:%M}" if one in found else "-" for one in clocks]


def items(*times: str) -> str:
    return "".join(f"<li><a href='{time}'>x</a></li>" for time in times)


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>21 ноября 2026</h3>",
        "<h3>Вчера, 21 ноября</h3>",
        "<div class=day>21 қараша 2026</div>",
        "<p><b>Кеше</b></p>",
        "<dt>21.11.2026</dt>",
        "<a href='/archive/2026-11-21'>21 ноября</a>",
    ],
)
def test_the_day_that_heads_a_group_dates_its_times(heading: str) -> None:
    page = f"<section>{heading}<ul>{items('09:10', '18:20')}</ul></section>"
    assert dated(page) == ["21 09:10", "21 18:20"]


def test_each_heading_begins_a_new_group() -> None:
    page = (
        f"<div><h4>Сегодня</h4><ul>{items('11:00')}</ul>"
        f"<h4>20 ноября</h4><ul>{items('23:00', '22:00')}</ul></div>"
    )
    assert dated(page) == ["22 11:00", "20 23:00", "20 22:00"]


def test_a_heading_reaches_no_further_than_its_block() -> None:
    page = (
        f"<div id=a><div><div><div><h4>20 ноября</h4><ul>{items('10:00')}</ul></div></div></div></div>"
        f"<div id=b><ul>{items('11:00')}</ul></div>"
    )
    assert dated(page) == ["20 10:00", "-"]


def test_todays_date_in_the_header_of_a_page_heads_no_group() -> None:
    page = f"<header><span>22 ноября 2026</span></header><ul>{items('10:00')}</ul>"
    assert dated(page) == ["-"]


@pytest.mark.parametrize(
    "text", ["20 ноября в городе Риддер открыли новый цех", "Рудник", "20 ноября 10:00", "", "47"]
)
def test_other_texts_head_no_group(text: str) -> None:
    assert dated(f"<div><h4>{text}</h4><ul>{items('10:00')}</ul></div>") == ["-"]


def test_a_list_that_runs_back_from_now_is_todays_and_after_midnight_the_day_befores() -> None:
    page = f"<ul>{items('11:50', '09:00', '00:10', '23:40', '20:00')}</ul>"
    assert dated(page) == ["22 11:50", "22 09:00", "22 00:10", "21 23:40", "21 20:00"]


def test_a_list_that_begins_later_than_now_is_yesterdays() -> None:
    assert dated(f"<ul>{items('18:00', '17:00', '16:00')}</ul>") == [
        "21 18:00",
        "21 17:00",
        "21 16:00",
    ]


def test_a_list_in_no_order_of_time_gets_no_dates() -> None:
    assert dated(f"<ul>{items('10:00', '11:00', '09:00', '11:30')}</ul>") == ["-"] * 4


def test_two_links_are_no_list() -> None:
    assert dated(f"<ul>{items('10:00', '09:00')}</ul>") == ["-", "-"]


def test_lists_side_by_side_are_read_apart() -> None:
    page = f"<ul>{items('11:00', '10:00', '09:00')}</ul><ul>{items('11:30', '10:30', '09:30')}</ul>"
    assert dated(page) == ["22 11:00", "22 10:00", "22 09:00", "22 11:30", "22 10:30", "22 09:30"]


def test_a_moment_ahead_of_now_is_none() -> None:
    assert dated(f"<div><h4>Сегодня</h4><ul>{items('23:00')}</ul></div>") == ["-"]


def test_a_page_without_times_has_no_dates() -> None:
    assert dated("<h4>Сегодня</h4><a href=x>y</a>") == []
