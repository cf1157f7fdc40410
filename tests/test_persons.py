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
        ("Wrestler Nurlan Abdiev said", ["Nurlan Abdiev"]),
        ("He won.\n\nWrestler Nurlan Abdiev said", ["Nurlan Abdiev"]),
        ("He won. Alexander Petrov Smith said", ["Alexander Petrov Smith"]),
        ("of Parker Nurlan Abdiev", ["Parker Nurlan Abdiev"]),
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


def test_a_pronoun_reaches_back_over_a_bounded_number_of_lines() -> None:
    near = "Иван Петров пришёл.\n" + "да\n" * 20
    far = "Иван Петров пришёл.\n" + "да\n" * 100
    assert [name.words for name in Persons(near, ()).persons_before(len(near))] == ["Иван Петров"]
    assert list(Persons(far, ()).persons_before(len(far))) == []


def test_the_names_of_a_line_are_read_once_for_all_that_reach_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Иван Петров и Анна Сидорова спорили. " * 200
    persons, read, names = Persons(text, ()), list[tuple[int, int]](), Persons.names

    def counted(self: Persons, start: int, end: int) -> list[Name]:
        read.append((start, end))
        return names(self, start, end)

    monkeypatch.setattr(Persons, "names", counted)
    nearest = [next(persons.persons_before(at)).words for at in range(100, len(text), 37)]
    assert set(nearest) <= {"Иван Петров", "Анна Сидорова"}
    assert read == [(0, len(text))]


def test_two_capital_words_with_a_body_in_them_are_no_person_for_a_pronoun() -> None:
    text = "Kazzinc Company, Горно Комитет и Олег Ким пришли.\nвот"
    before = [name.words for name in Persons(text, ()).persons_before(len(text))]
    assert before == ["Олег Ким"]


def test_a_name_in_capitals_or_of_a_place_is_no_person_for_a_pronoun() -> None:
    text = "КЕГОК Групп и шахта имени Николая Гончарова ждут, Олег Ким тоже.\nвот"
    before = [name.words for name in Persons(text, ()).persons_before(len(text))]
    assert before == ["Олег Ким"]
