from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from crawler.hubs import hubbytes
from crawler.sections.pagelinks import PageLink, page_links, script_links

ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BASE = "https://x.kz/"


def read(page: str) -> list[PageLink]:
    root = hubbytes.parse_html(f"<html><body>{page}</body></html>")
    assert root is not None
    return list(page_links(root, list(root.iter("a")), BASE, zone=ZONE, now=NOW).values())


def test_all_anchors_of_an_address_are_one_link_named_by_its_heading() -> None:
    page = (
        "<div><a href=/n/1><img src=a.jpg alt=pic></a><h3><a href='/n/1?utm_source=x'>Рудник</a></h3>"
        "<a href='/n/1#comments'>12</a><a href=/n/1>Длинный пересказ новости о руднике</a></div>"
    )
    (link,) = read(page)
    assert (link.url, link.title) == ("https://x.kz/n/1", "Рудник")
    assert link.evidence.pictured
    assert link.evidence.heading


def test_the_title_in_bold_or_so_called_goes_before_a_longer_retelling() -> None:
    lead = "<p><a href=/n/1>В области началась разведка, передаёт корреспондент.</a></p>"
    for title in (
        "<strong><a href=/n/1>Разведка</a></strong>",
        "<a class=title href=/n/1>Разведка</a>",
    ):
        assert [one.title for one in read(f"<div>{title}{lead}</div>")] == ["Разведка"]
    (link,) = read(f"<div><p><a href=/n/1>Разведка угля в области</a></p>{lead}</div>")
    assert link.title == "Разведка угля в области"


def test_a_link_without_words_takes_its_cards_heading_or_its_pictures_description() -> None:
    (card,) = read("<div><h3>Рудник открыт</h3><a href=/n/1>Читать далее</a></div>")
    assert card.title == "Рудник открыт"
    (picture,) = read("<a href=/n/1><img alt='Рудник открыт'></a>")
    assert picture.title == "Рудник открыт"
    (empty,) = read("<a href=/n/1>12</a>")
    assert empty.title == "12"


def test_a_rubric_in_a_card_does_not_take_the_cards_headline() -> None:
    page = "<div><h3><a href=/n/1>Рудник открыт</a></h3><a href=/news rel='category tag'>Новости</a></div>"
    rubric = read(page)[1]
    assert rubric.title == "Новости"
    assert rubric.evidence.aside


def test_a_bare_time_is_dated_by_the_day_above_it() -> None:
    page = "<div><h4>21 ноября 2026</h4><ul><li>14:05 <a href=/n/1>Рудник открыт</a></ul></div>"
    (link,) = read(page)
    assert link.published_at == datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
    assert link.evidence.dated


def test_what_is_no_address_is_left_out() -> None:
    assert read("<a href='http://[x'>y</a><a href='tel:1'>z</a>") == []


def test_the_links_of_scripts_carry_title_date_and_what_is_stated() -> None:
    page = (
        '<script type="application/ld+json">[{"@type": "NewsArticle", "url": "/n/1",'
        ' "headline": "Рудник", "datePublished": "2026-11-20T10:00:00+05:00"},'
        ' {"url": "/n/1?utm_source=y", "title": "x"}, {"url": "/n/2", "title": "Цех"}]</script>'
    )
    root = hubbytes.parse_html(page)
    assert root is not None
    first, second = script_links(root, BASE, zone=ZONE, now=NOW).values()
    assert (first.title, first.evidence.heading) == ("Рудник", True)
    assert first.published_at == datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    assert (second.title, second.published_at, second.evidence.heading) == ("Цех", None, False)
