from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml.etree import _Element  # noqa: TC002 - named in signatures

from crawler.hubs import hubbytes
from crawler.sections.cards import (
    card_title,
    find_card,
    image_title,
    in_banner,
    in_furniture,
    is_heading,
    is_titled,
    neighbour_words,
    role,
    under_list_heading,
)

ONE = "<a href=1>One headline of a few words</a>"
OTHER = "<a href=2>Another headline of a few words</a>"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def anchor(page: str, at: int = 0) -> _Element:
    root = hubbytes.parse_html(f"<html><body>{page}</body></html>")
    assert root is not None
    return list(root.iter("a"))[at]


@pytest.mark.parametrize(
    "page",
    [
        "<nav><a href=1>x</a></nav>",
        "<footer><p><a href=1>x</a></p></footer>",
        "<div class='top-menu'><a href=1>x</a></div>",
        "<div id='share'><a href=1>x</a></div>",
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
        "<div class='post type-post category-menu tag-share'><a href=1>x</a></div>",
        "<div class='item tag-11652'><a href=1>x</a></div>",
    ],
)
def test_what_stands_in_the_content_is_no_furniture(page: str) -> None:
    assert not in_furniture(anchor(page))


@pytest.mark.parametrize("names", ["banner", "top adv", "td-ad", "sponsored-block", "reklama"])
def test_what_a_page_calls_an_advertisement_is_a_banner(names: str) -> None:
    assert in_banner(anchor(f"<div class='{names}'><p><a href=1>x</a></p></div>"))


@pytest.mark.parametrize("names", ["advice", "bad", "header", "promo"])
def test_other_blocks_are_no_banner(names: str) -> None:
    assert not in_banner(anchor(f"<div class='{names}'><a href=1>x</a></div>"))


def test_a_page_around_that_has_advertisements_makes_no_banner_of_its_content() -> None:
    page = "<div class='with-ads'><div><div><div><div><a href=1>x</a></div></div></div></div></div>"
    assert not in_banner(anchor(page))


def test_the_words_of_a_blocks_links_are_their_mean_without_the_wordless() -> None:
    page = "<ul>" + "<li><a href=1>x</a>" * 6 + "</ul><p><a href=2>y</a></p>"
    links = [anchor(page, at) for at in range(1)]
    root = links[0].getroottree().getroot()
    all_links = list(root.iter("a"))
    found = neighbour_words(zip(all_links, (1, 2, 3, 4, 5, 0, 9), strict=True))
    assert found[all_links[0]] == found[all_links[5]] == 3
    assert found[all_links[6]] == 4
    assert neighbour_words([(all_links[0], 1)]) == {}


def test_the_role_of_a_link_is_its_place_without_numbers() -> None:
    one = role(anchor("<div class='post-1 post'><h2><a href=1>x</a></h2></div>"))
    assert one == role(anchor("<div class='post post-2'><h2><a href=2>y</a></h2></div>"))
    rubric = "<div class='post type-post category-{0} tag-{0}'><h2><a href=1>x</a></h2></div>"
    assert role(anchor(rubric.format("a"))) == role(anchor(rubric.format("b")))
    assert one != role(anchor("<div class='post post-2'><h3><a href=2>y</a></h3></div>"))


@pytest.mark.parametrize(
    "heading",
    ["<h3>Последние новости</h3>", "<p>Көп оқылғандар</p>", "<div><b>Most read</b></div>"],
)
def test_a_list_of_the_latest_or_most_read_is_known_by_its_heading(heading: str) -> None:
    assert under_list_heading(anchor(f"<div>{heading}<ul><li><a href=1>x</a></ul></div>"))


@pytest.mark.parametrize(
    "page",
    [
        "<h3>Рубрики</h3><ul><li><a href=1>x</a></ul>",
        "<ul><li><a href=1>x</a></ul>",
        "<h3>Последние новости</h3><main><a href=1>x</a></main>",
        "<a>Последние новости</a><p><a href=1>x</a></p>",
    ],
)  # fmt: skip
def test_other_lists_are_none_of_the_latest(page: str) -> None:
    assert not under_list_heading(list(anchor(page).getroottree().getroot().iter("a"))[-1])


def test_a_headline_in_several_letters_is_one_and_loses_the_time_before_it() -> None:
    assert (
        card_title(anchor("<a href=1>14:05 Руда <b>дорожает</b> снова</a>"))
        == "Руда дорожает снова"
    )
    assert card_title(anchor("<a href=1><i>14:05</i></a>")) == ""


def test_a_headline_that_names_a_day_or_a_number_stays_a_headline() -> None:
    assert card_title(anchor("<a href=1>Запустили 12 новых шахт</a>")) == "Запустили 12 новых шахт"


def test_a_link_outside_any_body_is_no_furniture() -> None:
    root = hubbytes.parse_xml("<a href='1'>x</a>")
    assert root is not None
    assert not in_furniture(root)
    assert find_card(root) is root


def test_headings_are_seen_around_and_within_links() -> None:
    assert is_heading(anchor("<h2><span><a href=1>x</a></span></h2>"))
    assert is_heading(anchor("<a href=1><h3>x</h3></a>"))
    assert not is_heading(anchor("<p><a href=1>x</a></p>"))


def test_a_title_is_known_by_its_class_or_its_letters() -> None:
    assert is_titled(anchor("<strong><a href=1>x</a></strong>"))
    assert is_titled(anchor("<div class='news-headline'><a href=1>x</a></div>"))
    assert not is_titled(anchor("<p><a href=1>x</a></p>"))


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
