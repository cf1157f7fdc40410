from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.captions import captions


def found(body: str) -> tuple[str, ...]:
    return captions(lxml.html.document_fromstring(f"<html><body>{body}</body></html>"))


def test_captions_are_read_from_figures_and_named_blocks_once() -> None:
    assert found(
        "<figure><figcaption>Копёр шахты</figcaption></figure>"
        "<div class='image-caption'>Копёр  шахты</div><p class='wp-caption-text'>Горняки</p>"
        f"<div class='caption'>{'а ' * 300}</div><p class='recaptioned'>нет</p>"
    ) == ("Копёр шахты", "Горняки")


@pytest.mark.parametrize(
    "name", ["image__desc", "photo-text", "img_author", "slide-text", "foto podpis-x photo-sign"]
)
def test_a_block_named_as_text_of_a_picture_is_a_caption(name: str) -> None:
    assert found(f"<p class='{name}'>Самосвал у школы</p>") == ("Самосвал у школы",)


@pytest.mark.parametrize("name", ["article-text", "photographer", "imagery-text", "media-body"])
def test_other_names_make_no_caption(name: str) -> None:
    assert found(f"<p class='{name}'>Самосвал у школы</p>") == ()


def test_a_caption_may_be_marked_as_a_property() -> None:
    assert found("<div itemprop='caption'>Самосвал у школы</div>") == ("Самосвал у школы",)


@pytest.mark.parametrize(
    "html",
    [
        "<div><img alt='Самосвал у школы'><div>Самосвал у школы</div></div>",
        "<div><a><img alt='Самосвал у школы!'></a></div><p><em>Самосвал у школы</em></p>",
        "<p><img alt='Самосвал у школы'><br><span>Самосвал у школы</span></p>",
        "<p><img alt='Самосвал у школы'><br>Самосвал у школы</p>",
    ],
)
def test_the_alternative_text_repeated_behind_a_picture_is_a_caption(html: str) -> None:
    assert found(html) == ("Самосвал у школы",)


@pytest.mark.parametrize(
    "line", ["Суретте: зауыт директоры", "На фото: директор завода", "Pictured – the plant"]
)
def test_a_line_behind_a_picture_that_begins_as_captions_do_is_one(line: str) -> None:
    assert found(f"<p><img></p><p>{line}</p>") == (line,)
    assert found(f"<p>Текст статьи.</p><p>{line}</p>") == ()


def test_a_paragraph_behind_a_picture_is_no_caption() -> None:
    assert found("<p><img alt='Завод'></p><p>Завод</p><ul><li>Пункт</li></ul>") == ()
    assert found("<img alt='Завод стоит'>") == ()
    assert found("<p><img><p>Завод стоит</p>") == ()


def test_captions_in_menus_and_related_blocks_are_left_out() -> None:
    caption = "<figcaption>Чужой снимок</figcaption>"
    assert found(f"<aside>{caption}</aside><div class='related'>{caption}</div>") == ()


def test_the_name_under_a_quotation_is_no_caption() -> None:
    quotation = "<blockquote>Слова акима</blockquote><figcaption>Аким города</figcaption>"
    assert found(f"<figure>{quotation}</figure>") == ()
    assert found(f"<figure><img>{quotation}</figure>") == ("Аким города",)
    assert captions(lxml.html.fragment_fromstring("<figcaption>Копёр</figcaption>")) == ("Копёр",)


def test_without_body_or_pictures_there_are_no_captions() -> None:
    assert captions(lxml.html.fragment_fromstring("<div><p>Текст</p></div>")) == ()
    # a picture right below the root has nothing around it
    assert captions(lxml.html.fragment_fromstring("<img alt='Завод стоит тут'>")) == ()


def test_a_long_line_behind_a_picture_is_text() -> None:
    assert found(f"<p><img></p><p>На фото: {'директор завода ' * 30}</p>") == ()


def test_a_label_in_a_link_is_a_caption_only_where_the_link_shows_a_picture() -> None:
    label = "<span class='image-caption'>Копёр шахты</span>"
    assert found(f"<a href='/n/1'>{label}</a>") == ()
    assert found(f"<a href='/p/1.jpg'><img>{label}</a>") == ("Копёр шахты",)


def test_a_block_with_a_link_and_a_date_is_the_card_of_another_article() -> None:
    card = "<p class='image-caption'>{}<a href='/n/1'>Копёр шахты</a></p>"
    assert found(card.format("<time>12 мамыр</time>")) == ()
    assert found(card.format("")) == ("Копёр шахты",)
