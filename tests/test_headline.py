from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.headline import headline_node, subtitles, title_candidates, without_site

SITE = ["Алтай Хабар", "altai-habar.kz", "altai-habar"]


@pytest.mark.parametrize(
    "title",
    [
        "Рудник открыли | Алтай Хабар",
        "Рудник открыли - altai-habar.kz",
        "Рудник открыли — Новости Казахстана — Алтай Хабар",
        "Алтай Хабар: новости | Рудник открыли",
        "Рудник открыли » Алтай Хабар - новости региона",
        "Рудник открыли",
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_title(title: str) -> None:
    assert without_site(title, SITE) in ("Рудник открыли", "Рудник открыли — Новости Казахстана")


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Рудник открыли в Риддере — новости Казахстана на Altai.kz", ["altai.kz"]),
        ("Рудник открыли в Риддере: Новости Казахстана на Altainews.kz", ["altainews.kz"]),
        ("Рудник открыли в Риддере | Altai Media Kazakhstan", ["kz.altai.media", "kz"]),
        ("Рудник открыли в Риддере - Еңбек Қазақстан", ["enbek.kz"]),
        ("Рудник открыли в Риддере – Enbekshi.kz: главные новости Казахстана", ["enbekshi.kz"]),
        ("Рудник открыли в Риддере » Восточные новости", ["vko.kz"]),
        ("Рудник открыли в Риддере | Аналитический интернет-портал", ["x.kz"]),
        ("Рудник открыли в Риддере - Новости | Алтай", ["altai.kz"]),
        ("Рудник открыли в Риддере, 12.03.2025 — новости на Altai.kz", ["altai.kz"]),
        ("Рудник открыли в Риддере — Свежие новости", ["x.kz"]),
    ],
)
def test_what_a_site_says_of_itself_behind_the_headline_goes(title: str, names: list[str]) -> None:
    assert without_site(title, names) == "Рудник открыли в Риддере"


@pytest.mark.parametrize(
    "title",
    [
        "Кентау – қазақстандық моноқала",
        "Рудный - город горняков",
        "Газета о шахтёрах: новости прошлого",
        "Шахтёры бастуют - портал в забой закрыт",
        "Итоги | Новости",
        "РУДНИК ОТКРЫЛИ В РИДДЕРЕ",
    ],
)
def test_a_headline_with_a_dash_or_in_capitals_stays_as_written(title: str) -> None:
    assert without_site(title, ["vestnik.kz", "vestnik"]) == title


def test_the_name_of_a_section_over_the_page_is_no_headline() -> None:
    tree = lxml.html.document_fromstring("<title>Новости</title><h1>Новости</h1>")
    claim = "В Риддере открыли рудник"
    assert title_candidates(tree, [claim], []) == (claim, "Новости")
    # a claim that says no more than the heading decides nothing
    assert title_candidates(tree, ["Портал"], [])[0] == "Новости"


def test_dashes_inside_a_title_stay() -> None:
    title = "Риддер — Усть-Каменогорск: дорога — в ремонте"
    assert without_site(title, SITE) == title


def test_a_title_that_is_the_name_stays() -> None:
    assert without_site("Алтай Хабар", SITE) == "Алтай Хабар"
    assert without_site("Что-то | К", ["К"]) == "Что-то | К"


def test_a_heading_backed_by_a_claim_is_best() -> None:
    tree = lxml.html.document_fromstring(
        "<title>Рудник открыли | Сайт</title><h1>Лента</h1><h1> Рудник&nbsp;открыли сегодня </h1>"
    )
    found = title_candidates(tree, ["Рудник открыли &amp; пустили", ""], ["Сайт"])
    assert found[0] == "Рудник открыли сегодня"
    assert found[1:] == ("Рудник открыли & пустили", "Рудник открыли", "Лента")


def test_without_any_claim_the_heading_is_the_title() -> None:
    tree = lxml.html.document_fromstring("<h1>Рудник открыли</h1><p>текст</p>")
    assert title_candidates(tree, [], []) == ("Рудник открыли",)


@settings(max_examples=100)
@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=3))
def test_a_title_is_only_ever_shortened(title: str, names: list[str]) -> None:
    assert (
        without_site(title, names) in (title, title.strip()) or without_site(title, names) in title
    )


@pytest.mark.parametrize(
    "headline",
    [
        "<h3>Рудник закрыли навсегда</h3>",
        "<div class=ttl>Рудник закрыли навсегда</div>",
        "<font size=4><b>Рудник закрыли навсегда</b></font>",
    ],
)
@pytest.mark.parametrize(
    "title",
    [
        "Рудник закрыли навсегда",
        "Рудник закрыли навсегда - Маяк онлайн",
        "Газета Маяк :: Рудник закрыли навсегда",
    ],
)
def test_without_h1_the_element_that_says_the_title_is_the_headline(
    headline: str, title: str
) -> None:
    tree = lxml.html.document_fromstring(f"<title>{title}</title>{headline}<p>Текст.</p>")
    assert title_candidates(tree, (), ())[0] == "Рудник закрыли навсегда"


