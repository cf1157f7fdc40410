import pytest

from pipelines.judgement import Mention
from pipelines.quotes.identities import Identities

TEXT_PERSON = Mention("sharlapaev", "person", "Каната Шарлапаева", "text", (10, 27), 0.9)
TITLE_PERSON = Mention("ivanov", "person", "Иванов", "title", (0, 6), 0.9)
TOWN = Mention("ridder", "town", "Риддер", "text", (40, 46), 0.9)
PERSONS = Identities((TITLE_PERSON, TOWN, TEXT_PERSON))


def test_a_speaker_is_the_person_named_at_the_place() -> None:
    assert PERSONS.of("Шарлапаев", (16, 27)) == "sharlapaev"
    assert PERSONS.of("Шарлапаев", (27, 36)) is None


def test_a_speaker_is_the_person_of_that_name_in_whatever_case() -> None:
    assert PERSONS.of("Канат Шарлапаев", (0, 0)) == "sharlapaev"
    assert PERSONS.of("Иванова", (60, 67)) == "ivanov"


def test_a_town_and_an_unnamed_speaker_are_nobody() -> None:
    assert PERSONS.of("Риддер", (40, 46)) is None
    assert PERSONS.of("", (10, 27)) is None
    assert Identities((TOWN,)).of("Иванов", (0, 0)) is None


KIM_TEXT = "Светлана Ким молчит. Владимир Ким пришёл."


def kim(surface: str, confidence: float = 0.9, entity: str = "vladimir_kim") -> Identities:
    at = KIM_TEXT.find(surface)
    span = (at, at + len(surface))
    return Identities([Mention(entity, "person", surface, "text", span, confidence)])


@pytest.mark.parametrize("name", ["Владимир Ким", "В. Ким", "Vladimir Kim", "Ким"])
def test_a_surname_is_the_person_whose_first_name_the_speaker_has(name: str) -> None:
    assert kim("Ким").of(name, (9, 12)) == "vladimir_kim"


@pytest.mark.parametrize("name", ["Светлана Ким", "С. Ким", "Ким Светлана Владимировна"])
def test_a_namesake_with_another_first_name_is_nobody_known(name: str) -> None:
    assert kim("Ким").of(name, (0, 12)) is None


def test_a_mention_that_is_not_sure_tells_nobody() -> None:
    assert kim("Владимир Ким", 0.47).of("Владимир Ким", (21, 33)) is None


def test_a_person_that_no_list_knows_is_told_by_the_full_name_alone() -> None:
    assert kim("Светлана Ким", entity="somebody").of("Светлана Ким", (0, 12)) == "somebody"
    assert kim("Ким", entity="somebody").of("Светлана Ким", (0, 12)) is None


def test_a_speaker_without_a_name_is_nobody() -> None:
    assert kim("Ким").of("", (0, 0)) is None
