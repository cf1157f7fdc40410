from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.lexicon import Scan, kinds, scan


def test_title_and_text_are_told_apart() -> None:
    found = scan("Шахта", "Руда")
    by_field = {found.words(hit): found.in_title(hit.start) for hit in found.hits["term"]}
    assert by_field == {"Шахта": True, "Руда": False}
    assert all(found.span(hit)[0] == 0 for hit in found.hits["term"])


def test_a_phrase_does_not_run_from_title_to_text() -> None:
    assert "not" not in scan("Проспект", "Шахтёров").hits


def test_context_words_are_found_for_the_places_they_decide_about() -> None:
    assert "abai" in {hit.id for hit in scan("", "область Абай").hits["never"]}


def test_words_around_a_place_are_left_out_where_no_text_names_the_place() -> None:
    named = {hit.id for hits in scan("", "Ақын Абай және поэт").hits.values() for hit in hits}
    hits = scan("", "Поэт, ақын, акимат города").hits
    assert "abai" in named
    assert not hits.keys() & {"accept", "reject", "never"}


def test_sentences_are_numbered_from_the_title() -> None:
    found = scan("Заголовок", "Первое. Второе.")
    assert found.sentence(0) == 0
    assert found.sentence(found.text_start) < found.sentence(len(found.original) - 1)


def test_kinds_of_a_page_need_no_fields() -> None:
    assert ("term", "miner") in kinds("шахтеры")


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_can_be_scanned_and_spans_point_at_the_words(title: str, text: str) -> None:
    found = scan(title, text)
    for hits in found.hits.values():
        for hit in hits:
            start, end = found.span(hit)
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
