import pytest

from pipelines.figures.facts import find_facts


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The blast killed five.", [5]),
        ("The blast killed at least five and injured 12.", [5, 12]),
        ("The death toll rose to 46, officials said", [46]),
        ("Two others hospitalised", [2]),
        ("three dead and eleven with fractures", [3, 11]),
        ("Two of the injured are in hospital", [2]),
        ("The firm employs 4,800 in the town", [4800]),
        ("police detained 23 on the square", [23]),
        ("Число погибших – 46.", [46]),
        ("14 попали в больницу", [14]),
        ("погибли трое", [3]),
        ("әлі үшеуі хабарсыз", [3]),
        ("погибли пятеро, двое ранены", [5, 2]),
        ("число погибших выросло до 46", [46]),
        ("Пятеро погибли", [5]),
        ("Шахтада бесеуі қаза тапты", [5]),
        ("Қаза тапқандар саны 46-ға жетті", [46]),
    ],
)
def test_people_are_counted_without_a_noun(text: str, people: list[float]) -> None:
    facts = find_facts(text)
    assert [fact.value for fact in facts] == people
    assert {fact.unit for fact in facts} == {"people"}


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed five sheep",
        "погибли 200 сайгаков",
        "The goal killed 3-1 hopes",
        "5 reasons to go",
        "погибли 2,5",
        "killed 900000",
        "погибли 5-е",
        "killed 2023",
        "погибли двое суток назад",
        "Погибли: 5",
        "5 взяли",
        "число домов – 46.",
        "cut 450 in the plan",
        "killed more than about some nearly almost over 5",
        "5 of the those of the those killed",
        "with of the 5 to in the of it",
        "He was injured at 34 years",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert find_facts(text) == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Құрылыс кезінде 900, іске қосылған соң 280 адам жұмыс істейді.", [900, 280]),
        ("Рудный тұрғындарының 24 мыңы жылусыз қалды.", [24000]),
        ("Тәрбиешілер саны – 22.", [22]),
        ("Число врачей — 120.", [120]),
        ("The number of nurses is 35.", [35]),
        ("For the town of 110,000 the question is simple.", [110000]),
        ("80 мыңға тарта адам тұрған.", [80000]),
        ("Сейчас трудятся 2 760 человек, год назад их было 2 100.", [2760, 2100]),
        ("Four miners died, against 46 in 2023.", [4, 46]),
        ("Four miners died, against 46 trees.", [4]),
        ("Four miners died. Against 46 in 2023.", [4]),
        ("Four miners died, against 4.5 in 2023.", [4]),
        ("Бір оқушыға күніне 550 теңге бөлінеді.", []),
        ("Бір оқушыға сыйлық берілді.", [1]),
        ("Құрылыс кезінде 900, 280 адам жұмыс істейді.", [280]),
        ("Число домов — 120.", []),
        ("Үйлер саны – 22.", []),
    ],
)
def test_people_are_counted_by_what_the_sentence_tells_of_the_group(
    text: str, people: list[float]
) -> None:
    found = find_facts(text, published=None)
    assert [fact.value for fact in found if fact.kind == "people"] == people


def test_a_kazakh_not_a_single_one_counts_nobody() -> None:
    assert [f for f in find_facts("Бірде-бір жарақат тіркелген жоқ.") if f.kind == "people"] == []
