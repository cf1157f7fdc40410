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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 300 miners went on strike on Monday.", "on strike"),
        ("More than 300 strikers gathered at the gate.", "on strike"),
        ("Забастовку объявили 300 горняков.", "on strike"),
        ("300 горняков отказались спускаться в шахту.", "on strike"),
        ("Ереуілге 300-ге жуық кенші шықты.", "on strike"),
        ("200 кенші жұмысын тоқтатты.", "on strike"),
        ("Five strikers were dismissed.", "laid off"),
        ("Никто не пострадал, 27 человек провели в стволе шесть часов.", ""),
        ("27 кенші зардап шеккен жоқ.", ""),
        ("27 miners were not injured.", ""),
        ("None of the 112 miners was hurt.", ""),
        ("27 miners refused to come to the surface.", ""),
        ("27 человек обратились к врачам.", "injured"),
        ("Police detained 27 people, and 3 officers were injured.", ""),
        ("Firefighters led 26 people out.", "evacuated"),
        ("26 people out there were injured.", "injured"),
        ("All 870 employees keep their jobs.", "employed"),
        ("120 workers lost their jobs.", "laid off"),
        ("240 горожан пришли на встречу.", ""),
        ("Полиция 12 тұрғынды ұстады.", ""),
        ("В посёлке 350 жителей, всего 350 жителей.", ""),
        ("The village has 350 residents.", "residents"),
        ("Кеніште 3400 адам еңбек етті, тағы 300 маман қабылданады.", "employed"),
        (
            (
                "27 кенші таңғы сағат бесте кеніштің төменгі қабатында, жоғарғы өткелдің "
                "тірегі құлап, соның салдарынан қаза тапты."
            ),
            "dead",
        ),
        ("2600 адам көшірілді, оның 900-і бала.", "evacuated"),
        ("75 тұрғын жұмысқа алынды.", "hired"),
        ("За год население города сократилось на 600 человек.", ""),
        ("Nine workers, including two foreigners, were evacuated.", "evacuated"),
    ],
)
def test_the_verb_of_the_clause_tells_the_role(text: str, expected: str) -> None:
    facts = [fact for fact in find_facts(text) if fact.kind == "people"]
    assert facts[0].role == expected


def test_a_count_that_compares_has_the_role_of_the_one_before() -> None:
    facts = find_facts("Four miners died, against 46 in 2023.")
    assert [f.role for f in facts if f.kind == "people"] == ["dead", "dead"]


def test_the_word_of_a_bound_is_no_part_of_the_subject() -> None:
    facts = find_facts("300-ге жуық кенші мен 300-ге жуық адам жиналды.")
    assert [fact.subject for fact in facts] == ["кенші", ""]


def test_a_copula_behind_a_mark_measures_no_group() -> None:
    assert roles("Население, составляет 52 тысячи") == []


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "The deal covers about 43,000 employees.", "employed"),
        ("en", "Roughly 5,600 employees refused to come to the surface.", ""),
        ("en", "Water supply to 14,000 residents was cut.", "residents"),
        ("en", "Some 85 attendants will be moved to other routes.", ""),
        ("en", "In all 214 people were moved to hotels.", "evacuated"),
        ("ru", "В школу набрали 52 педагога.", "hired"),
        ("ru", "На постоянную работу примут 900 специалистов.", "hired"),
        ("ru", "Спасатели освободили из снежных заносов 860 человек.", "rescued"),
        ("kk", "Қазір кеніште 3 100 адам істейді.", "employed"),
        ("kk", "Мұнда 130 адамға жұмыс табылады.", "hired"),
    ],
)
def test_the_verb_tells_what_became_of_people(language: str, text: str, role: str) -> None:
    (fact,) = [fact for fact in find_facts(text, language=language) if fact.kind == "people"]
    assert fact.role == role
