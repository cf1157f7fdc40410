from __future__ import annotations

import lxml.html
import pytest

from pipelines.extraction.readings import Reading, read
from pipelines.lines import words

URL = "https://news.example/1"
STORY = (
    "Шахта в Риддере снова приняла смену после трёх недель ремонта, сообщил её директор.",
    "Кеншілер бір ай бойы күткен жаңа көтергіш машина бүгін таңертең іске қосылды.",
    "The new hoist of the mine lifts fifteen tonnes of ore at a time, engineers say.",
)
QUESTION = "Когда на руднике начнут поднимать руду новой машиной и сколько её будет за смену?"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def reading(body: str, claim: str = "") -> Reading:
    tree = lxml.html.document_fromstring(f"<html><body><article>{body}</article></body></html>")
    return read(tree, URL, claim)


def test_paragraphs_are_read_in_their_order() -> None:
    assert reading(paragraphs(*STORY)).lines == STORY


def test_headings_are_named_by_their_words() -> None:
    found = reading(f"{paragraphs(STORY[0])}<h2>Новая машина</h2>{paragraphs(*STORY[1:])}")
    assert found.lines == (STORY[0], "Новая машина", *STORY[1:])
    assert found.headings == {words("Новая машина")}


def test_a_page_without_text_has_no_line() -> None:
    assert reading("<p></p>") == Reading()


def test_a_long_line_is_read_once_unless_it_is_a_question() -> None:
    short = "Так было вчера."
    said = (STORY[0], short, QUESTION, STORY[1], STORY[0], short, QUESTION, STORY[2])
    assert reading(paragraphs(*said)).lines == (*said[:4], *said[5:])


def test_the_only_cell_of_a_table_is_a_line_as_others_are() -> None:
    table = "<table><tr><td>Көтергіш машина Риддердегі шахтада</td></tr></table>"
    assert "Көтергіш машина Риддердегі шахтада" in reading(table + paragraphs(*STORY)).lines


@pytest.mark.parametrize("body", ["<p></p>", "<p>Шахта</p>"])
def test_what_the_markup_claims_stands_where_nothing_is_read(body: str) -> None:
    claim = "\n".join(STORY * 2)
    assert reading(body, claim).lines == tuple(claim.split("\n"))


def test_a_claim_that_says_no_more_than_the_page_changes_nothing() -> None:
    assert reading(paragraphs(*STORY), "\n".join(STORY)).lines == STORY
