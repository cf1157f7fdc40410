import pytest

from pipelines.figures.peoplewords import collectives, is_agent, role_words, unsure_roles


@pytest.mark.parametrize("word", ["бетонщиков", "переводчика", "газосварщик"])
def test_a_russian_agent_is_told_by_its_ending(word: str) -> None:
    assert is_agent(word, kazakh=False)


@pytest.mark.parametrize("word", ["зубчика", "датчиков", "ящик", "счетчик", "погрузчиков", "щик"])
def test_things_and_diminutives_are_no_agents(word: str) -> None:
    assert not is_agent(word, kazakh=False)


def test_a_kazakh_agent_is_told_by_its_ending_and_an_ordinal_is_none() -> None:
    assert is_agent("бұрғышысы", kazakh=True)
    assert not is_agent("үшінші", kazakh=True)


def test_a_role_is_told_by_words_in_all_their_forms() -> None:
    words = ("погибших", "қаза", "killed", "шахта")
    assert [role_words().find(word) for word in words] == ["dead", "dead", "dead", None]
    assert unsure_roles().find("cut")
    assert collectives().find("бесеуі")
