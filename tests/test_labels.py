from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.blockkinds import align, find_blocks
from pipelines.extraction.labels import MAX_LABEL, Lines, labels
from pipelines.lines import words

STORY = (
    "На руднике в Риддере после трёх недель ремонта снова пошла добыча, сообщил директор "
    "комбината жителям города, которые ждали этого с начала осени и дождались."
)
TITLE = "Рудник снова работает"


def found(body: str, *lines: str, headline: str = "h1") -> Lines:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    blocks = find_blocks(tree)
    align(blocks, lines)
    return labels(blocks, lines, next(tree.iter(headline), None))


def test_a_line_in_front_of_the_headline_is_a_label() -> None:
    body = f"<div>Экономика</div><h1>{TITLE}</h1><p>{STORY}</p>"
    assert found(body, "Экономика", STORY) == {words("Экономика")}


def test_the_headline_may_stand_within_its_block() -> None:
    body = f"<div>Өнеркәсіп</div><p><strong>{TITLE}</strong></p><p>{STORY}</p>"
    assert found(body, "Өнеркәсіп", STORY, headline="strong") == {words("Өнеркәсіп")}


@pytest.mark.parametrize("name", ["rubric", "postDate", "entry_meta", "news-info big"])
def test_a_line_whose_block_is_named_as_a_label_is_one_behind_the_headline_too(name: str) -> None:
    body = f"<h1>{TITLE}</h1><div class='{name}'>Вчера в Риддере</div><p>{STORY}</p>"
    assert found(body, "Вчера в Риддере", STORY) == {words("Вчера в Риддере")}


def test_a_page_whose_headline_is_unknown_has_labels_by_name_only() -> None:
    body = f"<p>Қысқаша</p><div class='kicker'>Аймақ</div><p>{STORY}</p>"
    assert found(body, "Қысқаша", "Аймақ", STORY) == {words("Аймақ")}


@pytest.mark.parametrize(
    "line",
    ["Рудник работает.", "«Работа пошла»", f"{'Шахтёры посёлка ' * 4}вышли на смену"],
    ids=["a sentence", "a quotation", "too long for a label"],
)
def test_a_line_that_ends_as_a_sentence_or_is_long_is_no_label_by_its_name(line: str) -> None:
    assert not line.endswith("смену") or len(line) > MAX_LABEL
    assert found(f"<h1>{TITLE}</h1><p class='meta'>{line}</p><p>{STORY}</p>", line, STORY) == set()


def test_a_line_behind_the_first_long_one_is_no_label() -> None:
    body = f"<h1>{TITLE}</h1><p>{STORY}</p><p class='date'>Вчера вечером</p>"
    assert found(body, STORY, "Вчера вечером") == set()


def test_a_text_of_short_lines_is_looked_through_to_its_end() -> None:
    body = f"<h1>{TITLE}</h1><p>Добыча пошла.</p><p class='author'>Айгүл Серік</p>"
    assert found(body, "Добыча пошла.", "Айгүл Серік") == {words("Айгүл Серік")}


def test_a_block_that_is_in_no_line_makes_no_label() -> None:
    body = f"<div class='rubric'>Спорт</div><h1>{TITLE}</h1><p>{STORY}</p>"
    assert found(body, STORY) == set()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["meta", "text", "date", "lead", ""]), max_size=6))
def test_sentences_are_never_labels(names: list[str]) -> None:
    lines = [f"Добыча меди выросла на {at} процентов." for at, _ in enumerate(names)]
    blocks = [f"<p class='{name}'>{line}</p>" for name, line in zip(names, lines, strict=True)]
    assert found(f"{''.join(blocks)}<h1>{TITLE}</h1>", *lines) == set()
