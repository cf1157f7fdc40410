from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from lxml.etree import _Element  # noqa: TC002 - named in signatures

from crawler import hubbytes
from crawler.cards import card_date, card_title, find_card, image_title, in_furniture, is_heading

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


@pytest.mark.parametrize(
    "page",
    [
        "<nav><a href=1>x</a></nav>",
        "<footer><p><a href=1>x</a></p></footer>",
        "<div class='top-menu'><a href=1>x</a></div>",
        "<div id='share'><a href=1>x</a></div>",
        "<a class='banner' href=1>x</a>",
        "<div class='site-header'><a href=1>x</a></div>",
    ],
)
def test_menus_footers_and_banners_are_furniture(page: str) -> None:
    assert in_furniture(anchor(page))


@pytest.mark.parametrize(
    "page",
    [
        "<main class='menu'><a href=1>x</a></main>",
        "<article><header><a href=1>x</a></header></article>",
        "<div class='entry-header'><a href=1>x</a></div>",
        "<div class='languid'><a href=1>x</a></div>",
    ],
)
def test_what_stands_in_the_content_is_no_furniture(page: str) -> None:
    assert not in_furniture(anchor(page))


def test_a_link_outside_any_body_is_no_furniture() -> None:
    root = hubbytes.parse_xml("<a href='1'>x</a>")
    assert root is not None
    assert not in_furniture(root)
    assert find_card(root) is root


def test_headings_are_seen_around_and_within_links() -> None:
    assert is_heading(anchor("<h2><span><a href=1>x</a></span></h2>"))
    assert is_heading(anchor("<a href=1><h3>x</h3></a>"))
    assert not is_heading(anchor("<p><a href=1>x</a></p>"))


def test_the_title_is_the_heading_or_the_longest_own_words() -> None:
    assert (
        card_title(anchor("<a href=1><p>Long words of a lead stand here</p><h3>Head</h3></a>"))
        == "Head"
    )
    assert (
        card_title(anchor("<a href=1>20.11.2026 10:15<b>News of the day</b></a>"))
        == "News of the day"
    )
    assert card_title(find_card(anchor("<div><p>x</p><a href=1>y</a></div>"))) == ""
    assert image_title(anchor("<a href=1 title='T'><img alt=A></a>")) == "T"
    assert image_title(anchor("<a href=1><img alt=A></a>")) == "A"
    assert image_title(anchor("<a href=1></a>")) == ""


def test_a_card_ends_where_another_headline_begins() -> None:
    page = "<div><p><a href=1>One</a></p><p><a href=2>Another headline of a few words</a></p></div>"
    assert find_card(anchor(page)).tag == "p"
    tagged = "<div id=c><a href=1>One</a><a href=/tag/a>tag</a></div>"
    assert find_card(anchor(tagged)).get("id") == "c"
    crowd = "<div id=c><a href=1>One</a>" + "<a href=1>x</a>" * 100 + "</div>"
    assert find_card(anchor(crowd)).tag == "a"


@pytest.mark.parametrize(
    "page",
    [
        "<div><time datetime='2026-11-20'>x</time><a href=1>y</a></div>",
        "<div><time>20.11.2026</time><a href=1>y</a></div>",
        "<div><span class='post-date'>20 ноября 2026</span><a href=1>y</a></div>",
        "<div><em>20 қараша 2026</em><a href=1>y</a></div>",
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
