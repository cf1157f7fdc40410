from __future__ import annotations

from pipelines.relevance.lexicon import fields_of, kinds, scan


def test_a_phrase_does_not_run_from_title_to_text() -> None:
    assert "not" not in scan("Проспект", "Шахтёров").hits


def test_context_words_are_found_for_the_places_they_decide_about() -> None:
    assert "abai" in {hit.id for hit in scan("", "область Абай").hits["never"]}


def test_words_around_a_place_are_left_out_where_no_text_names_the_place() -> None:
    named = {hit.id for hits in scan("", "Ақын Абай және поэт").hits.values() for hit in hits}
    hits = scan("", "Поэт, ақын, акимат города").hits
    assert "abai" in named
    assert not hits.keys() & {"accept", "reject", "never"}


def test_kinds_of_a_page_need_no_fields() -> None:
    assert ("term", "miner") in kinds("шахтеры")


def test_a_lead_is_a_field_where_the_text_does_not_contain_it() -> None:
    apart = fields_of("Заголовок", "Текст.", "Введение")
    assert apart.stored[apart.text_start :] == "Текст."
    assert apart.stored[apart.lead_start :].startswith("Введение")
    within = fields_of("Заголовок", "Введение. Текст.", "Введение")
    assert within.lead_start == within.text_start
    assert within.stored[within.text_start :] == "Введение. Текст."


def test_hits_that_were_found_before_are_taken_as_they_are() -> None:
    assert scan("Шахта", "Руда", hits=[]).hits == {}
    assert scan("Шахта", "Руда").hits["term"]
