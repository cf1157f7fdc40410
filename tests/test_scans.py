from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.lexicon import scan

if TYPE_CHECKING:
    from pipelines.relevance.scans import Scan


def test_title_and_text_are_told_apart() -> None:
    found = scan("Шахта", "Руда")
    by_field = {found.words(hit): found.in_title(hit.start) for hit in found.hits["term"]}
    assert by_field == {"Шахта": True, "Руда": False}
    assert all(found.placed(hit).span[0] == 0 for hit in found.hits["term"])


def test_sentences_are_numbered_from_the_title() -> None:
    found = scan("Заголовок", "Первое. Второе.")
    assert found.sentence(0) == 0
    assert found.sentence(found.text_start) < found.sentence(len(found.original) - 1)


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_can_be_scanned_and_spans_point_at_the_words(title: str, text: str) -> None:
    found = scan(title, text)
    for hits in found.hits.values():
        for hit in hits:
            start, end = found.placed(hit).span
            field = title if found.in_title(hit.start) else text
            assert field[start:end] == found.words(hit)


def test_a_question_is_asked_once_a_sentence_and_once_an_article() -> None:
    asked: list[str] = []

    def of_sentence(found: Scan, first: int, last: int) -> str:
        asked.append(found.original[first:last])
        return asked[-1]

    def of_all(found: Scan) -> int:
        asked.append("all")
        return len(found.original)

    found = scan("", "Шахта. Руда")
    at = found.original.index
    answers = [found.ask(of_sentence, at("Ш")), found.ask(of_sentence, at("т"))]
    assert answers == ["Шахта.", "Шахта."]
    assert found.ask(of_sentence, at("Р")) == "Руда"
    assert found.once(of_all) == found.once(of_all) == len(found.original)
    assert asked == ["Шахта.", "Руда", "all"]


def test_hits_are_told_by_kind_and_id() -> None:
    found = scan("", "Риддер и Риддер")
    assert found.ids("place") == {"ridder"}
    assert found.ids("none") == frozenset()
    assert [hit.start for hit in found.of("place", "ridder")] == sorted(
        hit.start for hit in found.hits["place"]
    )
    assert found.of("place", "nowhere") == []


def test_a_hit_is_placed_in_its_field() -> None:
    found = scan("Шахта", "Руда и шахта", lead="Горняки вышли")
    assert {found.placed(hit) for hit in found.hits["term"]} >= {
        ("Шахта", "title", (0, 5)),
        ("Горняки", "lead", (0, 7)),
        ("шахта", "text", (7, 12)),
    }
