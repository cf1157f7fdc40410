"""Section and key words of an article, on small pages as sites write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup import jsonld
from pipelines.markup.keywords import section, tags
from pipelines.markup.markup import read_markup

if TYPE_CHECKING:
    from lxml.html import HtmlElement

H1 = "<h1>В Риддере открыли рудник</h1><p>Добыча цинка на шахте начнётся весной.</p>"


def page(html: str) -> HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


def record(**fields: object) -> str:
    text = json.dumps({"@type": "NewsArticle", "headline": "В Риддере открыли рудник"} | fields)
    return f'<script type="application/ld+json">{text}</script>'


def crumbs(*names: str) -> str:
    items = [{"@type": "ListItem", "position": at, "name": name} for at, name in enumerate(names)]
    text = json.dumps({"@type": "BreadcrumbList", "itemListElement": items[::-1]})
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta property="article:section" content="Экономика">', "Экономика"),
        ('<meta property="og:article:section" content="Қоғам">', "Қоғам"),
        (record(articleSection=["Industry", "News"]), "Industry"),
        (
            crumbs("Главная", "Новости", "Промышленность", "В Риддере открыли рудник"),
            "Промышленность",
        ),
        (crumbs("Главная", "Промышленность", "В Риддере открыли…"), "Промышленность"),
        (crumbs("Басты бет", "Экономика"), "Экономика"),
        (crumbs("Главная", "В Риддере открыли рудник"), ""),
        ('<ol class="breadcrumb"><li><a>Home</a></li><li><a>Mining</a></li></ol>', "Mining"),
        (
            '<div class="bread-crumbs"><a>Главная</a> / <a>Регионы</a> / <span>В Риддере открыли рудник</span></div>',
            "Регионы",
        ),
        ('<span itemprop="articleSection">Общество</span>', "Общество"),
        ('<a class="news-rubric" href="/eco">Экономика</a>', "Экономика"),
        ('<a class="postCategory" href="/eco">Economy</a>', "Economy"),
        ('<a rel="category tag">Экономика</a><a rel="category tag">Регион</a>', "Экономика"),
        ('<div class="speedbar">Портал » Экономика » В Риддере открыли рудник</div>', "Экономика"),
        ('<a class="rubric">Спорт</a><a class="rubric">Спорт</a>', "Спорт"),
        # several rubrics are those of other articles too; names of the front page are none
        ('<a class="rubric">Спорт</a><a class="rubric">Мир</a>', ""),
        ('<aside><a class="rubric">Спорт</a></aside>', ""),
        ('<meta property="article:section" content="Без рубрики">', ""),
        ('<meta property="article:section" content="Uncategorized">', ""),
        ('<meta property="article:section" content="altai-habar.example">', ""),
        (f'<meta property="article:section" content="{"слово " * 20}">', ""),
        (f'<div class="category">{"<b>x</b>" * 20}</div>', ""),
        ("", ""),
    ],
)
def test_the_section_is_the_sites_own_filing(html: str, expected: str) -> None:
    found = read_markup(page(html + H1), "https://altai-habar.example/news/1")
    assert found.section == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<meta property="article:tag" content="Риддер"><meta property="article:tag" content="рудник">',
            ("Риддер", "рудник"),
        ),
        ('<meta name="news_keywords" content="цинк, Риддер; риддер">', ("цинк", "Риддер")),
        (record(keywords="цинк, #Риддер"), ("цинк", "Риддер")),
        (record(keywords=["zinc", {"@type": "DefinedTerm", "name": "Ridder"}]), ("zinc", "Ridder")),
        (
            '<a rel="tag" href="/t/1">Казцинк</a><a rel="category tag" href="/c">Новости</a>',
            ("Казцинк",),
        ),
        ('<div class="tags"><a>#Казцинк</a> <a>ВКО</a></div>', ("Казцинк", "ВКО")),
        ('<ul class="article__tag-list tags"><li><a>Кеніш</a></li></ul>', ("Кеніш",)),
        ('<a class="tag" href="/x">Шахта</a>', ("Шахта",)),
        ('<div><a href="/tag/kazzinc">Казцинк</a></div>', ("Казцинк",)),
        ("<p>Теги: Казцинк, ВКО</p>", ("Казцинк", "ВКО")),
        ("<p>Тегтер: <a>Кеніш</a> <a>Риддер</a></p>", ("Кеніш", "Риддер")),
        ("<div><b>Ключевые слова:</b> <i>цинк</i>, <i>руда</i></div>", ("цинк", "руда")),
        # the general keywords: what the article's words hold, inflected or not
        ('<meta name="keywords" content="новости, цинк, шахты, футбол">', ("цинк", "шахты")),
        (f'<meta name="keywords" content="{", ".join(f"слово{n}" for n in range(30))}">', ()),
        ('<meta name="keywords" content="в риддере открыли рудник добыча цинка на шахте">', ()),
        # tags of others, sharing, the site's own name, addresses, the front page's
        ('<aside class="tags"><a>Футбол</a></aside>', ()),
        ('<div class="tags-cloud"><a>Футбол</a></div>', ()),
        ('<div class="share"><a class="tag">Facebook</a></div>', ()),
        ('<meta name="news_keywords" content="https://a.kz, @habar, все новости, x">', ()),
        ('<meta name="news_keywords" content="altai-habar.example">', ()),
        (f'<meta name="news_keywords" content="{"а" * 90}">', ()),
        (f'<div class="tags">{"<a>слово</a>" * 50}</div>', ()),
        (f"<p>Теги: {'слово ' * 400}</p>", ()),
        ("<nav><p>Теги: Казцинк</p></nav>", ()),
        ("", ()),
    ],
)
def test_tags_are_the_articles_key_words(html: str, expected: tuple[str, ...]) -> None:
    found = read_markup(page(html + H1), "https://altai-habar.example/news/1")
    assert found.tags == expected


def test_there_are_at_most_twenty_tags() -> None:
    html = '<meta name="news_keywords" content="{}">'.format(
        ",".join(f"слово{n}" for n in range(40))
    )
    assert len(tags(page(html), {}, {})) == 20


def test_both_stand_alone_without_known_landmarks() -> None:
    tree = page('<div class="tags"><a>ВКО</a></div><p class="breadcrumbs"><a>Регион</a></p>')
    assert tags(tree, {}, {}) == ("ВКО",)
    assert section(tree, {}, {}) == "Регион"


def test_a_percent_encoded_tag_is_shown_in_letters() -> None:
    tree = page('<meta name="news_keywords" content="%D0%A0%D0%B8%D0%B4%D0%B4%D0%B5%D1%80">')
    assert tags(tree, {}, {}) == ("Риддер",)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_make_it_raise_and_tags_are_clean(one: str, other: str) -> None:
    tree = page("<p>Текст</p>")
    found = tags(tree, {"keywords": one}, {"keywords": [one, other], "articleSection": other})
    assert len({tag.casefold() for tag in found}) == len(found)
    assert all(0 < len(tag) <= 80 and not tag.startswith("#") for tag in found)
    assert len(section(tree, {"article:section": one}, {"articleSection": other})) <= 60


def test_crumbs_that_are_no_list_are_none() -> None:
    assert (
        jsonld.crumbs([{"@type": "BreadcrumbList", "itemListElement": "x"}, {"@type": "X"}]) == []
    )
    item = {"item": {"name": "Мир"}, "position": "9999999999"}
    assert jsonld.crumbs([{"@type": "BreadcrumbList", "itemListElement": [item, "x", {}]}]) == [
        "Мир"
    ]
