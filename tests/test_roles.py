import pytest

from pipelines.figures.facts import find_facts


def roles(text: str) -> list[tuple[float | None, str]]:
    return [(f.value, f.role) for f in find_facts(text) if f.kind == "people"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Погибли пять горняков, 12 получили травмы.", [(5, "dead"), (12, "injured")]),
        ("Пять человек погибли и двое ранены", [(5, "dead"), (2, "injured")]),
        ("The blast killed five and injured 12.", [(5, "dead"), (12, "injured")]),
        ("Бес адам қаза тапты, үшеуі жараланды.", [(5, "dead"), (3, "injured")]),
        ("Қаза тапқан бес адам жерленді.", [(5, "dead")]),
        ("21 trapped miners", [(21, "trapped")]),
        ("На заводе трудятся 1200 человек", [(1200, "employed")]),
        ("The mill employs 1,200 people", [(1200, "employed")]),
        ("Зауытта 1200 адам жұмыс істейді", [(1200, "employed")]),
        ("Сократят 340 сотрудников", [(340, "laid off")]),
        ("The smelter will lay off another 450.", [(450, "laid off")]),
        ("Трудоустроили 150 человек", [(150, "hired")]),
        ("в городе живут 45 тысяч человек", [(45_000, "residents")]),
        ("12 тысяч жителей эвакуированы", [(12_000, "evacuated")]),
        ("12 тысяч жителей", [(12_000, "residents")]),
        ("двое пострадавших скончались", [(2, "injured")]),
        ("В поисках участвуют 50 спасателей, спасены 3 человека", [(50, ""), (3, "rescued")]),
        ("Погибли 2 спасателя", [(2, "dead")]),
        ("В форуме приняли участие 300 человек", [(300, "")]),
        ("5.2 million passengers and cut delays", [(5.2e6, "")]),
        ("Two miners, aged 34 and 51, died", [(2, "dead")]),
        ("Two miners, tired men, died", [(2, "dead")]),
        ("300 человек", [(300, "")]),
        (
            (
                "300 человек пришли вечером на большую площадь перед старым зданием акимата города, "
                "где когда-то очень давно один человек погиб"
            ),
            [(300, ""), (1, "dead")],
        ),
        ("пятеро из числа спасённых", [(5, "rescued")]),
    ],
)
def test_the_nearest_words_tell_the_role(text: str, expected: list[tuple[float, str]]) -> None:
    assert roles(text) == expected
