"""Forms, menus, dialogs, boxes about the author and dated links are told by how they are built."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from pipelines.extraction.furniture import apart, dated_links, forms, menu_tables


@pytest.mark.parametrize(
    "block",
    [
        '<div role="dialog"><p>Сайт cookie файлдарын қолданады.</p></div>',
        '<section class="x-author-box"><p>Ержан Сапар жиырма жыл жазады.</p></section>',
        '<div data-elementor-type="footer"><p>Астана қаласы, 12-үй</p></div>',
        '<div class="lwptoc toc_container"><p>Оглавление</p></div>',
        "<ul><li><a>Жол жөнделді</a> 12.10.2026</li><li><a>Көпір ашылды</a> 13.10.2026</li></ul>",
    ],
)
def test_a_block_that_serves_the_reader_stands_apart(block: str) -> None:
    tree = html.document_fromstring(f"<main><p>Мәтін.</p>{block}</main>")
    assert len([*apart(tree), *dated_links(tree)]) == 1


@pytest.mark.parametrize(
    "block",
    [
        '<div class="text"><p>Диалог басталды.</p></div>',
        f'<div role="dialog"><p>{"Мәтін мұнда. " * 100}</p></div>',
        "<ul><li>12.10.2026 <a>Жол</a></li></ul>",
        "<ul><li>мыс - 12 тонна</li><li>алтын - 3 тонна</li></ul>",
        "<ul><li><a>Бірінші</a></li><li><a>Екінші</a></li></ul>",
        "<ul><li><a> </a>12.10.2026</li><li><a> </a>12.10.2026</li></ul>",
    ],
)
def test_what_may_be_the_article_stays(block: str) -> None:
    tree = html.document_fromstring(f"<main><p>Мәтін.</p>{block}</main>")
    assert [*apart(tree), *dated_links(tree)] == []


STORY = "Шахта вернулась к работе после ремонта ствола, сообщил директор рудника. " * 4
KINDS = ["text", "email", "search", "hidden", "submit", "button", "radio", "TEXT", "Hidden"]


def page(body: str) -> html.HtmlElement:
    return html.document_fromstring(f"<html><body>{body}</body></html>")


def words_of(nodes: list[html.HtmlElement]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


@pytest.mark.parametrize(
    "items",
    [
        "<li><a>Пеш</a>, <a>жол</a> 12 мамыр 2025</li>" * 2,
        "<li><a>Пеш</a>, который остановили на ремонт 12 мая 2025 года вечером</li>" * 2,
        "<li><a>Пеш</a> жөндеуде</li>" * 2,
    ],
    ids=["two links", "a sentence", "no date"],
)
def test_a_list_of_the_article_is_no_list_of_dated_links(items: str) -> None:
    assert list(dated_links(page(f"<ol>{items}</ol>"))) == []


@pytest.mark.parametrize("field", ["<input>", "<input type='email'>", "<textarea></textarea>"])
def test_a_field_to_fill_in_is_found_with_the_words_that_ask_for_it(field: str) -> None:
    box = f"<section><div>Жаңалықтарға жазылыңыз</div><p>{field}</p></section>"
    assert words_of(forms(page(f"<main><p>{STORY}</p>{box}</main>"))) == ["Жаңалықтарға жазылыңыз"]


def test_two_fields_of_one_box_are_one_form() -> None:
    box = "<div>Написать в редакцию <input> <textarea></textarea></div>"
    assert len(forms(page(f"<p>{STORY}</p>{box}"))) == 1


def test_two_forms_of_one_page_are_two_boxes() -> None:
    box = "<main><form>Search <input></form></main>"
    assert len(forms(page(box * 2))) == 2


@pytest.mark.parametrize("kind", ["hidden", "SUBMIT", "button", "radio"])
def test_a_field_that_takes_no_words_makes_no_form(kind: str) -> None:
    assert forms(page(f"<form>Рудник <input type='{kind}'></form>")) == []


def test_a_field_that_stands_bare_has_no_box() -> None:
    assert forms(page(f"<p>{STORY}</p><input>")) == []


def test_a_box_that_holds_an_article_beside_the_field_is_no_form() -> None:
    assert forms(page(f"<form><p>{STORY}</p><input></form>")) == []


def test_the_box_of_a_part_of_a_page_may_be_all_of_it() -> None:
    part = page("<div>Іздеу <input></div>").find("body/div")
    assert part is not None
    part.getparent().remove(part)
    assert forms(part) == [part]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(KINDS), max_size=5), st.booleans())
def test_the_article_is_never_within_a_form(kinds: list[str], is_inside: bool) -> None:  # noqa: FBT001 - drawn
    fields = "".join(f"<label>Имя <input type='{kind}'></label>" for kind in kinds)
    body = f"<form><p>{STORY}</p>{fields}</form>" if is_inside else f"<p>{STORY}</p>{fields}"
    found = forms(page(body))
    assert all("Шахта" not in line for line in words_of(found))
    assert len({id(node) for node in found}) == len(found)


LINKS = "".join(f"<td><a href='/{name}'>{name}</a></td>" for name in ("Қоғам", "Спорт", "Әлем"))


def test_a_table_of_links_is_a_menu() -> None:
    menu = f"<table><tr>{LINKS}<td><a href='/k'>Көмір</a></td></tr></table>"
    tree = page(f"<p>{STORY}</p>{menu}")
    assert menu_tables(tree) == list(tree.iter("table"))


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr>{LINKS}</tr></table>",
        f"<table><tr>{LINKS * 2}</tr><tr><td>{STORY}</td></tr></table>",
        "<table><tr><td>Медь</td><td>120 тонн</td></tr></table>",
    ],
    ids=["few links", "links beside a story", "figures"],
)
def test_a_table_with_words_of_its_own_or_few_links_is_no_menu(table: str) -> None:
    assert menu_tables(page(table)) == []
