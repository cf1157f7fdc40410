import pytest

from pipelines.figures.facts import find_facts


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The blast killed five.", [5]),
        ("The blast killed at least five and injured 12.", [5, 12]),
        ("The death toll rose to 46, officials said", [46]),
        ("Two others hospitalised", [2]),
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
        "He was injured at 34 years",
    ],
)
def test_other_numbers_are_not(text: str) -> None:
    assert find_facts(text) == ()
