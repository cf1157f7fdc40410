from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction import layout

LONG = "Слово статьи о шахте. " * 12


def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


@pytest.mark.parametrize(
    "cell", ["<p>а</p><p>б</p>", "<h1>а</h1>", "слово " * 100, "<table><tr><td>а</td></tr></table>"]
)
def test_tables_that_lay_out_the_page_become_blocks(cell: str) -> None:
    tree = page(f"<table id='outer'><tr><td>меню</td><td>{cell}</td></tr></table>")
    layout.mend(tree)
    assert tree.get_element_by_id("outer").tag == "div"
    assert len(list(tree.iter("table"))) == cell.count("<table>")


def test_tables_of_data_stay() -> None:
    tree = page("<table><tr><th>год</th><th>т</th></tr><tr><td>2024</td><td>5</td></tr></table>")
    layout.mend(tree)
    assert len(list(tree.iter("td"))) == 2


def chunks(inner: str = "", body: str = f"<p>{LONG}</p>", name: str = "body") -> str:
    return "".join(
        f"<div class='grid'>{inner}<div class='{name}'>{body}</div><aside>{n}</aside></div>"
        for n in "123"
    )


CHUNK = f"<div><div class='body'><p>{LONG}</p></div></div>"


def test_an_article_cut_into_equal_blocks_is_joined() -> None:
    tree = page(f"<article>{chunks()}</article>")
    layout.mend(tree)
    assert [len(node) for node in tree.iter("div") if node.get("class") == "body"] == [3, 0, 0]


@pytest.mark.parametrize(
    "html",
    [
        chunks(inner="<h1>Т</h1>"),
        chunks(inner="<time>1 мая</time>"),
        chunks(body="<p>Коротко</p>"),
        chunks(body=f"<p><a>{LONG}</a></p>"),
        chunks(name="comment-text"),
        "".join(
            f"<article class='a'><div class='body'><p>{LONG}</p></div></article>" for _ in "12"
        ),
        "".join(f"<div><div><p>{LONG}</p></div></div>" for _ in "12"),
    ],
)
def test_articles_of_their_own_teasers_and_comments_are_not_joined(html: str) -> None:
    tree = page(html)
    before = lxml.html.tostring(tree)
    layout.mend(tree)
    assert lxml.html.tostring(tree) == before


def test_blocks_right_below_the_root_are_looked_at() -> None:
    tree = lxml.html.fragment_fromstring(f"<div class='a'><p>{LONG}</p></div>")
    layout.mend(tree)
    assert tree.get("class") == "a"


def test_quoted_posts_lose_the_names_that_mark_them_as_embedded() -> None:
    post = "<blockquote class='twitter-tweet'><p>Шахта работает</p></blockquote>"
    tree = page(
        f"<div class='embed'>{post}</div><section class='embed'>{post}</section>"
        "<blockquote class='twitter-tweet'>нет</blockquote><blockquote>да</blockquote>"
    )
    layout.mend(tree)
    assert [node.get("class") for node in tree.iter("blockquote", "div", "section")] == [
        None, None, "embed", None, "twitter-tweet", None,
    ]  # fmt: skip


def test_a_page_is_narrowed_to_what_the_paths_leave() -> None:
    tree = page("<div id='a'><p>Текст</p><i>лишнее</i></div><div id='b'>Прочее</div>")
    narrowed = layout.select(tree, "//div[@id='a']", ["//i", "//html", "count(//p)"])
    assert narrowed.text_content() == "Текст"
    assert layout.select(tree, "//div[@id='c']", []).text_content() == tree.text_content()
    assert layout.select(tree, None, ["//div[@id='a']"]).text_content() == "Прочее"


def test_a_path_that_is_none_raises_one_of_the_named_errors() -> None:
    with pytest.raises(layout.XPATH_ERRORS):
        layout.select(page("<p>а</p>"), "//p[", [])


def test_a_cell_with_paragraphs_parted_by_empty_lines_lays_out_the_page() -> None:
    cell = "Первый абзац.<br><br>Второй абзац."
    tree = page(f"<table><tr><td>меню</td><td>{cell}</td></tr></table>")
    layout.mend(tree)
    assert tree.find(".//table") is None


@pytest.mark.parametrize("cell", ["410<br>тонн", "410<br><br>", "410<br>тонн<br><br>"])
def test_a_cell_of_data_with_a_line_break_stays_in_its_table(cell: str) -> None:
    tree = page(f"<table><tr><td>2023</td><td>{cell}</td></tr></table>")
    layout.mend(tree)
    assert tree.find(".//table") is not None


def test_the_introduction_field_of_an_article_joins_its_text() -> None:
    tree = page(
        "<div class=itemIntroText><p>Первый.</p><p>Второй.</p></div>"
        "<div class=itemFullText><p>Третий.</p></div>"
    )
    layout.join_introductions(tree)
    full = tree.find_class("itemFullText")[0]
    assert [node.text for node in full] == ["Первый.", "Второй.", "Третий."]


@pytest.mark.parametrize(
    "html",
    [
        "<div class=intro-text><p>Первый.</p></div><div class=other><p>Третий.</p></div>",
        "<div class=top><p>Первый.</p></div><div class=full-text><p>Третий.</p></div>",
        "<div><div class=introtext><p>Первый.</p></div></div>",
    ],
)
def test_an_introduction_without_its_other_half_stays_where_it_is(html: str) -> None:
    tree = page(html)
    before = lxml.html.tostring(tree)
    layout.join_introductions(tree)
    assert lxml.html.tostring(tree) == before


def test_a_figure_that_frames_a_quotation_is_a_block_of_text() -> None:
    tree = page(
        "<figure><blockquote>Слова</blockquote><figcaption>Аким</figcaption></figure>"
        "<figure><blockquote>Слова</blockquote><img></figure><figure><img></figure>"
    )
    layout.open_quoting_figures(tree)
    assert [node.tag for node in tree.iter("figure", "figcaption", "p")] == [
        "p",
        "figure",
        "figure",
    ]


def test_short_blocks_between_the_blocks_of_an_article_are_joined_with_them() -> None:
    short = "<div><div class='body'><h2>Итог</h2></div></div><div><div class='body'>1</div></div>"
    tree = page(f"<article>{CHUNK}{short}{CHUNK}{short}</article>")
    layout.join_chunks(tree)
    joined = next(node for node in tree.iter("div") if node.get("class") == "body")
    assert [child.tag for child in joined] == ["p", "h2", "p"]


def test_a_line_break_parts_words() -> None:
    tree = page("<p>Рудник<br>Риддер</p>")
    layout.mend(tree)
    assert tree.text_content().split() == ["Рудник", "Риддер"]
