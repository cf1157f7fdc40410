from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup import stamps

URL = "https://x.example/news/1"


def read(html: str, url: str = URL, **metas: str) -> tuple[stamps.Stamp, ...]:
    tree = lxml.html.document_fromstring(html)
    return stamps.published(tree, url, {k.replace("__", ":"): v for k, v in metas.items()}, [])


@pytest.mark.parametrize(
    "line",
    [
        "12 сентября 2024, 09:16",
        "20:39, 22 Желтоқсан 2025 | GMT +5",
        "Пятница, 04 Июл 2025, 12:00",
        "2025 жылғы 11 желтоқсан",
        "09.04.2026 · 15:37",
        "2018-09-16",
        "June 18, 2025",
        "10 May 2024 - 12:30",
        "12 Qyrkúıek, 2025",
        "12 сентября, 09:16",
        "09:16, 12 сентября",
        "сегодня, 10:15",
        "вчера в 18:40",
        "бүгін",
        "2 часа назад",
        "3 hours ago",
        "Friday, Nov 20, 2026 9:05 am",
        "жұма, 20 қараша",
        "20 ноября, 2026 г.",
        "20.11.26",
        "20/11/2026 - 14:30",
        "20 қараша 2026 ж. сағ. 14:30",
        "2026 жылдың 20 қарашасы",
        "кеше, сағат 10:15",
        "час назад",
        "an hour ago",
        "30 قاڭتار, 2026 ساعات 13:48",
        "2025 جىلعى 11 جەلتوقسان",
        "20 ноября 2026, 14:30 по времени Астаны",
        "20 ноября 2026 14:30 (UTC+6)",
        "11.12.2025 10:11:12",
        "Опубликовано: 20 ноября 2026, 14:30",
    ],
)
def test_a_date_beside_the_headline_is_seen_as_it_stands(line: str) -> None:
    page = f"<nav>Меню</nav><h1>Рудник открыли</h1><div><span>{line}</span></div><p>Текст</p>"
    assert read(page) == (("visible text", line),)


@pytest.mark.parametrize(
    "line",
    [
        "Book your holiday today and save forty percent",
        "345 просмотров",
        "Цена 12 500 тенге",
        "5 мест",
    ],
)
def test_other_short_lines_are_no_dates(line: str) -> None:
    assert read(f"<h1>Рудник открыли</h1><div>{line}</div>") == ()


def test_the_order_is_the_order_of_trust() -> None:
    tree = lxml.html.document_fromstring(
        "<h1>Т</h1><time datetime='2024-01-03'>вчера</time><div>4 января 2024</div>"
        "<meta itemprop='datePublished' content='2024-01-05'>"
    )
    records = [{"@type": "NewsArticle", "datePublished": "2024-01-01"}]
    metas = {"article:published_time": "2024-01-02"}
    found = stamps.published(tree, "https://x.example/2024/01/06/a", metas, records)
    assert found == (
        ("json-ld", "2024-01-01"),
        ("meta", "2024-01-02"),
        ("meta", "2024-01-05"),
        ("time tag", "2024-01-03"),
        ("visible text", "вчера"),
        ("visible text", "4 января 2024"),
        ("url", "2024-01-06"),
    )


def test_a_date_is_given_once_though_its_element_has_children() -> None:
    page = "<h1>Т</h1><div><i>12 мая 2024</i> <b>09:16</b></div>"
    assert read(page) == (("visible text", "12 мая 2024 09:16"),)


def test_dates_shortly_before_the_headline_count() -> None:
    assert read("<div><b>12 мая 2024</b></div><h1>Т</h1>") == (("visible text", "12 мая 2024"),)


def test_dates_of_links_and_sidebars_are_other_articles() -> None:
    page = "<h1>Т</h1><a>Новость <i>1 мая 2024</i></a><aside><b>2 мая 2024</b></aside>"
    assert read(page) == ()


def test_a_lone_time_tag_counts_without_a_headline() -> None:
    one = "<div><time datetime='2024-05-01'>1 мая</time></div>"
    assert read(one) == (("time tag", "2024-05-01"),)
    assert read(one + "<time datetime='2024-05-02'>2 мая</time>") == ()


def test_microdata_is_read_from_attribute_or_words() -> None:
    page = "<p><span itemprop='datePublished'>1 мая 2024</span></p>"
    assert read(page) == (("time tag", "1 мая 2024"),)
    assert read(f"<p><span itemprop='datePublished'>{'а ' * 90}</span></p>") == ()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/04/02/slug", ["2024-04-02"]),
        ("/news/2024-4-2-slug", ["2024-04-02"]),
        ("/20240402/slug", ["2024-04-02"]),
        ("/2024/04/slug", ["2024-04"]),
        ("/2024/13/40/slug", []),
        ("/news/12345678", []),
        ("/slug-1712034000", ["1712034000"]),
        ("/slug", []),
    ],
)
def test_dates_in_addresses_are_written_as_iso(path: str, expected: list[str]) -> None:
    found = read("<p>Текст</p>", f"https://x.example{path}")
    assert found == tuple(("url", value) for value in expected)