def test_a_heading_that_says_the_title_is_better_than_the_h1_of_the_site() -> None:
    html = "<title>Рудник закрыли навсегда</title><h1>Степной маяк</h1><h2>Рудник закрыли навсегда</h2>"
    node = headline_node(lxml.html.document_fromstring(html))
    assert node is not None
    assert node.tag == "h2"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Рудник закрыли навсегда</title><a><b>Рудник закрыли навсегда</b></a>",
        "<title>Рудник закрыли</title><div>Рудник закрыли</div>",
        f"<title>{'а ' * 9}</title><div>{'<i>а</i> ' * 9}</div>",
        "<div>Рудник закрыли навсегда</div>",
    ],
)
def test_links_short_titles_and_pages_without_title_show_no_headline(html: str) -> None:
    assert headline_node(lxml.html.document_fromstring(html)) is None


def test_the_only_h1_is_better_than_a_shorter_title_that_all_pages_have() -> None:
    html = "<title>Press release</title><h1>Ministry lists twenty towns</h1>"
    tree = lxml.html.document_fromstring(html)
    assert title_candidates(tree, (), ())[0] == "Ministry lists twenty towns"
    assert title_candidates(tree, ("Towns of ore",), ())[0] == "Towns of ore"


def test_an_h1_that_is_the_name_of_the_site_is_no_title() -> None:
    html = (
        "<title>Рудник закрыли навсегда » Арка</title><h1>Арка</h1><h2>Рудник закрыли навсегда</h2>"
    )
    tree = lxml.html.document_fromstring(html)
    assert title_candidates(tree, (), ())[0] == "Рудник закрыли навсегда"


def test_an_element_named_as_headline_is_one_where_the_title_says_nothing() -> None:
    one = "<title>News</title><div class='top headline'>Kurchatov builds a station</div>"
    tree = lxml.html.document_fromstring(one)
    assert title_candidates(tree, (), ())[0] == "Kurchatov builds a station"
    two = lxml.html.document_fromstring(f"{one}<div class=headline>Ridder opens a mine</div>")
    assert headline_node(two) is None


def test_a_heading_named_as_introduction_behind_the_h1_is_a_subtitle() -> None:
    html = "<h1>Mine</h1><h3 class=subtitle>A new trade</h3><h2>Section</h2>"
    assert subtitles(lxml.html.document_fromstring(html)) == ("A new trade",)
    other = "<h1>Mine</h1><h2 class=part>Section</h2><h1>Second</h1><p class=lead>A</p><h1>End</h1>"
    assert subtitles(lxml.html.document_fromstring(other)) == ()


@pytest.mark.parametrize(
    ("html", "headline"),
    [
        # the title is the name of the office
        (
            (
                "<title>Abai akimat</title><b>Abai akimat</b>"
                "<h3 class='news-detail__title'>New heat plant opens today</h3>"
            ),
            "New heat plant opens today",
        ),
        ("<title>Жаңа кітапхана - Дала</title><div>Жаңа кітапхана</div>", "Жаңа кітапхана"),
        ("<title>Жаңа кітапхана - Дала</title><a>Жаңа кітапхана</a>", None),
        ("<title>Жаңа кітапхана</title><div>Жаңа кітапхана</div>", None),
        ("<title>Дала</title><h3 class='card-title'>Жаңа кітапхана бүгін ашылды</h3>", None),
    ],
)
def test_headlines_that_titles_hardly_name_are_found(html: str, headline: str | None) -> None:
    node = headline_node(lxml.html.document_fromstring(f"<body>{html}<p>x</p></body>"))
    assert (node.text if node is not None else None) == headline


@pytest.mark.parametrize(
    ("href", "is_home"),
    [("/", True), ("https://altai-habar.kz/", True), ("http://[broken", False), ("#top", False)],
)
def test_an_h1_that_is_a_link_home_is_no_headline(href: str, is_home: bool) -> None:  # noqa: FBT001 - drawn
    body = f"<h1><a href='{href}'>Алтай Хабар</a></h1><h1>Рудник открыли</h1>"
    tree = lxml.html.document_fromstring(f"<title>Алтай Хабар</title>{body}")
    shown = headline_node(tree)
    assert shown is not None
    assert shown.text_content() == ("Рудник открыли" if is_home else "Алтай Хабар")
