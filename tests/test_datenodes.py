"""What elements show and what they are called."""

import lxml.html
import pytest

from pipelines.markup import datenodes


def node(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html)


def test_the_words_of_an_element_are_those_of_its_line() -> None:
    html = "<p>20.11.2026 <b>14:30</b><!-- x --> <select><option>2025</option></select>| 5</p>"
    assert datenodes.pieces_of(node(html)) == ("20.11.2026 ", "14:30", "| 5")
    assert datenodes.pieces_of(node("<nav>20.11.2026</nav>")) == ()


@pytest.mark.parametrize(
    "html",
    ["<p>" + "<b>а</b>" * 9 + "</p>", "<p>" + "а " * 400 + "</p>", "<p>" + "<br>" * 30 + "а</p>"],
)
def test_a_large_element_has_no_line(html: str) -> None:
    assert datenodes.pieces_of(node(html)) == ()


def test_a_link_is_a_date_a_title_or_neither() -> None:
    dated = node("<a>20 қараша 2026, 14:30</a>")
    title = node("<a>Министр рассказал о дорогах 20.11.2026</a>")
    assert datenodes.is_dated_link(dated)
    assert not datenodes.is_title(dated, 4)
    assert datenodes.is_title(title, 4)
    assert not datenodes.is_dated_link(title)
    assert not datenodes.is_title(node("<a>Общество</a>"), 4)
    assert not datenodes.is_title(node("<a rel='author'>by India Post News Weekly</a>"), 4)
    assert not datenodes.is_dated_link(node("<a></a>"))
    assert not datenodes.is_dated_link(node("<a>2026</a>"))
    assert not datenodes.is_dated_link(node("<p>20.11.2026</p>"))


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<div><br>20.11.2026<br></div>", "20.11.2026"),
        ("<div><br>20.11.2026</div>", "20.11.2026"),
        ("<div><br>20.11.2026 <b>x</b></div>", None),
        ("<div><b>x</b>20.11.2026</div>", None),
        ("<div><br> </div>", None),
        ("<div><br>x</div>", None),
    ],
)
def test_a_line_between_breaks_is_read(html: str, line: str | None) -> None:
    found = datenodes.line_behind(node(html)[0])
    assert (found and found.published) == line


def test_a_change_is_named_where_nothing_is_named_published() -> None:
    assert datenodes.is_named_change(node("<p><b class='date-updated'>1</b></p>"))
    assert not datenodes.is_named_change(node("<p class='published updated'>1</p>"))


def test_the_label_is_what_stands_right_in_front() -> None:
    html = node("<div>Дата: <i>a</i> тогда <b>b</b><u>c</u></div>")
    assert [datenodes.label_of(one) for one in html] == ["Дата:", "тогда", "b"]
    assert datenodes.label_of(html) == ""


def test_money_and_weather_are_seen_in_small_blocks_only() -> None:
    assert datenodes.shows_today(node("<div>22.11.2026 <i>USD</i> 495</div>"))
    assert datenodes.shows_today(node("<div>Алматы +5°C</div>"))
    assert not datenodes.shows_today(node("<div>22.11.2026</div>"))
    assert not datenodes.shows_today(node(f"<div>USD {'слово ' * 100}</div>"))


def test_rows_are_alike() -> None:
    rows = node("<ul><li class='a'><i>1</i></li><li class='a'><i>2</i></li><li><i>3</i></li></ul>")
    kinds = [datenodes.kind_of(row[0]) for row in rows]
    assert kinds[0] == kinds[1] != kinds[2]
    root = lxml.html.document_fromstring("<html class='x'><p>a")
    assert datenodes.kind_of(root) == ("html", "x")


def test_the_head_of_an_article_ends_with_its_second_long_paragraph() -> None:
    long = f"<p>{'слово ' * 40}</p>"
    blocks = list(node(f"<div><p>20.11.2026</p>{long}<b>x</b>{long}<i>y</i></div>"))
    assert datenodes.end_of_head(blocks) == 3
    assert datenodes.end_of_head(blocks[:3]) == 3
    assert datenodes.end_of_head([]) == 0
