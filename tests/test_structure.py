from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction import structure
from pipelines.lines import words
from pipelines.markup.blocknames import block_names

TEXT = "<p>" + "Слово статьи о шахте. " * 20 + "</p>"
CLASSES = sorted(block_names().classes)


def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


@pytest.mark.parametrize("name", CLASSES)
def test_blocks_named_as_something_else_go(name: str) -> None:
    pruned = structure.prune(page(f"{TEXT}<div class='x {name}'><p>Купите дом</p></div>{TEXT}"))
    assert "Купите дом" not in pruned.text_content()


@pytest.mark.parametrize("name", ["ADS", "yandex_rtb", "ya-share2", "Read_Also"])
def test_names_are_compared_without_case_and_underscores(name: str) -> None:
    assert structure.is_junk(page(f"<div class='{name}'>а</div>").find(".//div"))


@pytest.mark.parametrize(
    "name", ["adsorption", "loader", "shared-history", "promoter", "header-text"]
)
def test_names_that_only_contain_a_junk_name_stay(name: str) -> None:
    assert not structure.is_junk(page(f"<div class='{name}'>а</div>").find(".//div"))


def test_ids_of_advertisement_networks_go() -> None:
    pruned = structure.prune(page(f"{TEXT}<div id='yandex_rtb_R-A-1'><p>Купите дом</p></div>"))
    assert "Купите дом" not in pruned.text_content()


def test_a_block_that_holds_the_article_stays_whatever_its_name() -> None:
    assert "Слово" in structure.prune(page(f"<div class='sponsored'>{TEXT}</div>")).text_content()
    assert "Слово" in structure.prune(page(f"<main class='promo'>{TEXT}</main>")).text_content()


def test_a_block_that_holds_the_headline_stays() -> None:
    pruned = structure.prune(page(f"<div class='banner'><h1>Рудник</h1></div>{TEXT}"))
    assert pruned.find(".//h1") is not None


def test_the_tree_itself_is_left_as_it_was() -> None:
    tree = page(f"{TEXT}<div class='ads'><div class='ads'>а</div></div>")
    structure.prune(tree)
    assert len(list(tree.iter("div"))) == 2


def test_lines_of_links_are_known_by_their_words() -> None:
    lines = structure.link_lines(
        page(
            "<p>Читайте: <a>На шахте сменили директора завода</a></p>"
            "<p>Директор <a>завода</a> рассказал о планах на год</p><a>вне блока совсем</a><a> </a>"
        )
    )
    assert words("Читайте: На шахте сменили директора завода") in lines
    assert words("Вне блока совсем") in lines
    assert words("Директор завода рассказал о планах на год") not in lines


def test_headings_that_were_left_out_are_found_with_their_places() -> None:
    tree = page(
        "<h2>Лента</h2><p>Первый абзац статьи о шахте.</p><h2>Что дальше</h2>"
        "<p>Второй абзац статьи о шахте.</p><div><h3>Кто виноват</h3></div><h3></h3>"
        "<p>Третий абзац статьи о шахте.</p><h2>Есть и так</h2><p>Иной текст без пары.</p>"
        "<a><h4>Чужой заголовок</h4><span>Второй абзац статьи о шахте.</span></a><h2>В конце</h2>"
    )
    lines = [
        "Первый абзац статьи о шахте.",
        "Второй абзац статьи о шахте.",
        "Третий абзац статьи о шахте.",
    ]
    assert structure.missing_headings(tree, lines) == [(1, "Что дальше"), (2, "Кто виноват")]
    assert structure.missing_headings(tree, [*lines, "Что дальше"]) == [(2, "Кто виноват")]


def test_short_neighbours_are_compared_by_all_their_words() -> None:
    tree = page("<p>Начало.</p><h2>Итог</h2><p>Да, конечно.</p>")
    assert structure.missing_headings(tree, ["Начало.", "Да, конечно."]) == [(1, "Итог")]