def test_change_dates_are_kept_apart() -> None:
    tree = lxml.html.document_fromstring(
        "<p><time itemprop='dateModified' datetime='c'>1</time></p>"
    )
    found = stamps.modified(tree, {"og:updated_time": "b"}, [{"dateModified": "a"}])
    assert found == (("json-ld", "a"), ("meta", "b"), ("time tag", "c"))


def test_large_elements_beside_the_headline_are_passed_over() -> None:
    many = "<i>а</i>" * 20 + "12 мая 2024"
    long = "слово " * 100 + "12 мая 2024"
    assert read(f"<h1>Т</h1><div>{many}</div><div>{long}</div>") == ()


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_no_line_makes_it_raise(line: str) -> None:
    text = "".join(letter for letter in line if letter.isprintable() and letter not in "<&")
    tree = lxml.html.document_fromstring(f"<h1>Т</h1><div>x{text}</div>")
    assert isinstance(stamps.published(tree, URL, {}, []), tuple)


def visible(html: str) -> list[str]:
    return [value for origin, value in read(html) if origin == "visible text"]


def test_dates_stand_beside_headlines_that_are_no_h1() -> None:
    html = (
        "<title>Рудник закрыли навсегда - Маяк</title><div>Рудник закрыли навсегда</div>"
        "<div>Вторник, 12 сентября 2024 года, 08:05</div>"
    )
    assert visible(html) == ["Вторник, 12 сентября 2024 года, 08:05"]


@pytest.mark.parametrize(
    "line",
    [
        "October 12th, 2024",
        "12th October 2024",
        "12th of October 2024",
        "12-го мая 2024",
        "14:20 сегодня",
        "2025-12-11T10:20",
        "11.12.2025г.",
        "2025-жылғы 11-желтоқсан",
        "2025 jylǵy 11 jeltoqsan",
        "2025-yil 11-dekabr",
        "11 декабря, четверг 10:20",
    ],
)
def test_rarer_spellings_of_dates_are_seen(line: str) -> None:
    assert visible(f"<h1>Mine</h1><span>{line}</span>") == [line]


def test_a_date_that_touches_the_headline_precedes_those_far_behind() -> None:
    far = "<br>" * 13 + "<span>08-11-2025</span>"
    html = f"<span>07-11-2025 18:22</span><h1>Рудник</h1>{far}"
    assert visible(html) == ["07-11-2025 18:22", "08-11-2025"]
    near = "<span>04.03.2025</span><h1>Рудник</h1><p>05.03.2025</p>"
    assert visible(near) == ["05.03.2025", "04.03.2025"]


def test_a_line_that_speaks_of_a_change_counts_only_where_nothing_else_states_the_year() -> None:
    changed = "<h1>Рудник</h1><p>Обновлено: 07.07.2025</p>"
    assert visible(f"{changed}<p>04.07.2025</p>") == ["04.07.2025"]
    assert visible(f"{changed}<p>4 июля</p>") == ["4 июля", "Обновлено: 07.07.2025"]
    assert visible(changed) == ["Обновлено: 07.07.2025"]


def test_without_any_headline_only_a_lone_date_counts() -> None:
    one = "<div><span>3 Қазан 2025, 07:45</span> | 96</div><p>Кеніш ашылды.</p>"
    assert visible(one) == ["3 Қазан 2025, 07:45"]
    assert visible(f"{one}<p>4 Қазан 2025</p>") == []
    assert visible("<p>Кеніш ашылды.</p>") == []


def test_a_stamp_in_a_record_may_be_a_number() -> None:
    tree = lxml.html.document_fromstring("<h1>Т</h1>")
    found = stamps.published(tree, URL, {}, [{"datePublished": 1795167000}])
    assert found == (("json-ld", "1795167000"),)


def test_records_of_other_articles_state_no_date_of_this_one() -> None:
    tree = lxml.html.document_fromstring("<title>Маяк</title><h1>Кеніште апат болды</h1>")
    other = {"headline": "Министр рассказал о дорогах", "datePublished": "2026-01-01"}
    own = {"headline": "Кеніште апат болды!", "datePublished": "2026-02-02"}
    assert stamps.published(tree, URL, {}, [other, own]) == (("json-ld", "2026-02-02"),)
    assert stamps.published(tree, URL, {}, [other]) == (("json-ld", "2026-01-01"),)


def test_microdata_of_cards_in_other_places_does_not_count() -> None:
    card = "<aside><time itemprop='datePublished' datetime='2026-01-01'>1</time></aside>"
    own = "<time itemprop='datePublished' datetime='2026-02-02'>2</time>"
    page = f"<h1>Т</h1>{card}{own}"
    assert read(page) == (("time tag", "2026-02-02"),)
