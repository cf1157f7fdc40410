from __future__ import annotations

import pytest

from pipelines.figures.facts import find_facts


def people(text: str, language: str) -> list[float | None]:
    return [f.value for f in find_facts(text, language=language) if f.kind == "people"]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Seven people were hurt on a road 3 km away. Five of them stayed in bed.", [7, 5]),
        ("en", "Doctors saw 1,200 children, 140 were diagnosed with anaemia.", [1200, 140]),
        ("en", "Two workers died. Another nine were treated at home.", [2, 9]),
        ("en", "Eleven lawmakers voted against, 4 abstained.", [11, 4]),
        ("en", "The union has 300 members, and 12 resigned yesterday.", [300, 12]),
        ("ru", "На лёд вышли двое школьников, один провалился.", [2, 1]),
        ("ru", "Задержали 15 участников, 7 отпустили.", [15, 7]),
        ("ru", "Опросили 40 жителей, 12 из них недовольны.", [40, 12]),
        ("kk", "17 бала уланды. Олардың екеуінің жағдайы ауыр.", [17, 2]),
        ("kk", "81 депутат қолдап, алтауы қалыс қалды.", [81, 6]),
        ("kk", "2600 адам көшірілді, оның 900-і – бала.", [2600, 900]),
        ("kk", "17 мұнайшы зардап шекті, он бірі сынық алды.", [17, 11]),
    ],
)
def test_a_bare_figure_carries_on_a_count_of_people(
    language: str, text: str, values: list[float]
) -> None:
    assert people(text, language) == values


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "The firm has 300 workers and two abandoned shafts.", [300]),
        ("en", "It has 300 workers. Sales are good. In all, 200 were sold.", [300]),
        ("en", "It has 300 workers and sold 900 cars, 400 were red.", [300]),
        ("en", "It has 30 workers and 40 are machines.", [30]),
        ("en", "One of the rooms burnt; it has 30 guests. One was big.", [30]),
        ("ru", "На смене 12 человек, 3 недели ремонта впереди.", [12]),
        ("ru", "На смене 12 человек, 2,5 остались.", [12]),
        ("kk", "Зауытта 46 адам бар, 12 цех.", [46]),
        ("kk", "46 кеншінің бірі – жүргізуші.", [46]),
    ],
)
def test_a_figure_of_things_carries_on_no_people(
    language: str, text: str, values: list[float]
) -> None:
    assert people(text, language) == values
