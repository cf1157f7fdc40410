from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.comments import MAX_TRIED, drop_comments

STORY = "Рудник в Риддере возобновил работу после ремонта ствола, сообщила компания. " * 3
P = f"<p>{STORY}</p>"
REMARK = "<p>Раньше на шахте порядок был, не то что сейчас, товарищи.</p>"


def page(html: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(f"<html><body>{html}</body></html>")


def left(body: str) -> str:
    tree = page(body)
    drop_comments(tree)
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize(
    "name",
    ["class='q-comments'", "id='pikirler'", "class='story__comments-wrap'", "class='commentList'",
     "class='komment'", "id='disqus_thread'", "class='b-kommentarii'", "class='fb_comments x'"],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["div", "section", "ul"])
def test_a_block_behind_the_article_that_is_named_as_comments_goes(name: str, tag: str) -> None:
    html = f"<h1>Рудник</h1><div>{P}</div><{tag} {name}>{REMARK * 9}</{tag}>"
    assert "товарищи" not in left(html)
    assert STORY.strip() in left(html)


@pytest.mark.parametrize("name", ["reviews", "discussion", "user-review"])
def test_a_name_of_two_meanings_counts_only_for_a_block_shorter_than_the_article(name: str) -> None:
    block = f"<div class='{name}'>%s</div>"
    assert "товарищи" not in left(f"<h1>Р</h1>{P}{block % REMARK}")
    assert "товарищи" in left(f"<h1>Р</h1>{P}{block % (REMARK * 9)}")


@pytest.mark.parametrize(
    "html",
    [
        f"<div class='comments-open'><h1>Р</h1>{P}</div>",
        f"<h1>Р</h1><div class='comment'>{P}</div>",
        f"<h1>Р</h1>{P}<div class='expert-comment'>{P}</div>",
        f"<h1>Р</h1>{P}<div class='commentary'>{P}</div>",
        f"<h1>Р</h1>{P}<div class='comment'>{P}</div><div>{P}{P}</div>",
        f"<h1>Р</h1>{P}<a class='comments'>{STORY}</a>",
        f"<div class='comments'>{P}</div><h1>Р</h1>{P}",
    ],
)
def test_what_the_article_consists_of_stays_whatever_its_name(html: str) -> None:
    whole = page(html).text_content()
    assert left(html) == " ".join(whole.split())


def test_a_comment_among_the_paragraphs_is_the_articles_and_loses_its_name() -> None:
    tree = page(f"<h1>Р</h1>{P}<div class='comment' id='c'>{P}</div>{P}")
    drop_comments(tree)
    box = tree.find(".//div")
    assert box is not None
    assert (box.get("class"), box.get("id")) == (None, None)


@pytest.mark.parametrize(
    "heading",
    ["<b>Комментарии читателей</b>", "<h3>Мнения читателей (2)</h3>", "<h4>2 comments</h4>",
     "<h3><span>Пікірлер</span>:</h3>", "<p><b>Комментариев: 14</b></p>"],
)  # fmt: skip
@pytest.mark.parametrize(
    "block", ["<table><tr><td>{0}</td></tr></table>", "<ul><li>{0}</li></ul>", "<div>{0}</div>"]
)
def test_what_is_built_as_comments_goes_with_its_heading(heading: str, block: str) -> None:
    behind = block.format(REMARK)
    text = left(f"<h1>Рудник</h1>{P}<hr>{heading}{behind}{behind}")
    assert text == f"Рудник{STORY.strip()}"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Р</h1>{P}<h3>Комментарии</h3>{P}",
        f"<h1>Р</h1><div>{STORY}</div><h3>Комментарии</h3><div>{STORY}</div>",
        f"<h1>Р</h1>{P}<b>Комментарии</b> в министерстве дали позже.<table><tr><td>{STORY}</table>",
        f"<h1>Р</h1>{P}<h3>Комментарии</h3><table><tr><td>а</table></div><div>{P}{P}</div>",
        f"<h1>Р</h1><h3>Комментарии</h3><table><tr><td>{STORY}</table>",
        f"<h1>Р</h1>{P}<h3>Комментарии эксперта по шахте</h3><ul><li>{STORY}</li></ul>",
        f"<h1>Р</h1>{P}<h3>Комментарии</h3>",
    ],
)
def test_an_article_with_a_section_of_comments_is_not_cut(html: str) -> None:
    before = page(html).text_content()
    wrapped = f"<div>{html}</div>" if "</div><div>" in html else html
    assert left(wrapped) == " ".join(before.split())


def test_only_the_first_headings_of_a_page_are_tried() -> None:
    many = "<b>Комментарии</b><p>а</p>" * MAX_TRIED
    assert "товарищи" in left(f"<h1>Р</h1>{P}{many}<b>Комментарии</b><ul><li>{REMARK}</li></ul>")


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [P, REMARK, "<h1>Р</h1>", "<b>Комментарии</b>", "<div class='comments'>", "</div>",
             "<table><tr><td>", "</table>", "<ul><li>", "</ul>"]
        ),
        max_size=14,
    )
)  # fmt: skip
def test_no_arrangement_of_tags_makes_it_raise_or_takes_the_headline(pieces: list[str]) -> None:
    html = "<h1>Заголовок статьи</h1>" + "".join(pieces)
    assert left(html).startswith("Заголовок статьи")


REPLY = "<a href='#'>Жауап беру</a>"


def test_what_readers_answered_goes_with_its_empty_boxes_and_the_count_above() -> None:
    one = f"<div><div><time>12 мамыр</time>{REMARK}{REPLY}</div></div>"
    html = f"<h1>Рудник</h1><main>{P}</main><div><b>Пікірлер: 2</b><div>{one * 2}</div></div>"
    assert left(html) == f"Рудник{STORY.strip()}"


def test_other_words_above_and_beside_answers_stay() -> None:
    one = f"<div><div><time>12 мамыр</time>{REMARK}{REPLY}</div></div>"
    html = f"<h1>Рудник</h1><main>{P}</main><p>Байланыс.</p><div>{one * 2}</div><p>Редакция.</p>"
    assert left(html) == f"Рудник{STORY}Байланыс.Редакция."


def test_an_answer_in_front_of_the_article_is_left_to_others() -> None:
    one = f"<div><time>12 мамыр</time>{REMARK}{REPLY}</div>"
    assert "товарищи" in left(f"<h1>Рудник</h1>{one}{P}")


def test_an_answer_that_is_the_count_of_the_next_one_goes_once() -> None:
    # in which order they are met is not known
    count = f"<div><time></time>7 пікір {REPLY}</div>"
    one = f"<section>{count}<div><div><time></time>{REMARK}{REPLY}</div></div></section>"
    assert left(f"<h1>Рудник</h1><main>{P}</main>{one * 30}") == f"Рудник{STORY.strip()}"
