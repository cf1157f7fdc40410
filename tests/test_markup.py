from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.markup import Markup, read_markup
from pipelines.model import Picture, Reason, Rejection
from pipelines.newsroom.bylines import person
from pipelines.parsing.parse import parse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

URL = "https://altai-habar.example/news/1"
PAGE = """<!DOCTYPE html><html lang="ru-KZ"><head><title>Рудник открыли | Алтай Хабар</title>
<meta property="og:title" content="Рудник открыли">
<meta property="og:site_name" content="Алтай Хабар">
<meta property="og:type" content="article"><meta property="og:image" content="/i.jpg">
<meta property="article:section" content="Экономика"><meta name="author" content="Алтай Хабар">
<meta property="article:published_time" content="2024-09-12T09:16:00+05:00">
<meta property="article:modified_time" content="2024-09-12T10:00:00+05:00">
<meta name="description" content="Ствол  работает"><link rel="canonical" href="/news/1">
<link rel="alternate" hreflang="kz" href="/kz/1"><link rel="alternate" hreflang="en" href="/en/1">
<link rel="alternate" hreflang="x" href="javascript:1">
<link rel="alternate" type="application/rss+xml" href="/rss">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Рудник открыли",
"articleBody": "Весь текст.", "author": {"name": "Айгуль Смагулова"},
"isAccessibleForFree": "True"}</script>
<script>var a = 1;</script><style>p {}</style></head>
<body><h1>Рудник открыли</h1><p class="author">Текст: Марат Алиев</p><p>Текст.</p>
<svg><text>x</text></svg></body></html>"""


def tree_of(html: str) -> HtmlElement:
    tree = parse(html)
    assert not isinstance(tree, Rejection)
    return tree


def claims_of(html: str, url: str = URL) -> Markup:
    return read_markup(tree_of(html), url)


def test_all_that_the_markup_claims_is_read() -> None:
    assert claims_of(PAGE) == Markup(
        titles=("Рудник открыли",),
        canonical_url=URL,
        article_body="Весь текст.",
        description="Ствол работает",
        authors=("Айгуль Смагулова", "Марат Алиев"),
        site_name="Алтай Хабар",
        language="ru",
        editions=(
            ("kk", "https://altai-habar.example/kz/1"),
            ("en", "https://altai-habar.example/en/1"),
        ),
        page_type="NewsArticle",
        section="Экономика",
        dates=(("meta", "2024-09-12T09:16:00+05:00"),),
        modified_dates=(("meta", "2024-09-12T10:00:00+05:00"),),
        picture=Picture("https://altai-habar.example/i.jpg"),
        free=True,
    )


def test_a_page_that_claims_nothing_gives_empty_claims() -> None:
    assert claims_of("<p>Текст</p>") == Markup()


def test_scripts_styles_and_drawings_go_and_json_ld_stays() -> None:
    tree = tree_of(PAGE)
    assert [node.get("type") for node in tree.iter("script")] == ["application/ld+json"]
    assert not list(tree.iter("style", "svg"))


@pytest.mark.parametrize("tag", ["div", "font"])
@pytest.mark.parametrize("depth", [300, 1500, 3000])
def test_deep_nesting_keeps_the_text(tag: str, depth: int) -> None:
    tree = tree_of(f"<title>Т</title><body>{f'<{tag}>' * depth}<p>Текст о шахте</p>")
    assert "Текст о шахте" in tree.text_content()


def test_a_huge_script_before_the_text_costs_nothing() -> None:
    tree = tree_of(f"<script>{'x' * 10_500_000}</script><p>Текст о шахте</p>")
    assert tree.text_content().strip() == "Текст о шахте"


def test_crowds_of_inline_tags_are_flattened_and_their_words_stay() -> None:
    tree = tree_of(f"<p>{'<b>шах</b><a href=/>та</a> ' * 500}</p><p><b>а</b></p>")
    assert len(list(tree.iter("b", "a"))) == 1
    assert tree.text_content().split()[:2] == ["шахта", "шахта"]


def test_many_blocks_are_no_crowd() -> None:
    assert len(list(tree_of(f"<div>{'<p>а</p>' * 500}</div>").iter("p"))) == 500


@pytest.mark.parametrize(
    "html", ["", "  ", "<!-- x -->", "<html><head><title>Т</title></head></html>"]
)
def test_a_page_without_content_is_rejected(html: str) -> None:
    result = parse(html)
    assert isinstance(result, Rejection)
    assert result.reason is Reason.NO_TEXT


def test_nesting_that_cannot_be_mended_is_rejected_and_not_raised() -> None:
    result = parse("<p>" + "<x>а</x><y>" * 5000 + "Текст")
    assert isinstance(result, Rejection) or "а" in result.text_content()


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Dana Omarova", "Dana Omarova"),
        ("Автор: Айгуль Смагулова", "Айгуль Смагулова"),
        ("Айгүл Смағұлова, ", "Айгүл Смағұлова"),
        ("https://facebook.com/x", ""),
        ("tengrinews.kz", ""),
        ("редакция", ""),
        ("А", ""),
        ("Наш корреспондент побывал на месте и увидел", ""),
    ],
)
def test_only_names_are_authors(line: str, name: str) -> None:
    assert person(line) == name


