from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.lexicon import scan
from pipelines.relevance.propernames import proper_names
from pipelines.relevance.relevance import judge_text


def names(title: str, text: str) -> dict[str, str]:
    found = scan(title, text)
    return {
        found.original[start:].split()[0].strip(".,:"): why
        for start, why in proper_names(found).items()
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Дирижёр Даниил Рудник дал концерт.", "Рудник"),
        ("Слушали адвоката Рудникова и других.", ""),
        ("Вошла певица Рудник.", "Рудник"),
        ("Оқушы Кенші Асқаров жеңді.", "Кенші"),
        ("Бүгін Алтын Серікқызы келді.", "Алтын"),
    ],
)
def test_a_name_beside_a_first_name_a_calling_or_a_surname_is_a_person(
    text: str, name: str
) -> None:
    assert set(names("", text)) == ({name} if name else set())


def test_all_capitalised_uses_in_the_article_are_the_person() -> None:
    title, text = "Концерт в субботу", "Играет Даниил Рудник. Рудник говорит, что рад. Зал полон."
    assert len(proper_names(scan(title, text))) == 2
    assert not judge_text(title, text).relevant


def test_a_common_noun_beside_a_person_stays_a_term() -> None:
    text = "Даниил Рудник приехал на рудник. Там бастуют."
    assert names("", text) == {"Рудник": "a person: “Даниил Рудник”"}
    assert judge_text("", text).verdicts[0].relevant


@pytest.mark.parametrize(
    "text",
    [
        "Стоит Малеевский Рудник.",
        "В Риддере Рудник закрыт.",
        "Горняк Рудник закрыл.",
        "Рудник закрыт. Горняки ушли.",
        "ГОК и ЗИФ встали.",
    ],
)
def test_adjectives_places_and_terms_are_no_first_names(text: str) -> None:
    assert names("", text) == {}


def test_capitalised_words_in_a_sentence_on_streets_are_streets() -> None:
    text = "Переименуют улицы Рудничная, Угольщиков и Терриконовая."
    assert set(names("", text)) >= {"Угольщиков"}
    assert not judge_text("В городе сменят таблички", text).verdicts[0].relevant


def test_a_name_within_another_word_is_passed_over() -> None:
    assert names("", "Закрыт МегаРудник. Пел Даниил Рудник.") == {
        "Рудник": "a person: “Даниил Рудник”"
    }


def test_the_word_that_begins_the_sentence_is_no_street() -> None:
    assert names("", "Шахтёры вышли на улицы города.") == {}


@given(st.text(max_size=80), st.sampled_from(["Рудник", "Кенші", "Шахтёров", "Gold", "РУДНИК"]))
def test_names_stand_where_terms_stand(text: str, word: str) -> None:
    found = scan("", f"{text} {word} {text}")
    starts = {hit.start for hit in found.hits.get("term", [])}
    assert set(proper_names(found)) <= starts
