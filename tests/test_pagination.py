from __future__ import annotations

import pytest

from crawler.hubs import hubbytes
from crawler.sections.pagination import next_pages
from crawler.sources import Source

SOURCE = Source.model_validate(
    {
        "id": "x",
        "name": "X",
        "country": "KZ",
        "languages": ["ru"],
        "group": "regional",
        "hosts": ["x.kz"],
    }
)


def pages(page: str, base: str = "https://x.kz/news/") -> list[str]:
    root = hubbytes.parse_html(page)
    assert root is not None
    found = next_pages(root, list(root.iter("a")), base, base, SOURCE)
    return [url.removeprefix("https://x.kz") for url in found]


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ('<link rel="next" href="/news/page/2/"><p>', "/news/page/2/"),
        ('<a rel="next" href="?page=2">x</a>', "/news/?page=2"),
        ('<a href="?PAGEN_1=2">Следующая</a>', "/news/?PAGEN_1=2"),
        ('<a href="/news/!2">Дальше</a>', "/news/!2"),
        ('<a href="/news/page/2">Келесі бет</a>', "/news/page/2"),
        ('<a href="/news/page-2.html">›</a>', "/news/page-2.html"),
        ('<a class="next page-numbers" href="/news/page/2/"><i></i></a>', "/news/page/2/"),
        ('<a href="?start=20">Older posts</a>', "/news/?start=20"),
        ('<a href="?page=2">2</a>', "/news/?page=2"),
        ('<a href="?start=20">2</a>', "/news/?start=20"),
        ('<a href="/news/2/">2</a>', "/news/2/"),
        ('<a href="?PAGEN_1=2">След.</a>', "/news/?PAGEN_1=2"),
        ('<a href="?cstart=2">Показать ещё</a>', "/news/?cstart=2"),
        ('<a href="/news/page2/">Тағы жүктеу</a>', "/news/page2/"),
        ('<a href="?pageNumber=2">Older articles</a>', "/news/?pageNumber=2"),
        ('<a href="?offset=20">Ещё 20</a>', "/news/?offset=20"),
    ],
)
def test_the_next_page_is_found_however_it_is_marked(page: str, path: str) -> None:
    assert pages(page) == [path]


@pytest.mark.parametrize(
    "page",
    [
        '<a href="/news/2026/11/5">5</a>',
        '<a href="/news/12345-vzryv#comments">12</a>',
        '<a href="/sport/?page=2">2</a>',
        '<a href="https://y.kz/news/?page=2">Далее</a>',
        '<a href="/news/chitat">Далее</a>',
        '<a href="javascript:more()">Показать ещё</a>',
        '<a href="?page=1">1</a>',
        '<a rel="next" href="/news/2026/11/21/">x</a>',
        '<a rel="next" href="/news/archive">x</a>',
    ],
)
def test_what_only_resembles_a_further_page_is_none(page: str) -> None:
    assert pages(page) == []


def test_pages_come_in_order_and_only_those_ahead() -> None:
    page = "".join(f'<a href="?page={n}">{n}</a>' for n in (9, 1, 2, 3, 4))
    assert pages(page + '<a href="?page=4">Next</a>', "https://x.kz/news/?page=3") == [
        "/news/?page=4",
        "/news/?page=9",
    ]


def test_a_day_archive_leads_one_day_back_and_no_further() -> None:
    calendar = "".join(f'<a href="/news/2026/11/{day}/">{day}</a>' for day in range(10, 30))
    assert pages(calendar, "https://x.kz/news/2026/11/21/") == ["/news/2026/11/20/"]
    assert pages("<a href='?page=2'>2</a>", "https://x.kz/?date=2026-11-21") == [
        "/?page=2",
        "/?date=2026-11-20",
    ]


def test_a_day_archive_elsewhere_is_not_followed() -> None:
    assert pages("<p>", "https://y.kz/news/2026/11/21/") == []


def test_their_number_is_capped() -> None:
    assert len(pages("".join(f'<a href="?page={n}">{n}</a>' for n in range(2, 99)))) == 20
