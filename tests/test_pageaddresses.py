"""The article's own address, and where it stands in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.pageaddresses import canonical_of, editions, language_code

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SITE = "https://altai-habar.example"
URL = f"{SITE}/ru/news/rudnik-v-riddere-otkryli-4521"


def page(html: str) -> HtmlElement:
    return lxml.html.document_fromstring(
        f"<html><head>{html}</head><body><p>Текст</p></body></html>"
    )


@pytest.mark.parametrize(
    ("mark", "code"),
    [("kz", "kk"), ("kk", "kk"), ("ru-KZ", "ru"), ("kk_KZ", "kk"), ("en", "en"), ("EN-us", "en"), ("kg", "ky"),
     ("kk-Arab", "kk"), ("rus", "ru"), ("x-default", ""), ("", ""), ("?", "")],
)  # fmt: skip
def test_marks_of_languages_become_codes(mark: str, code: str) -> None:
    assert language_code(mark) == code


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<link rel="canonical" href="{URL}">', URL),
        ('<link rel="canonical" href="/ru/news/4521">', f"{SITE}/ru/news/4521"),
        ('<link rel="canonical" href="4521">', f"{SITE}/ru/news/4521"),
        ('<link rel="CANONICAL" href="HTTPS://Altai-Habar.EXAMPLE/News/4521">', f"{SITE}/News/4521"),
        ('<base href="https://altai-habar.example/x/"><link rel="canonical" href="4521">', f"{SITE}/x/4521"),
        ('<link rel="canonical" href="https://inform.example/a/4521">', "https://inform.example/a/4521"),
        # front page, front page of a language, section: a mistake of the template
        (f'<link rel="canonical" href="{SITE}/">', ""),
        (f'<link rel="canonical" href="{SITE}/ru/">', ""),
        (f'<link rel="canonical" href="{SITE}/ru/index.php">', ""),
        (f'<link rel="canonical" href="{SITE}/ru/news">', ""),
        (f'<link rel="canonical" href="{SITE}"><meta property="og:url" content="{URL}">', URL),
        (f'<link rel="canonical" href="{SITE}/?id=4521">', f"{SITE}/?id=4521"),
        ('<link rel="canonical" href="http://[bad"><link rel="canonical" href="ftp://a/b">', ""),
        ('<link rel="canonical" href="">', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_canonical_address_is_the_articles(html: str, expected: str) -> None:
    tree = page(html)
    metas = {m.get("property"): m.get("content") for m in tree.iter("meta")}
    assert canonical_of(tree, URL, metas) == expected


def test_the_front_page_may_name_itself() -> None:
    assert (
        canonical_of(page(f'<link rel="canonical" href="{SITE}/">'), f"{SITE}/", {}) == f"{SITE}/"
    )


def test_an_amp_view_has_its_article_above_it() -> None:
    tree = page(f'<link rel="canonical" href="{SITE}/shakhta">')
    assert canonical_of(tree, f"{SITE}/shakhta/amp", {}) == f"{SITE}/shakhta"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<link rel="alternate" hreflang="kz" href="/kz/news/4521">', (("kk", "/kz/news/4521"),)),
        ('<link rel="alternate" hreflang="kk-KZ" href="/kz/a"><link rel="alternate" hreflang="en" href="/en/b">', (("kk", "/kz/a"), ("en", "/en/b"))),
        (f'<link rel="alternate" hreflang="ru" href="{URL}">', ()),
        (f'<link rel="alternate" hreflang="ru" href="{URL}?utm_source=x#top">', ()),
        (f'<link rel="alternate" hreflang="en" href="{URL}"><link rel="alternate" hreflang="en-GB" href="/uk/a">', ()),
        ('<link rel="alternate" hreflang="x-default" href="/kz/a">', ()),
        ('<link rel="alternate" hreflang="kk" href="/kz/"><link rel="alternate" hreflang="en" href="/">', ()),
        ('<link rel="alternate" hreflang="kk" href="/?lang=kk"><link rel="alternate" hreflang="en" href="/?p=77">', (("en", "/?p=77"),)),
        ('<link rel="alternate" hreflang="kk" href="javascript:1"><link rel="alternate" href="/rss">', ()),
        # the switch on the page
        ("<a href='/kz/news/4521'>Қаз</a>", (("kk", "/kz/news/4521"),)),
        ("<a href='/kz/news/4521'><span>ҚАЗ</span></a>", (("kk", "/kz/news/4521"),)),
        ("<a href='/kz/riddler-ken-orny-ashyldy'>Қазақша</a>", ()),
        ("<a href='/kz/news/riddler-ken-orny-ashyldy'>Қазақша</a>", (("kk", "/kz/news/riddler-ken-orny-ashyldy"),)),
        ("<a href='/en/news/rudnik-v-riddere-otkryli-4521'>English</a>", (("en", "/en/news/rudnik-v-riddere-otkryli-4521"),)),
        ("<a hreflang='en' title='English' href='/en/news/4521'><img></a>", (("en", "/en/news/4521"),)),
        ("<a title='Қазақша' href='/kz/news/4521'><img></a>", (("kk", "/kz/news/4521"),)),
        (f"<a href='{URL}?lang=kk'>Қаз</a>", (("kk", "/ru/news/rudnik-v-riddere-otkryli-4521?lang=kk"),)),
        ("<a href='/kz'>Қаз</a><a href='/kz/'>Қазақша</a><a href='/kz/news'>KZ</a><a href='#'>Eng</a>", ()),
        ("<a href='https://other.example/news/4521'>Қаз</a>", ()),
        ("<a href='/kz/news/4521'>Читайте на сайте по-казахски подробности</a>", ()),
        ("<a href='/kz/news/4521'>Шахта</a><a href='/kz/news/4521'><b>Новая шахта в городе</b></a>", ()),
        ("<a>Қаз</a><a href='http://[bad'>Қаз</a>", ()),
        (f"<a href='{URL}'>Рус</a>", ()),
    ],
)  # fmt: skip
def test_editions_are_the_same_article_in_other_languages(
    html: str, expected: tuple[tuple[str, str], ...]
) -> None:
    found = editions(page(html), URL)
    assert found == tuple((mark, SITE + path) for mark, path in expected)


def test_the_canonical_spelling_of_the_page_is_no_edition() -> None:
    html = f'<link rel="alternate" hreflang="ru" href="{SITE}/ru/a">'
    assert editions(page(html), URL, f"{SITE}/ru/a") == ()


@settings(max_examples=80)
@given(
    st.text(alphabet="htps:/.[]?#акz4521 %", max_size=40), st.sampled_from(["kk", "x", "Қаз", ""])
)
def test_no_address_makes_it_raise(href: str, mark: str) -> None:
    tree = page("<link rel='alternate canonical'>")
    link = next(tree.iter("link"))
    link.set("href", href)
    link.set("hreflang", mark)
    assert all(url.startswith(("http://", "https://")) for _, url in editions(tree, URL))
    assert isinstance(canonical_of(tree, URL, {}), str)
