from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.bylines import person
from pipelines.extraction.markup import Markup, read_markup
from pipelines.extraction.parse import parse
from pipelines.model import Reason, Rejection

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
        image="/i.jpg",
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
