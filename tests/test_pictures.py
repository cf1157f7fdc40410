"""The main picture of an article and the words about it."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.markup.pictures import main_picture
from pipelines.model import Picture

URL = "https://altai-habar.example/news/1"
OG = {"og:image": "https://cdn.example/a/mine.jpg"}


def found(
    html: str, metas: dict[str, str] | None = None, article: dict[str, Any] | None = None
) -> Picture | None:
    tree = lxml.html.document_fromstring(f"<html><body><p>Текст</p>{html}</body></html>")
    return main_picture(tree, metas or {}, article or {}, URL)


@pytest.mark.parametrize(
    ("html", "metas", "article", "url"),
    [
        ("", OG, {}, "https://cdn.example/a/mine.jpg"),
        ("", {"og:image": "/a/mine.jpg"}, {}, "https://altai-habar.example/a/mine.jpg"),
        ("", {"og:image": "//cdn.example/mine.jpg"}, {}, "https://cdn.example/mine.jpg"),
        ("", {}, {"image": "https://cdn.example/b.jpg"}, "https://cdn.example/b.jpg"),
        ("", {}, {"image": [{"url": "/b.jpg"}, "/c.jpg"]}, "https://altai-habar.example/b.jpg"),
        ("", {}, {"image": {"contentUrl": "/b.jpg"}}, "https://altai-habar.example/b.jpg"),
        ("", {"twitter:image": "/t.jpg"}, {}, "https://altai-habar.example/t.jpg"),
        # the site's logo in og:image: the article's own is next
        ("", {"og:image": "/img/logo.png"}, {"image": "/b.jpg"}, "https://altai-habar.example/b.jpg"),
        ("<article><img src='/c.jpg'></article>", {"og:image": "/no-image.png"}, {}, "https://altai-habar.example/c.jpg"),
        ("<figure><img src='/c.jpg'></figure>", {}, {}, "https://altai-habar.example/c.jpg"),
        ("<div itemprop=articleBody><img src='/c.jpg'></div>", {}, {}, "https://altai-habar.example/c.jpg"),
        # lazy loading: the stand-in stands in src
        ("<article><img src='/blank.gif' data-src='/c.jpg'></article>", {}, {}, "https://altai-habar.example/c.jpg"),
        ("<article><img src='data:image/gif;base64,R0' data-original='/c.jpg'></article>", {}, {}, "https://altai-habar.example/c.jpg"),
        ("<article><img src='/s.jpg' srcset='/s.jpg 300w, /l.jpg 1200w, /m.jpg 800w'></article>", {}, {}, "https://altai-habar.example/l.jpg"),
        ("<article><img srcset='/s.jpg 1x, /l.jpg 2x'></article>", {}, {}, "https://altai-habar.example/l.jpg"),
        ("<article><picture><source srcset='/l.webp 900w'><img src='/s.jpg'></picture></article>", {}, {}, "https://altai-habar.example/l.webp"),
        # none of an article
        ("<img src='/c.jpg'>", {}, {}, ""),
        ("<article><img src='/c.jpg' width='40' height='40px'></article>", {}, {}, ""),
        ("<article><div class=author-avatar><img src='/c.jpg'></div></article>", {}, {}, ""),
        ("<article><div class=related><img src='/c.jpg'></div></article>", {}, {}, ""),
        ("<article><img src='https://mc.yandex.ru/watch/1'></article>", {}, {}, ""),
        ("<article><img src='/icons/x.png'><img src='/x.svg'><img src='/default.jpg'><img></article>", {}, {}, ""),
        ("", {"og:image": "data:image/png;base64,AAAA"}, {}, ""),
        ("", {"og:image": "javascript:x"}, {}, ""),
        ("", {"og:image": "https://altai-habar.example/"}, {}, ""),
        ("", {"og:image": "/sites/default/files/opengraph_default.png"}, {}, ""),
        ("", {"og:image": "/sites/default/files/mine.png"}, {}, "https://altai-habar.example/sites/default/files/mine.png"),
    ],
)  # fmt: skip
def test_the_picture_is_the_articles_and_its_address_absolute(
    html: str, metas: dict[str, str], article: dict[str, Any], url: str
) -> None:
    picture = found(html, metas, article)
    assert (picture.url if picture else "") == url


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        ("<figure><img src='/a/mine.jpg'><figcaption>Рудник в Риддере. Фото: Kazinform</figcaption></figure>", "Рудник в Риддере.", "Kazinform"),
        ("<figure><img src='/a/mine-1024x768.jpg'><figcaption>Кеніш. Сурет: ҚазАқпарат</figcaption></figure>", "Кеніш.", "ҚазАқпарат"),
        ("<figure><img src='/x/mine.jpg?w=600'><figcaption>The mine<span class=credit>Jane Doe</span></figcaption></figure>", "The mine", "Jane Doe"),
        ("<figure><img src='/x/mine.jpg'><figcaption>The mine<span class=credit>Photo: Jane Doe</span></figcaption></figure>", "The mine", "Jane Doe"),
        ("<div class=img><img src='/mine.jpg'><div class='photo-caption'>Шахта</div><div class='photo-copyright'>Иван Петров</div></div>", "Шахта", "Иван Петров"),
        ("<div class=img><img src='/mine.jpg'><div class='copyright'>Шахтёры спускаются в новую шахту под самым Риддером</div></div>", "Шахтёры спускаются в новую шахту под самым Риддером", ""),
        ("<div><p><img src='/mine.jpg'></p><p>Фото: пресс-служба «Казцинка»</p></div>", "", "пресс-служба «Казцинка»"),
        ("<div><p><img src='/mine.jpg'></p><p>Добыча выросла на пять процентов.</p></div>", "", ""),
        ("<p><img src='/mine.jpg'> Фото: Иван Петров</p>", "", "Иван Петров"),
        ("<p><img src='/mine.jpg'> Добыча выросла</p>", "", ""),
        ("<p><img src='/mine.jpg'></p>", "", ""),
        (f"{'<div>' * 6}<img src='/mine.jpg'>{'</div>' * 6}<p>Фото: Kazinform</p>", "", ""),
        # the page shows a cut of it under another name
        ("<figure><img src='/0815.jpg'><figcaption>Рудник</figcaption></figure>", "Рудник", ""),
        (f"<div><img src='/mine.jpg'><p>{'слово ' * 200}</p><p class=caption>Далеко</p></div>", "", ""),
        (f"<figure><img src='/mine.jpg'><figcaption>{'слово ' * 100}</figcaption></figure>", "", ""),
        ("<figure><img src='/mine.jpg'></figure><p>Фото: другой снимок</p>", "", "другой снимок"),
    ],
)  # fmt: skip
def test_caption_and_credit_stand_under_the_picture(html: str, caption: str, credit: str) -> None:
    assert found(html, OG) == Picture(OG["og:image"], caption, credit)


def test_json_ld_fills_what_the_page_does_not_show() -> None:
    image = {"url": "/b.jpg", "caption": "Рудник", "creditText": "Kazinform"}
    assert found("", {}, {"image": image}) == Picture(
        "https://altai-habar.example/b.jpg", "Рудник", "Kazinform"
    )
    other: dict[str, Any] = {"url": "/b.jpg", "author": {"name": "Jane Doe"}}
    picture = found("", {}, {"image": [other]})
    assert picture is not None
    assert picture.credit == "Jane Doe"


@settings(max_examples=80)
@given(st.text(max_size=60), st.text(alphabet="abc/.:,x 12w-", max_size=60))
def test_no_attribute_makes_it_raise_and_addresses_are_absolute(one: str, other: str) -> None:
    tree = lxml.html.document_fromstring("<body><article><img></article></body>")
    image = next(tree.iter("img"))
    image.set("srcset", other)
    image.set("src", other)
    image.set("width", other)
    for metas in ({}, {"og:image": one}, {"og:image": other}):
        picture = main_picture(tree, metas, {"image": one}, URL)
        assert picture is None or picture.url.startswith(("http://", "https://"))
