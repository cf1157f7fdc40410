from __future__ import annotations

import pytest

from pipelines.relevance.homonyms import read_places
from pipelines.relevance.lexicon import scan
from pipelines.relevance.regions import read_regions


def read(text: str) -> list[str]:
    return [found.id.removesuffix("_region") for found in read_regions(scan("", text))]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("В Павлодарской области тепло.", ["pavlodar"]),
        ("Павлодарская и Акмолинская области ждут.", ["pavlodar", "akmola"]),
        ("в Костанайской, Павлодарской и Акмолинской областях", ["kostanay", "pavlodar", "akmola"]),
        ("В областях Абай, Жетысу и Улытау ветер.", ["abai", "zhetisu", "ulytau"]),
        ("Қарағанды, Ұлытау және Павлодар облыстары", ["karaganda", "ulytau", "pavlodar"]),
        ("Шығыс Қазақстан мен Абай облыстарында", ["east_kazakhstan", "abai"]),
        ("in the Karaganda, Ulytau, and Pavlodar regions", ["karaganda", "ulytau", "pavlodar"]),
        ("ВКО и ЗКО", ["east_kazakhstan", "west_kazakhstan"]),
    ],
)
def test_oblasts_in_a_row_share_the_word_for_oblast(text: str, named: list[str]) -> None:
    assert read(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Павлодарская школа открылась.",
        "Павлодарская школа. Области помогут.",
        "Қарағанды қаласы мен ауылдар",
        "Karaganda and other regions",
    ],
)
def test_a_bare_name_is_no_oblast(text: str) -> None:
    assert read(text) == []


def test_a_city_beside_one_oblast_is_not_its_oblast() -> None:
    assert read("Karaganda and Pavlodar Region") == ["pavlodar"]
    assert read("Қарағанды және Павлодар облысы") == ["pavlodar"]
    assert read("Карагандинская школа, Павлодарская область") == ["pavlodar"]


@pytest.mark.parametrize(
    "text",
    [
        "В области Абай паводок.",
        "Абай облысында су тасқыны.",
        "Абай мен Жетісу облыстарында су тасқыны.",
        "Floods in Abai Region.",
        "Floods in Abai and Zhetisu regions.",
    ],
)
def test_the_name_of_an_oblast_is_not_the_town(text: str) -> None:
    readings = read_places(scan("", text))
    assert readings
    assert not any(reading.accepted for reading in readings)
    assert all("part of" in reading.note for reading in readings)
