import pytest

from pipelines.judgement import Mention
from pipelines.quotes.fullnames import Name
from pipelines.quotes.persons import Persons, looks_like_surname


def names(text: str) -> list[str]:
    return [name.words for name in Persons(text, ()).names(0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("сказал Олег Ким", ["Олег Ким"]),
        ("аким Риддера Дмитрий Горьковой", ["Дмитрий Горьковой"]),
        ("Министр Николай Петрович Гончаров", ["Николай Петрович Гончаров"]),
        ("Қанат Шарлапаев Хромтауға барды", ["Қанат Шарлапаев"]),
        ("жазды Ажар Ғиният Facebook желісінде", ["Ажар Ғиният", "Facebook"]),
        ("Қала әкімі Ғалым Әшімов", ["Қала", "Ғалым Әшімов"]),
        ("said James Kennedy Jr. today", ["James Kennedy Jr"]),
        ("said Boris James Kennedy Jr. today", ["Boris James Kennedy Jr"]),
        ("of Patrick W. Carlin there", ["Patrick W. Carlin"]),
        ("said John Paul Smith", ["John Paul Smith"]),
        ("Minister of Trade and Construction Ivan Petrov", ["Trade", "Ivan Petrov"]),
        ("said Oleg K. there", ["Oleg K."]),
        ("The Minister", []),
    ],
)
def test_a_name_is_told_from_offices_towns_and_common_words(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_what_is_mentioned_as_a_town_is_no_person() -> None:
    text = "аким Темиртау Орал"
    town = Mention("t", "town", "Темиртау", "text", (5, 13), 0.9)
    titled = Mention("t", "town", "Темиртау", "title", (5, 13), 0.9)
    assert [n.words for n in Persons(text, (town,)).names(0, len(text))] == ["Орал"]
    assert [n.words for n in Persons(text, (titled,)).names(0, len(text))] == ["Темиртау Орал"]


def test_persons_before_a_place_come_nearest_first() -> None:
    text = "Иван Петров пришёл.\nОлег Ким ушёл. Осень. Гончаров спал.\nвот"
    before = [name.words for name in Persons(text, ()).persons_before(len(text))]
    assert before == ["Гончаров", "Олег Ким", "Иван Петров"]


def test_a_full_name_is_found_by_its_surname_anywhere() -> None:
    persons = Persons("Канат Шарлапаев пришёл.\nШарлапаев ушёл.", ())
    assert [name.words for name in persons.roster.of("Шарлапаева")] == ["Канат Шарлапаев"]


@pytest.mark.parametrize(
    ("text", "name", "is_place"),
    [
        ("Костенко шахтасында", "Костенко", True),
        ("шахта Костенко стоит", "Костенко", True),
        ("шахта имени Николая Гончарова", "Николая Гончарова", True),
        ("инженер шахты Олег Ким", "Олег Ким", False),
        ("сказал Костенко", "Костенко", False),
    ],
)
def test_a_mine_that_bears_a_name_is_no_person(text: str, name: str, is_place: bool) -> None:  # noqa: FBT001 - an expected value
    at = text.index(name)
    assert Persons(text, ()).names_a_place(Name(name, at, at + len(name))) is is_place


@pytest.mark.parametrize(
    ("name", "female", "may"),
    [
        ("Светлана Жакупова", True, True),
        ("Светлана Жакупова", False, False),
        ("Олег Ким", None, True),
        ("К. Ким", True, True),
        ("Халык Банк", False, False),
    ],
)
def test_a_pronoun_means_a_person_of_its_sex(name: str, female: bool | None, may: bool) -> None:  # noqa: FBT001 - an expected value
    assert Persons("", ()).may_be(Name(name, 0, len(name)), female=female) is may


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("Шарлапаев", True),
        ("Петровой", True),
        ("Bulekpayev", True),
        ("Абай", False),
        ("Осень", False),
    ],
)
def test_surnames_of_the_region_are_known_by_their_ending(word: str, is_one: bool) -> None:  # noqa: FBT001 - an expected value
    assert looks_like_surname(word) is is_one
