from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.survey.frontpage import FrontPage, likely_sections, read_front_page

URL = "https://www.altai-news.kz/"


def front(head: str = "", body: str = "", html: str = "") -> FrontPage:
    text = f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>"
    return read_front_page(text.encode(), URL)


def menu(*links: tuple[str, str]) -> str:
    return "<nav>" + "".join(f'<a href="{href}">{words}</a>' for href, words in links) + "</nav>"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content="Алтай ньюс"><title>Новости</title>', "Алтай ньюс"),
        ('<meta name="application-name" content="Altai">', "Altai"),
        ("<title>Новости Риддера и области — Altai-News.kz</title>", "Altai-News.kz"),
        ("<title>Рудный Алтай | Новости города Риддер сегодня</title>", "Рудный Алтай"),
        ("<title></title>", None),
        ("", None),
    ],
)
def test_the_name_is_what_the_site_calls_itself(head: str, name: str | None) -> None:
    assert front(head).name == name


def test_the_name_of_a_host_of_short_labels_is_the_shortest_part_of_the_title() -> None:
    body = b"<html><head><title>KZ | The news of the steppe</title></head></html>"
    assert read_front_page(body, "https://kz.kz/").name == "KZ"


@pytest.mark.parametrize(
    ("html", "head", "languages"),
    [
        ('lang="ru-RU"', "", ("ru",)),
        ('lang="kz"', '<meta property="og:locale" content="kk_KZ">', ("kk",)),
        ("", '<meta name="language" content="en">', ("en",)),
        ('xml:lang="ru"', "", ("ru",)),
        ("", "", ()),
    ],
)
def test_languages_come_from_the_marks_of_the_page(
    html: str, head: str, languages: tuple[str, ...]
) -> None:
    assert front(head, html=html).languages == languages


def test_editions_come_from_hreflang_without_the_default_one() -> None:
    head = "".join(
        f'<link rel="alternate" hreflang="{mark}" href="{href}">'
        for mark, href in [("x-default", "/"), ("kk-KZ", "/kz/"), ("ru", "/ru/"), ("ru", "/r/")]
    )
    page = front(head)
    assert page.editions == (
        ("kk", "https://www.altai-news.kz/kz/"),
        ("ru", "https://www.altai-news.kz/ru/"),
    )
    assert page.languages == ("kk", "ru")


def test_editions_come_from_the_links_of_a_language_switch() -> None:
    switch = menu(("https://kaz.altai-news.kz/", "ҚАЗ"), ("/", "Рус"), ("/en", "[ENG]"), ("#", ""))
    assert dict(front(body=switch).editions) == {
        "kk": "https://kaz.altai-news.kz/",
        "ru": "https://www.altai-news.kz/",
        "en": "https://www.altai-news.kz/en",
    }


def test_sections_come_with_mining_and_economy_first() -> None:
    links = (
        ("/politics/", "Политика"), ("/news/", "Все новости"), ("/economy/", "Экономика"),
        ("/tau-ken/", "Тау-кен саласы"), ("/prom/", "Промышленность"),
    )  # fmt: skip
    sections = front(body=menu(*links)).sections
    assert [(one.words, one.rank) for one in sections] == [
        ("Тау-кен саласы", 0), ("Промышленность", 1), ("Экономика", 2), ("Все новости", 3),
        ("Политика", 5),
    ]  # fmt: skip


def test_of_many_sections_one_of_all_news_is_among_those_to_look_at() -> None:
    links = (
        ("/a/", "Экономика"), ("/b/", "Бизнес"), ("/c/", "Тау-кен"), ("/d/", "Өнеркәсіп"),
        ("/news/", "Лента"), ("/news2/", "Новости"), ("/e/", "Мнения"),
    )  # fmt: skip
    page = front(body=menu(*links))
    assert [one.words for one in likely_sections(page, 3)] == ["Тау-кен", "Өнеркәсіп", "Лента"]
    short = front(body=menu(("/a/", "Экономика"), ("/e/", "Мнения")))
    assert [one.words for one in likely_sections(short, 3)] == ["Экономика", "Мнения"]


def test_the_words_of_a_link_count_before_its_address() -> None:
    links = (("/news/economics", "Қоғам"), ("/kz/news/mining", "Айдар"))
    assert [one.rank for one in front(body=menu(*links)).sections] == [0, 4]


@pytest.mark.parametrize(
    ("href", "words"),
    [
        ("https://other.kz/economy/", "Экономика"),
        ("/", "Новости"),
        ("/economy/?page=2", "Экономика"),
        ("/rules.pdf", "Новости"),
        ("/a/b/c/d/", "Новости"),
        ("/contacts/", "Контакты"),
        ("/tag/mining", "#mining"),
        ("/news/", "В Риддере завершили ремонт дороги к обогатительной фабрике"),
        ("javascript:void(0)", "Новости"),
        ("/news/", ""),
    ],
)
def test_what_is_no_section_of_news_is_left_out(href: str, words: str) -> None:
    assert front(body=menu((href, words))).sections == ()


def test_a_link_outside_of_the_navigation_is_no_section_and_each_counts_once() -> None:
    body = '<main><p><a href="/economy/">Экономика</a></p></main>'
    assert front(body=body).sections == ()
    twice = menu(("/economy/", "Экономика"), ("/economy", "Экономика"))
    assert len(front(body=twice).sections) == 1


@pytest.mark.parametrize(
    ("head", "cms"),
    [
        ('<meta name="generator" content="WordPress 6.4">', "WordPress"),
        (
            '<meta name="generator" content="DataLife Engine (http://dle-news.ru)">',
            "DataLife Engine",
        ),
        ('<meta name="generator" content="1C-Bitrix">', "Bitrix"),
        ('<link href="/bitrix/js/main/core.css">', "Bitrix"),
        ('<script id="__NEXT_DATA__">{}</script>', "Next.js"),
        ("<script>var dle_root = '/';</script>", "DataLife Engine"),
        ('<meta name="generator" content="Hugo">', None),
    ],
)
def test_the_maker_is_told_by_the_generator_or_by_marks(head: str, cms: str | None) -> None:
    assert front(head).cms == cms


@pytest.mark.parametrize("body", [b"", b'{"a": 1}', b"<rss></rss>", b"words"])
def test_what_is_no_web_page_tells_nothing(body: bytes) -> None:
    assert read_front_page(body, URL) == FrontPage()


@settings(max_examples=80)
@given(
    st.binary(max_size=400) | st.text(max_size=400).map(lambda t: f"<html><a href={t}>{t}".encode())
)
def test_no_bytes_raise(body: bytes) -> None:
    assert isinstance(read_front_page(body, URL), FrontPage)
