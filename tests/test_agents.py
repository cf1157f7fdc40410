from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.agents import agents


@pytest.mark.parametrize(
    "word",
    [
        *("бетонщиков", "переводчика", "газосварщик", "докторов", "зрителей", "спортсменок"),
        *("механизаторов", "карагандинцев", "россиян", "горожан", "учительниц", "борцов"),
        *("spectators", "lawmakers", "technicians", "schoolchildren", "policemen", "actors"),
        *("scientists", "trainees", "kazakhstanis"),
    ],
)
def test_a_russian_or_english_agent_is_told_by_its_ending(word: str) -> None:
    assert agents(kazakh=False)[word]


@pytest.mark.parametrize(
    "word",
    [
        *("зубчика", "датчиков", "ящик", "счетчик", "погрузчиков", "щик", "месяцев", "образцов"),
        *("двигателей", "показателей", "отелей", "памятников", "источников", "рудников", "овец"),
        *("больниц", "полян", "обезьян", "процентов", "документов", "картинок", "смен", "вагонов"),
        *("trailers", "reactors", "excavators", "degrees", "quarters", "numbers", "lists"),
        *("kilometers", "colors", "suppliers", "committees", "assists", "companies", "worker"),
    ],
)
def test_things_firms_and_animals_are_no_agents(word: str) -> None:
    assert not agents(kazakh=False)[word]


@pytest.mark.parametrize("word", ["бұрғышысы", "спортшы", "бапкерге", "мердігердің", "психолог"])
def test_a_kazakh_agent_is_told_in_its_cases(word: str) -> None:
    assert agents(kazakh=True)[word]


@pytest.mark.parametrize("word", ["үшінші", "өндіруші", "доллар", "шаруашылық", "жәдігер"])
def test_a_kazakh_ordinal_or_thing_is_no_agent(word: str) -> None:
    assert not agents(kazakh=True)[word]


@given(st.text(max_size=40), st.booleans())
@settings(max_examples=100)
def test_any_word_is_an_agent_or_none(word: str, kazakh: bool) -> None:  # noqa: FBT001 - drawn
    assert agents(kazakh=kazakh)[word] in {True, False}
