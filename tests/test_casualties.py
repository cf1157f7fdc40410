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
        "число горожан – 46.",
        "cut 450 in the plan",
        "killed more than about some nearly almost over 5",
        "5 of the those of the those killed",
        "with of the 5 to in the of it",
        "He was injured at 34 years",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert find_facts(text) == ()
