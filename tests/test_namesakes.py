from __future__ import annotations

import pytest

from pipelines.relevance.lexicon import scan
from pipelines.relevance.namesakes import is_namesake
from pipelines.relevance.relevance import judge_text


@pytest.mark.parametrize(
    "text",
    [
        "На улице Костанай.",
        "Қонаев көшесі жабық.",
        "Pavlodar district",
        "Озеро Туркестан",
        "ФК «Актау»",
    ],
)
def test_streets_lakes_districts_and_clubs_bear_the_names_of_cities(text: str) -> None:
    found = scan("", text)
    (city,) = found.hits["city"]
    assert is_namesake(found, city.start, city.end)
    assert not judge_text("", text).mentions


def test_a_city_is_no_namesake_of_itself() -> None:
    found = scan("", "В Костанае тепло.")
    (city,) = found.hits["city"]
    assert not is_namesake(found, city.start, city.end)


def test_the_words_of_another_field_tell_nothing() -> None:
    found = scan("Новая улица", "Костанай растёт.")
    (city,) = found.hits["city"]
    assert not is_namesake(found, city.start, city.end)