def test_introductions_behind_the_headline_are_offered() -> None:
    lead = "Рудник снова работает после ремонта, который шёл три недели."
    behind = f"<p class='article__lead'>{lead}</p><p class='lead'>Коротко</p>"
    tree = page(f"<p class='lead'>{lead}</p><h1>Т</h1>{behind}")
    assert list(structure.leads(tree, None)) == [lead]
    assert list(structure.leads(page("<p class='lead'>а</p>"), None)) == []


def test_what_stands_behind_the_text_or_in_a_link_is_no_introduction() -> None:
    lead = "Рудник снова работает после ремонта, который шёл три недели."
    tree = page(
        f"<h1>Т</h1><a><span class='lead'>{lead} Чужой.</span></a><p id='x'>Текст статьи.</p>"
        f"<div class='excerpt'>{lead}</div>"
    )
    text = next(node for node in tree.iter("p") if node.get("id") == "x")
    assert list(structure.leads(tree, text)) == []
    assert list(structure.leads(tree, None)) == [lead]


def test_letters_outside_of_links_are_counted() -> None:
    assert structure.unlinked_length(page("<p>Шах  та <a> ствол</a></p>")) == len("Шах та ")


def test_a_long_line_of_links_is_no_label() -> None:
    assert structure.link_lines(page(f"<p>{'<a>цех</a> ' * 200}</p>")) == frozenset()


def test_a_label_with_links_behind_it_is_a_line_of_links() -> None:
    lines = structure.link_lines(
        page(
            "<p>Бөлісу: <a>Facebook</a> <a>WhatsApp</a></p>"
            "<p>Цены <a>на уголь</a></p><p>Смотрите подробный рассказ: <a>здесь</a></p>"
        )
    )
    assert words("Бөлісу: Facebook WhatsApp") in lines
    assert words("Цены на уголь") not in lines
    assert words("Смотрите подробный рассказ: здесь") not in lines


@pytest.mark.parametrize("name", ["habar-text", "xabar", "category-metallurgiya", "sharua"])
def test_words_that_only_look_like_names_of_blocks_are_taken_out(name: str) -> None:
    tree = page(f"<div class='{name}' id='{name}'><p class='toolbar'>а</p></div>")
    structure.rename_lookalikes(tree)
    block = next(tree.iter("div"))
    assert not any(part in str(block.attrib) for part in ("bar", "meta", "shar"))
    assert next(tree.iter("p")).get("class") == "toolbar"


ITEM = "<li><a href='/1'>На шахте сменили директора</a><p>Коротко о новости.</p></li>"


def test_lists_of_teasers_go() -> None:
    pruned = structure.prune(page(f"<div>{TEXT}</div><div><ul>{ITEM * 5}</ul></div>"))
    assert "директора" not in pruned.text_content()


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{TEXT}<ul>{ITEM * 5}</ul></div>",
        f"{TEXT}<div><ul>{ITEM * 3}</ul></div>",
        f"{TEXT}<div><ul>{ITEM * 4}<li class='x'>{ITEM}</li></ul></div>",
        f"{TEXT}<div><ul>{ITEM * 4}<li>Рудник: <a>На шахте сменили директора</a></li></ul></div>",
        f"{TEXT}<div><ul>{ITEM * 4}<li>Рудник</li></ul></div>",
        "<div><a>На шахте сменили директора</a></div>" * 5,
    ],
)
def test_lists_of_the_article_and_pages_of_links_stay(html: str) -> None:
    assert "директора" in structure.prune(page(html)).text_content()


@pytest.mark.parametrize(("depth", "is_found"), [(0, True), (2, True), (4, True), (5, False)])
def test_a_heading_in_boxes_of_its_own_is_found_to_a_depth(depth: int, is_found: bool) -> None:  # noqa: FBT001 - a table
    boxed = "<div>" * depth + "<h2>Что дальше</h2>" + "</div>" * depth
    tree = page(f"<p>Начало.</p>{boxed}<div><p>Потом был ремонт.</p></div>")
    found = structure.missing_headings(tree, ["Начало.", "Потом был ремонт."])
    assert found == ([(1, "Что дальше")] if is_found else [])
