from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.relevance.lexicon import scan
from pipelines.relevance.people import PersonReading, read_people


def read(text: str, title: str = "") -> list[tuple[str, float]]:
    return [(r.found.id, r.confidence) for r in read_people(scan(title, text))]


def one(text: str) -> PersonReading:
    (reading,) = read_people(scan("", text))
    return reading


@pytest.mark.parametrize(
    "text",
    [
        "Совещание провёл Алихан Смаилов.",
        "Об этом сказал Алихан Асханович Смаилов.",
        "Встреча с Алиханом Смаиловым.",
        "Решение принял Смаилов Алихан.",
        "Әлихан Смайыловтың айтуынша.",
        "Alikhan Smailov's decision.",
    ],
)
def test_a_full_name_is_sure_in_any_order_and_case(text: str) -> None:
    assert read(text) == [("smailov", 0.95)]


def test_the_mention_covers_the_first_name() -> None:
    text = "Решил Алихан Асханович Смаилов вчера."
    found = scan("", text)
    (reading,) = read_people(found)
    assert found.words(reading.found) == "Алихан Асханович Смаилов"
    reverse = scan("", "Решил Смаилов А. вчера.")
    assert reverse.words(read_people(reverse)[0].found) == "Смаилов А."


@pytest.mark.parametrize("text", ["А. Смаилов решил.", "А.А. Смаилов решил.", "Решил Смаилов А."])
def test_initials_with_the_surname_are_enough(text: str) -> None:
    assert read(text) == [("smailov", 0.85)]


@pytest.mark.parametrize(
    "text",
    [
        "Премьер-министр Смаилов решил.",
        "Прибыл премьер-министр Казахстана Смаилов.",
        "Смаилов, премьер-министр, решил.",
        "Prime Minister Smailov decided.",
    ],
)
def test_the_office_beside_the_surname_is_enough(text: str) -> None:
    assert read(text) == [("smailov", 0.75)]


@pytest.mark.parametrize(
    "text",
    [
        "Смаилов решил.",
        "Вчера Смаилов решил.",
        "Mr Smailov decided.",
        "Премьер-министр встретился с Смаиловым.",
    ],
)
def test_a_surname_alone_stays_unsure(text: str) -> None:
    assert read(text) == [("smailov", 0.35)]


@pytest.mark.parametrize(
    "text", ["Боксёр Ерлан Смаилов победил.", "Победил Е. Смаилов.", "Проспект Алихана Смаилова."]
)
def test_namesakes_and_what_bears_the_name_are_hardly_meant(text: str) -> None:
    assert one(text).confidence == 0.05
    assert one(text).note


@pytest.mark.parametrize(
    "text", ["Nazarbayev University opened.", "Назарбаев Университеті ашылды."]
)
def test_a_university_is_no_person(text: str) -> None:
    assert one(text).confidence == 0.05


def test_a_surname_follows_the_full_name_anywhere_in_the_article() -> None:
    assert read("Прибыл Алихан Смаилов.", title="Смаилов в Караганде") == [
        ("smailov", 0.8),
        ("smailov", 0.95),
    ]


def test_a_president_is_known_where_the_article_names_the_office() -> None:
    assert read("Глава государства провёл совещание.", title="Токаев поручил") == [("tokayev", 0.6)]
    assert read("Совещание прошло.", title="Токаев поручил") == [("tokayev", 0.35)]


def test_a_namesake_beside_the_official_stays_a_namesake() -> None:
    assert read("Алихан Смаилов и боксёр Ерлан Смаилов.") == [("smailov", 0.95), ("smailov", 0.05)]


def test_of_two_officials_of_one_surname_the_one_with_the_first_name_is_meant() -> None:
    assert read("Шухрат Ибрагимов приехал.") == [("shukhrat_ibragimov", 0.95)]
    assert {name for name, _ in read("Ибрагимов приехал.")} == {
        "shukhrat_ibragimov",
        "alijan_ibragimov",
    }


def test_a_name_that_many_bear_needs_the_office_or_the_company() -> None:
    assert read("Владимир Ким спел.")[0][1] < 0.5
    assert read("Владимир Ким выкупил KAZ Minerals.") == [("vladimir_kim", 0.95)]
    assert read("Акционер Владимир Ким купил долю.") == [("vladimir_kim", 0.95)]


def test_a_text_without_names_has_none() -> None:
    assert read("Добыча выросла.") == []


@given(
    st.lists(
        st.sampled_from(
            ["Смаилов", "Алихан", "Президент", "А.", "Токаев", "К.", ",", ".", "улица", "Тоқаев"]
        ),
        max_size=12,
    )
)
def test_any_row_of_words_gives_readings_within_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for reading in read_people(scan("", text)):
        assert 0 <= reading.confidence <= 1
        assert text[reading.found.start - 3 : reading.found.end - 3].strip()
