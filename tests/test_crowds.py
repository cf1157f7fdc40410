from __future__ import annotations

import lxml.html
import pytest

from pipelines.parsing import crowds
from pipelines.parsing.crowds import is_cut, thin

SENTENCE = "Горняки шахты имени Костенко прекратили работу в ночь на четверг, сообщила служба."


def thinned(body: str) -> lxml.html.HtmlElement:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    thin(tree)
    return tree


def text(tree: lxml.html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def test_a_page_of_honest_size_stays_as_it_is() -> None:
    body = f"<div class='a'><p>{SENTENCE} <b>Да</b></p>" + "<br>x<i>y</i>" * 190 + "</div>"
    plain = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    tree = thinned(body)
    assert lxml.html.tostring(tree) == lxml.html.tostring(plain)
    assert not is_cut(tree)


def test_a_crowd_of_inline_elements_becomes_text_without_losing_a_letter() -> None:
    tree = thinned("<p>a " + "<b>слово</b> и " * 500 + "<img src=x>конец</p>")
    [paragraph] = tree.iter("p")
    assert [child.tag for child in paragraph] == ["img"]
    assert text(tree) == ("a " + "слово и " * 500 + "конец").strip()


def test_inline_elements_that_hold_blocks_are_no_crowd() -> None:
    tree = thinned("<div>" + "<span><p>a</p></span>" * 500 + "</div>")
    assert len(list(tree.iter("span"))) == 500


def test_a_crowd_of_links_stays_links() -> None:
    tree = thinned("<div>" + "<a href=/x>Новость дня</a> " * 1000 + "</div>")
    links = list(tree.iter("a"))
    assert 10 < len(links) <= 100
    assert text(tree).count("Новость дня") == 1000


@pytest.mark.parametrize("element", ["<p>{}</p>", "<div>{}</div>", "<li>{}</li>", "{}<br>"])
def test_lines_of_a_crowd_are_joined_and_paragraphs_stay(element: str) -> None:
    lines = [f"Строка номер {n} из длинного списка" for n in range(3000)]
    tree = thinned("<div>" + "".join(map(element.format, [SENTENCE, *lines])) + "</div>")
    assert len(list(tree.iter())) < 700
    assert text(tree).replace(" ", "") == "".join([SENTENCE, *lines]).replace(" ", "")
    assert SENTENCE in [one.text_content() for one in tree.iter("p", "div", "li")]
    assert not is_cut(tree)


def test_rows_of_a_table_stay_rows() -> None:
    row = "<tr><td>Добыто руды в месяц</td><td>{} тонн</td></tr>"
    tree = thinned("<table>" + "".join(row.format(n) for n in range(2500)) + "</table>")
    assert len(list(tree.iter("tr"))) < 600
    assert all(cell.tag == "td" for one in tree.iter("tr") for cell in one)
    assert "2499 тонн" in text(tree)


def test_of_very_many_labels_the_first_stay_and_it_is_told() -> None:
    tree = thinned(f"<div>{'<p>Да</p>' * 3000}<p>{SENTENCE}</p></div>")
    assert text(tree).endswith(SENTENCE)
    assert text(tree).count("Да") == 500
    assert is_cut(tree)


def test_of_too_much_text_the_article_and_the_longest_pieces_stay() -> None:
    comments = "".join(f"<div>{n} {SENTENCE[:70]} {n}</div>" for n in range(6000))
    tree = thinned(f"<div>{comments}<article><p>Коротко.</p></article><p>{SENTENCE * 2}</p></div>")
    assert "Коротко." in text(tree)
    assert SENTENCE * 2 in text(tree)
    assert len(text(tree)) <= crowds.MAX_CROWD_TEXT * 1.01
    assert is_cut(tree)


def test_one_child_that_is_too_long_is_kept() -> None:
    long = f"<article>{f'<b>{SENTENCE}</b>' * 3000}</article>"
    tree = thinned(f"<div>{long}{'<p></p>' * 2100}</div>")
    assert SENTENCE in text(tree)


def test_many_middling_crowds_are_thinned_together() -> None:
    body = f"<article><p>{SENTENCE}</p></article>" + f"<div>{'<p>Да</p>' * 100}</div>" * 400
    tree = thinned(body)
    assert len(list(tree.iter())) < 6000
    assert SENTENCE in text(tree)


def test_text_between_line_breaks_keeps_its_words_and_links() -> None:
    body = "начало<br>" + "текст <img src=a>ещё<br>" * 2100
    tree = thinned(f"<p>{body}</p>")
    assert text(tree).startswith("начало")
    assert "p" not in [one.getparent().tag for one in tree.iter("p") if one.getparent() is not None]


def test_texts_longer_than_any_article_are_cut_at_a_word_and_it_is_told() -> None:
    tree = thinned(f"<p>{'слово ' * 40_000}<b>x</b>{'дело ' * 40_000}</p>")
    [paragraph] = tree.iter("p")
    assert len(paragraph.text or "") <= crowds.MAX_TEXT
    assert (paragraph.text or "").endswith("слово")
    assert (paragraph[0].tail or "").endswith("дело")
    assert is_cut(tree)


def test_many_long_texts_share_one_measure() -> None:
    tree = thinned(f"<p>{'слово ' * 20_000}</p>" * 10)
    assert len(text(tree)) <= crowds.MAX_LONG_TEXTS + 10 * crowds.LONG_TEXT


def test_data_of_the_page_in_scripts_is_not_cut() -> None:
    tree = thinned("<p>a</p><script type='application/ld+json'>" + "1 " * 200_000 + "</script>")
    [script] = tree.iter("script")
    assert len(script.text or "") == 400_000
    assert not is_cut(tree)


def test_attributes_that_say_nothing_go_where_there_are_very_many() -> None:
    names = " ".join(f"data-{n}=1" for n in range(100))
    tree = thinned(f"<a class=b href=/c {names}>d</a>")
    [link] = tree.iter("a")
    assert dict(link.attrib) == {"class": "b", "href": "/c"}


def test_long_values_are_cut_where_they_are_text_and_dropped_where_they_are_addresses() -> None:
    long = "я" * 30_000
    tree = thinned(f'<a class="{long}" title="{long}" href="{long}">d</a>')
    [link] = tree.iter("a")
    assert (len(link.get("class") or ""), len(link.get("title") or "")) == (1_000, 20_000)
    assert link.get("href") == ""