@pytest.mark.parametrize("claim", ["False", "false"])
def test_a_paywall_is_what_the_page_says_of_it(claim: str) -> None:
    page = (
        '<script type="application/ld+json">{"@type":"Article","isAccessibleForFree":"%s"}</script>'
    )
    assert claims_of(page % claim + "<p>Т</p>").free is False
    assert claims_of(page % "maybe" + "<p>Т</p>").free is None


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="kz">', "kk"),
        ('<html xml:lang="kk">', "kk"),
        ('<meta property="og:locale" content="ru_RU">', "ru"),
        ('<html lang="?"><meta name="content-language" content="en">', "en"),
        ("", ""),
    ],
)
def test_the_language_hint_is_a_bare_code(html: str, language: str) -> None:
    assert claims_of(f"{html}<p>Т</p>").language == language


def test_addresses_that_are_none_are_left_out() -> None:
    page = (
        '<link rel="canonical" href="http://[bad"><link rel="canonical" href="ftp://a/b"><p>Т</p>'
    )
    assert claims_of(page).canonical_url == ""
    assert (
        claims_of(
            '<meta property="og:url" content="/a"><p>Т</p>', "https://x.example/b"
        ).canonical_url
        == "https://x.example/a"
    )


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from(list("<>/=\"' abhptime1-{}[]:,а")), max_size=200))
def test_no_soup_makes_it_raise(soup: str) -> None:
    tree = parse(soup)
    if not isinstance(tree, Rejection):
        assert isinstance(read_markup(tree, URL), Markup)


def test_a_label_beside_the_authors_name_is_no_part_of_it() -> None:
    tree = tree_of('<div class="byline"><span>Автор</span><a href="/a">Ербол Касымов</a></div>')
    assert read_markup(tree, "https://a.kz/1").authors == ("Ербол Касымов",)


WORDPRESS = """<html lang="en"><body class="single category-news tag-5"><article class="post tag-ugol hentry">
<h1 class="entry-title">Шахта возобновила добычу</h1><div class="entry-meta"><span class="posted-by">Автор
<a class="url fn n" href="/author/i">Мария Иванова</a></span>
<a href="/cat/eco" rel="category tag">Экономика</a></div>
<figure class="wp-block-image"><img src="data:image/svg+xml,x" data-src="/wp/shahta-1024x576.jpg">
<figcaption>Шахта. Фото: Qarmet</figcaption></figure><p>Шахта снова даёт уголь.</p>
<footer class="entry-footer"><a rel="tag" href="/tag/ugol">уголь</a></footer></article></body></html>"""
PORTAL = """<html lang="en"><head><meta property="og:image" content="https://altai-habar.example/og-logo.png"></head>
<body><div class="header__lang"><a href="/news/1">ҚАЗ</a><a href="/ru/news/1">РУС</a><a href="/en">ENG</a></div>
<span class="article__rubric">Қоғам</span><h1>Риддерде кеніш ашылды</h1><div class="article__author">
<img src="/u/ava.jpg" class="avatar"><span>Гүлнар ЖОЛЖАН</span><span>тілші</span></div>
<main><picture><source srcset="/k-400.webp 400w, /k-1200.webp 1200w"><img src="/k.jpg"></picture>
<div class="article__photo-desc">Сурет: Kazinform</div><p>Мәтін</p></main>
<div class="article__tags"><a href="/tag/1">#Риддер</a><a>#кеніш</a></div></body></html>"""
OLD = """<html><body><div class="lang"><a href="/kz/news/1">Қазақша</a></div><div class="breadcrumb"><a>Главная</a>
<a>Экономика</a> <span>Рудник открыли</span></div><h1>Рудник открыли</h1><div class="news-detail">
<img src="/upload/rudnik.jpg" width="800"><p>Текст.</p></div><div class="tags">Теги: <a>рудник</a></div></body></html>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            WORDPRESS,
            Markup(
                titles=("Шахта возобновила добычу",),
                language="en",
                authors=("Мария Иванова",),
                section="Экономика",
                tags=("уголь",),
                picture=Picture(
                    "https://altai-habar.example/wp/shahta-1024x576.jpg", "Шахта.", "Qarmet"
                ),
            ),
        ),
        (
            PORTAL,
            Markup(
                titles=("Риддерде кеніш ашылды",),
                language="en",
                authors=("Гүлнар ЖОЛЖАН",),
                section="Қоғам",
                tags=("Риддер", "кеніш"),
                editions=(("ru", "https://altai-habar.example/ru/news/1"),),
                picture=Picture("https://altai-habar.example/k-1200.webp", "", "Kazinform"),
            ),
        ),
        (
            OLD,
            Markup(
                titles=("Рудник открыли",),
                section="Экономика",
                tags=("рудник",),
                editions=(("kk", "https://altai-habar.example/kz/news/1"),),
                picture=Picture("https://altai-habar.example/upload/rudnik.jpg"),
            ),
        ),
    ],
)
def test_pages_of_common_content_systems_are_read_whole(html: str, expected: Markup) -> None:
    assert claims_of(html) == expected


def test_the_publisher_is_no_author_and_no_tag() -> None:
    page = """<script type="application/ld+json">{"@type": "NewsArticle", "author": "Condé Nast",
    "publisher": {"name": "Condé Nast"}, "keywords": ["Condé Nast", "руда"]}</script><p>Текст</p>"""
    found = claims_of(page)
    assert (found.authors, found.tags) == ((), ("руда",))


def test_a_meta_tag_without_content_claims_nothing() -> None:
    page = (
        '<meta name="author"><meta content="x"><meta name="author" content="Dana Omarova"><p>Т</p>'
    )
    assert claims_of(page).authors == ("Dana Omarova",)


def test_the_canonical_front_page_is_not_taken_for_the_article() -> None:
    page = '<link rel="canonical" href="https://altai-habar.example/"><p>Т</p>'
    assert claims_of(page).canonical_url == ""
